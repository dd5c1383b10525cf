// Frames to be sent: slots of WASM memory, pooled, and the bounded queue in front of a transmitter.
import { type Arena, FRAME_LIMIT } from '../memory/arena.js';
import { FCS_OCTETS } from './constants.js';

/** A handle on a slot. Sender's to fill, the MAC's from `send` until it has been sent or dropped. */
export class Frame {
  /** Octets from the destination address to the end of the data, without FCS. */
  length = 0;
  /** The ledger's number, given when it is offered. */
  ticket = -1;
  /** Padded, with its preamble and FCS around it: done once, however many attempts it takes. */
  sealed = false;

  constructor(
    readonly pool: FramePool,
    /** Address of its first octet; FramePool.octets is the memory. */
    readonly address: number,
  ) {}

  /** Fills it; the FCS is not part of `octets`. */
  fill(octets: Uint8Array): void {
    this.pool.arena.octets.set(octets, this.address);
    this.length = octets.length;
  }
}

/** The frames of a lab. */
export class FramePool {
  private readonly spare: Frame[] = [];
  private made = 0;

  constructor(readonly arena: Arena) {}

  /** Longest frame without FCS that a slot takes. */
  static readonly longest = FRAME_LIMIT - FCS_OCTETS;

  /** Frames in use. */
  get used(): number {
    return this.made - this.spare.length;
  }

  /** A frame, or undefined when the lab's memory is full (drop reason noBuffer). */
  take(): Frame | undefined {
    const frame = this.spare.pop();
    if (frame) {
      frame.sealed = false;
      return frame;
    }
    if (this.made === this.arena.limits.frames) return undefined;
    return new Frame(this, this.arena.frameAt(this.made++));
  }

  give(frame: Frame): void {
    this.spare.push(frame);
  }
}

/** First in, first out, with a limit. */
export class FrameQueue {
  /** The first, or undefined when there is none. */
  head: Frame | undefined;
  private readonly ring: (Frame | undefined)[];
  private first = 0;
  length = 0;

  /** @param limit frames that may wait, the one being sent among them */
  constructor(readonly limit: number) {
    this.ring = new Array(limit).fill(undefined);
  }

  get full(): boolean {
    return this.length === this.limit;
  }

  push(frame: Frame): void {
    if (this.length === 0) this.head = frame;
    const place = this.first + this.length++;
    this.ring[place < this.limit ? place : place - this.limit] = frame;
  }

  shift(): Frame {
    const frame = this.ring[this.first]!;
    this.ring[this.first] = undefined;
    this.first = this.first + 1 === this.limit ? 0 : this.first + 1;
    this.length--;
    this.head = this.ring[this.first];
    return frame;
  }
}
