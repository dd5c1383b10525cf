// A plug on each box while the network is edited: dragged to another box, it puts a cable between the two.
import { signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { change, editing } from '../../state/editing.js';
import type { Box, Point } from './layout.js';

/** Metres of a cable that is drawn by hand. */
const METRES = 25;
const RADIUS = 8;

/** The cable that is being drawn: from where, to where, and what it would be plugged into. */
export const drawn = signal<
  { readonly from: Point; readonly to: Point; readonly onto: string | undefined } | undefined
>(undefined);

/** By the keys a cable is put in under "Selected part". */
export function Plug({ box, others }: { box: Box; others: ReadonlySet<string> }) {
  const start = useRef<Point | undefined>(undefined);
  if (!editing.value || box.kind === 'coax') return null;
  const at = { x: box.x + box.width / 2, y: box.y + box.height };
  const follow = (event: PointerEvent & { currentTarget: SVGGElement }) => {
    if (!start.current) return;
    const frame = event.currentTarget.ownerSVGElement!.getBoundingClientRect();
    const under = document
      .elementsFromPoint(event.clientX, event.clientY)
      .map((one) => one.closest('[data-part]')?.getAttribute('data-part'))
      .find((name) => name != null && name !== box.name && others.has(name));
    drawn.value = {
      from: at,
      to: { x: event.clientX - frame.left, y: event.clientY - frame.top },
      onto: under ?? undefined,
    };
  };
  const drop = () => {
    const onto = drawn.peek()?.onto;
    start.current = undefined;
    drawn.value = undefined;
    if (onto !== undefined) void change([{ what: 'connect', node: box.name, to: onto, metres: METRES }]);
  };
  return (
    <g
      class="plug"
      data-plug={box.name}
      // Of a part of a drawing no browser heeds touch-action.
      onTouchStart={(event) => event.preventDefault()}
      onPointerDown={(event) => {
        event.stopPropagation();
        start.current = at;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={follow}
      onPointerUp={drop}
      onPointerCancel={() => {
        start.current = undefined;
        drawn.value = undefined;
      }}
    >
      <circle class="grip" cx={at.x} cy={at.y} r={2 * RADIUS} />
      <circle cx={at.x} cy={at.y} r={RADIUS} />
      <path d={`M${at.x - 4} ${at.y}h8M${at.x} ${at.y - 4}v8`} />
    </g>
  );
}

/** The cable in hand. */
export function Drawn() {
  const its = drawn.value;
  if (!its) return null;
  const { from, to, onto } = its;
  return <path class={`drawn ${onto === undefined ? '' : 'fits'}`} d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />;
}
