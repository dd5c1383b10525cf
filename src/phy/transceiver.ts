// A station's transceiver with its Manchester encoder: MII on one side, a line on the other. The same for a twisted
// pair (10BASE-T, clause 14) and a coax (10BASE5, clause 8; 10BASE2, clause 10): on the pair a station knows of a
// collision because it receives while it transmits, on the coax because the level is that of more than one
// transmitter; to both it means that another's signal has reached its tap while its own is there.
//
//   MAC ── Mii ──▶ Transceiver ── outlet ──▶ line
//                       ▲───────── ear ◀──── line
import { symbolPs, symbolsFor } from '../coding/lineCode.js';
import type { Ear, Emission, Listener, Outlet, Recollection } from '../line/line.js';
import type { Signal, SignalPool } from '../line/signal.js';
import { DROP, TELLING } from '../sim/drop.js';
import { KIND, type Probe } from '../sim/probe.js';
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import { JABBER_PS, SQE_DELAY_PS, UNJABBER_PS } from './constants.js';
import type { Mii, MiiClient } from './mii.js';

/** Preamble and SFD before a frame, in octets. */
const HEADER_OCTETS = 8;

/** Choices for one transceiver. */
export interface TransceiverOptions {
  /** Receives while it transmits without calling that a collision. */
  fullDuplex: boolean;
  /** Clock error in parts per million, -100 … 100 (clause 7.3.2: +-0.01 %). */
  ppm: number;
  /** Sends the signal quality error message after each transmission (clause 7.2.2.2.4). */
  sqeTest: boolean;
}

/** A station's transceiver. */
export class Transceiver implements Mii, Listener {
  readonly bitPs: number;
  linkUp = true;
  client!: MiiClient;
  /** Where it hears. */
  ear!: Ear;
  private readonly symbolPs: number;
  private emission: Emission | undefined;
  /** The adapter babbles; and what of that is on the line, until the jabber protection cuts it off. */
  private mad = false;
  private babbling: Emission | undefined;
  private babbleForPs = 0;
  private babbleStartPs = Number.NEGATIVE_INFINITY;
  private babbleEndPs = Number.NEGATIVE_INFINITY;
  private txStartPs = Number.NEGATIVE_INFINITY;
  private txEndPs = Number.NEGATIVE_INFINITY;
  /** Signals that are being heard. */
  private hearing = 0;
  private attending = false;
  private jabbering = false;
  /**
   * What it tells a half-duplex MAC whatever the line does: its own babble, looped back from DO to DI (clause 14.2.1.3),
   * and signal_quality_error for as long as it is in jabber (clause 14.2.1.6). Both are carrier (clause 6.3.2.2.2).
   */
  private ownCarrier = false;
  private ownOnPs = Number.NEGATIVE_INFINITY;
  private ownOffPs = Number.NEGATIVE_INFINITY;
  /** What the ear said, apart from that, when the MAC last looked back. */
  private earBusy = false;
  /** What it sends doesn't get onto the line, or not to its end: it does not come back either. */
  private unheard = false;
  private readonly done: Alarm;
  private readonly sqe: Alarm;
  private readonly unjabber: Alarm;
  private readonly hush: Alarm;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly pool: SignalPool,
    private readonly out: Outlet,
    private readonly probe: Probe,
    private readonly options: TransceiverOptions,
  ) {
    this.symbolPs = symbolPs(pool.code, options.ppm);
    this.bitPs = pool.code.bitPs + (pool.code.bitPs * options.ppm) / 1e6;
    this.done = new Alarm(() => this.finish());
    this.sqe = new Alarm(() => {
      if (probe.on && this.testsSqe) probe.emit(KIND.sqeTest, scheduler.now);
    });
    this.unjabber = new Alarm(() => {
      this.jabbering = false;
      if (probe.on) probe.emit(KIND.jabberOff, scheduler.now);
      this.senseItself();
    });
    this.hush = new Alarm(() => this.calm());
  }

  /** When it last fell silent, in picoseconds; Infinity while it sends. */
  get quietSincePs(): number {
    return this.babbling ? Number.POSITIVE_INFINITY : Math.max(this.txEndPs, this.babbleEndPs);
  }

  transmit(frame: number, octets: number, ticket: number): void {
    const { pool } = this;
    const length = HEADER_OCTETS + octets;
    const signal = pool.take(this.symbolPs);
    signal.load(frame - HEADER_OCTETS, length);
    signal.ticket = ticket;
    this.emit(signal, symbolsFor(signal.code, length));
  }

  /**
   * The adapter goes mad and sends a carrier of `forPs` that carries nothing anybody could use, as soon as the frame that
   * it is sending is over. A half-duplex MAC senses a carrier until that is over, and a collision should it send all the
   * same; what a full-duplex one sends meanwhile never gets onto the line.
   */
  babble(forPs: number): void {
    this.babbleForPs += forPs;
    if (!this.emission && !this.mad) this.goMad();
  }

  private goMad(): void {
    const { now } = this.scheduler;
    const forPs = this.babbleForPs;
    this.babbleForPs = 0;
    this.mad = true;
    this.scheduler.cancel(this.unjabber);
    if (this.jabbering || !this.linkUp) {
      this.scheduler.due[0] = now + forPs;
      this.scheduler.armDue(this.hush);
      this.senseItself();
      return;
    }
    const signal = this.pool.take(this.symbolPs);
    signal.edit('jam', 0, Number.POSITIVE_INFINITY);
    signal.count = Math.ceil(Math.round(forPs) / this.symbolPs);
    this.babbleStartPs = now;
    if (!this.options.fullDuplex) this.ear.ignore(true);
    this.babbling = this.out.begin(signal, false);
    signal.release();
    this.scheduler.due[0] = now + Math.min(signal.count * this.symbolPs, JABBER_PS);
    this.scheduler.armDue(this.hush);
    this.senseItself();
  }

  /** The babble is over, or the jabber protection has had enough of it (clause 14.2.1.6). */
  private calm(): void {
    const { now } = this.scheduler;
    const { babbling } = this;
    this.mad = false;
    if (babbling) {
      const { signal } = babbling;
      const left = signal.count - signal.symbolsIn(now - this.babbleStartPs);
      const leftPs = left * this.symbolPs;
      this.babbling = undefined;
      this.babbleEndPs = now;
      if (leftPs > 0) {
        signal.count -= left;
        this.jabbering = true;
        this.babbleForPs += leftPs;
        if (this.probe.on) this.probe.emit(KIND.jabberOn, now);
      }
      this.out.end(babbling);
      if (!this.options.fullDuplex) {
        this.ear.overlap();
        this.ear.ignore(false);
      }
      if (leftPs > 0) this.client.jabbered();
    }
    if (this.babbleForPs > 0 && !this.emission) this.goMad();
    else {
      this.rest();
      if (babbling && this.testsSqe) this.scheduler.arm(this.sqe, now + SQE_DELAY_PS);
      this.senseItself();
    }
  }

  /** It tests its collision signal after a transmission: not while the link is down (14.2.1.7) nor in jabber, where CI is on. */
  private get testsSqe(): boolean {
    const { sqeTest, fullDuplex } = this.options;
    return sqeTest && !fullDuplex && this.linkUp && !this.jabbering && !this.mad;
  }

  /** Tells the MAC when the transceiver's own carrier comes or goes. */
  private senseItself(): void {
    const on = (this.mad || this.jabbering) && !this.options.fullDuplex;
    if (on === this.ownCarrier) return;
    this.ownCarrier = on;
    if (on) this.ownOnPs = this.scheduler.now;
    else this.ownOffPs = this.scheduler.now;
    if (!this.attending || this.hearing > 0) return;
    if (on) this.client.carrierOn();
    else this.client.carrierOff();
  }

  /** In jabber the transceiver waits for silence behind it. */
  private rest(): void {
    if (this.jabbering && !this.emission && !this.mad) {
      this.scheduler.due[0] = this.scheduler.now + UNJABBER_PS;
      this.scheduler.armDue(this.unjabber);
    }
  }

  private emit(signal: Signal, count: number): void {
    const { now } = this.scheduler;
    signal.count = count;
    this.txStartPs = now;
    this.txEndPs = Number.POSITIVE_INFINITY;
    if (this.jabbering) this.scheduler.cancel(this.unjabber);
    // A transceiver in jabber keeps the cable quiet, and so does a broken adapter with what its MAC sends.
    const silent = this.jabbering || this.mad || !this.linkUp;
    if (silent) signal.lose(this.linkUp ? DROP.jabber : DROP.linkDown, TELLING.frame);
    this.emission = this.out.begin(signal, silent);
    // A tap that is off the coax keeps it to itself.
    this.unheard = silent || this.emission.only >= 0;
    signal.release();
    this.scheduler.due[0] = now + count * this.symbolPs;
    this.scheduler.armDue(this.done);
    if (this.attending && (this.hearing > 0 || this.ownCarrier) && !this.options.fullDuplex) {
      this.ear.overlap();
      this.client.collision();
    }
  }

  jam(bit: number, jamBits: number): void {
    // Its own signal, though a faulty tap may have put a damaged version of it on the coax.
    const signal = this.emission!.signal.root;
    const per = signal.code.symbolsPerBit;
    signal.edit('jam', bit * per, (bit + jamBits) * per);
    signal.count = Math.ceil((bit + jamBits) * per);
    signal.aborted = true;
    this.scheduler.due[0] = this.txStartPs + signal.count * this.symbolPs;
    this.scheduler.armDue(this.done);
  }

  bitsSent(): number {
    return Math.floor((this.scheduler.now - this.txStartPs) / this.bitPs);
  }

  attend(on: boolean, busy: boolean): void {
    if (this.attending === on) return;
    this.attending = on;
    // An ear that attends by itself (a coax tap, a pair that suffers) has told of every edge; another of none since.
    const heard = (this.ownCarrier ? this.earBusy : busy) ? 1 : 0;
    if (on) this.hearing = this.ear.attentive ? Math.max(this.hearing, heard) : heard;
    this.ear.attend(on);
    if (!this.ear.attentive) this.hearing = 0;
  }

  get fragments(): number {
    return this.ear.debris;
  }

  recall(into: Recollection): void {
    this.ear.recall(into);
    if (this.ownOnPs !== Number.NEGATIVE_INFINITY) this.recallItself(into);
  }

  /** Adds its own carrier, the present or the last one, to what the ear has heard. */
  private recallItself(into: Recollection): void {
    const { ownOnPs, ownOffPs } = this;
    this.earBusy = into.busy;
    // Like any other it is not yet sensed in the instant in which it comes.
    if (ownOnPs === this.scheduler.now) return;
    const lasts = this.ownCarrier;
    const apart = into.busy ? !lasts && into.onPs > ownOffPs : into.offPs < ownOnPs;
    if (apart && into.busy) into.offPs = Math.max(into.offPs, ownOffPs);
    else if (apart) {
      into.onPs = ownOnPs;
      if (!lasts) into.offPs = ownOffPs;
    } else if (!lasts && !into.busy && into.onPs > ownOffPs) return;
    else {
      // They overlap, and are one. What ended before it is not remembered where that was within it.
      into.onPs = Math.min(into.onPs, ownOnPs);
      if (!lasts && !into.busy) into.offPs = Math.max(into.offPs, ownOffPs);
      else if (into.offPs > into.onPs) into.offPs = Number.NEGATIVE_INFINITY;
    }
    into.busy ||= lasts;
  }

  passing(signals: number): void {
    this.hearing = signals;
  }

  signalStart(_signal: Signal): void {
    if (!this.linkUp) return;
    this.hearing++;
    const collides = this.emission !== undefined && !this.options.fullDuplex;
    if (collides) this.ear.overlap();
    if (!this.attending || this.hearing > 1 || this.ownCarrier) return;
    if (collides) this.client.collision();
    else this.client.carrierOn();
  }

  signalEnd(signal: Signal | undefined): void {
    if (this.hearing > 0) {
      this.hearing--;
      if (this.hearing === 0 && this.attending && !this.ownCarrier) this.client.carrierOff();
    }
    if (!signal || !this.linkUp) return;
    const overlapped = !this.options.fullDuplex && this.sentDuring(signal);
    this.client.received(signal, overlapped);
  }

  /** It has sent something, frame or babble, while `signal` arrived, whose end comes now. */
  private sentDuring(signal: Signal): boolean {
    const { now } = this.scheduler;
    // What was cut off in mid-symbol has been heard for longer than its whole symbols.
    const fromPs = signal.own ? signal.startPs : now - signal.count * signal.symbolPs;
    if (this.txStartPs < now && this.txEndPs > fromPs) return true;
    return this.babbling !== undefined || this.babbleEndPs > fromPs;
  }

  /** Raised and lowered by the link's integrity test. */
  setLink(up: boolean): void {
    if (this.linkUp === up) return;
    this.linkUp = up;
    if (!up) this.unheard = true;
    this.hearing = 0;
    this.ear.ignore(!up);
    this.client.linkChanged(up);
  }

  private finish(): void {
    const emission = this.emission!;
    const signal = emission.signal.root;
    this.emission = undefined;
    this.txEndPs = this.scheduler.now;
    // Its drop has come off the coax meanwhile.
    const unheard = this.unheard || emission.endPs < this.txEndPs;
    // Before the frame's memory can be used again.
    signal.ended = true;
    signal.resolve();
    this.out.end(emission);
    const { sqeTest, fullDuplex } = this.options;
    if (this.testsSqe && !unheard) this.scheduler.arm(this.sqe, this.txEndPs + SQE_DELAY_PS);
    else if (sqeTest && !fullDuplex && !this.jabbering && !this.mad) this.client.sqeTestMissed();
    if (unheard && !signal.aborted && !fullDuplex) this.client.carrierLost();
    if (this.babbleForPs > 0 && !this.mad) this.goMad();
    else this.rest();
    this.client.transmitted();
  }
}
