// The overview's geometry: pure functions of a tape.
import { lowerBound } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';

/** More ports than these are not summed up for a strip of some pixels' height. */
const MOST_PORTS = 16;

/**
 * By column of a strip that shows [0, endPs): the share of its time in which the busiest port sends or hears, 0 to 1.
 */
export function utilisation(tape: Tape, endPs: number, columns: number): Float64Array {
  const shares = new Float64Array(columns);
  const ports = Math.min(tape.stage.ports.length, MOST_PORTS);
  const wide = endPs / columns;
  for (let port = 0; port < ports; port++) {
    for (const direction of ['out', 'in'] as const) {
      let before = 0;
      for (let column = 0; column < columns; column++) {
        const until = tape.busyUntil(port, direction, (column + 1) * wide);
        shares[column] = Math.max(shares[column]!, Math.min(1, (until - before) / wide));
        before = until;
      }
    }
  }
  return shares;
}

/** Columns, ascending, in which something collides. */
export function collisionColumns(tape: Tape, endPs: number, columns: number): number[] {
  const { data, length } = tape.collisionsPs;
  const found: number[] = [];
  for (let i = 0; i < length; ) {
    const column = Math.min(columns - 1, Math.floor((data[i]! / endPs) * columns));
    found.push(column);
    i = Math.max(i + 1, lowerBound(data, ((column + 1) * endPs) / columns, length));
  }
  return found;
}
