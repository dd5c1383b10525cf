/** What a person is told of each kind of event: one sentence, in the words of IEEE 802.3, with its cause. */

import { HEADER_BITS, JAM_BITS, SLOT_BITS } from '../mac/constants.js';
import { BIT_PS } from '../phy/constants.js';
import type { DropReason } from '../sim/drop.js';
import type { EventName } from '../sim/probe.js';
import type { EventOf, LabEvent } from './labEvent.js';

/** What the sentences say of things that an event only numbers. */
export interface Namer {
  /** `#3`, or `#3 to b` for the one who sends it. */
  frame(ticket: number): string;
  /** `#3 from a` */
  frameFrom(ticket: number): string;
  /** `#3 to b` */
  frameTo(ticket: number): string;
  /** What a station hears on its cable: `what hub sends`. */
  heardBy(station: string): string;
}

/** Why a frame was lost, in words. */
export const DROP_WORDS: Readonly<Record<DropReason, string>> = {
  none: 'nothing',
  excessiveCollisions: '16 attempts, 16 collisions',
  lateCollision: 'late collision',
  queueFull: 'the queue is full',
  noBuffer: 'no memory is left',
  tooLong: 'too long for a buffer',
  linkDown: 'no link',
  jabber: 'cut off by the jabber protection',
  fcsError: 'FCS wrong',
  alignmentError: 'FCS wrong and no whole number of octets',
  symbolError: 'a bit that breaks the line code',
  noSfd: 'no start of frame delimiter',
  fragment: 'too short: a fragment',
  frameTooLong: 'longer than a frame may be',
  partitioned: 'its port is partitioned off',
  noReceiver: 'no station has that address',
  unfinished: 'the run ended',
  loss: 'lost on a bad link',
};

/** A time as a person reads it, in microseconds with three decimals. */
export function microseconds(ps: number): string {
  return (ps / 1e6).toFixed(3);
}

/** A time within a sentence: `51.2 us`. */
export function us(ps: number): string {
  return `${microseconds(ps).replace(/\.?0+$/, '')} us`;
}

/** A sentence for every kind of event, in one language. */
export type EventWords = { readonly [Name in EventName]: (event: EventOf<Name>, say: Namer) => string };

const WORDS: EventWords = {
  frameQueued: ({ frame, waiting }, say) => `queues ${say.frame(frame)}, ${waiting} in the queue`,
  frameDropped: ({ frame, reason }, say) => `drops ${say.frame(frame)}: ${DROP_WORDS[reason]}`,
  deferring: ({ frame, carrierSincePs }, say) => `defers ${say.frame(frame)}: carrier since ${us(carrierSincePs)}`,
  transmitStart: ({ frame, attempt, octets }, say) =>
    `sends ${say.frameTo(frame)}, ${octets} octets${attempt > 1 ? `, attempt ${attempt}` : ''}`,
  transmitEnd: ({ frame }, say) => `has sent ${say.frame(frame)}`,
  collision: ({ frame, attempt, bit, part }, say) =>
    `collision of ${say.frame(frame)} with ${say.heardBy(part)}, at bit ${bit} of attempt ${attempt}; ${
      bit < HEADER_BITS ? 'finishes its preamble, then jams' : `jams for ${JAM_BITS} bits`
    }`,
  lateCollision: ({ bit }) =>
    `that collision is late: bit ${bit} is beyond the slot of ${SLOT_BITS}, when the line should have been its own`,
  jam: ({ fromBit, bits }) => `jams from bit ${fromBit} to ${fromBit + bits}`,
  backoff: ({ attempt, r, range }) =>
    `backoff after collision ${attempt}: r = ${r} of 0..${range - 1}, ${
      r === 0 ? 'tries again at once' : `waits ${us(r * SLOT_BITS * BIT_PS)}`
    }`,
  excessiveCollisions: ({ frame, attempts }, say) => `gives ${say.frame(frame)} up after ${attempts} collisions`,
  excessiveDeferral: ({ frame, waitedPs }, say) => `has had to defer ${say.frame(frame)} for ${us(waitedPs)}`,
  frameReceived: ({ frame, octets }, say) => `receives ${say.frameFrom(frame)}, ${octets} octets, FCS good`,
  receiveError: ({ frame, reason, octets }, say) =>
    `discards ${say.frameFrom(frame)}, ${octets} octets: ${DROP_WORDS[reason]}`,
  signalStart: ({ port, except }) => `a signal leaves${lineEnds(port, except)}`,
  signalEnd: ({ port, except, bits }) => `a signal of ${bits} bits has left${lineEnds(port, except)}`,
  repeat: ({ port }) => `repeats what comes in at ${port} to all other ports`,
  repeaterCollision: ({ port, active }) =>
    `collision: ${port} is active too, ${active} ports in all; jams every port, the colliding ones as well`,
  onePortLeft: ({ port }) => `only ${port} is still active: jams all others until it falls silent`,
  repeaterIdle: ({ bits }) => `falls silent after ${bits} bits`,
  fragmentExtended: ({ port, bits }) => `a fragment of ${bits} bits from ${port}: extends it to 96 with jam`,
  partition: ({ port, collisions }) => `partitions ${port} off after ${collisions} collisions in a row`,
  reconnect: ({ port }) => `${port} has behaved: takes it back`,
  lockupProtection: ({ bits }) => `interrupts its output after ${bits} bits: MAU jabber lockup protection`,
  jabberOn: () => 'jabber: its transceiver cuts the transmission off',
  jabberOff: () => 'jabber is over: its transceiver transmits again',
  linkDown: () => 'no link test pulses: the link is down',
  linkUp: () => 'link test pulses again: the link is up',
  cableCut: () => 'the cable is cut',
  cableRestored: () => 'the cable is whole again',
  polarityCorrected: () => 'finds the wires of its pair swapped, and corrects that',
  sqeTest: () => `SQE test: the transceiver shows that it can tell of collisions`,
  fault: ({ frame, kind, bit, bits }, say) =>
    kind === 'flip'
      ? `a fault flips bit ${bit} of ${say.frame(frame)}`
      : `noise over ${bits} bits of ${say.frame(frame)}, from bit ${bit} of the signal on`,
};

function lineEnds(port: string | null, except: string | null): string {
  if (port !== null) return ` towards ${port} only`;
  return except === null ? '' : `, not towards ${except}`;
}

/** The sentence for an event, in English unless other words are given. */
export function sentence(event: LabEvent, say: Namer, all: EventWords = WORDS): string {
  const words = all[event.event] as (event: LabEvent, say: Namer) => string;
  return words(event, say);
}

/** How much a person is told. */
export type Verbosity = 'brief' | 'normal' | 'all';

/** What only those hear of who want to know everything: other lines say it already. */
const ALL_ONLY = new Set<EventName>(['jam', 'signalStart', 'signalEnd', 'repeaterIdle', 'sqeTest', 'transmitEnd']);
/** What goes on when nothing is amiss. */
const ORDINARY = new Set<EventName>(['frameQueued', 'repeat', 'deferring', 'transmitStart', 'frameReceived']);

/** Whether an event is told at that verbosity. */
export function isTold(name: EventName, verbosity: Verbosity): boolean {
  if (verbosity === 'all') return true;
  if (ALL_ONLY.has(name) || name === 'frameQueued') return false;
  return verbosity === 'normal' || !ORDINARY.has(name);
}
