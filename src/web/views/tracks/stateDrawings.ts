// A row of states: each one by itself while there is room, and from afar the share of time that each has.
import type { Pen } from './pen.js';
import { endOf, entryAt, type StateLog, timesUntil } from './stateLog.js';

/** What is told from afar: the share of time in one of some states. */
export interface Pile {
  readonly states: readonly number[];
  readonly fill: (pen: Pen) => string | CanvasPattern;
}

/** Draws one state. */
type DrawState = (state: number, event: number, fromPs: number, toPs: number) => void;

/** No row has more kinds of state than this. */
const MOST_STATES = 8;
/** Least pixels a state, on the mean, for each to be drawn by itself. */
const LEAST_PX = 2;

/** Draws the states in view. @param piles from below */
export function drawStates(
  pen: Pen,
  log: StateLog,
  piles: readonly Pile[],
  top: number,
  height: number,
  draw: DrawState,
): void {
  const { fromPs, toPs, width } = pen.its;
  const first = entryAt(log, fromPs);
  const last = entryAt(log, toPs);
  if (LEAST_PX * (last - first) > width) {
    drawShares(pen, log, piles, top, height);
    return;
  }
  for (let i = first; i <= last; i++) {
    draw(log.state.data[i]!, log.event.data[i]!, log.atPs.data[i]!, endOf(log, i));
  }
}

/** Piles up what share of each column's time went to each state. */
function drawShares(pen: Pen, log: StateLog, piles: readonly Pile[], top: number, height: number): void {
  const { context, psPerPixel } = pen;
  const { left, fromPs } = pen.its;
  const width = Math.ceil(pen.its.width);
  let before = new Float64Array(MOST_STATES);
  let after = new Float64Array(MOST_STATES);
  // Upper edge of each pile, column by column.
  const edges = piles.map(() => new Float32Array(width));
  timesUntil(log, fromPs, before);
  for (let x = 0; x < width; x++) {
    timesUntil(log, fromPs + (x + 1) * psPerPixel, after);
    let sum = 0;
    for (const [i, { states }] of piles.entries()) {
      for (const state of states) sum += after[state]! - before[state]!;
      edges[i]![x] = Math.min(1, sum / psPerPixel);
    }
    [before, after] = [after, before];
  }
  const bottom = top + height;
  // The highest pile first: each lower one is painted over it.
  for (let i = piles.length - 1; i >= 0; i--) {
    context.fillStyle = piles[i]!.fill(pen);
    context.beginPath();
    area(context, edges[i]!, left, bottom, height);
    context.fill();
  }
}

/** The outline of an area that stands on `bottom`. */
export function area(
  context: CanvasRenderingContext2D,
  shares: Float32Array,
  left: number,
  bottom: number,
  height: number,
): void {
  let level = bottom;
  context.moveTo(left, bottom);
  for (let x = 0; x < shares.length; x++) {
    const y = Math.round((bottom - shares[x]! * height) * 2) / 2;
    if (y === level) continue;
    context.lineTo(left + x, level);
    context.lineTo(left + x, y);
    level = y;
  }
  context.lineTo(left + shares.length, level);
  context.lineTo(left + shares.length, bottom);
}
