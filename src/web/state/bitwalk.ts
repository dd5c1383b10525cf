// Stepping through a transmission bit by bit: preamble, SFD, addresses, FCS; of a fragment as far as it came.
import { batch } from '@preact/signals';
import { passagesOf, passageThrough } from '../run/passing.js';
import { rowOf, selected } from './selection.js';
import { tape } from './session.js';
import { cursorPs, moveTo, span } from './time.js';

/** Selects a bit of a transmission as it passes a port, and shows the moment. @param port -1 for where it is sent */
export function selectBit(row: number, port: number, bit: number): void {
  const its = tape.peek();
  if (!its || row < 0 || row >= its.rows) return;
  const { count, symbolPs } = its.transmission(row);
  const last = Math.max(0, (count >> 1) - 1);
  const at = Math.min(Math.max(0, bit), last);
  const passage = (port >= 0 ? passageThrough(its, row, port) : undefined) ?? passagesOf(its, row)[0];
  batch(() => {
    selected.value = {
      kind: 'transmission',
      row,
      bit: at,
      ...(passage ? { port: passage.port } : port >= 0 ? { port } : {}),
    };
    if (passage) bringInto(passage.fromPs + 2 * at * symbolPs);
  });
}

function bringInto(ps: number): void {
  const { fromPs, toPs } = span.peek();
  if (ps >= fromPs && ps <= toPs) cursorPs.value = ps;
  else moveTo(ps);
}

/** The next bit of the transmission selected, or the one before; the first where none was. */
export function stepBit(by: number): void {
  const pick = selected.peek();
  const row = rowOf(pick);
  if (row < 0) return;
  const its = pick?.kind === 'transmission' ? pick : undefined;
  const bit = its?.bit;
  selectBit(row, its?.port ?? -1, bit === undefined ? 0 : bit + by);
}
