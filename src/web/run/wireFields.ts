// The fields of what is on a wire, in bits from the first: as the sender means them, and as a receiver takes them.
//
//   | preamble 56 | SFD 8 | destination 48 | source 48 | type 16 | data | pad | FCS 32 |        jam takes the place of any
import { FCS_OCTETS } from '../../packet/fcs.js';
import { frameFields } from '../../packet/frame-fields.js';
import type { Image } from './images.js';
import type { Tape } from './tape.js';

/** What bits are. */
export type FieldName =
  | 'preamble'
  | 'sfd'
  | 'destination'
  | 'source'
  | 'tag'
  | 'type'
  | 'length'
  | 'data'
  | 'pad'
  | 'fcs'
  | 'jam'
  | 'extension'
  | 'dribble'
  | 'unknown';

/** A stretch of bits with a name. */
export interface WireField {
  readonly name: FieldName;
  readonly fromBit: number;
  /** Behind the last. */
  readonly toBit: number;
  /** Bits that it would have, had it not been cut short. */
  readonly meant: number;
}

/** Preamble and SFD (clause 3.2.1, 3.2.2), in octets. */
const PREAMBLE_OCTETS = 7;
const HEADER_OCTETS = PREAMBLE_OCTETS + 1;

const NAMES: Readonly<Record<string, FieldName>> = {
  'destination address': 'destination',
  'source address': 'source',
  'VLAN tag': 'tag',
  FCS: 'fcs',
};

/** Bits [from, to) that are jam, or what a repeater makes a fragment longer with. */
export interface Replaced {
  readonly name: 'jam' | 'extension';
  readonly fromBit: number;
  readonly toBit: number;
}

/**
 * What a sender's bits mean.
 * @param octets what it was given to send, preamble and SFD among them; empty for a signal that is no packet
 * @param bits how many were sent
 */
export function sentFields(octets: Uint8Array, bits: number, replaced: readonly Replaced[]): WireField[] {
  const fields: WireField[] = [];
  if (octets.length > HEADER_OCTETS) {
    fields.push({ name: 'preamble', fromBit: 0, toBit: 8 * PREAMBLE_OCTETS, meant: 8 * PREAMBLE_OCTETS });
    fields.push({ name: 'sfd', fromBit: 8 * PREAMBLE_OCTETS, toBit: 8 * HEADER_OCTETS, meant: 8 });
    for (const { name, at, octets: length } of frameFields(octets.subarray(HEADER_OCTETS))) {
      const fromBit = 8 * (HEADER_OCTETS + at);
      fields.push({
        name: NAMES[name] ?? (name as FieldName),
        fromBit,
        toBit: fromBit + 8 * length,
        meant: 8 * length,
      });
    }
  }
  const end = 8 * octets.length;
  if (bits > end) fields.push({ name: 'unknown', fromBit: end, toBit: bits, meant: bits - end });
  return overlaid(fields, bits, replaced);
}

/** Fields cut off behind `bits`, and where they have been replaced. */
function overlaid(fields: readonly WireField[], bits: number, replaced: readonly Replaced[]): WireField[] {
  const marks = replaced
    .map(({ name, fromBit, toBit }) => ({ name, fromBit: Math.min(fromBit, bits), toBit: Math.min(toBit, bits) }))
    .filter(({ fromBit, toBit }) => toBit > fromBit)
    .sort((a, b) => a.fromBit - b.fromBit);
  const result: WireField[] = [];
  let at = 0;
  const upTo = (toBit: number): void => {
    for (const field of fields) {
      const fromBit = Math.max(at, field.fromBit);
      const end = Math.min(toBit, field.toBit);
      if (end > fromBit) result.push({ ...field, fromBit, toBit: end });
    }
    at = Math.max(at, toBit);
  };
  for (const { name, fromBit, toBit } of marks) {
    if (toBit <= at) continue;
    upTo(fromBit);
    result.push({ name, fromBit: at, toBit, meant: toBit - at });
    at = toBit;
  }
  upTo(bits);
  return result;
}

/** What a receiver takes an image's bits for: jam and whatever else came are to it the rest of the frame. */
export function receivedFields({ sfd, frame, count, symbolsPerBit, dribble }: ReceivedImage): WireField[] {
  const bits = Math.floor(count / symbolsPerBit);
  if (sfd < 0) return bits > 0 ? [{ name: 'unknown', fromBit: 0, toBit: bits, meant: bits }] : [];
  const fields: WireField[] = [];
  const preamble = sfd - 8;
  if (preamble > 0) fields.push({ name: 'preamble', fromBit: 0, toBit: preamble, meant: 8 * PREAMBLE_OCTETS });
  fields.push({ name: 'sfd', fromBit: Math.max(0, preamble), toBit: sfd, meant: 8 });
  const shortest = frame.length < 14 + FCS_OCTETS;
  const inner = shortest ? shortFields(frame.length) : frameFields(frame);
  for (const { name, at, octets } of inner) {
    const meant = 8 * octets;
    fields.push({
      name: NAMES[name] ?? (name as FieldName),
      fromBit: sfd + 8 * at,
      toBit: sfd + 8 * at + meant,
      meant,
    });
  }
  if (dribble > 0) fields.push({ name: 'dribble', fromBit: bits - dribble, toBit: bits, meant: dribble });
  return fields;
}

/** What a receiver takes a bit for: the last four octets are to it the FCS, whatever was meant. */
export function takenFor(image: ReceivedImage, bit: number): FieldName | undefined {
  const { sfd, frame } = image;
  const end = sfd + 8 * frame.length;
  if (sfd >= 0 && frame.length >= FCS_OCTETS && bit >= end - 8 * FCS_OCTETS && bit < end) return 'fcs';
  return fieldAt(receivedFields(image), bit)?.name;
}

type ReceivedImage = Pick<Image, 'sfd' | 'frame' | 'count' | 'symbolsPerBit' | 'dribble'>;

/** A fragment too short to have an FCS still has as much of its addresses as has come. */
function shortFields(octets: number): { name: string; at: number; octets: number }[] {
  return [
    { name: 'destination address', at: 0, octets: 6 },
    { name: 'source address', at: 6, octets: 6 },
    { name: 'type', at: 12, octets: 2 },
    { name: 'data', at: 14, octets: 4 },
  ]
    .map((field) => ({ ...field, octets: Math.min(field.octets, octets - field.at) }))
    .filter((field) => field.octets > 0);
}

/** Where a row's symbols have been replaced, in bits, its parents' replacements among them. */
export function replacedIn(tape: Tape, row: number, symbolsPerBit = 2): Replaced[] {
  const found: Replaced[] = [];
  for (let at = row; at >= 0; at = tape.transmission(at).parent) {
    const { parent } = tape.transmission(at);
    const before = parent >= 0 ? tape.transmission(parent).count : Number.NaN;
    for (const { kind, from, to } of tape.editsOf(at)) {
      if (kind !== 0) continue;
      const name = from === before && Number.isFinite(to) ? 'extension' : 'jam';
      found.push({ name, fromBit: Math.floor(from / symbolsPerBit), toBit: Math.ceil(to / symbolsPerBit) });
    }
  }
  return found;
}

const known = new WeakMap<Tape, Map<number, readonly WireField[]>>();
const MOST_KNOWN = 4096;

/** The fields of a row as its sender means them; kept, since many pictures ask for the same. */
export function fieldsOfRow(tape: Tape, row: number): readonly WireField[] {
  let its = known.get(tape);
  if (!its) {
    its = new Map();
    known.set(tape, its);
  }
  let fields = its.get(row);
  if (!fields) {
    const { count } = tape.transmission(row);
    fields = sentFields(tape.octetsOf(row), count >> 1, replacedIn(tape, row));
    if (its.size >= MOST_KNOWN) its.clear();
    its.set(row, fields);
  }
  return fields;
}

/** The field that a bit is in. */
export function fieldAt(fields: readonly WireField[], bit: number): WireField | undefined {
  return fields.find(({ fromBit, toBit }) => bit >= fromBit && bit < toBit);
}
