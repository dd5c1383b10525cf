// Whose colour: the same sender has the same colour in every view.
import { headOf } from '../run/passing.js';
import type { Tape } from '../run/tape.js';

/** The page's colours for senders, by the names of style/page.css. */
const HUES = ['signal', 'signal-2', 'signal-3', 'signal-4'] as const;

const hues = new WeakMap<Tape, readonly (string | undefined)[]>();

/** Colour of a station, by its part: stations take turns. Undefined for all others: they have none of their own. */
export function hueOfPart(tape: Tape, part: number): string | undefined {
  let its = hues.get(tape);
  if (!its) {
    let before = 0;
    its = tape.stage.parts.map(({ kind }) => (kind === 'host' ? HUES[before++ % HUES.length] : undefined));
    hues.set(tape, its);
  }
  return its[part];
}

const known = new WeakMap<Tape, Map<number, { readonly part: number; readonly hue: string }>>();

/** Who sent a row first, and in which colour that is shown. */
export function senderOf(tape: Tape, row: number): { readonly part: number; readonly hue: string } {
  let its = known.get(tape);
  if (!its) {
    its = new Map();
    known.set(tape, its);
  }
  const { line, except } = tape.transmission(headOf(tape, row));
  const key = line * 65536 + Math.max(except, 0);
  let sender = its.get(key);
  if (!sender) {
    const where = tape.stage.lines[line];
    const port = where ? (where.medium === 'coax' ? where.senders[except] : where.senders[0]) : undefined;
    const part = port !== undefined && port >= 0 ? tape.stage.ports[port]!.part : -1;
    sender = { part, hue: hueOfPart(tape, part) ?? 'jam' };
    its.set(key, sender);
  }
  return sender;
}
