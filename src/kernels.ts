// The public entry thicknet/kernels: the sums and codes of Ethernet at the speed of vectors, on arrays of octets.
//
// Arrays that `octets` hands out lie in the kernels' own memory, and are worked on in place. Any other Uint8Array is
// copied in (and results out) a window at a time, so that no length is too great for the memory.
import { ADDRESS, Lending, type MaybeLent, OWNER } from './memory/lending.js';
import { createMachine, type Machine, SimdUnavailableError } from './memory/machine.js';

export { SimdUnavailableError };

const PAGE = 65_536;
const MAX_PAGES = 65_536;
/** Octets that are copied in at a time, and half as many as are copied out. A multiple of 64. */
const WINDOW = 65_536;
/** Octets that are worked on at a time in place: as many as bits can be counted of in 32 bits, with room to spare. */
const STRETCH = 2 ** 26;
/** So few octets that to copy them takes no longer than to ask whether they lie in the kernels' memory. */
const SHORT = 2048;
/** Octets before a place that the kernels may read. */
const HEADROOM = 160;

/** What can be wrong with a call. */
export type KernelsErrorCode =
  /** Not a Uint8Array, or a number that isn't a whole one in its range. */
  | 'ERR_INVALID_ARGUMENT'
  /** An array for a result is too short for it. */
  | 'ERR_TOO_SHORT'
  /** An array for a result overlaps the octets that it is made from. */
  | 'ERR_OVERLAP'
  /** No more room in the kernels' memory, or no such memory to be had. */
  | 'ERR_OUT_OF_MEMORY';

/** A mistake in a call of the kernels; `code` says which. */
export class KernelsError extends Error {
  override readonly name = 'KernelsError';

  constructor(
    readonly code: KernelsErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** How to make kernels. */
export interface KernelsOptions {
  /** Octets of memory for the arrays of `octets`, each of which takes up to 143 more than its length. 1 MiB if not given. */
  readonly capacity?: number;
}

/** The kernels over one memory of their own. Make them once, with `createKernels`. */
export interface Kernels {
  /**
   * A new array of `length` octets, all 0, in the kernels' memory: the kernels work on it in place. (Parts of it that
   * `subarray` makes are worked on in place too, but it takes them longer to begin.) Throws a KernelsError
   * ERR_OUT_OF_MEMORY when `capacity` is used up.
   */
  octets(length: number): Uint8Array<ArrayBuffer>;
  /** Gives an array of `octets` back, so that another one of its length can have the room. Don't use it afterwards. */
  release(octets: Uint8Array): void;
  /**
   * CRC-32 of clause 3.2.9 (the one of zlib and PNG too), from 0 to 2^32 - 1. To go on from an earlier one give it as
   * `previous`. The FCS of a frame is this number with its least significant octet first.
   */
  crc32(octets: Uint8Array, previous?: number): number;
  /**
   * The Internet checksum of RFC 1071, from 0 to 65 535. `initial` is a sum of 16-bit words to begin with, such as that
   * of a pseudo-header (from 0 to 2^32 - 1, not complemented). Of an odd number of octets the last counts as if a 0
   * followed it.
   */
  checksum(octets: Uint8Array, initial?: number): number;
  /** What the checksum `old` becomes when one 16-bit word of what it covers changes (RFC 1624, equation 3). */
  checksumUpdate(old: number, from: number, to: number): number;
  /**
   * Manchester coding (clause 7.3.1.1): each octet becomes two octets of half bits, first half bit in the least
   * significant bit. Writes into `symbols` (twice as long) if it is given, else into a new ordinary array, and answers
   * it.
   */
  manchesterEncode(octets: Uint8Array, symbols?: Uint8Array): Uint8Array;
  /**
   * Decodes `bits` bits (all of `symbols`, if not given) into `octets`, and answers how many there are before the first
   * one whose two halves are equal: `bits` if all are valid.
   */
  manchesterDecode(symbols: Uint8Array, octets: Uint8Array, bits?: number): number;
  /**
   * Where the frame begins: index of the bit after the first start frame delimiter (10101011 in order of transmission),
   * at any bit phase, within the first `bits` bits, or -1.
   */
  findSfd(octets: Uint8Array, bits?: number): number;
  /**
   * Copies `bits` bits, from bit `offset` on, to the beginning of `aligned` (of a new ordinary array, if not given),
   * and answers it. Unused bits of the last octet are 0.
   */
  realign(octets: Uint8Array, offset: number, bits: number, aligned?: Uint8Array): Uint8Array;
  /**
   * Preamble, SFD, `frame` and its FCS, in `sealed` (of a new ordinary array, if not given), which has 12 octets more.
   * `frame` may lie in `sealed` at 8 already. Padding is the caller's: a frame of fewer than 60 octets is sealed as it
   * is.
   */
  sealFrame(frame: Uint8Array, sealed?: Uint8Array): Uint8Array;
}

/**
 * Makes kernels. Rejects with a SimdUnavailableError (code ERR_SIMD_UNAVAILABLE) where WebAssembly has no vectors, with a
 * KernelsError (ERR_INVALID_ARGUMENT, ERR_OUT_OF_MEMORY) when `capacity` is no such number or can't be had.
 */
export async function createKernels(options: KernelsOptions = {}): Promise<Kernels> {
  const { capacity = 2 ** 20 } = options;
  requireWhole('capacity', capacity, 0, MAX_PAGES * PAGE);
  const { kernels } = await createMachine(1);
  const input = kernels.heapBase() + HEADROOM;
  const output = input + WINDOW + 64 + HEADROOM;
  const lent = output + 2 * WINDOW + 64;
  const pages = Math.ceil((lent + capacity + 64) / PAGE);
  if (pages > MAX_PAGES)
    throw new KernelsError('ERR_OUT_OF_MEMORY', `no memory can hold ${capacity} octets beside the kernels' own`);
  let machine: Machine;
  try {
    machine = await createMachine(pages);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new KernelsError('ERR_OUT_OF_MEMORY', `the engine grants no memory of ${pages} pages of 64 KiB`);
  }
  return new KernelsOverMemory(machine, input, output, new Lending(machine, lent, pages * PAGE));
}

/** Says what is wrong with a number that isn't a whole one from `least` to `most`. */
function requireWhole(name: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    throw new KernelsError(
      'ERR_INVALID_ARGUMENT',
      `${name} must be a whole number from ${least} to ${most}, not ${String(value)}`,
    );
}

function requireOctets(name: string, value: unknown): asserts value is Uint8Array {
  // An array of another realm has only its tag to show what it is.
  if (value instanceof Uint8Array) return;
  if (Object.prototype.toString.call(value) !== '[object Uint8Array]')
    throw new KernelsError('ERR_INVALID_ARGUMENT', `${name} must be a Uint8Array`);
}

function requireRoom(name: string, value: Uint8Array, least: number): void {
  requireOctets(name, value);
  if (value.length < least)
    throw new KernelsError('ERR_TOO_SHORT', `${name} has ${value.length} octets, and ${least} are needed`);
}

function requireApart(source: Uint8Array, name: string, target: Uint8Array): void {
  if (source.buffer !== target.buffer) return;
  const sourceEnd = source.byteOffset + source.length;
  const targetEnd = target.byteOffset + target.length;
  if (source.byteOffset < targetEnd && target.byteOffset < sourceEnd)
    throw new KernelsError('ERR_OVERLAP', `${name} overlaps the octets that it is made from`);
}

class KernelsOverMemory implements Kernels {
  readonly #memory: Uint8Array;
  readonly #machine: Machine;
  readonly #crc32: (address: number, length: number, previous: number) => number;
  readonly #input: number;
  readonly #output: number;
  readonly #lending: Lending;

  constructor(machine: Machine, input: number, output: number, lending: Lending) {
    this.#memory = machine.octets;
    this.#machine = machine;
    this.#crc32 = machine.kernels.crc32;
    this.#input = input;
    this.#output = output;
    this.#lending = lending;
  }

  octets(length: number): Uint8Array<ArrayBuffer> {
    requireWhole('length', length, 0, this.#memory.length);
    const octets = this.#lending.lend(length);
    if (!octets)
      throw new KernelsError('ERR_OUT_OF_MEMORY', `no room for ${length} octets: make kernels of a greater capacity`);
    return octets;
  }

  release(octets: Uint8Array): void {
    requireOctets('octets', octets);
    if (!this.#lending.takeBack(octets))
      throw new KernelsError('ERR_INVALID_ARGUMENT', 'octets must be an array of these kernels, and not released yet');
  }

  crc32(octets: MaybeLent, previous = 0): number {
    // The way of most calls, with nothing in it that could be dispensed with: the kernel itself takes 15 ns for a short
    // frame.
    if (octets?.[OWNER] === this.#memory && previous >>> 0 === previous)
      return this.#crc32(octets[ADDRESS]!, octets.length, previous) >>> 0;
    if (octets instanceof Uint8Array && octets.length <= SHORT && previous >>> 0 === previous) {
      this.#memory.set(octets, this.#input);
      return this.#crc32(this.#input, octets.length, previous) >>> 0;
    }
    return this.#crc32Elsewhere(octets, previous);
  }

  #crc32Elsewhere(octets: Uint8Array, previous: number): number {
    requireOctets('octets', octets);
    requireWhole('previous', previous, 0, 2 ** 32 - 1);
    let sum = previous;
    this.#eachStretch(octets, octets.length, (address, length) => {
      sum = this.#crc32(address, length, sum);
      return true;
    });
    return sum >>> 0;
  }

  checksum(octets: Uint8Array, initial = 0): number {
    requireOctets('octets', octets);
    requireWhole('initial', initial, 0, 2 ** 32 - 1);
    const { checksum } = this.#machine.kernels;
    let sum = checksum(this.#input, 0, initial);
    // Stretches are of an even length, so that words stay whole; the sum so far is the complement of the checksum.
    this.#eachStretch(octets, octets.length, (address, length) => {
      sum = checksum(address, length, ~sum & 0xffff);
      return true;
    });
    return sum & 0xffff;
  }

  checksumUpdate(old: number, from: number, to: number): number {
    requireWhole('old', old, 0, 0xffff);
    requireWhole('from', from, 0, 0xffff);
    requireWhole('to', to, 0, 0xffff);
    return this.#machine.kernels.checksumUpdate(old, from, to) & 0xffff;
  }

  manchesterEncode(octets: Uint8Array, symbols?: Uint8Array): Uint8Array {
    requireOctets('octets', octets);
    const target = symbols ?? new Uint8Array(2 * octets.length);
    requireRoom('symbols', target, 2 * octets.length);
    requireApart(octets, 'symbols', target);
    const { manchesterEncode } = this.#machine.kernels;
    const encode = (address: number, length: number, from: number): boolean => {
      this.#into(target, 2 * from, 2 * length, (place) => manchesterEncode(address, length, place));
      return true;
    };
    this.#eachStretch(octets, octets.length, encode, { target });
    return target;
  }

  manchesterDecode(symbols: Uint8Array, octets: Uint8Array, bits = 4 * symbols?.length): number {
    requireOctets('symbols', symbols);
    requireWhole('bits', bits, 0, 4 * symbols.length);
    requireRoom('octets', octets, Math.ceil(bits / 8));
    requireApart(symbols, 'octets', octets);
    const { manchesterDecode } = this.#machine.kernels;
    let valid = 0;
    const decode = (address: number, length: number, from: number): boolean => {
      const count = Math.min(4 * length, bits - 4 * from);
      const intact = valid === 4 * from;
      this.#into(octets, from / 2, Math.ceil(count / 8), (place) => {
        const decoded = manchesterDecode(address, count, place);
        if (intact) valid += decoded;
      });
      return true;
    };
    this.#eachStretch(symbols, Math.ceil(bits / 4), decode, { target: octets });
    return valid;
  }

  findSfd(octets: Uint8Array, bits = 8 * octets?.length): number {
    requireOctets('octets', octets);
    requireWhole('bits', bits, 0, 8 * octets.length);
    let found = -1;
    // Each stretch begins with the last octet of the one before, in which a delimiter may have begun.
    this.#eachStretch(
      octets,
      Math.ceil(bits / 8),
      (address, length, from) => {
        const bit = this.#machine.kernels.findSfd(address, Math.min(8 * length, bits - 8 * from));
        if (bit >= 0) found = 8 * from + bit;
        return bit < 0;
      },
      { overlap: 1 },
    );
    return found;
  }

  realign(octets: Uint8Array, offset: number, bits: number, aligned?: Uint8Array): Uint8Array {
    requireOctets('octets', octets);
    requireWhole('offset', offset, 0, 8 * octets.length);
    requireWhole('bits', bits, 0, 8 * octets.length - offset);
    const target = aligned ?? new Uint8Array(Math.ceil(bits / 8));
    requireRoom('aligned', target, Math.ceil(bits / 8));
    requireApart(octets, 'aligned', target);
    const { realign } = this.#machine.kernels;
    const phase = offset % 8;
    const source = octets.subarray((offset - phase) / 8);
    // Each stretch ends with the first octet of the next one, which holds the end of its last octet.
    this.#eachStretch(
      source,
      Math.ceil((phase + bits) / 8),
      (address, length, from) => {
        const count = Math.min(8 * length - phase, bits - 8 * from);
        const whole = 8 * from + count === bits ? count : count - (count % 8);
        if (whole > 0) this.#into(target, from, Math.ceil(whole / 8), (place) => realign(address, phase, whole, place));
        return true;
      },
      { overlap: 1, target },
    );
    return target;
  }

  sealFrame(frame: Uint8Array, sealed?: Uint8Array): Uint8Array {
    requireOctets('frame', frame);
    const target = sealed ?? new Uint8Array(frame.length + 12);
    requireRoom('sealed', target, frame.length + 12);
    const place = this.#lending.addressOf(target);
    target.set(frame, 8);
    if (place !== undefined) {
      this.#machine.kernels.sealFrame(place + 8, frame.length);
      return target;
    }
    const sum = this.crc32(target.subarray(8, 8 + frame.length));
    target.fill(0x55, 0, 7);
    target[7] = 0xd5;
    for (let i = 0; i < 4; i++) target[8 + frame.length + i] = sum >>> (8 * i);
    return target;
  }

  /**
   * Calls `work` with the address and length of every stretch of the first `length` octets, in place or copied in, and
   * with its first octet's index, until it answers false. Stretches have `overlap` octets in common, and are short
   * enough for what becomes of them to be copied out to `target`.
   */
  #eachStretch(
    octets: Uint8Array,
    length: number,
    work: (address: number, length: number, from: number) => boolean,
    { overlap = 0, target }: { overlap?: number; target?: Uint8Array } = {},
  ): void {
    const place = this.#lending.addressOf(octets);
    const copiedOut = target !== undefined && this.#lending.addressOf(target) === undefined;
    const step = place === undefined || copiedOut ? WINDOW : STRETCH;
    for (let from = 0; from === 0 || length - from > overlap; from += step) {
      const count = Math.min(step + overlap, length - from);
      if (place === undefined)
        this.#memory.set(count < octets.length ? octets.subarray(from, from + count) : octets, this.#input);
      if (!work(place === undefined ? this.#input : place + from, count, from)) return;
    }
  }

  /** Calls `work` with an address to write `length` octets at, which then stand in `target` at index `from`. */
  #into(target: Uint8Array, from: number, length: number, work: (address: number) => void): void {
    const place = this.#lending.addressOf(target);
    work(place === undefined ? this.#output : place + from);
    if (place === undefined) target.set(this.#memory.subarray(this.#output, this.#output + length), from);
  }
}
