// What every part is doing at a moment, out of the events before it. Keyframes lie every so many events, so that to go
// back in time costs no more than to go forward.
//
//   keyframe ── events ──▶ keyframe ── events ──▶ the moment       each event changes a few numbers of its part
//
// A MAC's gap after another's carrier begins without an event: whether a station that defers has begun its gap is read
// from what passes its port.
import { symbolPs } from '../../coding/lineCode.js';
import { manchester } from '../../coding/manchester.js';
import { SLOT_BITS } from '../../mac/constants.js';
import { DROP } from '../../sim/drop.js';
import { KIND } from '../../sim/probe.js';
import { upperBound } from './columns.js';
import type { Tape } from './tape.js';

/** A station's MAC, in the words of mac/csmaCd.ts. */
export type MacState = 'idle' | 'deferring' | 'gap' | 'transmitting' | 'jamming' | 'backoff';
/** A hub, as far as its events tell. */
export type HubState = 'idle' | 'repeating' | 'collision' | 'onePortLeft';

/** One station. */
export interface StationMoment {
  readonly state: MacState;
  /** The frame that it is about, -1 for none. */
  readonly ticket: number;
  /** The attempt under way, the last or the next, from 1; 0 before the first. */
  readonly attempt: number;
  /** In backoff: what was drawn, out of how many values, and when it is over. */
  readonly r: number;
  readonly range: number;
  readonly untilPs: number;
  /** Since when it is in this state; a gap after another's carrier counts from its deference. */
  readonly sincePs: number;
  /** Frames in its queue, the one being sent among them. */
  readonly waiting: number;
  readonly linkUp: boolean;
  /** Its transceiver has cut it off. */
  readonly jabbering: boolean;
}

/** One hub. */
export interface HubMoment {
  readonly state: HubState;
  /** Index into the stage's ports of the port that is repeated or left, -1 for none. */
  readonly port: number;
  readonly sincePs: number;
}

/** One cable or tap. */
export interface LinkMoment {
  readonly whole: boolean;
  readonly up: boolean;
}

const MAC_STATES: readonly MacState[] = ['idle', 'deferring', 'gap', 'transmitting', 'jamming', 'backoff'];
const HUB_STATES: readonly HubState[] = ['idle', 'repeating', 'collision', 'onePortLeft'];
const [IDLE, DEFERRING, GAP, TRANSMITTING, JAMMING, BACKOFF] = [0, 1, 2, 3, 4, 5] as const;

/** Numbers kept of each part, and their places. */
const AT = { state: 0, ticket: 1, attempt: 2, r: 3, range: 4, untilPs: 5, sincePs: 6, waiting: 7, flags: 8 } as const;
const WIDTH = 9;
const FLAG = { jabber: 1, down: 2, cut: 4 } as const;
/** Drops that befall a frame before it has come to the head of the queue. */
const AT_THE_DOOR = new Set<number>([DROP.queueFull, DROP.tooLong, DROP.noBuffer]);
const LEAST_SPACING = 1024;

interface Keyframe {
  readonly parts: Float64Array;
  readonly ports: Uint8Array;
}

function slotPs(ppm: number): number {
  return SLOT_BITS * manchester.symbolsPerBit * symbolPs(manchester, ppm);
}

/** Answers what everything was doing at any moment of a run that may still be growing. */
export class Moments {
  /** Events between keyframes: the more there are to copy, the farther apart. */
  private readonly spacing: number;
  private readonly keyframes: Keyframe[] = [];
  /** By part, where its numbers begin; -1 for a part of which none are kept. */
  private readonly place: Int32Array;
  private readonly hosts: readonly boolean[];
  /** By part of a hub: the repeater's own index → index into the stage's ports. */
  private readonly hubPorts: ReadonlyMap<number, readonly number[]>;
  private readonly portOf = new Map<number, number>();
  /** By part of a station: a slot time by its own clock. */
  private readonly slotPs: Float64Array;
  private parts: Float64Array;
  private ports: Uint8Array;
  /** Events that `parts` and `ports` know of. */
  private known = 0;
  private nowPs = 0;

  constructor(private readonly tape: Tape) {
    const { stage } = tape;
    this.place = new Int32Array(stage.parts.length).fill(-1);
    let kept = 0;
    stage.parts.forEach(({ kind }, part) => {
      if (kind !== 'line') this.place[part] = WIDTH * kept++;
    });
    this.hosts = stage.parts.map(({ kind }) => kind === 'host');
    this.hubPorts = new Map(stage.hubPorts.map(({ part, ports }) => [part, ports]));
    stage.ports.forEach(({ part, host }, port) => {
      if (host) this.portOf.set(part, port);
    });
    const ppm = new Map(stage.nodes.map((node) => [node.name, node.kind === 'host' ? node.ppm : 0]));
    this.slotPs = Float64Array.from(stage.parts, ({ name }) => slotPs(ppm.get(name) ?? 0));
    this.spacing = Math.max(LEAST_SPACING, 8 * kept);
    this.parts = new Float64Array(WIDTH * kept);
    for (let at = 0; at < this.parts.length; at += WIDTH) this.parts[at + AT.ticket] = -1;
    this.ports = new Uint8Array(stage.ports.length);
    stage.scenario.links.forEach(({ down }, i) => {
      if (down) this.flag(stage.links[i]!.part, FLAG.cut | FLAG.down, true);
    });
    this.keep();
  }

  /** Goes to a moment: whatever is asked next is as it was then, what happened at that very instant included. */
  at(ps: number): this {
    const { tape, spacing, keyframes } = this;
    const target = upperBound(tape.atPs.data, ps, tape.events);
    this.nowPs = ps;
    const nearest = Math.min(Math.floor(target / spacing), keyframes.length - 1);
    if (target < this.known || nearest * spacing > this.known) {
      this.parts.set(keyframes[nearest]!.parts);
      this.ports.set(keyframes[nearest]!.ports);
      this.known = nearest * spacing;
    }
    while (this.known < target) {
      this.apply(this.known++);
      if (this.known % spacing === 0 && this.known / spacing === keyframes.length) this.keep();
    }
    return this;
  }

  /** @param part number of a host in the stage's parts */
  station(part: number): StationMoment {
    const at = this.place[part]!;
    const { parts } = this;
    const flags = parts[at + AT.flags]!;
    return {
      state: MAC_STATES[this.macState(part, at)]!,
      ticket: parts[at + AT.ticket]!,
      attempt: parts[at + AT.attempt]!,
      r: parts[at + AT.r]!,
      range: parts[at + AT.range]!,
      untilPs: parts[at + AT.untilPs]!,
      sincePs: parts[at + AT.sincePs]!,
      waiting: parts[at + AT.waiting]!,
      linkUp: (flags & FLAG.down) === 0,
      jabbering: (flags & FLAG.jabber) !== 0,
    };
  }

  /** @param part number of a hub in the stage's parts */
  hub(part: number): HubMoment {
    const at = this.place[part]!;
    const { parts } = this;
    return {
      state: HUB_STATES[parts[at + AT.state]!]!,
      port: parts[at + AT.ticket]!,
      sincePs: parts[at + AT.sincePs]!,
    };
  }

  /** @param part number of a cable or tap in the stage's parts */
  link(part: number): LinkMoment {
    const flags = part < 0 ? 0 : this.parts[this.place[part]! + AT.flags]!;
    return { whole: (flags & FLAG.cut) === 0, up: (flags & FLAG.down) === 0 };
  }

  /** True when a hub has partitioned a port off. @param port index into the stage's ports */
  partitioned(port: number): boolean {
    return this.ports[port] === 1;
  }

  private macState(part: number, at: number): number {
    const state = this.parts[at + AT.state]!;
    if (state === BACKOFF && this.nowPs >= this.parts[at + AT.untilPs]!) return GAP;
    const port = this.portOf.get(part);
    if (state !== DEFERRING || port === undefined) return state;
    const carrier = this.tape.passages(port, 'in', this.nowPs, this.nowPs + 1, 1).length > 0;
    return carrier ? DEFERRING : GAP;
  }

  private keep(): void {
    this.keyframes.push({ parts: this.parts.slice(), ports: this.ports.slice() });
  }

  private apply(index: number): void {
    const { tape } = this;
    const part = tape.part.data[index]!;
    const at = this.place[part]!;
    if (at < 0) return;
    const kind = tape.kind.data[index]!;
    if (kind === KIND.cableCut || kind === KIND.cableRestored) this.flag(part, FLAG.cut, kind === KIND.cableCut);
    else if (kind === KIND.linkDown || kind === KIND.linkUp) this.linkChanged(part, at, kind === KIND.linkUp);
    else if (kind === KIND.jabberOn || kind === KIND.jabberOff) this.flag(part, FLAG.jabber, kind === KIND.jabberOn);
    else if (this.hosts[part]) this.applyToStation(index, kind, at);
    else this.applyToHub(index, kind, part, at);
  }

  private applyToStation(index: number, kind: number, at: number): void {
    const { tape, parts } = this;
    const first = tape.number(index, 0);
    switch (kind) {
      case KIND.frameQueued:
        parts[at + AT.waiting] = tape.number(index, 2);
        // If it may send or has to defer, the word of that comes in the same instant.
        if (parts[at + AT.waiting] === 1 && !(parts[at + AT.flags]! & FLAG.down)) this.enter(at, GAP, index, first);
        break;
      case KIND.deferring:
        this.enter(at, DEFERRING, index, first);
        break;
      case KIND.transmitStart:
        this.enter(at, TRANSMITTING, index, first);
        parts[at + AT.attempt] = tape.number(index, 1);
        break;
      case KIND.jam:
        this.enter(at, JAMMING, index, first);
        break;
      case KIND.backoff:
        this.enter(at, BACKOFF, index, first);
        parts[at + AT.attempt] = tape.number(index, 1);
        parts[at + AT.r] = tape.number(index, 2);
        parts[at + AT.range] = tape.number(index, 3);
        parts[at + AT.untilPs] = tape.atPs.data[index]! + tape.number(index, 2) * this.slotPs[tape.part.data[index]!]!;
        break;
      case KIND.transmitEnd:
        this.rest(at, index);
        break;
      case KIND.frameDropped:
        if (!AT_THE_DOOR.has(tape.number(index, 1))) this.rest(at, index);
    }
  }

  private applyToHub(index: number, kind: number, part: number, at: number): void {
    const port = this.hubPorts.get(part)?.[this.tape.number(index, 0)] ?? -1;
    if (kind === KIND.repeat) this.enter(at, HUB_STATES.indexOf('repeating'), index, port);
    else if (kind === KIND.repeaterCollision) this.enter(at, HUB_STATES.indexOf('collision'), index, -1);
    else if (kind === KIND.onePortLeft) this.enter(at, HUB_STATES.indexOf('onePortLeft'), index, port);
    else if (kind === KIND.repeaterIdle) this.enter(at, HUB_STATES.indexOf('idle'), index, -1);
    else if ((kind === KIND.partition || kind === KIND.reconnect) && port >= 0) {
      this.ports[port] = kind === KIND.partition ? 1 : 0;
    }
  }

  /** Without a link frames wait in the queue, and nothing is tried. */
  private linkChanged(part: number, at: number, up: boolean): void {
    this.flag(part, FLAG.down, !up);
    if (!this.hosts[part]) return;
    const state = this.parts[at + AT.state]!;
    if (up && state === IDLE && this.parts[at + AT.waiting]! > 0) this.parts[at + AT.state] = GAP;
    if (!up && state !== TRANSMITTING && state !== JAMMING) this.parts[at + AT.state] = IDLE;
  }

  /** Done with a frame: the gap before the next one, if there is one. */
  private rest(at: number, index: number): void {
    const waiting = Math.max(0, this.parts[at + AT.waiting]! - 1);
    this.parts[at + AT.waiting] = waiting;
    const ready = waiting > 0 && !(this.parts[at + AT.flags]! & FLAG.down);
    this.enter(at, ready ? GAP : IDLE, index, -1);
  }

  private enter(at: number, state: number, index: number, ticket: number): void {
    this.parts[at + AT.state] = state;
    this.parts[at + AT.ticket] = ticket;
    this.parts[at + AT.sincePs] = this.tape.atPs.data[index]!;
  }

  private flag(part: number, flag: number, on: boolean): void {
    const at = part < 0 ? -1 : this.place[part]!;
    if (at < 0) return;
    const flags = this.parts[at + AT.flags]!;
    this.parts[at + AT.flags] = on ? flags | flag : flags & ~flag;
  }
}
