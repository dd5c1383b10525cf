// What of a signal is not as it was sent: wrong bits, and half bits that break the line code.
import type { Image } from '../../run/images.js';
import { bitOf, knownBits } from '../inspector/octetCells.js';

/** More wrong bits than these aren't told one by one. */
const MOST = 4096;

const known = new WeakMap<Image, WeakMap<Image, readonly number[]>>();

/** The bits that are heard as others than were sent, or that break the line code, in order: the first few thousand. */
export function wrongBits(sent: Image, heard: Image): readonly number[] {
  let its = known.get(heard);
  if (!its) {
    its = new WeakMap();
    known.set(heard, its);
  }
  let bits = its.get(sent);
  if (!bits) {
    bits = find(sent, heard);
    its.set(sent, bits);
  }
  return bits;
}

function find(sent: Image, heard: Image): number[] {
  const both = Math.min(knownBits(sent), knownBits(heard));
  const bits: number[] = [];
  for (let i = 0; i < both && bits.length < MOST; i++) if (isWrong(sent, heard, i)) bits.push(i);
  return bits;
}

/** A bit is heard as another than was sent, or is none. */
export function isWrong(sent: Image, heard: Image, bit: number): boolean {
  return bitOf(sent, bit) !== bitOf(heard, bit) || (breaksCode(heard, bit) && !breaksCode(sent, bit));
}

/** Both halves of a bit are alike: there is no transition that would tell its value (clause 7.3.1.1). */
export function breaksCode({ symbols, count }: Image, bit: number): boolean {
  const at = 2 * bit;
  if (at + 1 >= count || (at + 1) >> 3 >= symbols.length) return false;
  const level = (i: number): number => (symbols[i >> 3]! >> (i & 7)) & 1;
  return level(at) === level(at + 1);
}
