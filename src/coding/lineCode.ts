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
  /** Duration of a bit at the nominal rate, in picoseconds. */
  readonly bitPs: number;
  /** Encodes `length` octets (preamble and SFD among them) at `octets` to `symbols`. */
  encode(arena: Arena, octets: number, length: number, symbols: number): void;
  /** Overwrites the symbols of bits [from, to) with jam: the same alternation as the preamble. */
  jam(arena: Arena, symbols: number, from: number, to: number): void;
  /** Decodes `count` symbols at `symbols` to the slot at `decoded`, finds the SFD, checks the FCS. */
  receive(arena: Arena, symbols: number, count: number, decoded: number, into: Reception): void;
}

/** Duration of a symbol at a clock that is `ppm` parts per million slow (or fast: negative), in whole picoseconds. */
export function symbolPs(code: LineCode, ppm: number): number {
  const nominal = code.bitPs / code.symbolsPerBit;
  return nominal + Math.round((nominal * ppm) / 1e6);
}
