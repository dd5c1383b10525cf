/** Why a signal is what it is, in words: gathered from the events of the run, for comments on what ports have seen. */
import type { Lab } from '../lab/lab.js';
import { ATTEMPT_LIMIT, SLOT_BITS } from '../mac/constants.js';
import { DROP_REASONS, type DropReason } from '../sim/drop.js';
import { KIND } from '../sim/probe.js';
import { formatPs } from '../sim/units.js';
import { EventReader } from './labEvent.js';
import type { Passage } from './portWatch.js';
import { DROP_WORDS } from './traceWords.js';
import type { WireImage } from './wireImage.js';

/** What a station does with the frame that it is sending. */
interface Attempt {
  attempt: number;
  collisionBit: number;
  jamFromBit: number;
  late: boolean;
  /** What followed: `r = 1 of 0..3 (51.2us)`, or the reason for giving up. */
  outcome: string;
}

/** What a hub is doing. */
interface HubState {
  /** When the present or the last collision began and ended. */
  collisionPs: number;
  collisionEndPs: number;
  /** The port that came in when another was active already. */
  intruder: string;
  /** Ends of fragments that were extended: bits that had come in. */
  extendedFrom: number;
  extendedPs: number;
  lockupPs: number;
}

/** Something that befell a signal at a moment. */
interface Mishap {
  readonly atPs: number;
  /** The frame, or undefined for whatever was passing. */
  readonly ticket: number | undefined;
  /** The station that it concerns, or undefined for all. */
  readonly part: number | undefined;
  readonly text: string;
}

/** Mishaps that are remembered. */
const RECENT = 64;
const NEVER = Number.POSITIVE_INFINITY;

function reasonWords(reason: number): string {
  return DROP_WORDS[(DROP_REASONS[reason] ?? 'none') as DropReason];
}

export class Causes {
  private readonly reader: EventReader;
  private readonly attempts = new Map<number, Attempt>();
  private readonly hubs = new Map<number, HubState>();
  private readonly arrivals: Mishap[] = [];
  private readonly endings: Mishap[] = [];
  private readonly ofImage = new WeakMap<WireImage, readonly string[]>();

  constructor(private readonly lab: Lab) {
    this.reader = new EventReader(lab);
  }

  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    switch (kind) {
      case KIND.transmitStart:
        this.attempts.set(part, { attempt: b, collisionBit: -1, jamFromBit: -1, late: false, outcome: '' });
        break;
      case KIND.collision:
        this.attemptOf(part).collisionBit = c;
        break;
      case KIND.lateCollision:
        this.attemptOf(part).late = true;
        break;
      case KIND.jam:
        this.attemptOf(part).jamFromBit = b;
        break;
      case KIND.backoff:
        this.attemptOf(part).outcome = `r = ${c} of 0..${d - 1}${c === 0 ? '' : ` (${this.slots(part, c)})`}`;
        break;
      case KIND.frameDropped:
        this.attemptOf(part).outcome = `dropped: ${reasonWords(b)}`;
        break;
      case KIND.fault:
        note(this.arrivals, { atPs, ticket: a, part: undefined, text: faultWords(b, c, d) });
        break;
      case KIND.cableCut:
        note(this.endings, { atPs, ticket: undefined, part: undefined, text: 'cut short: the cable was cut' });
        break;
      case KIND.jabberOn:
        note(this.endings, { atPs, ticket: undefined, part, text: 'cut off by the jabber protection' });
        break;
      case KIND.receiveError: {
        const text = `dropped by ${this.reader.partName(part)}: ${reasonWords(b)}`;
        note(this.endings, { atPs, ticket: a, part, text });
        break;
      }
      default:
        this.hubEvent(kind, atPs, part, a, b);
    }
  }

  private hubEvent(kind: number, atPs: number, part: number, a: number, b: number): void {
    if (kind === KIND.repeaterCollision) {
      const hub = this.hubOf(part);
      if (hub.collisionEndPs !== NEVER) hub.collisionPs = atPs;
      hub.collisionEndPs = NEVER;
      hub.intruder = this.reader.port(part, a) ?? '';
    } else if (kind === KIND.repeaterIdle) {
      const hub = this.hubOf(part);
      hub.collisionEndPs = Math.min(hub.collisionEndPs, atPs);
    } else if (kind === KIND.fragmentExtended) {
      const hub = this.hubOf(part);
      hub.extendedPs = atPs;
      hub.extendedFrom = b;
    } else if (kind === KIND.lockupProtection) this.hubOf(part).lockupPs = atPs;
  }

  /** A transmission is over, and all that its sender made of it has been told: notes why it is as it is. */
  sent(image: WireImage): void {
    const comments: string[] = [];
    const hub = this.hubs.get(image.source);
    if (hub) {
      const name = this.reader.partName(image.source);
      if (hub.collisionPs <= image.endPs && hub.collisionEndPs >= image.startPs) {
        comments.push(`jam of ${name}: collision with what comes in at ${hub.intruder}`);
      }
      if (within(hub.extendedPs, image))
        comments.push(`${name} extends a fragment of ${hub.extendedFrom} bits with jam`);
      if (within(hub.lockupPs, image)) comments.push(`interrupted by ${name}: MAU jabber lockup protection`);
    } else if (image.aborted) comments.push(this.collision(image));
    if (comments.length > 0) this.ofImage.set(image, comments);
  }

  /** All that is known about a signal at one port. */
  of({ port, direction, fromPs, toPs, image, silent, signals }: Passage): string[] {
    const comments = [...(this.ofImage.get(image) ?? [])];
    if (signals > 1) comments.push(`collision: the signals of ${signals} transmitters overlap`);
    if (silent) comments.push(`kept by the transceiver, not on the wire: ${reasonWords(image.loss)}`);
    for (const { atPs, ticket, text } of this.arrivals) {
      if (atPs === fromPs && ticket === image.ticket) comments.push(text);
    }
    for (const { atPs, ticket, part, text } of this.endings) {
      if (atPs !== toPs || (ticket !== undefined && ticket !== image.ticket)) continue;
      const concerned =
        part === undefined || (part === port.part && (ticket !== undefined) === (direction === 'inbound'));
      if (concerned) comments.push(text);
    }
    if (comments.length === 0 && image.aborted) comments.push(`fragment of #${image.ticket}: a collision cut it short`);
    return comments;
  }

  private collision({ source, ticket }: WireImage): string {
    const state = this.attempts.get(source);
    if (!state || state.collisionBit < 0) return `fragment of #${ticket}: a collision cut it short`;
    const { attempt, collisionBit, jamFromBit, late, outcome } = state;
    const last = attempt === ATTEMPT_LIMIT ? ', the last' : '';
    return `${late ? 'late collision' : 'collision'}: attempt ${attempt}${last}, ${outcome}; at bit ${collisionBit}, jam from bit ${jamFromBit}`;
  }

  private attemptOf(part: number): Attempt {
    let attempt = this.attempts.get(part);
    if (!attempt) {
      attempt = { attempt: 1, collisionBit: -1, jamFromBit: -1, late: false, outcome: '' };
      this.attempts.set(part, attempt);
    }
    return attempt;
  }

  private hubOf(part: number): HubState {
    let hub = this.hubs.get(part);
    if (!hub) {
      hub = {
        collisionPs: NEVER,
        collisionEndPs: -NEVER,
        intruder: '',
        extendedFrom: 0,
        extendedPs: -NEVER,
        lockupPs: -NEVER,
      };
      this.hubs.set(part, hub);
    }
    return hub;
  }

  private slots(part: number, r: number): string {
    const host = this.lab.hosts.find(({ probe }) => probe.part === part);
    return formatPs(r * SLOT_BITS * (host?.station.mii.bitPs ?? 0));
  }
}

function note(mishaps: Mishap[], mishap: Mishap): void {
  mishaps.push(mishap);
  if (mishaps.length > RECENT) mishaps.shift();
}

function within(atPs: number, { startPs, endPs }: WireImage): boolean {
  return atPs >= startPs && atPs <= endPs;
}

function faultWords(kind: number, bit: number, bits: number): string {
  return kind === 0 ? `fault: bit ${bit} flipped` : `fault: noise over ${bits} bits from bit ${bit} of the signal on`;
}
