// Manchester code at 10 Mb/s (clause 7.3.1.1): two half bits of 50 ns a bit, 1 = low then high, 0 = high then low.
// Octets and half bits lie packed in memory, least significant bit first, in order of transmission.
import { type Arena, SYMBOL_OCTETS } from '../memory/arena.js';
import type { LineCode, Reception } from './lineCode.js';

/** CRC-32 of a frame followed by its own FCS, whatever the frame (clause 3.2.9). */
const RESIDUE = 0x2144df1c;
/** The SFD, its first bit the least significant (clause 7.2.3.3). */
const SFD = 0xd5;
/** Bits that a slot holds: a babbler's endless signal is decoded this far and no further. */
const MOST_BITS = SYMBOL_OCTETS * 4;

/** 10 Mb/s Manchester. */
export const manchester: LineCode = {
  name: 'Manchester',
  symbolsPerBit: 2,
  bitPs: 100_000,
  headerBits: 64,

  encode(arena, octets, length, symbols) {
    arena.kernels.manchesterEncode(octets, length, symbols);
  },

  jam(arena, symbols, from, to) {
    // A 1 (half bits 0, 1) on even bits and a 0 (1, 0) on odd ones, as in the preamble.
    const end = Math.min(to, MOST_BITS);
    for (let bit = from; bit < end; ) {
      const at = symbols + (bit >> 2);
      if ((bit & 3) === 0 && bit + 4 <= end) {
        arena.octets[at] = 0x66;
        bit += 4;
      } else {
        const shift = (bit & 3) << 1;
        arena.octets[at] = (arena.octets[at] & ~(3 << shift)) | ((bit & 1 ? 1 : 2) << shift);
        bit++;
      }
    }
  },

  receive(arena, symbols, count, decoded, into) {
    const { kernels } = arena;
    const whole = count >> 1;
    const bits = whole < MOST_BITS ? whole : MOST_BITS;
    const valid = kernels.manchesterDecode(symbols, bits, decoded);
    let sfd = kernels.findSfd(decoded, bits);
    let violation = valid < bits ? valid : -1;
    if (violation >= 0 && (sfd < 0 || violation < sfd)) {
      sfd = sfdInLock(arena.octets, symbols, bits);
      // What a receiver loses before it is in lock is no error of the frame.
      if (sfd >= 0) violation = firstViolation(arena.octets, symbols, sfd, bits);
    }
    into.violation = violation;
    into.sfd = sfd;
    into.fcsGood = false;
    into.fcs = 0;
    if (sfd < 0) {
      into.octets = 0;
      into.dribble = 0;
      return;
    }
    const after = whole - sfd;
    into.octets = after >> 3;
    into.dribble = after & 7;
    into.frame = decoded + (sfd >> 3);
    if (sfd & 7) realignInPlace(arena, decoded, sfd, bits - sfd, into);
    if (into.octets >= 4 && whole <= MOST_BITS) {
      into.fcs = arena.view.getUint32(into.frame + into.octets - 4, true);
      into.fcsGood = into.violation < 0 && kernels.crc32(into.frame, into.octets, 0) >>> 0 === RESIDUE;
    }
  },
};

/** The two half bits of a bit. */
function halfBits(octets: Uint8Array, symbols: number, bit: number): number {
  return (octets[symbols + (bit >> 2)] >> ((bit & 3) << 1)) & 3;
}

/**
 * The first bit after an SFD none of whose bits breaks the code, or -1: at a bit without a transition a receiver's clock
 * loses its lock, and it hunts anew.
 */
function sfdInLock(octets: Uint8Array, symbols: number, bits: number): number {
  let last = 0;
  for (let bit = 0; bit < bits; bit++) {
    const halves = halfBits(octets, symbols, bit);
    if (halves === 0 || halves === 3) last = 0;
    else last = (last >> 1) | (halves === 2 ? 0x80 : 0);
    if (last === SFD) return bit + 1;
  }
  return -1;
}

/** The first bit from `from` on without a transition in its middle, or -1. */
function firstViolation(octets: Uint8Array, symbols: number, from: number, bits: number): number {
  for (let bit = from; bit < bits; bit++) {
    const halves = halfBits(octets, symbols, bit);
    if (halves === 0 || halves === 3) return bit;
  }
  return -1;
}

/** A frame whose SFD ended off the octet boundary of the decoded stream: shifted onto it, by way of the scratch. */
function realignInPlace(arena: Arena, decoded: number, sfd: number, bits: number, into: Reception): void {
  arena.kernels.realign(decoded, sfd, bits, arena.scratch);
  arena.octets.copyWithin(decoded, arena.scratch, arena.scratch + ((bits + 7) >> 3));
  into.frame = decoded;
}
