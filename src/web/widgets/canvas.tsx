// A canvas that fits its box, knows the density of the screen, and is drawn again when what its drawing read has changed.
import { effect, type Signal, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { palette } from '../state/preferences.js';
import { askTurn, giveUpTurn } from './turns.js';

/** What a drawing is given: a context in CSS pixels, its size, and the page's colours by name. */
export interface Sheet {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** The value of the custom property `--name`. */
  colour(name: string): string;
}

/** How each canvas on the page is drawn: for pictures of it in other forms. */
export const drawings = new WeakMap<HTMLCanvasElement, (context: CanvasRenderingContext2D) => void>();

export interface CanvasProps {
  /** What it is a picture of, for those who can't see it. */
  readonly label: string;
  /** Draws everything; reads signals, and is called again on the next frame when one of them changes. */
  readonly draw: (sheet: Sheet) => void;
  readonly class?: string;
  /** Told of the canvas once it is there; answers how to let go of it. */
  readonly attach?: (canvas: HTMLCanvasElement) => () => void;
}

export function Canvas({ label, draw, attach, class: name }: CanvasProps) {
  const ref = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  useEffect(() => {
    const canvas = ref.current!;
    const size = signal({ width: 0, height: 0 });
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      size.value = { width, height };
    });
    observer.observe(canvas);
    const seen = signal(true);
    const watcher = new IntersectionObserver(
      (entries) => {
        seen.value = entries.at(-1)!.isIntersecting;
      },
      { rootMargin: NEARLY_SEEN },
    );
    watcher.observe(canvas);
    const detach = attach?.(canvas);
    const stop = drawWhenNeeded(canvas, size, seen, (sheet) => latest.current(sheet));
    return () => {
      observer.disconnect();
      watcher.disconnect();
      detach?.();
      stop();
    };
  }, []);
  return <canvas ref={ref} class={name} role="img" aria-label={label} />;
}

/** A canvas this near to the window is drawn already: it must not come in empty. */
const NEARLY_SEEN = '120px';

/** Runs the drawing in an effect, at most once a frame, and not while nobody sees it. */
function drawWhenNeeded(
  canvas: HTMLCanvasElement,
  size: Signal<{ readonly width: number; readonly height: number }>,
  seen: Signal<boolean>,
  draw: (sheet: Sheet) => void,
): () => void {
  const context = canvas.getContext('2d')!;
  const turn = signal(0);
  let due = true;
  let colours = new Map<string, string>();
  let dress = -1;
  const colour = (name: string): string => {
    let value = colours.get(name);
    if (value === undefined) {
      value = getComputedStyle(canvas).getPropertyValue(`--${name}`).trim();
      colours.set(name, value);
    }
    return value;
  };
  // A change only asks for a frame, and gives up what the effect depends on but `turn`; in that frame the drawing reads
  // everything anew. However many changes come between two frames, it is drawn once.
  const stop = effect(() => {
    turn.value;
    if (!due) {
      askTurn(canvas, () => {
        due = true;
        turn.value++;
      });
      return;
    }
    // Out of sight only coming into sight matters.
    if (!seen.value) return;
    due = false;
    const { width, height } = size.value;
    if (dress !== palette.value) {
      colours = new Map();
      dress = palette.value;
    }
    if (width === 0 || height === 0) return;
    const density = devicePixelRatio || 1;
    if (canvas.width !== Math.round(width * density)) canvas.width = Math.round(width * density);
    if (canvas.height !== Math.round(height * density)) canvas.height = Math.round(height * density);
    context.setTransform(density, 0, 0, density, 0, 0);
    context.clearRect(0, 0, width, height);
    draw({ context, width, height, colour });
  });
  drawings.set(canvas, (other) => draw({ context: other, ...size.peek(), colour }));
  return () => {
    giveUpTurn(canvas);
    stop();
  };
}
