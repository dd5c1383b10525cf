// What to look at first in a run that nobody has looked at yet.
//
//   the first collision, from the frames that meet in it to the end of the jam, with room for the waiting that follows;
//   without one the first frame that something happens to: a fault, a loss, a pair whose wires are swapped;
//   without that the first frame from its sending to its arrival
import { SLOT_BITS } from '../../mac/constants.js';
import { KIND } from '../../sim/probe.js';
import type { Tape } from '../run/tape.js';

/** A stretch of time, in picoseconds. */
export interface Span {
  readonly fromPs: number;
  readonly toPs: number;
}

/** A span to look at, with the moment in it at which what it shows begins. */
export interface FirstLook {
  readonly span: Span;
  readonly beginsPs: number;
  /** Whether more of the run changes nothing. */
  readonly settled: boolean;
}

/** A collision later than this is not what a run begins with, nor a fault so long after the first event. */
const EARLY_PS = 50e9;
/** Events looked at around a collision: a long jam among many stations has no more that matter here. */
const MOST_EVENTS = 2000;
/** What a run may be about when nothing collides. */
const NOTABLE = new Set<number>([
  ...[KIND.fault, KIND.cableCut, KIND.receiveError, KIND.frameDropped],
  ...[KIND.polarityCorrected, KIND.jabberOn],
]);

/** What to look at first, as far as the run is known. */
export function firstSpan(tape: Tape): FirstLook {
  const atPs = tape.collisionsPs.length > 0 ? tape.collisionsPs.data[0]! : Number.POSITIVE_INFINITY;
  if (atPs < EARLY_PS) return aroundCollision(tape, atPs);
  const latestPs = (tape.events > 0 ? tape.atPs.data[0]! : 0) + EARLY_PS;
  return { ...aroundFrame(tape, firstNotable(tape, latestPs)), settled: tape.knownPs > latestPs };
}

function aroundCollision(tape: Tape, atPs: number): FirstLook {
  const { bitPs } = tape.stage;
  const first = tape.eventFrom(atPs);
  const beginsPs = beginningBefore(tape, first, atPs);
  // From the collision on until every station has drawn its backoff and the hubs are quiet.
  let endsPs = atPs;
  let settled = false;
  let open = 0;
  for (let index = first; index < Math.min(tape.events, first + MOST_EVENTS); index++) {
    const at = tape.atPs.data[index]!;
    const kind = tape.kind.data[index]!;
    if (kind === KIND.collision || kind === KIND.repeaterCollision) open++;
    const over = kind === KIND.backoff || kind === KIND.excessiveCollisions || kind === KIND.repeaterIdle;
    const after = at > atPs + 2 * tape.stage.slotPs;
    settled = after || (open > 0 && over && --open === 0 && at > atPs + 96 * bitPs);
    if (after) break;
    if (over || kind === KIND.collision) endsPs = at;
    if (settled) break;
  }
  const width = Math.max(endsPs - beginsPs, 60 * bitPs);
  return { span: { fromPs: beginsPs - 0.05 * width, toPs: endsPs + 0.45 * width }, beginsPs, settled };
}

/**
 * When the earliest of the transmissions began that had not ended before a collision. When that is long ago, as it is
 * where somebody breaks into a long frame: a little before the latest of them.
 */
function beginningBefore(tape: Tape, first: number, atPs: number): number {
  const { slotPs } = tape.stage;
  const open = new Map<number, number>();
  for (let index = Math.max(0, first - MOST_EVENTS); index < first; index++) {
    const kind = tape.kind.data[index]!;
    const part = tape.part.data[index]!;
    if (kind === KIND.transmitStart) open.set(part, tape.atPs.data[index]!);
    else if (kind === KIND.transmitEnd || kind === KIND.backoff) open.delete(part);
  }
  const earliest = Math.min(atPs, ...open.values());
  if (earliest >= atPs - 1.5 * slotPs) return earliest;
  return Math.max(atPs - slotPs, Math.max(...open.values()) - 0.1 * slotPs);
}

/** The first event of notable kind, or -1. */
function firstNotable(tape: Tape, latestPs: number): number {
  for (let index = 0; index < tape.events && tape.atPs.data[index]! <= latestPs; index++) {
    if (NOTABLE.has(tape.kind.data[index]!)) return index;
  }
  return -1;
}

/** A frame from its sending to its arrival: the one that a notable event concerns, or without one (-1) the first. */
function aroundFrame(tape: Tape, notable: number): { readonly span: Span; readonly beginsPs: number } {
  const from = Math.max(0, notable);
  const ticket = notable >= 0 ? frameOf(tape, notable) : -1;
  const concerns = (index: number): boolean => ticket < 0 || frameOf(tape, index) === ticket;
  let fromPs = tape.events > 0 ? tape.atPs.data[from]! : 0;
  for (let index = from; notable >= 0 && index >= Math.max(0, from - MOST_EVENTS); index--) {
    if (tape.kind.data[index] !== KIND.transmitStart || !concerns(index)) continue;
    fromPs = tape.atPs.data[index]!;
    break;
  }
  let sentPs = Number.NaN;
  for (let index = from; index < Math.min(tape.events, from + MOST_EVENTS); index++) {
    const at = tape.atPs.data[index]!;
    const kind = tape.kind.data[index]!;
    if (notable < 0 && kind === KIND.transmitStart) fromPs = at;
    if (notable >= 0 && kind === KIND.transmitEnd && concerns(index)) sentPs = at;
    const arrives = kind === KIND.frameReceived || kind === KIND.receiveError;
    if (arrives && concerns(index)) return spanOf(fromPs, at);
    // Lost on its way: up to its end as it was sent.
    if (at > sentPs + 2 * tape.stage.slotPs) break;
  }
  return spanOf(fromPs, Number.isNaN(sentPs) ? fromPs + 3 * SLOT_BITS * tape.stage.bitPs : sentPs);
}

/** Number of the frame that an event is about, or -1. */
function frameOf(tape: Tape, index: number): number {
  return tape.event(index).numbers.frame ?? -1;
}

function spanOf(fromPs: number, toPs: number): { readonly span: Span; readonly beginsPs: number } {
  const width = toPs - fromPs;
  return { span: { fromPs: fromPs - 0.06 * width, toPs: toPs + 0.25 * width }, beginsPs: fromPs };
}
