// What is drawn of a transmission in a band: when it leaves its port and how far it gets, what of it is jam, what is
// damaged, where its octets change meaning.
import type { Tape } from '../../run/tape.js';
import type { Course } from './geometry.js';
import type { Lane } from './layout.js';

/** A part of a transmission, in picoseconds from its first symbol. */
export interface Stretch {
  readonly fromPs: number;
  readonly toPs: number;
}

/** One transmission on one course. */
export interface Pass {
  readonly row: number;
  readonly fromPs: number;
  readonly toPs: number;
  /** What the far end heard of it, as times of leaving; undefined when it heard nothing: a cut cable, a lost link. */
  readonly heard: Stretch | undefined;
}

/** The transmissions that are on a course during a span, and what came of them. */
export function passesOn(tape: Tape, { port, band, way }: Course, fromPs: number, toPs: number, most: number): Pass[] {
  const out = tape.passages(port, 'out', fromPs, toPs, most);
  if (band.kind === 'coax') return out.map((one) => ({ ...one, heard: { fromPs: one.fromPs, toPs: one.toPs } }));
  const far = port === band.leftPort ? band.rightPort : band.leftPort;
  const { delayPs } = way.at(-1)!;
  const heard = new Map(
    tape.passages(far, 'in', fromPs + delayPs, toPs + delayPs, most).map((one) => [one.row, one] as const),
  );
  return out.map((one) => {
    const its = heard.get(one.row);
    return { ...one, heard: its && { fromPs: its.fromPs - delayPs, toPs: its.toPs - delayPs } };
  });
}

/** What is known of a row for good, so that it need not be found again for every picture. */
export interface RowFacts {
  /** The part that is the station whose frame it carries, or -1: a hub's own jam, babble. */
  readonly sender: number;
  readonly ticket: number;
  readonly symbolPs: number;
  /** What of it is jam: its own edits, and those of what it carries on, as far as it goes. */
  readonly jams: readonly Stretch[];
  /** What of it is damaged. */
  readonly damage: readonly Stretch[];
}

const known = new WeakMap<Tape, Map<number, RowFacts>>();
/** Rows that are remembered. */
const MOST_KNOWN = 100_000;

export function factsOf(tape: Tape, row: number): RowFacts {
  let rows = known.get(tape);
  if (!rows || rows.size > MOST_KNOWN) {
    rows = new Map();
    known.set(tape, rows);
  }
  let facts = rows.get(row);
  if (facts) return facts;
  const { ticket, symbolPs } = tape.transmission(row);
  const first = ticket < 0 ? undefined : tape.eventsOfFrame(ticket)[0];
  const edits = editsAlong(tape, row);
  facts = {
    sender: first === undefined ? -1 : tape.part.data[first]!,
    ticket,
    symbolPs,
    jams: edits.flatMap(({ kind, fromPs, toPs }) => (kind === 0 ? [{ fromPs, toPs }] : [])),
    damage: edits.flatMap(({ kind, fromPs, toPs }) => (kind === 0 ? [] : [{ fromPs, toPs }])),
  };
  rows.set(row, facts);
  return facts;
}

export const jamOf = (tape: Tape, row: number): readonly Stretch[] => factsOf(tape, row).jams;

/** What of a row is damaged as a port hears it. */
export function damageOf(tape: Tape, row: number, port: number): readonly Stretch[] {
  const { line } = tape.transmission(row);
  const ear = tape.stage.lines[line]?.hearers.indexOf(port) ?? -1;
  return factsOf(tape, ear < 0 ? row : tape.versionAt(row, ear)).damage;
}

function editsAlong(tape: Tape, row: number): (Stretch & { readonly kind: number })[] {
  const { symbolPs, count } = tape.transmission(row);
  const found: (Stretch & { readonly kind: number })[] = [];
  for (let at = row; at >= 0; at = tape.transmission(at).parent) {
    for (const { kind, from, to } of tape.editsOf(at)) {
      const end = Math.min(to, count);
      if (end > from) found.push({ kind, fromPs: from * symbolPs, toPs: end * symbolPs });
    }
  }
  return found;
}

/** When a bit of a transmission leaves its port; undefined past its end. */
export function bitOf(
  tape: Tape,
  { row, fromPs, toPs }: Stretch & { readonly row: number },
  bit: number,
): Stretch | undefined {
  const bitPs = 2 * tape.transmission(row).symbolPs;
  const its = { fromPs: fromPs + bit * bitPs, toPs: Math.min(toPs, fromPs + (bit + 1) * bitPs) };
  return bit >= 0 && its.toPs > its.fromPs ? its : undefined;
}

export const FIELDS = ['preamble', 'sfd', 'to', 'from', 'type', 'data', 'fcs'] as const;
export type FieldName = (typeof FIELDS)[number];

/** Octets of preamble, SFD, both addresses and the type before the data, and of the FCS after it. */
const HEADS = [7, 1, 6, 6, 2] as const;
const FCS = 4;

/** The fields of a row as it was given to be sent, cut where it was cut; none for what carries no frame. */
export function fieldsOf(tape: Tape, row: number): (Stretch & { readonly name: FieldName })[] {
  const { length } = tape.octetsOf(row);
  if (length === 0) return [];
  const { symbolPs, count } = tape.transmission(row);
  const jam = jamOf(tape, row)[0]?.fromPs ?? Number.POSITIVE_INFINITY;
  const data = length - HEADS.reduce<number>((sum, octets) => sum + octets, 0) - FCS;
  const octetPs = 16 * symbolPs;
  const end = Math.min(count * symbolPs, jam);
  let at = 0;
  return [...HEADS, Math.max(0, data), FCS].flatMap((octets, i) => {
    const from = at;
    at += octets * octetPs;
    return from < end && octets > 0 ? [{ name: FIELDS[i]!, fromPs: from, toPs: Math.min(at, end) }] : [];
  });
}

/** The part that is the station whose frame a row carries, or -1: a hub's own jam, babble. */
export const senderOf = (tape: Tape, row: number): number => factsOf(tape, row).sender;

/** A station that sends without listening: nothing that it hears is a collision. */
export function isFullDuplex({ stage }: Tape, { node }: Pick<Lane, 'node'>): boolean {
  return stage.nodes.some((other) => other.name === node && other.kind === 'host' && other.duplex === 'full');
}
