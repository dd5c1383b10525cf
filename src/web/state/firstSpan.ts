// What to look at first in a run that nobody has looked at yet.
//
//   the first collision, from the frames that meet in it to the end of the jam, with room for the waiting that follows;
//   without one the first frame from its sending to its arrival
import { SLOT_BITS } from '../../mac/constants.js';
import { KIND } from '../../sim/probe.js';
import type { Tape } from '../run/tape.js';

/** A stretch of time, in picoseconds. */
export interface Span {
  readonly fromPs: number;
  readonly toPs: number;
}

/** A collision later than this is not what a run begins with. */
const EARLY_PS = 50e9;
/** Events looked at around a collision: a long jam among many stations has no more that matter here. */
const MOST_EVENTS = 2000;

/** The span, and whether more of the run would change it. */
export function firstSpan(tape: Tape): { readonly span: Span; readonly settled: boolean } {
  const atPs = tape.collisionsPs.length > 0 ? tape.collisionsPs.data[0]! : Number.POSITIVE_INFINITY;
  if (atPs < EARLY_PS) return aroundCollision(tape, atPs);
  return { span: aroundFirstFrame(tape), settled: tape.knownPs > EARLY_PS };
}

function aroundCollision(tape: Tape, atPs: number): { readonly span: Span; readonly settled: boolean } {
  const { bitPs, slotPs } = tape.stage;
  const first = tape.eventFrom(atPs);
  const beginsPs = Math.max(beginningBefore(tape, first, atPs), atPs - 1.5 * slotPs);
  // From the collision on until every station has drawn its backoff and the hubs are quiet.
  let endsPs = atPs;
  let settled = false;
  let open = 0;
  for (let index = first; index < Math.min(tape.events, first + MOST_EVENTS); index++) {
    const at = tape.atPs.data[index]!;
    const kind = tape.kind.data[index]!;
    if (kind === KIND.collision || kind === KIND.repeaterCollision) open++;
    const over = kind === KIND.backoff || kind === KIND.excessiveCollisions || kind === KIND.repeaterIdle;
    const after = at > atPs + 2 * slotPs;
    settled = after || (open > 0 && over && --open === 0 && at > atPs + 96 * bitPs);
    if (after) break;
    if (over || kind === KIND.collision) endsPs = at;
    if (settled) break;
  }
  const width = Math.max(endsPs - beginsPs, 60 * bitPs);
  return { span: { fromPs: beginsPs - 0.05 * width, toPs: endsPs + 0.45 * width }, settled };
}

/** When the earliest of the transmissions began that had not ended before a collision. */
function beginningBefore(tape: Tape, first: number, atPs: number): number {
  const open = new Map<number, number>();
  for (let index = Math.max(0, first - MOST_EVENTS); index < first; index++) {
    const kind = tape.kind.data[index]!;
    const part = tape.part.data[index]!;
    if (kind === KIND.transmitStart) open.set(part, tape.atPs.data[index]!);
    else if (kind === KIND.transmitEnd || kind === KIND.backoff) open.delete(part);
  }
  return Math.min(atPs, ...open.values());
}

function aroundFirstFrame(tape: Tape): Span {
  let fromPs = tape.events > 0 ? tape.atPs.data[0]! : 0;
  for (let index = 0; index < Math.min(tape.events, MOST_EVENTS); index++) {
    const at = tape.atPs.data[index]!;
    const kind = tape.kind.data[index]!;
    if (kind === KIND.transmitStart) fromPs = at;
    if (kind !== KIND.frameReceived && kind !== KIND.receiveError) continue;
    const width = at - fromPs;
    return { fromPs: fromPs - 0.06 * width, toPs: at + 0.25 * width };
  }
  return { fromPs: fromPs - 2e6, toPs: fromPs + 3 * SLOT_BITS * tape.stage.bitPs };
}
