// A transmission in a line of text.
import { addressText, nameOrAddress } from '../../run/addresses.js';
import type { Tape } from '../../run/tape.js';
import { fieldsOfRow } from '../../run/wireFields.js';
import { senderOf } from '../../widgets/hue.js';
import { words } from './words.js';

const HEADER_OCTETS = 8;

/** Longest wording first. */
export function wordingsOf(tape: Tape, row: number): readonly string[] {
  const { count } = tape.transmission(row);
  const bits = count >> 1;
  const octets = tape.octetsOf(row);
  const jam = fieldsOfRow(tape, row).reduce(
    (sum, { name, fromBit, toBit }) => sum + (name === 'jam' ? toBit - fromBit : 0),
    0,
  );
  if (octets.length < HEADER_OCTETS + 14) return jam > 0 ? [words.jamSignal(jam), words.jamming] : [words.signal(bits)];
  const { part } = senderOf(tape, row);
  const from = tape.stage.parts[part]?.name ?? nameOrAddress(tape.stage, addressText(octets, HEADER_OCTETS + 6));
  if (bits < 8 * octets.length || jam > 0) return [words.fragment(from, bits), from];
  const to = nameOrAddress(tape.stage, addressText(octets, HEADER_OCTETS));
  return [words.frame(from, to, octets.length - HEADER_OCTETS), `${from} → ${to}`, from];
}
