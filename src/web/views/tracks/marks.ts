// Where what is picked passes: the transmission and everything that repeaters made of it, at every port of every cable.
import { bitAt, type PortPassage, passagesOfAttempt } from '../../run/passing.js';
import type { Tape } from '../../run/tape.js';

/** One port that it passes, in one direction. */
export interface Mark {
  readonly passage: PortPassage;
  /** The bit picked, where it passes whole or in part: beginning, middle (where its halves meet), end. */
  readonly bit: { readonly fromPs: number; readonly middlePs: number; readonly toPs: number } | undefined;
}

let kept: { readonly tape: Tape; readonly row: number; readonly rows: number; readonly its: PortPassage[] } | undefined;

/** Everywhere that a row's attempt passes; the last answer is kept, since a view that is panned asks again and again. */
function placesOf(tape: Tape, row: number): readonly PortPassage[] {
  if (kept?.tape !== tape || kept.row !== row || kept.rows !== tape.rows) {
    const its = passagesOfAttempt(tape, row);
    kept = { tape, row, rows: tape.rows, its };
  }
  return kept.its;
}

/** The marks of a row, or of one bit of it, by `markKey`. @param bit counted from the first of the transmission */
export function marksOf(tape: Tape, row: number, bit: number | undefined): ReadonlyMap<string, readonly Mark[]> {
  const marks = new Map<string, Mark[]>();
  if (row < 0 || row >= tape.rows) return marks;
  for (const passage of placesOf(tape, row)) {
    const key = markKey(passage.port, passage.direction);
    const its = marks.get(key);
    const mark = { passage, bit: bit === undefined ? undefined : bitIn(tape, passage, bit) };
    if (its) its.push(mark);
    else marks.set(key, [mark]);
  }
  return marks;
}

/** What marks are found by. */
export function markKey(port: number, direction: 'out' | 'in'): string {
  return `${port} ${direction}`;
}

function bitIn(tape: Tape, passage: PortPassage, bit: number): Mark['bit'] {
  const { symbolPs } = tape.transmission(passage.row);
  const fromPs = bitAt(passage, symbolPs, bit);
  if (fromPs >= passage.toPs) return undefined;
  return { fromPs, middlePs: fromPs + symbolPs, toPs: Math.min(fromPs + 2 * symbolPs, passage.toPs) };
}
