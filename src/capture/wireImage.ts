/**
 * A copy of what was on a line: its symbols, and how a receiver reads them. Taken while the signal is still there, kept
 * as long as a recorder needs it, and shared by all ports that the same signal passes.
 */
import type { LineCode } from '../coding/lineCode.js';
import type { Signal } from '../line/signal.js';
import { type Arena, SYMBOL_OCTETS } from '../memory/arena.js';

/** Symbols on a line. */
export interface Symbols {
  /** Packed, least significant bit first; at most 36 864 of them, of a signal that never ends. */
  readonly symbols: Uint8Array;
  /** How many were sent, more perhaps than are kept. */
  readonly count: number;
  readonly symbolPs: number;
}

/** One signal, and how it is read. */
export interface WireImage extends Symbols {
  readonly symbolsPerBit: number;
  readonly code: LineCode;
  /** First bit after the SFD, or -1. */
  readonly sfd: number;
  /** First bit that breaks the line code, or -1. */
  readonly violation: number;
  /** The station or hub that sent it, by its index in the lab's list of parts; -1: several, or nobody known. */
  readonly source: number;
  /** When it was on the line, at its source (an ear's own version: at the ear). */
  readonly startPs: number;
  readonly endPs: number;
  /** Number of the frame that it carries, -1 for none. */
  readonly ticket: number;
  /** Its sender gave this attempt up. */
  readonly aborted: boolean;
  /** Number of the reason for which it is lost already, 0 for none. */
  readonly loss: number;
}

/** Copies what a signal, now over, was on a line. */
export function imageOf(signal: Signal, source: number, startPs: number, endPs: number): WireImage {
  // Before `resolve`, which then answers the symbols that were read.
  const { sfd, violation } = signal.reception();
  const at = signal.resolve();
  const { root, pool, code, count, symbolPs } = signal;
  const octets = Math.min((count + 7) >> 3, SYMBOL_OCTETS);
  return {
    symbols: pool.arena.octets.slice(at, at + octets),
    count,
    symbolPs,
    symbolsPerBit: code.symbolsPerBit,
    code,
    sfd,
    violation,
    source,
    startPs,
    endPs,
    ticket: root.ticket,
    aborted: root.aborted,
    loss: root.loss,
  };
}

/** The level of symbol `index`: 0 or 1. */
export function levelAt(image: Symbols, index: number): number {
  return (image.symbols[index >> 3]! >> (index & 7)) & 1;
}

/** Symbols whose levels are known. */
export function keptSymbols(image: Symbols): number {
  return Math.min(image.count, image.symbols.length * 8);
}

/** What a receiver reads of the first `count` symbols of an image. */
export interface Reading {
  /** Bits of preamble and SFD before the frame, -1 when there is no SFD. */
  readonly sfd: number;
  /**
   * Preamble, SFD and frame as whole octets. Counted from the SFD, or from the first bit without one: bits that don't
   * fill an octet at either end are left out.
   */
  readonly packet: Uint8Array;
  /** Octets of it before the frame. */
  readonly header: number;
  /** Bits at the end that don't fill an octet. */
  readonly dribble: number;
  readonly fcsGood: boolean;
  readonly violation: number;
  /** Whole bits, more perhaps than the packet has. */
  readonly bits: number;
  /** The preamble is seven octets of 10101010 and nothing else. */
  readonly preambleWhole: boolean;
}

/** CRC-32 of a frame followed by its own FCS, whatever the frame (clause 3.2.9). */
const RESIDUE = 0x2144df1c;
const PREAMBLE = 0x55;
const PREAMBLE_OCTETS = 7;

/** Manchester: the second half of each of the 4 bits in an octet of half bits is the bit's value (clause 7.3.1.1). */
const BITS_OF = Uint8Array.from({ length: 256 }, (_, halves) =>
  [1, 3, 5, 7].reduce((bits, place, i) => bits | (((halves >> place) & 1) << i), 0),
);

/** Reads the first `count` symbols of an image. */
export function read(arena: Arena, image: WireImage, count: number): Reading {
  const bits = Math.floor(count / image.symbolsPerBit);
  const known = Math.min(bits, Math.floor(keptSymbols(image) / image.symbolsPerBit));
  const sfd = image.sfd <= known ? image.sfd : -1;
  const skipped = sfd < 0 ? 0 : sfd & 7;
  const packet = new Uint8Array((known - skipped) >> 3);
  const { symbols } = image;
  const octetAt = (octet: number): number =>
    BITS_OF[symbols[2 * octet] ?? 0]! | (BITS_OF[symbols[2 * octet + 1] ?? 0]! << 4);
  for (let i = 0; i < packet.length; i++) {
    packet[i] = (octetAt(i) | (octetAt(i + 1) << 8)) >> skipped;
  }
  const header = sfd < 0 ? packet.length : sfd >> 3;
  const frame = packet.subarray(header);
  const violation = image.violation < bits ? image.violation : -1;
  return {
    sfd,
    packet,
    header,
    dribble: (bits - skipped) & 7,
    fcsGood: frame.length >= 4 && bits === known && crcOf(arena, frame) === RESIDUE,
    violation,
    bits,
    preambleWhole:
      sfd === 8 * (PREAMBLE_OCTETS + 1) && packet.subarray(0, PREAMBLE_OCTETS).every((octet) => octet === PREAMBLE),
  };
}

function crcOf({ octets, scratch, kernels }: Arena, frame: Uint8Array): number {
  octets.set(frame, scratch);
  return kernels.crc32(scratch, frame.length, 0) >>> 0;
}
