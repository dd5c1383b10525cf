// Which transmission an event is about.
//
//   of a line's own event    the one that begins or ends there just then
//   of a part's              what the part itself sends of the frame; else what has come to it; else the frame's latest
import { passagesOf } from './passing.js';
import type { Tape, TapeEvent } from './tape.js';

/** The row, or -1 where an event is about none. */
export function rowOfEvent(tape: Tape, event: TapeEvent): number {
  if (event.name === 'signalStart' || event.name === 'signalEnd') return rowOfSignal(tape, event);
  const rows = tape.rowsOfFrame(event.numbers.frame ?? -1);
  const ports = portsOfPart(tape, event.part);
  let [sent, heard, begun] = [-1, -1, -1];
  for (const row of rows) {
    if (tape.transmission(row).startPs > event.atPs) break;
    begun = row;
    for (const { port, direction, fromPs } of passagesOf(tape, row)) {
      if (fromPs > event.atPs || !ports.has(port)) continue;
      if (direction === 'out') sent = row;
      else heard = row;
    }
  }
  return [sent, heard, begun, rows[0]].find((row) => row !== undefined && row >= 0) ?? -1;
}

/** The row that begins, or ends, with an event of its line; -1 for none. */
export function rowOfSignal(tape: Tape, { part, atPs, name, numbers }: TapeEvent): number {
  const line = tape.stage.lines.find((one) => one.part === part);
  // Of a coax the taps that nobody sends at have no port.
  for (const port of line?.senders.filter((one) => one >= 0) ?? []) {
    for (const { row } of tape.passages(port, 'out', atPs - 1, atPs + 1)) {
      const { startPs, endPs, line: of, except } = tape.transmission(row);
      const isOfLine = tape.stage.lines[of] === line && except === numbers.except;
      if (isOfLine && (name === 'signalStart' ? startPs : endPs) === atPs) return row;
    }
  }
  return -1;
}

/** Indices of the ports of a station or hub, or at the ends of a cable. */
function portsOfPart({ stage }: Tape, part: number): ReadonlySet<number> {
  const link = stage.links.find((one) => one.part === part);
  return new Set(link?.ports ?? stage.ports.flatMap((port, index) => (port.part === part ? [index] : [])));
}
