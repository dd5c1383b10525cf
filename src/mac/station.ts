// A station's MAC (clause 4): the queue, the half that sends (CSMA/CD or full duplex) and the half that receives.
//
//   send ──▶ queue ──▶ Sender ──▶ Mii          Mii ──▶ received ──▶ fragment? mine? too long? FCS? ──▶ client
import type { Reception } from '../coding/lineCode.js';
import type { Signal } from '../line/signal.js';
import type { Mii, MiiClient } from '../phy/mii.js';
import { DROP, TELLING } from '../sim/drop.js';
import { KIND, type Probe } from '../sim/probe.js';
import type { Scheduler } from '../sim/scheduler.js';
import { BROADCAST, GROUP_BIT, readAddress } from './address.js';
import { FCS_OCTETS, MAX_DATA, MIN_FRAME, MIN_TYPE } from './constants.js';
import { StationCounters } from './counters.js';
import { type Frame, type FramePool, FrameQueue } from './frame.js';
import { isFragment, isTooLong } from './frameSize.js';
import type { Ledger } from './ledger.js';

/** Both addresses and the length or type. */
const HEADER_OCTETS = 14;
/** Octets of data in the shortest frame. */
const LEAST_DATA = MIN_FRAME - HEADER_OCTETS - FCS_OCTETS;

/** What a station gives to the layer above. */
export interface StationClient {
  /** A good frame for this station: `length` octets without FCS at `address` of the lab's memory, valid during the call. */
  received(address: number, length: number, ticket: number): void;
}

/** The half of a MAC that sends. */
export interface Sender {
  /** There is a frame at the head of the queue, and there was none. */
  ready(): void;
  carrierOn(): void;
  carrierOff(): void;
  collision(): void;
  transmitted(): void;
  linkChanged(up: boolean): void;
}

/** What a sender needs of its station. */
export interface SenderHost {
  readonly scheduler: Scheduler;
  readonly probe: Probe;
  readonly mii: Mii;
  readonly counters: StationCounters;
  /** The frame to be sent; it stays at the head until `sent` or `drop`. */
  readonly head: Frame | undefined;
  /** Pads to minFrameSize, puts preamble, SFD and FCS around it; answers its octets with FCS. */
  seal(frame: Frame): number;
  /** The head has been sent, at its `attempt`-th attempt. */
  sent(attempt: number): void;
  /** The head is given up. */
  drop(reason: number): void;
}

/** Choices for one station. */
export interface StationOptions {
  address: number;
  promiscuous: boolean;
  /** Group addresses that it receives; `all` for every one. Broadcast always. */
  groups: readonly number[] | 'all';
  /** Frames that may wait to be sent. */
  queue: number;
}

/** A station's MAC. */
export class Station implements MiiClient, SenderHost {
  readonly counters = new StationCounters();
  client: StationClient | undefined;
  /** Called when a frame has left the queue: a source that always has more offers it here. */
  onRoom: (() => void) | undefined;
  sender!: Sender;
  private readonly queue: FrameQueue;
  /** Its address in two parts, as they are compared. */
  private readonly addressHigh: number;
  private readonly addressLow: number;

  constructor(
    readonly scheduler: Scheduler,
    readonly probe: Probe,
    /** The transceiver; another one when the station is plugged in. */
    public mii: Mii,
    private readonly pool: FramePool,
    private readonly ledger: Ledger,
    readonly options: StationOptions,
  ) {
    this.queue = new FrameQueue(options.queue);
    this.addressHigh = Math.floor(options.address / 0x1_0000_0000);
    this.addressLow = options.address | 0;
  }

  /** Frames that wait, the one being sent among them. */
  get waiting(): number {
    return this.queue.length;
  }

  /** The queue is full: `send` would drop. */
  get full(): boolean {
    return this.queue.full;
  }

  get head(): Frame | undefined {
    return this.queue.head;
  }

  /** A frame to fill, or undefined when memory is full. */
  frame(): Frame | undefined {
    return this.pool.take();
  }

  /** Queues a filled frame; what can't be queued is dropped and counted. Answers the ledger's number. */
  send(frame: Frame): number {
    const ticket = this.ledger.offer();
    frame.ticket = ticket;
    if (this.queue.full) {
      this.counters.queueDrops++;
      this.refuse(frame, DROP.queueFull);
      return ticket;
    }
    this.queue.push(frame);
    if (this.probe.on) this.probe.emit(KIND.frameQueued, this.scheduler.now, ticket, frame.length, this.queue.length);
    if (this.queue.length === 1) this.sender.ready();
    return ticket;
  }

  /** Counts a frame that could not even be put into a slot: longer than memory holds, or memory full. */
  refuseUnbuffered(reason: number): void {
    const ticket = this.ledger.offer();
    this.counters.internalTransmitErrors++;
    if (this.probe.on) this.probe.emit(KIND.frameDropped, this.scheduler.now, ticket, reason);
    this.ledger.drop(ticket, reason);
  }

  seal(frame: Frame): number {
    if (frame.sealed) return frame.length + FCS_OCTETS;
    frame.sealed = true;
    const { arena } = this.pool;
    const least = MIN_FRAME - FCS_OCTETS;
    if (frame.length < least) {
      arena.octets.fill(0, frame.address + frame.length, frame.address + least);
      frame.length = least;
    }
    arena.kernels.sealFrame(frame.address, frame.length);
    return frame.length + FCS_OCTETS;
  }

  sent(attempt: number): void {
    const { counters } = this;
    const frame = this.queue.shift();
    counters.framesSent++;
    counters.octetsSent += frame.length + FCS_OCTETS;
    counters.attempts[attempt - 1]++;
    const { view } = this.pool.arena;
    if (view.getUint16(frame.address) & GROUP_BIT) {
      if (readAddress(view, frame.address) === BROADCAST) counters.broadcastsSent++;
      else counters.multicastsSent++;
    }
    if (attempt === 2) counters.singleCollisionFrames++;
    else if (attempt > 2) counters.multipleCollisionFrames++;
    if (this.probe.on) this.probe.emit(KIND.transmitEnd, this.scheduler.now, frame.ticket, attempt);
    this.pool.give(frame);
    this.next();
  }

  drop(reason: number): void {
    this.refuse(this.queue.shift(), reason);
    this.next();
  }

  carrierOn(): void {
    this.sender.carrierOn();
  }

  carrierOff(): void {
    this.sender.carrierOff();
  }

  collision(): void {
    this.sender.collision();
  }

  transmitted(): void {
    this.sender.transmitted();
  }

  jabbered(): void {
    this.counters.jabbers++;
  }

  carrierLost(): void {
    this.counters.carrierSenseErrors++;
  }

  sqeTestMissed(): void {
    this.counters.sqeTestErrors++;
  }

  linkChanged(up: boolean): void {
    if (this.probe.on) this.probe.emit(up ? KIND.linkUp : KIND.linkDown, this.scheduler.now);
    this.sender.linkChanged(up);
  }

  received(signal: Signal, overlapped: boolean): void {
    if (overlapped) {
      // What came in while this station was sending is its own collision (or, on a fragment, the jam).
      signal.lose(DROP.fragment, TELLING.bystander);
      return;
    }
    // Counted already, for all who heard it.
    if (signal.debris) return;
    if (isFragment(signal)) {
      this.fragment(signal);
      return;
    }
    const heard = signal.reception();
    if (!this.accepts(heard.frame)) {
      // With a bad FCS it may well have been this station's before its address was damaged.
      if (!heard.fcsGood) signal.lose(DROP.fcsError, TELLING.bystander);
      return;
    }
    const fault = this.fault(heard);
    if (fault !== 0) {
      signal.lose(fault, TELLING.frame);
      this.count(fault);
      if (this.probe.on) {
        this.probe.emit(KIND.receiveError, this.scheduler.now, signal.root.ticket, fault, heard.octets);
      }
      return;
    }
    this.deliver(signal, heard);
  }

  /** Fragments heard so far: those that it was told of, and those that were counted for all who heard them. */
  get fragments(): number {
    return this.counters.fragments + this.mii.fragments;
  }

  /** True when the frame at `frame` is this station's to receive (RecognizeAddress, clause 4.2.9). */
  private accepts(frame: number): boolean {
    const { view } = this.pool.arena;
    // Small integers: on a busy segment every station that waits looks at every frame.
    const high = view.getUint16(frame);
    if (view.getInt32(frame + 2) === this.addressLow && high === this.addressHigh) return true;
    const { options } = this;
    if (options.promiscuous || (high & GROUP_BIT) === 0) return options.promiscuous;
    const destination = readAddress(view, frame);
    return destination === BROADCAST || options.groups === 'all' || options.groups.includes(destination);
  }

  private fragment(signal: Signal): void {
    if (signal.root.loss === 0) {
      signal.lose(signal.reception().sfd < 0 ? DROP.noSfd : DROP.fragment, TELLING.bystander);
    }
    this.counters.fragments++;
  }

  /** The number of the reason why what was heard is no good frame, or 0 (ReceiveDataDecap, clause 4.2.9). */
  private fault(heard: Reception): number {
    const { view } = this.pool.arena;
    if (heard.violation >= 0) return DROP.symbolError;
    if (isTooLong(view, heard)) return DROP.frameTooLong;
    if (heard.fcsGood) return heard.octets < MIN_FRAME ? DROP.fragment : 0;
    return heard.dribble > 0 ? DROP.alignmentError : DROP.fcsError;
  }

  private count(fault: number): void {
    const { counters } = this;
    if (fault === DROP.fcsError) counters.fcsErrors++;
    else if (fault === DROP.alignmentError) counters.alignmentErrors++;
    else if (fault === DROP.symbolError) counters.symbolErrors++;
    else if (fault === DROP.fragment) counters.undersize++;
    else counters.giants++;
  }

  /** Whether the length field, if it is one, agrees with what was received (clauses 30.3.1.1.23 and 24). */
  private checkLength(heard: Reception): void {
    const field = this.pool.arena.view.getUint16(heard.frame + 12);
    if (field >= MIN_TYPE) return;
    const data = heard.octets - HEADER_OCTETS - FCS_OCTETS;
    // Less than the least data is padded up to it.
    if (field > MAX_DATA) this.counters.outOfRangeLengths++;
    else if (data !== Math.max(field, LEAST_DATA)) this.counters.inRangeLengthErrors++;
  }

  private deliver(signal: Signal, heard: Reception): void {
    const { counters } = this;
    const { view } = this.pool.arena;
    const { root } = signal;
    this.checkLength(heard);
    counters.framesReceived++;
    counters.octetsReceived += heard.octets;
    if (view.getUint16(heard.frame) & GROUP_BIT) {
      const destination = readAddress(view, heard.frame);
      if (destination === BROADCAST) counters.broadcastsReceived++;
      else if (destination !== this.options.address) counters.multicastsReceived++;
    }
    root.delivered++;
    if (this.probe.on) {
      this.probe.emit(KIND.frameReceived, this.scheduler.now, root.ticket, heard.octets, heard.fcs >>> 0);
    }
    if (this.client) this.client.received(heard.frame, heard.octets - FCS_OCTETS, root.ticket);
  }

  private refuse(frame: Frame, reason: number): void {
    if (this.probe.on) this.probe.emit(KIND.frameDropped, this.scheduler.now, frame.ticket, reason);
    this.ledger.drop(frame.ticket, reason);
    this.pool.give(frame);
  }

  private next(): void {
    const more = this.queue.length > 0;
    // Into an empty queue `send` calls `ready` itself.
    if (this.onRoom) this.onRoom();
    if (more) this.sender.ready();
  }
}
