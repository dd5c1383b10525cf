// One transmitter's output on all the pairs that hang on it: a station's transmit pair is a fan of one ear,
// a repeater's ports together are a fan of many, since it sends the same to all of them but one (clause 9.5.6).
//
//   start ──┬── ear 0   delay 0        a log of the latest emissions answers `recall`;
//           ├── ear 1   delay 1        edges travel as alarms to the ears that attend,
//           └── ear n   delay n        and a passed frame to those that the sorter names
import { KIND, type Probe } from '../sim/probe.js';
import type { Scheduler } from '../sim/scheduler.js';
import { Debris } from './debris.js';
import { EmissionLog } from './emissionLog.js';
import { Arrival, blameCut, FanEar, hasLeft, loseToCut } from './fanEar.js';
import {
  type Bringer,
  Emission,
  type LineObserver,
  type Listener,
  type ObservedLine,
  type Outlet,
  type Recollection,
  type Sorter,
} from './line.js';
import type { Signal } from './signal.js';
import { Rings, Wave, type WaveOwner } from './wave.js';

const NEVER = Number.POSITIVE_INFINITY;
/** From one emission to the next at the least: the 96 bits of a collision and a gap. */
const LEAST_CYCLE_BITS = 192;

/** A transmitter's pairs. */
export class Fan implements ObservedLine, Bringer, Outlet, WaveOwner {
  readonly all: FanEar[] = [];
  sorter: Sorter | undefined;
  observer: LineObserver | undefined;
  private readonly rings = new Rings();
  private readonly log: EmissionLog;
  private readonly debris: Debris;
  private serial = 0;
  private readonly spareWaves: Wave[] = [];
  private brought: Emission | undefined;
  /** What is kept from all ears is not remembered either. */
  private unheard: Emission | undefined;
  /** There are ears that may look back. */
  private remembered = false;

  constructor(
    private readonly scheduler: Scheduler,
    readonly probe: Probe,
    /** Emissions that the log remembers; few where nobody but a repeater listens. */
    memory: number,
    /** Duration of a bit on its pairs, in picoseconds. */
    private readonly bitPs: number,
    /** Edges that are not on their way anywhere: one store of them serves all the fans of a scheduler. */
    private readonly spare: Arrival[] = [],
  ) {
    this.log = new EmissionLog(memory);
    this.debris = new Debris(this, this.all, this.log.all());
  }

  get ears(): number {
    return this.all.length;
  }

  /** Hangs a listener on the far end of a pair of `delayPs`. */
  addEar(listener: Listener, delayPs: number, always: boolean): FanEar {
    // What is still on its way to the farthest ear must not be forgotten.
    this.log.grow(2 + Math.ceil(delayPs / (LEAST_CYCLE_BITS * this.bitPs)));
    const ear = new FanEar(this, this.all.length, listener, this.rings.at(delayPs), always);
    this.all.push(ear);
    if (always) this.attend(ear, true);
    else this.remembered = true;
    return ear;
  }

  begin(signal: Signal, silent: boolean): Emission {
    return this.start(signal, silent ? 0 : -1, -1);
  }

  /** Begins to send `signal` to all ears but `except`, or only to `only` (-1: none such). */
  start(signal: Signal, except: number, only: number): Emission {
    const { now } = this.scheduler;
    const emission = except === 0 && this.all.length === 1 ? this.silent() : this.log.fresh(this.remembered);
    emission.serial = ++this.serial;
    emission.signal = signal;
    emission.live = true;
    emission.except = except;
    emission.only = only;
    emission.startPs = now;
    emission.endPs = NEVER;
    signal.startPs = now;
    signal.retain();
    if (only >= 0) {
      if (this.all[only].attentive) this.send(this.all[only], emission, false);
    } else {
      this.broadcast(emission, false);
    }
    if (this.probe.on) this.probe.emit(KIND.signalStart, now, only, except, signal.root.ticket);
    if (this.observer) this.observer.emissionStart(this, emission);
    return emission;
  }

  /** The last symbol of an emission has left. */
  end(emission: Emission): void {
    const { now } = this.scheduler;
    const { signal, only, except } = emission;
    emission.endPs = now;
    signal.ended = true;
    if (this.probe.on) this.probe.emit(KIND.signalEnd, now, only, except, signal.bits, signal.root.ticket);
    if (this.observer) this.observer.emissionEnd(this, emission);
    if (only >= 0) {
      // What goes to one ear alone is jam.
      this.debris.add(emission);
      if (this.all[only].attentive) this.send(this.all[only], emission, true);
    } else {
      this.broadcast(emission, true);
      if (this.sorter) {
        this.brought = emission;
        if (this.sorter.sort(signal, this)) this.debris.add(emission);
        this.brought = undefined;
      } else {
        for (const ear of this.all) if (!ear.attentive && ear.index !== except) this.send(ear, emission, true);
      }
    }
    if (emission.pending === 0) emission.letGo();
  }

  bring(index: number): void {
    const ear = this.all[index];
    const emission = this.brought;
    if (emission && !ear.attentive && index !== emission.except) this.send(ear, emission, true);
  }

  /** Stops sending an emission to one ear while it goes on to the others. */
  leave(emission: Emission, index: number): void {
    emission.leave(index, this.scheduler.now);
    this.send(this.all[index], emission, true);
  }

  heardFrom(emission: Emission, index: number): number {
    if (emission.only >= 0 ? emission.only !== index : emission.except === index) return NEVER;
    const ear = this.all[index];
    const from = emission.startPs + ear.delayPs;
    if (!ear.deaf) return from;
    return ear.deafness.covers(from) ? NEVER : from;
  }

  heardTo(emission: Emission, index: number): number {
    const ear = this.all[index];
    let { endPs } = emission;
    for (const leaver of emission.leavers) if (leaver.ear === index && leaver.atPs < endPs) endPs = leaver.atPs;
    const to = endPs + ear.delayPs;
    return ear.deaf ? ear.deafness.breakOff(emission.startPs + ear.delayPs, to) : to;
  }

  /** The wires of one pair part now: what is passing is cut short, and nothing more is heard until `mend`. */
  part(index: number): void {
    const ear = this.all[index];
    const { now } = this.scheduler;
    if (ear.deafness.apart) return;
    // Reckoned before the cut counts: one that comes at this very instant is being heard if the ear was told of it.
    const passing = this.log.all().filter((emission) => this.isPassing(emission, ear));
    ear.deaf = true;
    ear.deafness.begin(now);
    for (const emission of passing) {
      loseToCut(emission, this.all.length);
      this.tellEnd(ear, emission, true);
    }
    this.debris.cut(ear, now);
  }

  /** The ear hears this emission now, and the end of it is still to come. */
  private isPassing(emission: Emission, ear: FanEar): boolean {
    const { now } = this.scheduler;
    const { index } = ear;
    if (!emission.live || emission.serial <= ear.lastEnd || !this.reaches(emission, index)) return false;
    const from = this.heardFrom(emission, index);
    return (from < now || (from === now && emission.serial <= ear.lastStart)) && this.heardTo(emission, index) > now;
  }

  /** The pair carries again what arrives from now on. */
  mend(index: number): void {
    const ear = this.all[index];
    const { now } = this.scheduler;
    if (!ear.deafness.apart) return;
    ear.deafness.end(now);
    this.debris.mend(ear, now);
  }

  attend(ear: FanEar, on: boolean): void {
    if (ear.attentive === on || (!on && (ear.always || ear.condition))) return;
    ear.attentive = on;
    if (!on) {
      this.rings.exit(ear);
      return;
    }
    this.rings.enter(ear);
    const { now } = this.scheduler;
    const { log } = this;
    for (let back = 0; back < log.length; back++) {
      const emission = log.back(back);
      if (emission.serial <= ear.lastEnd) break;
      // One that went to another ear alone may be over though an older one is not.
      const { index } = ear;
      const { delayPs } = ear.ring;
      if (emission.only >= 0 ? emission.only !== index : emission.except === index) continue;
      const plain = !ear.deaf && !hasLeft(emission, index);
      // A number that is either reckoned here or comes out of a call would be boxed: `* 1` keeps it a bare double.
      const from = plain ? emission.startPs + delayPs : this.heardFrom(emission, index) * 1;
      if (from === NEVER) continue;
      if (emission.endPs + delayPs < now) break;
      if (from >= now && emission.serial > ear.lastStart) this.send(ear, emission, false);
      const to = plain ? emission.endPs + delayPs : this.heardTo(emission, index) * 1;
      if (to !== NEVER && to >= now) this.send(ear, emission, true);
    }
  }

  recall(ear: FanEar, into: Recollection): void {
    const { now } = this.scheduler;
    const { log } = this;
    const { index } = ear;
    const { delayPs } = ear.ring;
    const { sincePs } = into;
    into.busy = false;
    into.onPs = Number.NEGATIVE_INFINITY;
    into.offPs = Number.NEGATIVE_INFINITY;
    for (let back = 0; back < log.length; back++) {
      const emission = log.back(back);
      // What goes to all goes out one after another, and what goes to one alone is over by then: no older one is later.
      if (emission.only < 0 && emission.endPs + delayPs < sincePs) return;
      if (emission.only >= 0 ? emission.only !== index : emission.except === index) continue;
      const plain = !ear.deaf && !hasLeft(emission, index);
      const from = plain ? emission.startPs + delayPs : this.heardFrom(emission, index) * 1;
      if (from >= now) continue;
      const to = plain ? emission.endPs + delayPs : this.heardTo(emission, index) * 1;
      // An end at this very instant counts once the ear has been told of it: no other edge will come.
      const passing = to > now || (to === now && emission.serial > ear.lastEnd);
      if (passing && !into.busy) {
        into.busy = true;
        into.onPs = from;
      } else {
        into.offPs = to;
        if (!into.busy) into.onPs = from;
        return;
      }
    }
  }

  debrisPassed(ear: FanEar): number {
    return this.debris.passed(ear, this.scheduler.now);
  }

  overlap(ear: FanEar): void {
    this.debris.spoilPassing(ear, this.scheduler.now);
  }

  /** An edge has reached its ear. */
  arrive(arrival: Arrival): void {
    const { emission } = arrival;
    this.tell(arrival.ear, emission, arrival.isEnd);
    this.spare.push(arrival);
    this.arrived(emission);
  }

  tell(ear: FanEar, emission: Emission, isEnd: boolean): void {
    if (isEnd) this.tellEnd(ear, emission, false);
    else this.tellStart(ear, emission);
  }

  ebb(wave: Wave): void {
    this.spareWaves.push(wave);
    this.arrived(wave.emission);
  }

  private arrived(emission: Emission): void {
    emission.pending--;
    if (emission.pending === 0 && emission.endPs !== NEVER) emission.letGo();
  }

  private tellStart(ear: FanEar, emission: Emission): void {
    // Sent before it ceased to attend; should it attend again in time, it is sent again.
    if (!ear.attentive) return;
    if (emission.serial <= ear.lastStart || emission.serial <= ear.lastEnd) return;
    if (ear.deaf && this.heardFrom(emission, ear.index) === NEVER) {
      if (emission.live) loseToCut(emission, this.all.length);
      return;
    }
    ear.lastStart = emission.serial;
    let { signal } = emission;
    if (ear.condition?.active) {
      signal = ear.condition.pass(signal, this.scheduler.now);
      ear.alias = signal;
      ear.aliasOf = emission.serial;
    }
    ear.listener.signalStart(signal);
  }

  private tellEnd(ear: FanEar, emission: Emission, cut: boolean): void {
    if (emission.serial <= ear.lastEnd) return;
    if (!cut && emission.live && ear.aliasOf === 0 && !ear.deaf && !hasLeft(emission, ear.index)) {
      ear.lastEnd = emission.serial;
      ear.listener.signalEnd(emission.signal);
      return;
    }
    if (!cut && this.heardFrom(emission, ear.index) === NEVER) {
      if (emission.live) loseToCut(emission, this.all.length);
      return;
    }
    ear.lastEnd = emission.serial;
    if (emission.live) this.tellOwn(ear, emission, cut);
    else ear.listener.signalEnd(undefined);
  }

  /** The end of a signal of which this ear has its own version: damaged, cut short, or not sent to it to the end. */
  private tellOwn(ear: FanEar, emission: Emission, cut: boolean): void {
    const { signal } = emission;
    const fromPs = emission.startPs + ear.delayPs;
    const damaged = ear.aliasOf === emission.serial;
    const toPs = cut ? this.scheduler.now : this.heardTo(emission, ear.index);
    if (!damaged && toPs >= emission.endPs + ear.delayPs) {
      ear.listener.signalEnd(signal);
      return;
    }
    const heard = damaged && ear.alias ? ear.alias : signal.pool.take(signal.symbolPs, signal);
    heard.startPs = fromPs;
    heard.own = true;
    heard.count = Math.min(signal.count, signal.symbolsIn(toPs - fromPs));
    heard.ended = true;
    if (damaged) {
      ear.aliasOf = 0;
      ear.alias = undefined;
    }
    if (cut) blameCut(heard);
    this.debris.spoil(emission, ear);
    this.observer?.heard?.(this, ear.index, heard, fromPs, toPs);
    ear.listener.signalEnd(heard);
    heard.release();
  }

  private reaches(emission: Emission, index: number): boolean {
    return emission.only >= 0 ? emission.only === index : emission.except !== index;
  }

  /** Sends an edge to all that attend: one event at a time. */
  private broadcast(emission: Emission, isEnd: boolean): void {
    const { rings, all } = this;
    const { except } = emission;
    if (all.length === 1) {
      // A station's own pair.
      if (except !== 0 && all[0].attentive) this.send(all[0], emission, isEnd);
      return;
    }
    let rank = rings.next(0);
    if (rank < 0) return;
    const wave = this.spareWaves.pop() ?? new Wave(this, this.scheduler);
    const { ears } = wave;
    let count = 0;
    for (; rank >= 0; rank = rings.next(rank + 1)) {
      const { attentive } = rings.all[rank];
      for (let i = 0; i < attentive.length; i++) {
        const ear = attentive[i];
        if (ear.index === except) continue;
        // What ends earlier for one ear than for the others goes to it alone.
        if (isEnd && (ear.deaf || hasLeft(emission, ear.index))) this.send(ear, emission, true);
        else ears[count++] = ear;
      }
    }
    if (count === 0) {
      this.spareWaves.push(wave);
      return;
    }
    wave.count = count;
    wave.emission = emission;
    wave.isEnd = isEnd;
    emission.pending++;
    wave.leave();
  }

  private send(ear: FanEar, emission: Emission, isEnd: boolean): void {
    const arrival = this.spare.pop() ?? new Arrival();
    arrival.ear = ear;
    arrival.emission = emission;
    arrival.isEnd = isEnd;
    emission.pending++;
    if (isEnd && (ear.deaf || hasLeft(emission, ear.index))) {
      const atPs = this.heardTo(emission, ear.index);
      this.scheduler.due[0] = Math.max(atPs === NEVER ? 0 : atPs, this.scheduler.now);
    } else this.scheduler.due[0] = (isEnd ? emission.endPs : emission.startPs) + ear.delayPs;
    this.scheduler.armDue(arrival.alarm);
  }

  private silent(): Emission {
    if (!this.unheard || this.unheard.endPs === NEVER) this.unheard = new Emission();
    return this.unheard;
  }
}
