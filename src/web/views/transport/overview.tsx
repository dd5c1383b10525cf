// The whole run as one strip: how busy the wires are, where things collide, what is in view, where the cursor is.

import type { Tape } from '../../run/tape.js';
import { revision, tape } from '../../state/session.js';
import { cursorPs, endPs, moveTo, playing, span } from '../../state/time.js';
import { bilingual, language } from '../../text/bilingual.js';
import { Canvas, type Sheet } from '../../widgets/canvas.js';
import { time } from '../../widgets/format.js';
import { collisionColumns, utilisation } from './overviewShape.js';

const words = bilingual({
  label: ['Place in the whole run', '전체 실행에서의 위치'],
  strip: [
    'The whole run: how busy the wires are, with a mark at each collision',
    '전체 실행: 선의 사용률, 충돌마다 표시',
  ],
  at: [(now: string, end: string) => `${now} of ${end}`, (now: string, end: string) => `${end} 중 ${now}`],
});

const HEIGHT_PX = 34;
/** Half the width of a collision's mark. */
const WEDGE_PX = 3;

let kept: { readonly of: string; readonly tape: Tape; readonly strip: HTMLCanvasElement } | undefined;

/** The strip alone, kept: it stays the same while the view is moved over it, and is made of as many parts as it is wide. */
function stripOf(its: Tape, { context, width, height, colour }: Sheet): HTMLCanvasElement {
  const { a: density } = context.getTransform();
  const of = [its.rows, endPs.value, width, height, density, colour('signal'), colour('collision')].join(' ');
  if (kept?.of === of && kept.tape === its) return kept.strip;
  const strip = document.createElement('canvas');
  strip.width = Math.round(width * density);
  strip.height = Math.round(height * density);
  const pen = strip.getContext('2d')!;
  pen.scale(density, density);
  drawStrip(its, { context: pen, width, height, colour });
  kept = { of, tape: its, strip };
  return strip;
}

function drawStrip(its: Tape, { context, width, height, colour }: Sheet): void {
  const end = endPs.value;
  const foot = height - 1;
  context.fillStyle = colour('signal');
  context.beginPath();
  utilisation(its, end, Math.floor(width)).forEach((share, column) => {
    const tall = share * (foot - 10);
    if (share > 0) context.rect(column, foot - Math.max(1, tall), 1, Math.max(1, tall));
  });
  context.fill();
  context.fillStyle = colour('collision');
  context.beginPath();
  let last = Number.NEGATIVE_INFINITY;
  for (const column of collisionColumns(its, end, Math.floor(width))) {
    // Those of a run without a pause would cover each other.
    if (column - last < WEDGE_PX) continue;
    last = column;
    // A wedge that points at its place: told by its shape as well as by its colour.
    context.moveTo(column - WEDGE_PX, 1);
    context.lineTo(column + WEDGE_PX, 1);
    context.lineTo(column, 8);
  }
  context.fill();
}

function draw(sheet: Sheet): void {
  revision.value;
  const { context, width, height, colour } = sheet;
  const its = tape.value;
  const x = (ps: number): number => (ps / endPs.value) * width;
  if (its) context.drawImage(stripOf(its, sheet), 0, 0, width, height);
  const { fromPs, toPs } = span.value;
  const left = Math.max(0, x(fromPs));
  const right = Math.max(Math.min(width, x(toPs)), left + 3);
  context.strokeStyle = colour('accent');
  context.lineWidth = 1.5;
  context.strokeRect(left + 0.75, 0.75, right - left - 1.5, height - 1.5);
  context.fillStyle = colour('cursor');
  context.fillRect(Math.min(width - 2, x(cursorPs.value) - 1), 0, 2, height);
}

function dragTo(canvas: HTMLCanvasElement): () => void {
  const go = (event: PointerEvent): void => {
    if (event.type === 'pointerdown') canvas.setPointerCapture(event.pointerId);
    else if (!canvas.hasPointerCapture(event.pointerId)) return;
    const { left, width } = canvas.getBoundingClientRect();
    playing.value = false;
    moveTo(((event.clientX - left) / width) * endPs.peek());
  };
  canvas.addEventListener('pointerdown', go);
  canvas.addEventListener('pointermove', go);
  return () => {
    canvas.removeEventListener('pointerdown', go);
    canvas.removeEventListener('pointermove', go);
  };
}

/** Where a key moves the cursor to. */
function keyed(key: string): number | undefined {
  const end = endPs.peek();
  const at = cursorPs.peek();
  const step = end / 200;
  return {
    ...{ ArrowRight: at + step, ArrowUp: at + step, ArrowLeft: at - step, ArrowDown: at - step },
    ...{ PageUp: at + 10 * step, PageDown: at - 10 * step, Home: 0, End: end },
  }[key];
}

export function Overview() {
  const now = time(cursorPs.value, 6);
  return (
    <div
      class="overview"
      role="slider"
      tabIndex={0}
      lang={language.value}
      aria-label={words.label}
      aria-valuemin={0}
      aria-valuemax={endPs.value}
      aria-valuenow={cursorPs.value}
      aria-valuetext={words.at(now, time(endPs.value, 6))}
      style={{ height: `${HEIGHT_PX}px` }}
      onKeyDown={(event) => {
        const to = event.ctrlKey || event.metaKey || event.altKey ? undefined : keyed(event.key);
        if (to === undefined) return;
        event.preventDefault();
        playing.value = false;
        moveTo(to);
      }}
    >
      <Canvas label={words.strip} draw={draw} attach={dragTo} />
    </div>
  );
}
