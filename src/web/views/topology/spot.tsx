// A part of the picture that can be picked: by pointer, or with the keys when it has the focus.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { hovered, type Pick, selected } from '../../state/selection.js';

export interface SpotProps {
  readonly name: string;
  readonly label: string;
  readonly pick: Pick;
  /** One of all is reached with the tab key, the others with arrows from there. */
  readonly entry: boolean;
  /** Told how far it is dragged, in pixels from where it was. */
  readonly onDrag?: (dx: number, dy: number) => void;
  readonly class?: string;
  readonly children: ComponentChildren;
}

/** Pixels that a hand trembles without meaning it. */
const TREMBLE = 4;
const STEP = 8;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The same part or transmission. */
export function samePick(a: Pick | undefined, b: Pick): boolean {
  if (!a || a.kind !== b.kind) return false;
  if (a.kind === 'part') return a.name === (b as typeof a).name;
  return a.kind === 'transmission' && a.row === (b as typeof a).row;
}

export function Spot({ name, label, pick, entry, onDrag, class: dress = '', children }: SpotProps) {
  const start = useRef<{ x: number; y: number; dragged: boolean } | undefined>(undefined);
  const isSelected = samePick(selected.value, pick);
  const onKeyDown = (event: KeyboardEvent & { currentTarget: SVGGElement }) => {
    const arrow = ARROWS[event.key];
    if (event.key === 'Enter' || event.key === ' ') selected.value = pick;
    else if (arrow && event.altKey && onDrag) onDrag(arrow[0] * STEP, arrow[1] * STEP);
    else if (arrow && !event.altKey) neighbour(event.currentTarget, arrow[0] + arrow[1])?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no button of its own
    <g
      role="button"
      class={`spot ${dress} ${isSelected ? 'selected' : ''} ${samePick(hovered.value, pick) ? 'hovered' : ''}`}
      tabIndex={entry ? 0 : -1}
      aria-label={label}
      aria-pressed={isSelected}
      data-part={name}
      onKeyDown={onKeyDown}
      onPointerEnter={() => {
        hovered.value = pick;
      }}
      onPointerLeave={() => {
        hovered.value = undefined;
      }}
      onPointerDown={(event) => {
        start.current = { x: event.clientX, y: event.clientY, dragged: false };
        if (onDrag) event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const from = start.current;
        if (!from || !onDrag) return;
        const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
        if (!from.dragged && Math.hypot(dx, dy) < TREMBLE) return;
        start.current = { x: event.clientX, y: event.clientY, dragged: true };
        onDrag(dx, dy);
      }}
      onPointerUp={() => {
        if (start.current && !start.current.dragged) selected.value = pick;
        start.current = undefined;
      }}
    >
      {children}
    </g>
  );
}

/** The spot before or after one in the same picture. */
function neighbour(spot: SVGGElement, by: number): SVGGElement | undefined {
  const all = [...(spot.ownerSVGElement?.querySelectorAll<SVGGElement>('.spot') ?? [])];
  return all[(all.indexOf(spot) + by + all.length) % all.length];
}

/** What is written and lit beside a spot. The spot's own label says it for those who can't see it. */
export function Written({ children }: { children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <g class="written" aria-hidden="true">
      {children}
    </g>
  );
}
