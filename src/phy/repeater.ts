// A repeater hub (clause 9), not a piece of wire: it waits a little, regenerates the preamble, retimes the data with
// its own clock, and when two ports are active it sends jam to *all* ports, the colliding ones too.
// Its states and the moves between them are drawn in repeaterMoves.ts.
import { symbolPs } from '../coding/lineCode.js';
import type { Fan } from '../line/fan.js';
import type { Emission } from '../line/line.js';
import type { Signal, SignalPool } from '../line/signal.js';
import { DROP, TELLING } from '../sim/drop.js';
import { StateMachine } from '../sim/moves.js';
import { KIND, type Probe } from '../sim/probe.js';
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import {
  LOCKUP_BITS,
  LOCKUP_PAUSE_BITS,
  PARTITION_COLLISIONS,
  PREAMBLE_BITS,
  RECONNECT_BITS,
  REPEATER_CEASE_BITS,
  REPEATER_JAM_BITS,
  REPEATER_LATENCY_BITS,
  REPEATER_LEAST_BITS,
  REPEATER_WAIT_BITS,
} from './constants.js';
import { Collision } from './repeaterCollision.js';
import { ENDLESS, Jams } from './repeaterJams.js';
import { REPEATER_MOVES } from './repeaterMoves.js';
import { type PortOwner, RepeaterPort } from './repeaterPort.js';

const { is } = REPEATER_MOVES;
/** Choices for one repeater. */
export interface RepeaterOptions {
  /** Start-of-packet delay, in bit times, at most 8 by clause 9.5.5.1; rounded to whole picoseconds. */
  latencyBits?: number;
  /** Consecutive collisions after which a port is partitioned; 31 by default. Infinity: no port ever is. */
  partitionAfter?: number;
  /** Clock error in parts per million. */
  ppm?: number;
}

/** A repeater hub. */
export class Repeater implements PortOwner {
  readonly ports: RepeaterPort[] = [];
  readonly bitPs: number;
  readonly partitionAfter: number;
  /** Collisions that this repeater has jammed. */
  collisions = 0;
  /** Time for which it has been sending, in picoseconds. */
  busyPs = 0;
  /** Packets of Tw5 or more without a collision: each clears every port's count of consecutive collisions. */
  goodPackets = 0;
  /** Ports that are partitioned. */
  partitions = 0;
  quietSincePs = Number.NEGATIVE_INFINITY;
  private readonly machine = new StateMachine(REPEATER_MOVES, 'idle');
  private readonly symbolPs: number;
  private readonly latencyPs: number;
  /** Ports with input. */
  private inputs = 0;
  /** The port that is repeated (N), or the one left (M). */
  private port: RepeaterPort | undefined;
  private input: Signal | undefined;
  private output: Emission | undefined;
  private readonly jams: Jams;
  private readonly collision: Collision;
  /** A fragment is over, and what it lacks of 96 bits is being sent. */
  private extending = false;
  private startedPs = 0;
  /** When output was last interrupted: input that came before can't be repeated as a packet any more. */
  private interruptedPs = Number.NEGATIVE_INFINITY;
  /** When it looks at its ports again. */
  private waitUntilPs = 0;
  /** When the present jam began, Infinity before it has. */
  private jamPs = 0;
  private readonly act: Alarm;
  private readonly lockup: Alarm;

  constructor(
    readonly scheduler: Scheduler,
    private readonly pool: SignalPool,
    private readonly out: Fan,
    readonly probe: Probe,
    options: RepeaterOptions = {},
  ) {
    this.symbolPs = symbolPs(pool.code, options.ppm ?? 0);
    this.bitPs = pool.code.symbolsPerBit * this.symbolPs;
    this.latencyPs = Math.round((options.latencyBits ?? REPEATER_LATENCY_BITS) * this.bitPs);
    this.partitionAfter = options.partitionAfter ?? PARTITION_COLLISIONS;
    this.jams = new Jams(scheduler, pool, out, this.symbolPs);
    this.act = new Alarm(() => this.step());
    this.lockup = new Alarm(() => this.interrupt());
    this.collision = new Collision(scheduler, this.bitPs, this.partitionAfter !== Number.POSITIVE_INFINITY);
  }

  /** Adds a port: what hears the cable that is plugged into it. */
  addPort(): RepeaterPort {
    const port = new RepeaterPort(this, this.ports.length);
    port.lossCode = DROP.partitioned;
    this.ports.push(port);
    return port;
  }

  /** The state's name, for lamps and tests. */
  get state(): string {
    return this.machine.name;
  }

  active(port: RepeaterPort, signal: Signal): void {
    this.inputs++;
    const { state } = this.machine;
    const rested = state === is.waiting && this.inputs === 1 && this.waitUntilPs <= this.scheduler.now;
    if (rested) this.machine.move(is.idle);
    if (rested || state === is.idle) {
      this.begin(port, signal);
      return;
    }
    if (state === is.waiting) {
      this.wakeUp();
      return;
    }
    signal.lose(DROP.fragment, TELLING.frame);
    if (port === this.port && state !== is.onePortLeft && state !== is.transmitCollision) this.comeBack();
    else if (state === is.pending || state === is.repeating || state === is.receiveCollision) this.collide(port);
    else if (state === is.transmitCollision) this.enlist(port);
    else if (state === is.onePortLeft) this.rejoin(port);
  }

  /**
   * The port that is repeated is active again before its packet is out. During fragment extension that is no packet:
   * figure 9-2 stays in RECEIVE COLLISION and jams until DataIn(N) is idle. Behind a whole packet it waits for WAIT.
   */
  private comeBack(): void {
    if (!this.extending) return;
    this.extending = false;
    this.machine.move(is.receiveCollision);
    const { signal } = this.output!;
    signal.edit('jam', signal.count, Number.POSITIVE_INFINITY);
    signal.count = ENDLESS;
    // The 96 bits count from the first that was sent (TT(ALLXN)), not from the first of the jam.
    this.jamPs = this.startedPs;
    if (!this.lockup.armed) this.watchForLockup();
    this.scheduler.cancel(this.act);
  }

  crowded(port: RepeaterPort): void {
    if (port !== this.port) return;
    if (this.machine.state === is.onePortLeft) this.enlist(port);
    if (this.machine.state !== is.repeating) return;
    this.extending = false;
    this.machine.move(is.receiveCollision);
    this.collisions++;
    this.enlist(port);
    this.input!.lose(DROP.fragment, TELLING.frame);
    if (this.probe.on) this.probe.emit(KIND.repeaterCollision, this.scheduler.now, port.index, this.inputs);
    this.jamPs = Number.POSITIVE_INFINITY;
    this.scheduler.due[0] = this.scheduler.now + REPEATER_JAM_BITS * this.bitPs;
    this.actAtWholeBit();
  }

  quiet(port: RepeaterPort): void {
    this.inputs--;
    const { state } = this.machine;
    if (state === is.repeating && port === this.port) this.inputEnded(port.signal);
    else if (state === is.transmitCollision || state === is.receiveCollision) this.fewer();
    else if (state === is.onePortLeft && port === this.port) this.fewer();
  }

  private begin(port: RepeaterPort, signal: Signal): void {
    this.machine.move(is.pending);
    this.port = port;
    this.input = signal;
    signal.retain();
    this.startedPs = this.scheduler.now + this.latencyPs;
    this.scheduler.due[0] = this.startedPs;
    this.scheduler.armDue(this.act);
  }

  /** What the alarm means depends on the state that it finds. */
  private step(): void {
    const { state } = this.machine;
    if (state === is.pending) this.repeat();
    else if (state === is.waiting) this.settleDown();
    else if (state === is.repeating) this.finish();
    else if (this.jamPs === Number.POSITIVE_INFINITY) this.startJam();
    else if (this.inputs === 0) this.finish();
    else if (state === is.transmitCollision && this.inputs === 1) this.leaveOne();
  }

  private repeat(): void {
    this.machine.move(is.repeating);
    const port = this.port!;
    const input = this.input!;
    const { now } = this.scheduler;
    // Output interrupted by the lockup protection is taken up in mid-signal: carrier, but no packet.
    const whole = port.sincePs > this.interruptedPs;
    const signal = this.pool.take(this.symbolPs, whole ? input : undefined);
    signal.count = whole ? input.count : ENDLESS;
    if (!whole) signal.edit('jam', 0, ENDLESS);
    // The preamble is made anew (clause 9.5), whatever has become of it on the way.
    const preamble = PREAMBLE_BITS * signal.code.symbolsPerBit;
    if (whole && input.isDamaged(0, preamble)) signal.edit('jam', 0, preamble);
    this.output = this.out.start(signal, port.index, -1);
    signal.release();
    this.startedPs = now;
    this.quietSincePs = Number.POSITIVE_INFINITY;
    // A packet that is shorter by its plan can't lock the repeater up, and plans are only ever cut short.
    if (signal.bits > LOCKUP_BITS) this.watchForLockup();
    if (this.probe.on) this.probe.emit(KIND.repeat, now, port.index);
    if (port.inputs === 0 || port.partitioned) this.inputEnded(undefined);
    else if (port.inputs > 1) this.crowded(port);
  }

  /** The last bit of the repeated packet is in the FIFO: it leaves as long after it came as the first one did. */
  private inputEnded(heard: Signal | undefined): void {
    const { signal } = this.output!;
    const port = this.port!;
    const { latencyPs } = this;
    if (signal.parent && heard) signal.count = heard.count;
    else signal.count = Math.max(2, Math.round((this.scheduler.now + latencyPs - this.startedPs) / this.symbolPs));
    const least = REPEATER_LEAST_BITS * signal.code.symbolsPerBit;
    const { bits } = signal;
    if (signal.count < least) {
      if (this.probe.on) this.probe.emit(KIND.fragmentExtended, this.scheduler.now, port.index, bits);
      signal.edit('jam', signal.count, least);
      signal.count = least;
      this.extending = true;
    } else this.wentWell(bits);
    // A sender whose clock is slow may use up a short latency: then the last bit leaves as it comes.
    this.scheduler.due[0] = Math.max(this.scheduler.now, this.startedPs + signal.count * this.symbolPs);
    this.scheduler.armDue(this.act);
  }

  /** So many bits have gone in at one port and out at the others without a collision: Tw5, if they are enough. */
  private wentWell(bits: number): void {
    if (bits < RECONNECT_BITS) return;
    this.goodPackets++;
    if (this.partitions === 0) return;
    for (const port of this.ports) {
      if (port.partitioned && port.inputs === 0 && port.untilPs <= this.startedPs) port.reconnect();
    }
  }

  private collide(port: RepeaterPort): void {
    this.extending = false;
    const { now } = this.scheduler;
    // A late one: all ports have had their Tw5 without a collision before it.
    if (this.machine.state === is.repeating) this.wentWell(Math.floor((now - this.startedPs) / this.bitPs));
    const pending = this.machine.state === is.pending;
    this.collisions++;
    if (this.port!.inputs > 0) this.enlist(this.port!);
    this.enlist(port);
    if (this.probe.on) this.probe.emit(KIND.repeaterCollision, now, port.index, this.inputs);
    this.machine.move(is.transmitCollision);
    this.input!.lose(DROP.fragment, TELLING.frame);
    this.jamPs = Number.POSITIVE_INFINITY;
    const jamPs = now + REPEATER_JAM_BITS * this.bitPs;
    this.scheduler.due[0] = pending ? Math.min(this.startedPs, jamPs) : jamPs;
    if (pending) this.scheduler.armDue(this.act);
    else this.actAtWholeBit();
  }

  /**
   * A port takes part in the collision. Figure 9-8 counts it if it comes in WATCH FOR COLLISION; once what comes in
   * from or goes out to the port has gone well for Tw5, COUNT CLEAR has made CC(X) zero, and a late one is not counted.
   */
  private enlist(port: RepeaterPort): void {
    const { now } = this.scheduler;
    const sincePs = this.startedPs < port.sincePs ? this.startedPs : port.sincePs;
    this.collision.enlist(port, now - sincePs >= RECONNECT_BITS * this.bitPs);
  }

  /** Jam leaves on every port: in place of what was being repeated, or out of silence. */
  private startJam(): void {
    const { now } = this.scheduler;
    this.jamPs = now;
    if (this.output) {
      const { signal } = this.output;
      const sent = Math.round((now - this.startedPs) / this.symbolPs);
      signal.edit('jam', Math.min(sent, signal.count), Number.POSITIVE_INFINITY);
      signal.count = ENDLESS;
      if (this.machine.state === is.transmitCollision) this.jams.sendAlone(this.port!.index);
    } else {
      this.output = this.jams.send(-1);
      this.startedPs = now;
      this.quietSincePs = Number.POSITIVE_INFINITY;
    }
    if (!this.lockup.armed) this.watchForLockup();
    this.fewer();
  }

  private watchForLockup(): void {
    this.scheduler.due[0] = this.startedPs + LOCKUP_BITS * this.bitPs;
    this.scheduler.armDue(this.lockup);
  }

  /** At most one input is left in a collision: it goes on for its 96 bits, and then with one port left or not at all. */
  private fewer(): void {
    const enough = this.machine.state === is.transmitCollision ? 1 : 0;
    if (this.jamPs === Number.POSITIVE_INFINITY || this.inputs > enough) return;
    const { now } = this.scheduler;
    const leastPs = this.jamPs + REPEATER_LEAST_BITS * this.bitPs;
    const ceasePs = this.inputs === 0 ? now + REPEATER_CEASE_BITS * this.bitPs : now;
    this.scheduler.due[0] = Math.max(leastPs, ceasePs);
    this.actAtWholeBit();
  }

  /** Acts at the scheduler's `due[0]`, or rather at the next edge of the repeater's own bit clock. */
  private actAtWholeBit(): void {
    const { due } = this.scheduler;
    due[0] = this.startedPs + Math.ceil((due[0] - this.startedPs) / this.bitPs) * this.bitPs;
    this.scheduler.armDue(this.act);
  }

  private leaveOne(): void {
    const { left } = this.collision;
    this.machine.move(is.onePortLeft);
    if (left.inputs === 1) left.relieve();
    if (this.probe.on) this.probe.emit(KIND.onePortLeft, this.scheduler.now, left.index);
    this.jams.leave(left.index, this.output!);
    this.port = left;
  }

  private rejoin(port: RepeaterPort): void {
    this.machine.move(is.transmitCollision);
    this.collisions++;
    if (this.probe.on) this.probe.emit(KIND.repeaterCollision, this.scheduler.now, port.index, this.inputs);
    this.enlist(this.port!);
    this.enlist(port);
    this.jams.sendAlone(this.port!.index);
    this.jamPs = this.scheduler.now;
  }

  private finish(): void {
    this.jams.endAll();
    const { output, input, scheduler } = this;
    if (this.lockup.armed) scheduler.cancel(this.lockup);
    this.output = undefined;
    this.input = undefined;
    this.port = undefined;
    if (output) {
      this.quietSincePs = scheduler.now;
      const sentPs = scheduler.now - this.startedPs;
      this.busyPs += sentPs;
      if (this.probe.on) this.probe.emit(KIND.repeaterIdle, scheduler.now, Math.round(sentPs / this.bitPs));
      if (output.signal.count === ENDLESS) this.jams.end(output);
      else this.out.end(output);
    }
    if (input) input.release();
    this.extending = false;
    this.collision.settle();
    this.machine.move(is.waiting);
    this.waitUntilPs = scheduler.now + REPEATER_WAIT_BITS * this.bitPs;
    scheduler.cancel(this.act);
    if (this.inputs > 0) this.wakeUp();
  }

  /** Something has come in while the repeater looks away: it looks again when its time is over. */
  private wakeUp(): void {
    if (this.waitUntilPs > this.scheduler.now) this.scheduler.arm(this.act, this.waitUntilPs);
    else this.settleDown();
  }

  /** MAU jabber lockup protection: the output rests for a moment, whatever still comes in. */
  private interrupt(): void {
    const { scheduler } = this;
    const bits = Math.round((scheduler.now - this.startedPs) / this.bitPs);
    if (this.probe.on) this.probe.emit(KIND.lockupProtection, scheduler.now, this.port?.index ?? -1, bits);
    if (this.output) this.output.signal.count = ENDLESS;
    if (this.machine.state === is.repeating) this.wentWell(bits);
    this.finish();
    this.interruptedPs = scheduler.now;
    this.waitUntilPs = scheduler.now + LOCKUP_PAUSE_BITS * this.bitPs;
    scheduler.due[0] = this.waitUntilPs;
    scheduler.armDue(this.act);
  }

  /** The wait is over: idle, or straight on with what has come in meanwhile. */
  private settleDown(): void {
    this.machine.move(is.idle);
    if (this.inputs === 0) return;
    let first: RepeaterPort | undefined;
    for (const port of this.ports) {
      if (!port.counted) continue;
      if (first) port.signal!.lose(DROP.fragment, TELLING.frame);
      if (!first) this.begin(port, port.signal!);
      else if (this.machine.state === is.pending) this.collide(port);
      else this.enlist(port);
      first ??= port;
    }
  }
}
