// Where a frame is not what was expected, bit for bit in order of transmission.
import { fieldAt } from './fcs-cause.js';

/** One wrong bit. */
export interface WrongBit {
  /** From the first octet after the SFD on, counted from 0. */
  readonly octet: number;
  /** In its octet: 0 is the least significant, and the first on the wire. */
  readonly bit: number;
  /** From the first bit after the SFD on, counted from 0. */
  readonly wireBit: number;
  /** Destination address, source address, type or length, data or FCS. */
  readonly field: string;
  /** The octet as it is and as it should be, in hexadecimal; empty where one of the two has already ended. */
  readonly is: string;
  readonly wants: string;
}

/** How two frames differ. */
export interface FrameDifference {
  /** The first wrong bit in order of transmission, or null when there is none. */
  readonly firstWrongBit: WrongBit | null;
  /** Wrong bits in all, over the octets that both have. */
  readonly wrongBits: number;
  readonly octets: number;
  readonly expectedOctets: number;
}

/** Compares a frame with what it should be, both with their FCS; the shorter one's end counts as a difference. */
export function frameDifference(frame: Uint8Array, expected: Uint8Array): FrameDifference {
  const both = Math.min(frame.length, expected.length);
  let first = -1;
  let wrongBits = 0;
  for (let octet = 0; octet < both; octet++) {
    let error = frame[octet]! ^ expected[octet]!;
    if (error !== 0 && first === -1) first = octet * 8 + (31 - Math.clz32(error & -error));
    for (; error !== 0; error &= error - 1) wrongBits++;
  }
  if (first === -1 && frame.length !== expected.length) first = both * 8;
  const octet = first >> 3;
  const hex = (octets: Uint8Array): string =>
    octet < octets.length ? octets[octet]!.toString(16).padStart(2, '0') : '';
  const firstWrongBit =
    first === -1
      ? null
      : {
          octet,
          bit: first & 7,
          wireBit: first,
          field: fieldAt(octet, expected.length),
          is: hex(frame),
          wants: hex(expected),
        };
  return { firstWrongBit, wrongBits, octets: frame.length, expectedOctets: expected.length };
}
