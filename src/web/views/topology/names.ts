// What a transmission is called in the picture.
import type { Tape } from '../../run/tape.js';
import { words } from './words.js';

/** `frame #3`, `frame #3, jam`, `frame #3, repeated`, `jam` */
export function ticketName(tape: Tape, row: number, ps: number): string {
  const { ticket, startPs, symbolPs, line } = tape.transmission(row);
  const jam = tape.editsOf(row).find(({ kind }) => kind === 0);
  const jams = jam !== undefined && ps >= startPs + jam.from * symbolPs;
  const own = tape.stage.lines[line]?.single || tape.stage.lines[line]?.medium === 'coax';
  const frame = ticket >= 0 ? words.frame(ticket) : jams ? '' : words.carrier;
  return [frame, jams ? words.jam : own ? '' : words.repeated].filter(Boolean).join(', ');
}
