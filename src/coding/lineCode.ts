// What a line code is to the rest of the house: symbols in memory, and what a receiver makes of them.
// A new line code is a new object of this shape; nothing in line/, mac/ or sim/ changes for it.
import type { Arena } from '../memory/arena.js';

/** What a receiver made of a signal. Filled in place, once for each signal. */
export class Reception {
  /** Index of the first bit after the SFD, or -1 when none was found. */
  sfd = -1;
  /** Address of the first octet after the SFD. */
  frame = 0;
  /** Whole octets after the SFD, FCS included; more than memory holds for a signal that never ends. */
  octets = 0;
  /** Bits beyond the last whole octet (clause 4.2.4.1: dribble bits). */
  dribble = 0;
  /** The FCS over the whole octets is right. */
  fcsGood = false;
  /** The 32 bits of FCS as received, least significant octet first on the wire. */
  fcs = 0;
  /** The first bit (from the start of the signal) that broke the line code's rule, or -1. */
  violation = -1;
}

/** A line code: how octets become symbols, packed one bit each, and back. */
export interface LineCode {
  readonly name: string;
  /** Symbols that carry one bit (Manchester: two half bits). */
  readonly symbolsPerBit: number;
  /** Duration of a bit at the nominal rate, in picoseconds; neither it nor a symbol's need be whole. */
  readonly bitPs: number;
  /** Bits of preamble and SFD, as sent, before the first bit of a frame. */
  readonly headerBits: number;
  /**
   * Symbols of `octets` octets, preamble and SFD among them, where they are more than one for one: a code of blocks sends
   * whole ones, and delimiters behind the last. Whole; 8 times `symbolsPerBit` an octet by default.
   */
  symbolsFor?(octets: number): number;
  /**
   * The level on the line once `ones` of a signal's symbols have been 1, for a code whose symbols say when the level
   * changes and not what it is (NRZI, MLT-3); by default a 1 is high (1) and a 0 low (-1). A line carries the symbols as
   * they are stored: levels are for whoever draws a waveform, by `levelsOf`.
   *
   *     MLT-3 (clause 25, X3.263)   symbols  1  0  1  1  0  1     ones mod 4   0  1  2  3
   *                                 levels   +  +  0  -  -  0     level        0  +  0  -
   */
  levelAfter?(ones: number): number;
  /** Encodes `length` octets (preamble and SFD among them) at `octets` to `symbols`. */
  encode(arena: Arena, octets: number, length: number, symbols: number): void;
  /** Overwrites the symbols of bits [from, to) with jam: the same alternation as the preamble. */
  jam(arena: Arena, symbols: number, from: number, to: number): void;
  /** Decodes `count` symbols at `symbols` to the slot at `decoded`, finds the SFD, checks the FCS. */
  receive(arena: Arena, symbols: number, count: number, decoded: number, into: Reception): void;
}

/**
 * Duration of a symbol at a clock that is `ppm` parts per million slow (or fast: negative), in picoseconds. Not rounded:
 * 96.97 ps at 10.3125 GBd. The edges of signals are, each by itself, by the lab's clock, so that none of it adds up.
 */
export function symbolPs(code: LineCode, ppm: number): number {
  const nominal = code.bitPs / code.symbolsPerBit;
  return nominal + (nominal * ppm) / 1e6;
}

/** Whole symbols of `octets` octets, preamble and SFD among them. */
export function symbolsFor(code: LineCode, octets: number): number {
  return code.symbolsFor ? code.symbolsFor(octets) : Math.ceil(octets * 8 * code.symbolsPerBit);
}

/** The levels of `count` symbols that lie packed in `symbols`, least significant bit first: 1 high, -1 low, 0 neither. */
export function levelsOf(code: LineCode, symbols: Uint8Array, count: number): Int8Array {
  let ones = 0;
  return Int8Array.from({ length: count }, (_, index) => {
    const bit = (symbols[index >> 3]! >> (index & 7)) & 1;
    ones += bit;
    return code.levelAfter ? code.levelAfter(ones) : bit * 2 - 1;
  });
}
