// What was sent beside what a port received of it.
import type { Image } from '../../run/images.js';
import { bitOf, knownBits } from './octetCells.js';

/** A stretch of octets, counted from the first bit of the transmission, in which bits differ. */
export interface OctetDifference {
  /** First bit of the octet. */
  readonly fromBit: number;
  readonly sent: number;
  readonly received: number;
  /** Its wrong bits, least significant first. */
  readonly wrong: number;
}

export interface Comparison {
  readonly sentBits: number;
  readonly receivedBits: number;
  /** Bits that both have and that differ. */
  readonly wrongBits: number;
  /** The first of them, or -1. */
  readonly firstWrong: number;
  readonly octets: readonly OctetDifference[];
}

type Bits = Pick<Image, 'count' | 'symbolsPerBit' | 'bits'>;

/** Compares bit by bit. @param receivedBits how many arrived, where fewer passed than the image has */
export function compare(sent: Bits, received: Bits, arrived = Number.POSITIVE_INFINITY): Comparison {
  const sentBits = knownBits(sent);
  const receivedBits = Math.min(knownBits(received), arrived);
  const both = Math.min(sentBits, receivedBits);
  const octets: OctetDifference[] = [];
  let wrongBits = 0;
  for (let fromBit = 0; fromBit < both; fromBit += 8) {
    const difference = { sent: 0, received: 0, wrong: 0 };
    for (let i = 0; i < Math.min(8, both - fromBit); i++) {
      const [was, is] = [bitOf(sent, fromBit + i), bitOf(received, fromBit + i)];
      difference.sent |= was << i;
      difference.received |= is << i;
      difference.wrong |= (was ^ is) << i;
      wrongBits += was ^ is;
    }
    if (difference.wrong !== 0) octets.push({ fromBit, ...difference });
  }
  const first = octets[0];
  const firstWrong = first ? first.fromBit + 31 - Math.clz32(first.wrong & -first.wrong) : -1;
  return { sentBits, receivedBits, wrongBits, firstWrong, octets };
}
