// Where a transceiver touches a coax. A tap that is awake is told of both edges of every signal. A station that asks for
// no events lets its tap sleep: it looks back (`recall`) when it needs to know, is brought the frames that are for it,
// and is woken when something passes that nobody can judge for it.
import { DROP, TELLING } from '../sim/drop.js';
import type { LinkCondition } from './condition.js';
import { Deafness } from './deafness.js';
import { type CoaxEmission, delayPs, type Place } from './episode.js';
import { Hearing } from './hearing.js';
import type { Ear, Emission, LineObserver, Listener, ObservedLine, Outlet, Recollection } from './line.js';
import type { Signal } from './signal.js';

/** What a tap needs of its coax. */
export interface TapOwner extends ObservedLine {
  readonly scheduler: { readonly now: number };
  readonly observer: LineObserver | undefined;
  /** Episodes that were fragments to all who slept. */
  readonly fragments: number;
  wake(tap: CoaxTap): void;
  /** Lets it sleep, unless there is a reason not to. */
  doze(tap: CoaxTap): void;
  recall(tap: CoaxTap, into: Recollection): void;
  start(from: CoaxTap, signal: Signal, silent: boolean): Emission;
  end(from: CoaxTap, emission: Emission): void;
  cutShort(emission: Emission): void;
}

/** A tap: it hears all others, and sends to them. */
export class CoaxTap implements Ear, Outlet, Place {
  listener!: Listener;
  /** Damage on the way in and on the way out. */
  inbound: LinkCondition | undefined;
  outbound: LinkCondition | undefined;
  /** When it was off the line. */
  readonly deafness = new Deafness();
  /** What it is sending. */
  sending: CoaxEmission | undefined;
  /** Being told of every edge. */
  attentive = true;
  /** Must be: it is more than a sound station's, whose wishes the line's sorter knows. */
  always = true;
  /** Its listener asks for events. */
  asked = false;
  /** Counts its times awake: an edge that was sent before it fell asleep is not for it any more. */
  turn = 0;
  /** It stays awake until then, in picoseconds. */
  watchUntilPs = Number.NEGATIVE_INFINITY;
  /** What had passed by then it knows. */
  asleepSincePs = Number.NEGATIVE_INFINITY;
  /** It sleeps and is to be brought what is ending. The line's own. */
  called = false;
  /** To the tap that hears it last, in picoseconds; -1 until somebody asks. */
  farthestPs = -1;
  /** Fragments of the line's that it has counted itself, or not heard. */
  excluded = 0;
  readonly hearing = new Hearing();

  constructor(
    private readonly line: TapOwner,
    readonly index: number,
    readonly positionMetres: number,
    readonly psPerMetre: number,
    /** Delay of the drop cable and the transceiver's receive path; and of its transmit path. */
    readonly receivePs: number,
    readonly transmitPs: number,
    /** The last emission before there was this tap. */
    private readonly bornSerial: number,
  ) {}

  /** Fragments that passed while it slept. */
  get debris(): number {
    return this.line.fragments - this.excluded;
  }

  /** On the line. */
  private get connected(): boolean {
    return !this.deafness.covers(this.line.scheduler.now);
  }

  /** Whether what that emission sends comes by here. */
  hears(emission: CoaxEmission): boolean {
    return emission.source !== this && emission.serial > this.bornSerial;
  }

  /** From another tap's transmitter to this one's listener, in picoseconds. */
  delayFrom(source: Place): number {
    return delayPs(source, this);
  }

  /** Its line's sorter knows what it wants: it may sleep from now on. */
  mayDoze(): void {
    this.always = false;
    this.line.doze(this);
  }

  /** What it hears is its own from now on: it stays awake. */
  suffer(): void {
    this.line.wake(this);
    this.always = true;
  }

  /** A station that can't hear, or sends, is awake: its tap counts nothing for it. */
  ignore(_on: boolean): void {}

  overlap(): void {}

  attend(on: boolean): void {
    this.asked = on;
    if (on) this.line.wake(this);
    else this.line.doze(this);
  }

  recall(into: Recollection): void {
    if (!this.attentive) {
      this.line.recall(this, into);
      return;
    }
    const { count, onPs, offPs } = this.hearing;
    into.busy = count > 0 && onPs < this.line.scheduler.now;
    into.onPs = onPs;
    into.offPs = offPs;
  }

  begin(signal: Signal, silent: boolean): Emission {
    if (!this.connected) signal.lose(DROP.linkDown, TELLING.frame);
    return this.line.start(this, signal, silent || !this.connected);
  }

  end(emission: Emission): void {
    this.line.end(this, emission);
  }

  /** A front has come. */
  front(emission: CoaxEmission): void {
    if (!this.connected) {
      if (emission.live) emission.signal.lose(DROP.linkDown, TELLING.branch);
      return;
    }
    const { now } = this.line.scheduler;
    let { signal } = emission;
    if (this.inbound?.active) signal = this.inbound.pass(signal, now);
    else signal.retain();
    this.hearing.front(emission, signal, now);
    this.listener.signalStart(signal);
  }

  /** A tail has passed. */
  tail(emission: Emission): void {
    const { hearing, listener, line } = this;
    if (!hearing.tail(emission, line.scheduler.now, this.connected ? 0 : DROP.linkDown)) return;
    if (hearing.count > 0) {
      listener.signalEnd(undefined);
      return;
    }
    const whole = hearing.whole();
    if (this.always) line.observer?.heard?.(line, this.index, whole, hearing.fromPs, hearing.offPs);
    listener.signalEnd(whole);
    hearing.clear(whole);
    line.doze(this);
  }

  /** A frame that is for its station has passed while it slept, and nothing else with it. */
  bring(emission: CoaxEmission): void {
    const { now } = this.line.scheduler;
    this.hearing.onPs = emission.startPs + this.delayFrom(emission.source);
    this.hearing.offPs = now;
    this.asleepSincePs = now;
    this.listener.signalEnd(emission.signal);
  }

  /** Takes the tap off the line: what is being heard ends here, and what is being sent goes no further. */
  part(): void {
    if (this.deafness.apart) return;
    this.suffer();
    this.deafness.begin(this.line.scheduler.now);
    if (this.sending) this.line.cutShort(this.sending);
    for (const emission of this.hearing.passing()) this.tail(emission);
  }

  /** Puts it back: what arrives from now on is heard. */
  mend(): void {
    this.deafness.end(this.line.scheduler.now);
  }
}
