// Choosing a bit of a transmission: of preamble, SFD, addresses, FCS; of a fragment as far as it came.
import { batch } from '@preact/signals';
import { passagesOf, passageThrough } from '../run/passing.js';
import { selected } from './selection.js';
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
