// A coax (10BASE5, 10BASE2): one line, taps at positions, everyone hears everyone, each at its own time.
//
//   0 m ├────┬──────────┬──────────────┬────┤ end       delay = distance / velocity + both drops
//           tap 0      tap 1          tap 2
//
// Edges travel as alarms to the taps that are awake. For the others a signal is judged once, as it leaves:
//
//   alone, a good frame      ── brought to the taps that the sorter names
//   alone, a fragment        ── counted for all when it has passed everybody
//   a collision              ── the same, where every tap hears the same signals overlap
//   damaged, cut, long, or   ── every tap is woken and hears its own: superposition.ts
//   not the same everywhere
import { DROP, TELLING } from '../sim/drop.js';
import { KIND, type Probe } from '../sim/probe.js';
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import { CoaxLog } from './coaxLog.js';
import { CoaxTap, type TapOwner } from './coaxTap.js';
import { type CoaxEmission, Extent, Span } from './episode.js';
import { type Bringer, type Emission, type LineObserver, Recollection } from './line.js';
import type { Signal } from './signal.js';

const NEVER = Number.POSITIVE_INFINITY;

/** What the stations on a coax make of a signal that passes alone. */
export interface CoaxSorter {
  /** Signals that overlap for fewer bits are a fragment to every station. */
  readonly leastBits: number;
  /** `fragment`: to be counted. `frame`: good, and brought to those who want it. `damaged`: each judges for itself. */
  judge(signal: Signal, bring: Bringer): 'fragment' | 'frame' | 'damaged';
}

type Edge = 'front' | 'tail' | 'brought' | 'last';

/** An edge on its way to a tap. Pooled. */
class Arrival {
  tap!: CoaxTap;
  emission!: CoaxEmission;
  edge: Edge = 'front';
  turn = 0;
  readonly alarm: Alarm;

  constructor(line: Coax) {
    this.alarm = new Alarm(() => line.arrive(this));
  }
}

/** Filled and read within one call. */
const past = new Recollection();
const span = new Span();

/** The coax itself. */
export class Coax implements TapOwner, Bringer {
  readonly taps: CoaxTap[] = [];
  observer: LineObserver | undefined;
  /** Without one no tap sleeps. */
  sorter: CoaxSorter | undefined;
  fragments = 0;
  /** Those that are told of every edge, in order of their places. */
  private readonly awake: CoaxTap[] = [];
  private readonly log = new CoaxLog((ended) => this.wakeAll(ended));
  private readonly called: CoaxTap[] = [];
  private readonly waking: CoaxEmission[] = [];
  private readonly spare: Arrival[] = [];
  private readonly extent = new Extent();
  /** The emission that is ending: its last edge is about to be sent to all who are awake. */
  private ending: CoaxEmission | undefined;
  private serial = 0;

  constructor(
    readonly scheduler: Scheduler,
    readonly probe: Probe,
    /** Picoseconds a metre. */
    readonly psPerMetre: number,
  ) {}

  get ears(): number {
    return this.taps.length;
  }

  /** Puts a tap at a position. */
  addTap(positionMetres: number, receivePs: number, transmitPs: number): CoaxTap {
    const { taps } = this;
    const tap = new CoaxTap(this, taps.length, positionMetres, this.psPerMetre, receivePs, transmitPs, this.serial);
    tap.excluded = this.fragments;
    for (const episode of this.log.open) episode.witnesses.add(tap);
    for (const other of taps) other.farthestPs = -1;
    taps.push(tap);
    this.awake.push(tap);
    this.extent.include(tap);
    return tap;
  }

  /** A tap begins to send. */
  start(from: CoaxTap, original: Signal, silent: boolean): Emission {
    const { now } = this.scheduler;
    const signal = from.outbound?.active ? from.outbound.pass(original, now) : original;
    const emission = this.log.fresh();
    emission.serial = ++this.serial;
    emission.signal = signal;
    emission.source = from;
    emission.live = true;
    emission.concluded = false;
    emission.over = false;
    emission.except = from.index;
    emission.only = silent ? from.index : -1;
    emission.startPs = now;
    emission.endPs = NEVER;
    signal.startPs = now;
    // Every tap hears the damage that is done on the way out.
    signal.own = false;
    if (signal === original) signal.retain();
    if (!silent) {
      this.wake(from);
      from.sending = emission;
      this.log.enter(emission);
      this.broadcast(emission, false);
    }
    if (this.probe.on) this.probe.emit(KIND.signalStart, now, emission.only, from.index, signal.root.ticket);
    if (this.observer) this.observer.emissionStart(this, emission);
    return emission;
  }

  /** Its last symbol has left. */
  end(from: CoaxTap, given: Emission): void {
    const emission = given as CoaxEmission;
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
    if (emission.only >= 0) {
      this.log.forget(emission);
      return;
    }
    if (!cut) this.conclude(emission);
    this.finish(emission);
    this.doze(from);
  }

  /** The drop of a tap that is sending has come off: all others hear the end of it, though its transmitter goes on. */
  cutShort(emission: Emission): void {
    if (emission.endPs !== NEVER) return;
    emission.endPs = this.scheduler.now;
    emission.signal.lose(DROP.linkDown, TELLING.frame);
    this.conclude(emission as CoaxEmission);
  }

  /** An edge has reached its tap. */
  arrive(arrival: Arrival): void {
    const { tap, emission, edge, turn } = arrival;
    this.spare.push(arrival);
    emission.pending--;
    if (edge === 'last') emission.concluded = true;
    else if (edge === 'brought') {
      // One that has been woken since is told of the tail, and one that was awake until then has been.
      const toPs = emission.endPs + tap.delayFrom(emission.source);
      if (!tap.attentive && toPs > tap.asleepSincePs) tap.bring(emission);
    } else if (tap.turn === turn) {
      if (edge === 'tail') {
        emission.episode.witnesses.add(tap);
        tap.tail(emission);
      } else tap.front(emission);
    }
    this.finish(emission);
  }

  heardFrom(emission: Emission, index: number): number {
    if (emission.except === index || emission.only >= 0) return NEVER;
    const tap = this.taps[index];
    const from = emission.startPs + tap.delayFrom(this.taps[emission.except]);
    return tap.deafness.covers(from) ? NEVER : from;
  }

  heardTo(emission: Emission, index: number): number {
    const tap = this.taps[index];
    const delayPs = tap.delayFrom(this.taps[emission.except]);
    const to = emission.endPs + delayPs;
    return tap.deafness.breakOff(emission.startPs + delayPs, to);
  }

  tells(index: number): boolean {
    return this.taps[index].always;
  }

  bring(index: number): void {
    const tap = this.taps[index];
    if (tap === this.ending?.source || tap.called) return;
    tap.called = true;
    this.called.push(tap);
  }

  /** From now on the tap is told of every edge, and takes up what is passing. */
  wake(tap: CoaxTap): void {
    if (tap.attentive) return;
    const { now } = this.scheduler;
    const { hearing } = tap;
    this.recall(tap, past);
    hearing.onPs = past.onPs;
    hearing.offPs = past.offPs;
    tap.attentive = true;
    tap.turn++;
    let place = this.awake.length;
    while (place > 0 && this.awake[place - 1].index > tap.index) place--;
    this.awake.splice(place, 0, tap);
    for (const episode of this.log.open) {
      const passing = past.busy && span.measure(episode, tap, now) && span.passing;
      for (const emission of episode.members) this.catchUp(tap, emission, passing);
    }
    const delay = (emission: CoaxEmission): number => emission.startPs + tap.delayFrom(emission.source);
    this.waking.sort((a, b) => delay(a) - delay(b) || a.serial - b.serial);
    for (const emission of this.waking) {
      emission.signal.retain();
      const toPs = emission.endPs + tap.delayFrom(emission.source);
      const passed = toPs < now || emission.over;
      hearing.front(emission, emission.signal, delay(emission), passed ? toPs : NEVER);
    }
    this.waking.length = 0;
    if (hearing.count > 0) tap.listener.passing?.(hearing.count);
  }

  /** Sends a tap that wakes the edges that are still to come, and notes what it is hearing. */
  private catchUp(tap: CoaxTap, emission: CoaxEmission, passing: boolean): void {
    if (!tap.hears(emission)) return;
    const { now } = this.scheduler;
    const delayPs = tap.delayFrom(emission.source);
    const fromPs = emission.startPs + delayPs;
    const toPs = emission.endPs + delayPs;
    if (toPs <= tap.asleepSincePs) return;
    if (fromPs >= now) this.send(tap, emission, 'front', fromPs);
    else if (passing) this.waking.push(emission);
    const ended = toPs !== NEVER && emission !== this.ending;
    if (ended && toPs >= now && !emission.over) this.send(tap, emission, 'tail', toPs);
  }

  recall(tap: CoaxTap, into: Recollection): void {
    this.log.recall(tap, tap.hearing, this.scheduler.now, into);
  }

  doze(tap: CoaxTap): void {
    if (!tap.attentive || tap.always || tap.asked || tap.sending || tap.hearing.count > 0 || !this.sorter) return;
    const { now } = this.scheduler;
    if (tap.watchUntilPs > now) return;
    tap.attentive = false;
    tap.turn++;
    tap.asleepSincePs = now;
    this.awake.splice(this.awake.indexOf(tap), 1);
  }

  /** A signal ends: what is it to those who sleep? None of them has heard the end of it yet. */
  private conclude(emission: CoaxEmission): void {
    this.ending = emission;
    if (this.sorter && !this.judged(emission, this.sorter)) {
      emission.episode.broken = true;
      this.wakeAll(emission);
    }
    this.broadcast(emission, true);
    this.ending = undefined;
    const source = this.taps[emission.except];
    this.send(source, emission, 'last', emission.endPs + this.farthestPs(source));
  }

  /** What there is to be said of it for all who sleep has been said; false if each must hear it. */
  private judged(emission: CoaxEmission, sorter: CoaxSorter): boolean {
    const { episode, signal } = emission;
    const whole = signal.ended && signal.symbolsIn(emission.endPs - emission.startPs) >= signal.count;
    if (episode.broken || !whole) return false;
    if (episode.members.length > 1) {
      const leastPs = (sorter.leastBits - 1) * signal.symbolPs * signal.code.symbolsPerBit;
      if (!episode.holdsTogether(emission) || !episode.holdsTogetherWithout(emission)) return false;
      if (this.scheduler.now - episode.fromPs + this.extent.ps >= leastPs) return false;
      episode.fragment = true;
      for (const member of episode.members) member.signal.lose(DROP.fragment, TELLING.bystander);
      return true;
    }
    const verdict = sorter.judge(signal, this);
    if (verdict !== 'fragment') return verdict === 'frame';
    // Whose loss it is depends on who hears it first, unless it is nobody's.
    const { root } = signal;
    if (root.ticket >= 0 && !root.aborted && root.loss === 0) return false;
    episode.fragment = true;
    episode.witnesses.add(this.taps[emission.except]);
    return true;
  }

  /** From a tap to the one that hears it last. */
  private farthestPs(source: CoaxTap): number {
    if (source.farthestPs < 0) {
      for (const tap of this.taps) {
        if (tap !== source) source.farthestPs = Math.max(source.farthestPs, tap.delayFrom(source));
      }
      source.farthestPs = Math.max(source.farthestPs, 0);
    }
    return source.farthestPs;
  }

  private wakeAll(emission: CoaxEmission): void {
    for (const tap of this.taps) {
      const toPs = emission.endPs + tap.delayFrom(emission.source);
      if (!tap.hears(emission) || toPs < this.scheduler.now) continue;
      this.wake(tap);
      tap.watchUntilPs = Math.max(tap.watchUntilPs, toPs);
    }
  }

  /** An emission is over when its last edge has come, its transmitter has stopped, and nothing of it is under way. */
  private finish(emission: CoaxEmission): void {
    if (emission.over || !emission.concluded || emission.pending > 0 || !emission.signal.ended) return;
    if (this.log.finish(emission)) this.fragments++;
  }

  /** Sends an edge to all who are to be told, in order of their places. */
  private broadcast(emission: CoaxEmission, isEnd: boolean): void {
    const { source } = emission;
    const edgePs = isEnd ? emission.endPs : emission.startPs;
    for (const tap of this.recipients()) {
      if (tap === source) continue;
      const atPs = edgePs + tap.delayFrom(source);
      if (tap.attentive) this.send(tap, emission, isEnd ? 'tail' : 'front', atPs);
      if (tap.called) this.send(tap, emission, 'brought', atPs);
      tap.called = false;
    }
    this.called.length = 0;
  }

  /** Those who are awake, and those who sleep and have been called. */
  private recipients(): readonly CoaxTap[] {
    const { called, awake } = this;
    if (called.length === 0) return awake;
    for (const tap of awake) if (!tap.called) called.push(tap);
    return called.sort((a, b) => a.index - b.index);
  }

  private send(tap: CoaxTap, emission: CoaxEmission, edge: Edge, atPs: number): void {
    const arrival = this.spare.pop() ?? new Arrival(this);
    arrival.tap = tap;
    arrival.emission = emission;
    arrival.edge = edge;
    arrival.turn = tap.turn;
    emission.pending++;
    const { scheduler } = this;
    scheduler.due[0] = atPs;
    scheduler.armDue(arrival.alarm);
  }
}
