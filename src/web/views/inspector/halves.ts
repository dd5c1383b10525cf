// The half bits of one bit, and when they pass a port (clause 7.3.1.1: 1 = low then high, 0 = high then low).
import type { Image } from '../../run/images.js';
import type { PortPassage } from '../../run/passing.js';

/** One bit at one port. */
export interface HalfBits {
  /** Levels: 1 is high. Equal ones break the code. */
  readonly first: number;
  readonly second: number;
  readonly fromPs: number;
  /** Where the level changes that tells the bit. */
  readonly middlePs: number;
  readonly toPs: number;
}

/** The half bits of a bit as they pass a port; undefined when it doesn't pass whole, or isn't kept. */
export function halfBitsAt(image: Image, { fromPs, toPs }: PortPassage, bit: number): HalfBits | undefined {
  const { symbols, symbolPs, symbolsPerBit, count } = image;
  const at = bit * symbolsPerBit;
  if (bit < 0 || at + 2 > count || (at + 1) >> 3 >= symbols.length) return undefined;
  const beginsPs = fromPs + at * symbolPs;
  if (beginsPs + 2 * symbolPs > toPs + 0.5) return undefined;
  const level = (symbol: number): number => (symbols[symbol >> 3]! >> (symbol & 7)) & 1;
  return {
    first: level(at),
    second: level(at + 1),
    fromPs: beginsPs,
    middlePs: beginsPs + symbolPs,
    toPs: beginsPs + 2 * symbolPs,
  };
}
