// The measure by keyboard: its end goes from edge to edge of a station or hub, or by bit times, or to another lane.
import type { Pick } from '../../state/selection.js';
import { selected } from '../../state/selection.js';
import { cursorPs, moveTo, span } from '../../state/time.js';
import type { Lane } from './layout.js';
import { measuring, nextEdge, type RuleEnd, rule, toggleMeasure } from './measure.js';
import { type Plot, plot } from './plot.js';

const middle = ({ x0, x1 }: Lane): number => (x0 + x1) / 2;

/** Begins to measure at the cursor and beside what is selected, or puts the measure away. */
export function measureFromCursor(): void {
  const its = plot.peek();
  const lane = its && (laneOf(its, selected.peek()) ?? its.layout.lanes[0]);
  toggleMeasure(lane && { x: middle(lane), ps: cursorPs.peek() });
}

function laneOf({ tape, layout }: Plot, pick: Pick | undefined): Lane | undefined {
  const name = pick?.kind === 'part' ? pick.name : undefined;
  const part = pick?.kind === 'event' ? tape.part.data[pick.index] : undefined;
  const port = pick?.kind === 'transmission' ? pick.port : undefined;
  return layout.lanes.find(
    (lane) => lane.node === name || lane.part === part || (port !== undefined && lane.ports.includes(port)),
  );
}

/** The end that moves. */
function endOf(): RuleEnd | undefined {
  const its = rule.peek();
  return its && (its.to ?? { x: its.from.x, ps: cursorPs.peek() });
}

function moveEnd(to: RuleEnd): void {
  rule.value = { from: rule.peek()!.from, to };
  moveTo(to.ps);
}

function toEdge(its: Plot, end: RuleEnd, by: 1 | -1): void {
  const { fromPs, toPs } = span.peek();
  const ps = nextEdge(its, end, by, (toPs - fromPs) / 8);
  if (ps !== undefined) moveEnd({ x: end.x, ps });
}

function toLane({ layout }: Plot, { x, ps }: RuleEnd, by: 1 | -1): void {
  const places = layout.lanes.map(middle);
  const to = by > 0 ? places.find((place) => place > x + 1) : places.findLast((place) => place < x - 1);
  if (to !== undefined) moveEnd({ x: to, ps });
}

/** Answers whether the key was meant for the measure. */
export function pressMeasure({ key, shiftKey }: KeyboardEvent): boolean {
  const its = plot.peek();
  const end = endOf();
  if (!measuring.peek() || !its || !end) return false;
  const by = key === 'ArrowDown' || key === 'ArrowRight' ? 1 : -1;
  switch (key) {
    case 'ArrowDown':
    case 'ArrowUp':
      if (shiftKey) moveEnd({ x: end.x, ps: Math.max(0, end.ps + by * its.tape.stage.bitPs) });
      else toEdge(its, end, by);
      return true;
    case 'ArrowLeft':
    case 'ArrowRight':
      toLane(its, end, by);
      return true;
    case 'Enter':
      rule.value = { from: end, to: undefined };
      return true;
    default:
      return false;
  }
}
