// Half-duplex transmission: CSMA/CD with truncated binary exponential backoff (clause 4.2.3.2, 4.2.8).
//
//          ┌────────────── carrier in part 1 of the gap ──────────────┐
//          ▼                                                          │
//   idle ─▶ deferring ── carrier off ──▶ gap ── 96 bits ──▶ transmitting ── all sent ──▶ idle
//             ▲                           ▲                    │ collision
//             │ line busy                 │ line quiet         ▼
//             └──────────── backoff ◀─────┴── r slots ────── jamming ── 16th time: dropped
//
// Deference runs at the same time as backoff: when r slots have passed on a quiet line whose gap is served, the frame
// goes at once. A station in backoff asks for no events; it looks back when its time has come.
import { Recollection } from '../line/line.js';
import { DROP } from '../sim/drop.js';
import { defineMoves, StateMachine } from '../sim/moves.js';
import { KIND } from '../sim/probe.js';
import type { Stream } from '../sim/random.js';
import { Alarm } from '../sim/scheduler.js';
import {
  ATTEMPT_LIMIT,
  GAP_BITS,
  GAP_PART1_BITS,
  HEADER_BITS,
  JAM_BITS,
  MAX_DEFER_BITS,
  SLOT_BITS,
} from './constants.js';
import type { Sender, SenderHost } from './station.js';

/** CSMA/CD's states and legal moves. */
export const CSMA_CD_MOVES = defineMoves('CSMA/CD', {
  idle: ['deferring', 'gap', 'transmitting'],
  // Idle: the link is lost while the transceiver's own carrier lasts, its babble or its jabber.
  deferring: ['gap', 'idle'],
  gap: ['deferring', 'transmitting', 'idle'],
  transmitting: ['jamming', 'idle'],
  jamming: ['backoff', 'idle'],
  backoff: ['deferring', 'gap', 'transmitting', 'idle'],
});
const { is } = CSMA_CD_MOVES;

/** Choices for one half-duplex station. */
export interface CsmaCdOptions {
  /** After a late collision: try again, as 10 Mb/s does by the standard, or drop, as many controllers do. */
  lateCollision: 'retry' | 'drop';
  /** Another choice of r, in slot times, 0 to 1023, after the n-th collision of a frame; the standard's by default. */
  backoff?: ((collisions: number) => number) | undefined;
}

/** So many values a choice of one's own may take. */
const OWN_RANGE = 1024;

/** The number of values that r is drawn from after the n-th collision: 2^min(n, 10). */
export function backoffRange(attempts: number): number {
  return 1 << Math.min(attempts, 10);
}

/** Filled and read within one call. */
const past = new Recollection();

/** One station's half-duplex transmitter. */
export class CsmaCd implements Sender {
  private readonly machine = new StateMachine(CSMA_CD_MOVES, 'idle');
  private readonly wake: Alarm;
  /**
   * Goes off when a wait may have become excessive. It is armed when there is something to wait for and it is not, and
   * left alone when the wait is over: in most of a busy station's waits nothing is armed at all.
   */
  private readonly patience: Alarm;
  /** The attempt under way or to come, from 1. */
  private attempt = 1;
  private late = false;
  private waitingSincePs = 0;
  /** It has been told and counted that this attempt waits for the line. */
  private deferred = false;
  /** The frame has waited too long once (excessDefer, 4.2.8). */
  private overdue = false;
  private carrier = false;
  private gapStartPs = Number.NEGATIVE_INFINITY;
  /** The gap follows this station's own transmission (wasTransmitting, 4.2.8): then no carrier restarts part 1. */
  private ownGap = false;
  private txStartPs = 0;
  private txEndPs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly host: SenderHost,
    private readonly stream: Stream,
    private readonly options: CsmaCdOptions,
  ) {
    this.wake = new Alarm(() => this.attemptNow());
    this.patience = new Alarm(() => this.losePatience());
  }

  /** The state's name, for lamps and tests. */
  get state(): string {
    return this.machine.name;
  }

  ready(): void {
    this.attempt = 1;
    this.deferred = false;
    this.overdue = false;
    this.waitingSincePs = this.host.scheduler.now;
    // Without a link frames wait in the queue, as a driver stops its queue when the adapter loses carrier.
    if (this.host.mii.linkUp) this.attemptNow();
  }

  /** The line may be taken: at once, after the rest of the gap, or after the carrier that is on it. */
  private attemptNow(): void {
    const { machine, host } = this;
    if (machine.state === is.gap) {
      this.transmit();
      return;
    }
    const { now } = host.scheduler;
    if (machine.state === is.backoff) this.waitingSincePs = now;
    past.sincePs = this.txEndPs;
    host.mii.recall(past);
    const { bitPs } = host.mii;
    const gapPs = GAP_BITS * bitPs;
    const offPs = Math.max(past.offPs, this.txEndPs);
    this.carrier = past.busy;
    // A carrier that came in part 2 of a gap, or in a gap after this station's own transmission, is not waited for;
    // one that was on before this station fell silent has let no gap begin.
    const deaf = this.txEndPs === offPs || past.onPs >= offPs + GAP_PART1_BITS * bitPs;
    const ignored = deaf && this.txEndPs <= past.onPs && now < offPs + gapPs;
    if (past.busy && !ignored) {
      host.mii.attend(true, true);
      this.defer();
      this.ownGap = this.txEndPs >= past.onPs;
      this.wait();
    } else if (now < offPs + gapPs) {
      host.mii.attend(true, past.busy);
      this.ownGap = this.txEndPs === offPs || this.txEndPs >= past.onPs;
      this.gapStartPs = offPs;
      this.startGap();
    } else this.transmit();
  }

  /** The line is busy since `past.onPs`: clause 30.3.1.1.9 counts frames whose first attempt that delays. A gap alone does not count. */
  private defer(): void {
    if (this.deferred) return;
    this.deferred = true;
    const { host } = this;
    if (this.attempt === 1) host.counters.deferrals++;
    if (host.probe.on) host.probe.emit(KIND.deferring, host.scheduler.now, host.head!.ticket, Math.max(0, past.onPs));
  }

  /** Waits for the carrier that is on the line. */
  private wait(): void {
    this.machine.move(is.deferring);
    if (this.patience.armed || this.overdue) return;
    const { scheduler, mii } = this.host;
    scheduler.due[0] = this.waitingSincePs + MAX_DEFER_BITS * mii.bitPs;
    scheduler.armDue(this.patience);
  }

  /** DeferTest (4.2.8): counted as soon as deferCount reaches maxDeferTime, at whichever attempt, once a frame (30.3.1.1.20). */
  private losePatience(): void {
    const { machine, host } = this;
    if (this.overdue || (machine.state !== is.deferring && machine.state !== is.gap)) return;
    const { scheduler, probe, counters } = host;
    const { now } = scheduler;
    const duePs = this.waitingSincePs + MAX_DEFER_BITS * host.mii.bitPs;
    if (now < duePs) {
      // It was armed for an earlier wait, which ended in time.
      scheduler.arm(this.patience, duePs);
      return;
    }
    this.overdue = true;
    counters.excessiveDeferrals++;
    if (probe.on) probe.emit(KIND.excessiveDeferral, now, host.head!.ticket, now - this.waitingSincePs);
  }

  /** Waits out the gap that began at `gapStartPs`. */
  private startGap(): void {
    const { scheduler, mii } = this.host;
    this.machine.move(is.gap);
    scheduler.due[0] = this.gapStartPs + GAP_BITS * mii.bitPs;
    scheduler.armDue(this.wake);
  }

  carrierOn(): void {
    this.carrier = true;
    if (this.machine.state !== is.gap || this.ownGap) return;
    const { scheduler, mii } = this.host;
    if (scheduler.now >= this.gapStartPs + GAP_PART1_BITS * mii.bitPs) return;
    scheduler.cancel(this.wake);
    past.onPs = scheduler.now;
    this.defer();
    this.wait();
  }

  carrierOff(): void {
    this.carrier = false;
    if (this.machine.state !== is.deferring) return;
    this.gapStartPs = this.host.scheduler.now;
    this.startGap();
  }

  private transmit(): void {
    const { host } = this;
    const { now } = host.scheduler;
    const frame = host.head!;
    this.machine.move(is.transmitting);
    this.late = false;
    this.txStartPs = now;
    const octets = host.seal(frame);
    if (host.probe.on) host.probe.emit(KIND.transmitStart, now, frame.ticket, this.attempt, octets);
    host.mii.attend(true, this.carrier);
    host.mii.transmit(frame.address, octets, frame.ticket);
  }

  collision(): void {
    if (this.machine.state !== is.transmitting) return;
    const { host } = this;
    const { now } = host.scheduler;
    const { counters, probe } = host;
    this.machine.move(is.jamming);
    const sent = host.mii.bitsSent();
    const { ticket } = host.head!;
    counters.collisions++;
    this.late = now - this.txStartPs > SLOT_BITS * host.mii.bitPs;
    if (probe.on) probe.emit(KIND.collision, now, ticket, this.attempt, sent);
    if (this.late) {
      counters.lateCollisions++;
      if (probe.on) probe.emit(KIND.lateCollision, now, ticket, this.attempt, sent);
    }
    const from = Math.max(Math.ceil((now - this.txStartPs) / host.mii.bitPs), HEADER_BITS);
    host.mii.jam(from, JAM_BITS);
    if (probe.on) probe.emit(KIND.jam, now, ticket, from, JAM_BITS);
  }

  transmitted(): void {
    const { host, machine } = this;
    const { now } = host.scheduler;
    this.txEndPs = now;
    host.counters.busyPs += now - this.txStartPs;
    if (machine.state === is.jamming) {
      this.collided();
      return;
    }
    machine.move(is.idle);
    host.sent(this.attempt);
    if (machine.state === is.idle) this.fallIdle();
  }

  private collided(): void {
    const { host } = this;
    const { now } = host.scheduler;
    const { counters, probe } = host;
    const { ticket } = host.head!;
    if (this.attempt === ATTEMPT_LIMIT) {
      counters.excessiveCollisions++;
      if (probe.on) probe.emit(KIND.excessiveCollisions, now, ticket, this.attempt);
      this.giveUp(DROP.excessiveCollisions);
      return;
    }
    if (this.late && this.options.lateCollision === 'drop') {
      this.giveUp(DROP.lateCollision);
      return;
    }
    const { backoff } = this.options;
    const r = backoff ? backoff(this.attempt) : this.stream.backoff(this.attempt);
    const range = backoff ? OWN_RANGE : backoffRange(this.attempt);
    counters.backoffSlots += r;
    this.machine.move(is.backoff);
    this.deferred = false;
    if (probe.on) probe.emit(KIND.backoff, now, ticket, this.attempt, r, range);
    this.attempt++;
    if (r === 0) {
      this.attemptNow();
      return;
    }
    host.mii.attend(false, false);
    host.scheduler.due[0] = now + r * SLOT_BITS * host.mii.bitPs;
    host.scheduler.armDue(this.wake);
  }

  private giveUp(reason: number): void {
    const { host, machine } = this;
    machine.move(is.idle);
    host.drop(reason);
    if (machine.state === is.idle) this.fallIdle();
  }

  /** There is nothing left to send. */
  private fallIdle(): void {
    this.host.scheduler.cancel(this.patience);
    this.host.mii.attend(false, false);
  }

  linkChanged(up: boolean): void {
    const { machine, host } = this;
    if (up) {
      if (machine.state === is.idle && host.head) this.ready();
    } else if (machine.state !== is.idle && machine.state !== is.transmitting && machine.state !== is.jamming) {
      host.scheduler.cancel(this.wake);
      host.scheduler.cancel(this.patience);
      machine.move(is.idle);
    }
  }
}
