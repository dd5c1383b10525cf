// A coax (10BASE5, 10BASE2): one line, taps at positions, everyone hears everyone, each at its own time.
//
//   0 m ├────┬──────────┬──────────────┬────┤ end       delay = distance / velocity + both drops
//           tap 0      tap 1          tap 2
//
// Transmitters sink current, so where signals overlap a half bit is high only while every transmitter holds it high:
// a wired AND, which is what a listener's decoder gets to see (clause 8.3.1.3: levels add; the receiver slices them).
import { DROP } from '../sim/drop.js';
import { KIND, type Probe } from '../sim/probe.js';
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import type { LinkCondition } from './condition.js';
import { Deafness } from './deafness.js';
import {
  type Ear,
  Emission,
  type LineObserver,
  type Listener,
  type ObservedLine,
  type Outlet,
  type Recollection,
} from './line.js';
import { MOST_SYMBOLS, type Signal } from './signal.js';
import { compose, type Heard } from './superposition.js';

const NEVER = Number.POSITIVE_INFINITY;

/** An edge on its way to a tap. Pooled. */
class Arrival {
  tap!: CoaxTap;
  emission!: Emission;
  isEnd = false;
  readonly alarm: Alarm;

  constructor(line: Coax) {
    this.alarm = new Alarm(() => line.arrive(this));
  }
}

/** Where a transceiver touches the coax: it hears all taps but itself, and sends to them. */
export class CoaxTap implements Ear, Outlet {
  readonly attentive = true;
  listener!: Listener;
  /** Damage on the way in and on the way out. */
  inbound: LinkCondition | undefined;
  outbound: LinkCondition | undefined;
  /** When it was off the line. */
  readonly deafness = new Deafness();
  /** What it is sending. */
  sending: Emission | undefined;
  /** Signals being heard, and those that have ended since the line was last quiet here. */
  private readonly heard: Heard[] = [];
  private hearing = 0;
  private onPs = Number.NEGATIVE_INFINITY;
  private offPs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly line: Coax,
    readonly index: number,
    readonly positionMetres: number,
    /** Delay of the drop cable and the transceiver's receive path; and of its transmit path. */
    readonly receivePs: number,
    readonly transmitPs: number,
  ) {}

  /** On the line. */
  private get connected(): boolean {
    return !this.deafness.covers(this.line.scheduler.now);
  }

  /** A tap is always told. */
  attend(_on: boolean): void {}

  recall(into: Recollection): void {
    const { now } = this.line.scheduler;
    into.busy = this.hearing > 0 && this.onPs < now;
    into.onPs = this.onPs;
    into.offPs = this.offPs;
  }

  begin(signal: Signal, silent: boolean): Emission {
    if (!this.connected) signal.root.loss ||= DROP.linkDown;
    return this.line.start(this, signal, silent || !this.connected);
  }

  end(emission: Emission): void {
    this.line.end(this, emission);
  }

  /** A front has come. */
  start(emission: Emission): void {
    if (!this.connected) {
      if (emission.live) emission.signal.root.loss ||= DROP.linkDown;
      return;
    }
    const { now } = this.line.scheduler;
    let { signal } = emission;
    if (this.inbound?.active) signal = this.inbound.pass(signal, now);
    else signal.retain();
    if (this.hearing === 0) this.onPs = now;
    this.hearing++;
    this.heard.push({ signal, emission, fromPs: now, toPs: NEVER });
    this.listener.signalStart(signal);
  }

  /** A tail has passed. */
  stop(emission: Emission): void {
    const entry = this.heard.find((candidate) => candidate.emission === emission && candidate.toPs === NEVER);
    if (!entry) return;
    const { now } = this.line.scheduler;
    entry.toPs = now;
    this.cutTo(entry, Math.floor((now - entry.fromPs) / emission.signal.symbolPs));
    this.hearing--;
    if (this.hearing > 0) {
      this.forget(entry);
      this.listener.signalEnd(undefined);
      return;
    }
    this.offPs = now;
    this.deliver();
  }

  /** Lets go of what began after all that a decoder's memory holds: on a line that never falls quiet it would pile up. */
  private forget(entry: Heard): void {
    const { signal } = entry;
    if (entry.fromPs - this.heard[0].fromPs < MOST_SYMBOLS * signal.symbolPs) return;
    this.heard.splice(this.heard.indexOf(entry), 1);
    signal.root.loss ||= DROP.fragment;
    signal.release();
  }

  /** What has passed is as long as it took; what is shared with other taps is not touched. */
  private cutTo(entry: Heard, symbols: number): void {
    const { signal } = entry.emission;
    if (entry.signal === signal) {
      if (symbols >= signal.count) return;
      entry.signal = signal.pool.take(signal.symbolPs, signal);
      entry.signal.startPs = entry.fromPs;
      signal.release();
    }
    entry.signal.count = Math.min(signal.count, symbols);
    entry.signal.ended = true;
  }

  /** Takes the tap off the line: what is being heard ends here, and what is being sent goes no further. */
  part(): void {
    if (!this.connected) return;
    this.deafness.begin(this.line.scheduler.now);
    if (this.sending) this.line.cutShort(this.sending);
    for (const entry of [...this.heard]) if (entry.toPs === NEVER) this.stop(entry.emission);
  }

  /** Puts it back: what arrives from now on is heard. */
  mend(): void {
    this.deafness.end(this.line.scheduler.now);
  }

  /** The line is quiet again at this tap: what was heard goes up as one signal. */
  private deliver(): void {
    const { heard } = this;
    if (heard.length === 1) this.tell(heard[0].signal);
    else {
      for (const { signal } of heard) signal.root.loss ||= DROP.fragment;
      const whole = compose(heard);
      this.tell(whole);
      whole.release();
    }
    for (const { signal } of heard) signal.release();
    heard.length = 0;
  }

  private tell(signal: Signal): void {
    this.line.observer?.heard?.(this.line, this.index, signal, this.heard[0].fromPs, this.offPs);
    this.listener.signalEnd(signal);
  }
}

/** The coax itself. */
export class Coax implements ObservedLine {
  readonly taps: CoaxTap[] = [];
  observer: LineObserver | undefined;
  private readonly spare: Arrival[] = [];
  private readonly idle: Emission[] = [];
  private serial = 0;

  constructor(
    readonly scheduler: Scheduler,
    readonly probe: Probe,
    /** Picoseconds a metre. */
    private readonly psPerMetre: number,
  ) {}

  get ears(): number {
    return this.taps.length;
  }

  /** Puts a tap at a position. */
  addTap(positionMetres: number, receivePs: number, transmitPs: number): CoaxTap {
    const tap = new CoaxTap(this, this.taps.length, positionMetres, receivePs, transmitPs);
    this.taps.push(tap);
    return tap;
  }

  /** A tap begins to send. */
  start(from: CoaxTap, original: Signal, silent: boolean): Emission {
    const { now } = this.scheduler;
    const signal = from.outbound?.active ? from.outbound.pass(original, now) : original;
    const emission = this.idle.pop() ?? new Emission();
    emission.serial = ++this.serial;
    emission.signal = signal;
    emission.live = true;
    emission.except = from.index;
    emission.only = silent ? from.index : -1;
    emission.startPs = now;
    emission.endPs = NEVER;
    signal.startPs = now;
    if (signal === original) signal.retain();
    if (!silent) {
      from.sending = emission;
      this.broadcast(emission, false);
    }
    if (this.probe.on) this.probe.emit(KIND.signalStart, now, emission.only, from.index, signal.root.ticket);
    if (this.observer) this.observer.emissionStart(this, emission);
    return emission;
  }

  /** Its last symbol has left. */
  end(from: CoaxTap, emission: Emission): void {
    const { now } = this.scheduler;
    const { signal } = emission;
    const cut = emission.endPs !== NEVER;
    if (!cut) emission.endPs = now;
    if (from.sending === emission) from.sending = undefined;
    if (signal.parent) {
      // What a hub sends it may have stopped sending here while it goes on elsewhere.
      const passed = Math.round((emission.endPs - emission.startPs) / signal.symbolPs);
      signal.count = Math.min(signal.parent.count, passed);
    }
    signal.ended = true;
    if (this.probe.on) {
      this.probe.emit(KIND.signalEnd, now, emission.only, from.index, signal.bits, signal.root.ticket);
    }
    if (this.observer) this.observer.emissionEnd(this, emission);
    if (emission.only < 0 && !cut) this.broadcast(emission, true);
    if (emission.pending === 0) this.retire(emission);
  }

  /** The drop of a tap that is sending has come off: all others hear the end of it, though its transmitter goes on. */
  cutShort(emission: Emission): void {
    if (emission.endPs !== NEVER) return;
    emission.endPs = this.scheduler.now;
    emission.signal.root.loss ||= DROP.linkDown;
    this.broadcast(emission, true);
  }

  /** An edge has reached its tap. */
  arrive(arrival: Arrival): void {
    const { tap, emission, isEnd } = arrival;
    this.spare.push(arrival);
    emission.pending--;
    if (isEnd) tap.stop(emission);
    else tap.start(emission);
    if (emission.pending === 0 && emission.signal.ended) this.retire(emission);
  }

  heardFrom(emission: Emission, index: number): number {
    if (emission.except === index || emission.only >= 0) return NEVER;
    const tap = this.taps[index];
    const from = emission.startPs + this.delayPs(this.taps[emission.except], tap);
    return tap.deafness.covers(from) ? NEVER : from;
  }

  heardTo(emission: Emission, index: number): number {
    const tap = this.taps[index];
    const delayPs = this.delayPs(this.taps[emission.except], tap);
    const to = emission.endPs + delayPs;
    return tap.deafness.breakOff(emission.startPs + delayPs, to);
  }

  private retire(emission: Emission): void {
    emission.letGo();
    this.idle.push(emission);
  }

  private delayPs(from: CoaxTap, to: CoaxTap): number {
    const metres = Math.abs(from.positionMetres - to.positionMetres);
    return from.transmitPs + Math.round(metres * this.psPerMetre) + to.receivePs;
  }

  private broadcast(emission: Emission, isEnd: boolean): void {
    const from = this.taps[emission.except];
    for (const tap of this.taps) if (tap !== from) this.send(tap, emission, isEnd);
  }

  private send(tap: CoaxTap, emission: Emission, isEnd: boolean): void {
    const arrival = this.spare.pop() ?? new Arrival(this);
    arrival.tap = tap;
    arrival.emission = emission;
    arrival.isEnd = isEnd;
    emission.pending++;
    const { scheduler } = this;
    scheduler.due[0] = scheduler.now + this.delayPs(this.taps[emission.except], tap);
    scheduler.armDue(arrival.alarm);
  }
}
