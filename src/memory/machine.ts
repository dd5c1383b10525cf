// The WASM instance: one module, compiled once, instantiated per lab over its own fixed memory.
import { wasmBase64 } from './wasm.js';

/** What the module exports: addresses, lengths and small integers only. Every result is an i32: `>>> 0` where it is unsigned. */
export interface Kernels {
  /** CRC-32 (clause 3.2.9) of `length` octets at `address`, continued from `previous` (0 to begin). Reads up to 15 octets before. */
  crc32(address: number, length: number, previous: number): number;
  /** The same by the best way without vectors: the bench's baseline, the tests' witness. */
  crc32Slicing(address: number, length: number, previous: number): number;
  /** Preamble and SFD into the 8 octets before `frame`, FCS into the 4 behind its `length` octets. */
  sealFrame(frame: number, length: number): void;
  /** Index of the first bit after the first SFD at any bit phase that lies wholly within `bits` bits, or -1. */
  findSfd(octets: number, bits: number): number;
  /**
   * Copies `bits` bits from bit `offset` of `source` to octet-aligned `target`, the last octet filled with zeros; the two
   * must not overlap. Reads up to one octet beyond the last bit's.
   */
  realign(source: number, offset: number, bits: number, target: number): void;
  /** `length` octets into 2 x `length` octets of half bits (clause 7.3.1.1), both least significant bit first, not overlapping. */
  manchesterEncode(octets: number, length: number, symbols: number): void;
  /**
   * Decodes `bits` bits; answers how many are valid before the first violation, `bits` when all are. Always writes
   * ceil(bits / 8) octets, the unused bits of the last 0; a bit without a transition has the value of its second half.
   */
  manchesterDecode(symbols: number, bits: number, octets: number): number;
  /** RFC 1071 over `length` octets; `initial` is a sum to go on from (not complemented, 32 bits), of an even number of octets. */
  checksum(address: number, length: number, initial: number): number;
  /** RFC 1624, equation 3: the checksum `old` after one 16-bit word has changed. */
  checksumUpdate(old: number, from: number, to: number): number;
  /**
   * Seeds the 16 octets of a stream's state from a 64-bit seed in two halves and a 32-bit stream; different pairs never
   * share a state, and none is all zero.
   */
  seedStream(state: number, seedLow: number, seedHigh: number, stream: number): void;
  /** The next 32 random bits of a stream. */
  random32(state: number): number;
  /** r, uniform in 0 .. 2^min(attempts, 10) - 1 (clause 4.2.3.2.5), one draw of the stream; 0 for 0 attempts. */
  backoff(state: number, attempts: number): number;
  /**
   * Fills `length` octets with a pseudo-random payload, the same for one 32-bit seed at any address; a shorter one is the
   * beginning of a longer. Writes nothing beyond. For traffic, not for secrets.
   */
  patternFill(address: number, length: number, seed: number): void;
  /** A copy and nothing else, 64 octets at a time: the bench's limit for what writes. Writes up to 63 octets more. */
  bareCopy(source: number, target: number, length: number): void;
  /** Reading and nothing else, 64 octets at a time: the bench's limit for what only reads. Reads up to 63 octets more. */
  bareRead(address: number, length: number): number;
  /** First address that is free for the host. */
  heapBase(): number;
}

/** One instance over its own memory, which never grows, so that no view is ever detached. */
export interface Machine {
  readonly kernels: Kernels;
  readonly octets: Uint8Array;
  readonly view: DataView;
}

/** The engine that runs this has no WebAssembly, or none with 128-bit vectors (SIMD), in which the kernels are written. */
export class SimdUnavailableError extends Error {
  override readonly name = 'SimdUnavailableError';
  readonly code = 'ERR_SIMD_UNAVAILABLE';

  constructor() {
    super(
      'thicknet needs WebAssembly with 128-bit SIMD, which this engine or CPU lacks ' +
        '(it is in Node 16.4, Chrome 91, Firefox 89, Safari 16.4 and later)',
    );
  }
}

// (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)
const vectorModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b], // one type: no parameters, a v128
  ...[0x03, 0x02, 0x01, 0x00], // one function of it
  ...[0x0a, 0x0a, 0x01, 0x08, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x62, 0x0b], // its code
);

let compiled: Promise<WebAssembly.Module> | undefined;

function moduleOctets(): Uint8Array<ArrayBuffer> {
  const text = atob(wasmBase64);
  const octets = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) octets[i] = text.charCodeAt(i);
  return octets;
}

/**
 * At once where that is allowed: a process that makes many labs in a row must not go through its event loop for each, where
 * Node may wait for ever for a background compilation that waits for the garbage collector (nodejs/node#54918).
 */
async function instantiate(module: WebAssembly.Module, imports: WebAssembly.Imports): Promise<WebAssembly.Instance> {
  try {
    return new WebAssembly.Instance(module, imports);
  } catch (error) {
    // Some browsers want nothing but the smallest modules instantiated at once on their main thread.
    if (!(error instanceof RangeError)) throw error;
    return WebAssembly.instantiate(module, imports);
  }
}

/**
 * Instantiates the kernels over a fresh memory of `pages` pages of 64 KiB (1 to 65 536; one is enough for the kernels' own).
 * Rejects with a SimdUnavailableError where there are no vectors, with a RangeError where there is no such memory.
 */
export async function createMachine(pages: number): Promise<Machine> {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(vectorModule)) throw new SimdUnavailableError();
  compiled ??= WebAssembly.compile(moduleOctets());
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const instance = await instantiate(await compiled, { env: { memory } });
  return {
    kernels: instance.exports as unknown as Kernels,
    octets: new Uint8Array(memory.buffer),
    view: new DataView(memory.buffer),
  };
}
