// Chance: one seed for a lab, and a named stream forked from it for every part that draws,
// so that adding a station never changes another station's draws.
import type { Machine } from '../memory/machine.js';

const STREAM_OCTETS = 16;

/** FNV-1a over the UTF-16 units of a name, from one of two bases: stable on every platform. */
function hashName(name: string, base: number): number {
  let hash = base;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** A stream of draws of its own (xoshiro128**, its state in WASM memory, so that the backoff kernel can draw from it). */
export class Stream {
  constructor(
    private readonly machine: Machine,
    /** Address of the 16 octets of state. */
    readonly state: number,
  ) {}

  /** The next 32 random bits, unsigned. */
  next(): number {
    return this.machine.kernels.random32(this.state) >>> 0;
  }

  /** Uniform in 0 … n - 1, 1 <= n <= 2^32, without the bias of a remainder. */
  below(n: number): number {
    if (!(n >= 1 && n <= 0x1_0000_0000)) throw new Error(`nothing to draw from: 0 … ${n} - 1`);
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % n);
    let draw = this.next();
    while (draw >= limit) draw = this.next();
    return draw % n;
  }

  /** Uniform in [0, 1), 32 bits of it. */
  uniform(): number {
    return this.next() / 0x1_0000_0000;
  }

  /** r of truncated binary exponential backoff (clause 4.2.3.2.5) after the `attempts`-th collision. */
  backoff(attempts: number): number {
    return this.machine.kernels.backoff(this.state, attempts);
  }

  /**
   * Exponentially distributed with mean 1, by von Neumann's comparison of uniforms: no logarithm,
   * whose last digit differs between platforms, is needed.
   */
  exponential(): number {
    for (let whole = 0; ; whole++) {
      const first = this.uniform();
      let last = first;
      let run = 1;
      for (;;) {
        const next = this.uniform();
        if (next >= last) break;
        last = next;
        run++;
      }
      if (run & 1) return whole + first;
    }
  }
}

/** A stream that can't be had. */
export class StreamError extends Error {
  override readonly name = 'StreamError';

  constructor(
    readonly code: 'ERR_NAME_TAKEN' | 'ERR_TOO_LARGE',
    message: string,
  ) {
    super(message);
  }
}

/** The lab's chance: forks named streams out of one seed. */
export class Random {
  private used = 0;
  private readonly names = new Set<string>();

  /**
   * @param seed a whole number, 0 … 2^53 - 1
   * @param region address of the streams' states, room for `limit` of them
   */
  constructor(
    private readonly machine: Machine,
    readonly seed: number,
    private readonly region: number,
    private readonly limit: number,
  ) {}

  /** The stream of that name; every name may be taken once. @throws StreamError ERR_NAME_TAKEN, ERR_TOO_LARGE */
  fork(name: string): Stream {
    if (this.names.has(name)) throw new StreamError('ERR_NAME_TAKEN', `there is a random stream named ${name} already`);
    if (this.used === this.limit) {
      const remedy = 'make the lab with a higher limits.streams';
      throw new StreamError('ERR_TOO_LARGE', `more than ${this.limit} random streams: ${remedy}`);
    }
    this.names.add(name);
    const state = this.region + STREAM_OCTETS * this.used++;
    // 64 bits of the name: with 32, two of some thousand streams might well share all their draws.
    const high = (Math.floor(this.seed / 0x1_0000_0000) ^ Math.imul(hashName(name, 0x9e3779b9), 0x85ebca6b)) >>> 0;
    this.machine.kernels.seedStream(state, this.seed >>> 0, high, hashName(name, 0x811c9dc5));
    return new Stream(this.machine, state);
  }

  /** Octets of memory that `limit` streams take. */
  static octetsFor(limit: number): number {
    return STREAM_OCTETS * limit;
  }
}
