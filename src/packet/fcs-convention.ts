// The conventions of a CRC-32, each of which somebody has got wrong: polynomial, order of bits on the way in, initial
// value, complement, order of bits on the way out. Ethernet's are in clause 3.2.9; the rest is the catalogue of mistakes.
import { CrcRegister } from './crc-register.js';
import { type Choice, choice, octetCount, RIGHT, together } from './fcs-cause.js';

/** Ethernet's polynomial 04C11DB7, reflected. */
const ETHERNET = 0xedb88320;

/**
 * Moves bit i of a word to bit i xor `mask`. Every order in which people write 32 bits is one of these: 31 reverses all
 * of them, 24 the octets, 16 swaps the halves, 8 the octets within each half, 7 reverses each octet, 4 swaps nibbles.
 */
export function permuted(word: number, mask: number): number {
  let bits = word;
  if (mask & 16) bits = (bits >>> 16) | (bits << 16);
  if (mask & 8) bits = ((bits >>> 8) & 0x00ff00ff) | ((bits & 0x00ff00ff) << 8);
  if (mask & 4) bits = ((bits >>> 4) & 0x0f0f0f0f) | ((bits & 0x0f0f0f0f) << 4);
  if (mask & 2) bits = ((bits >>> 2) & 0x33333333) | ((bits & 0x33333333) << 2);
  if (mask & 1) bits = ((bits >>> 1) & 0x55555555) | ((bits & 0x55555555) << 1);
  return bits >>> 0;
}

/** Octets with the same done to each word of as many octets as `mask` reaches across; undefined where words don't fit. */
export function permutedOctets(octets: Uint8Array, mask: number): Uint8Array | undefined {
  const word = mask >= 16 ? 4 : mask >= 8 ? 2 : 1;
  if (octets.length % word !== 0) return undefined;
  const across = mask >> 3;
  const result = new Uint8Array(octets.length);
  for (let i = 0; i < octets.length; i++) result[i] = permuted(octets[i ^ across]!, mask & 7);
  return result;
}

/** An order of the FCS's bits that is not the right one. */
export interface OrderChoice extends Choice {
  readonly mask: number;
}

const octetOrders: readonly OrderChoice[] = [
  { ...RIGHT, mask: 0 },
  {
    ...choice(2, 'byte-swapped', 'its four octets are in reverse order'),
    mask: 24,
  },
  { ...choice(5, 'halves-swapped', 'its two halves of 16 bits are swapped'), mask: 16 },
  { ...choice(5, 'octets-swapped-in-halves', 'the two octets of each of its halves are swapped'), mask: 8 },
];

const bitOrders: readonly OrderChoice[] = [
  { ...RIGHT, mask: 0 },
  { ...choice(3, 'octets-bit-reversed', 'the bits of each of its octets are in reverse order'), mask: 7 },
  { ...choice(5, 'nibbles-swapped', 'the nibbles of each of its octets are swapped'), mask: 4 },
  { ...choice(7, 'nibbles-bit-reversed', 'the bits of each of its nibbles are in reverse order'), mask: 3 },
];

const wholeOrders: readonly OrderChoice[] = [
  {
    ...choice(2.5, 'bit-reversed', 'all of its 32 bits are in reverse order'),
    mask: 31,
  },
  { ...choice(6, 'halves-bit-reversed', 'the bits of each of its halves are in reverse order'), mask: 15 },
];

/** Every order in which the 32 bits may have been written, by its mask. */
export const orders: ReadonlyMap<number, OrderChoice> = new Map(
  [
    ...octetOrders.flatMap((outer) =>
      bitOrders.map((inner) => ({ ...together(outer, inner), mask: outer.mask ^ inner.mask })),
    ),
    ...wholeOrders,
  ].map((order) => [order.mask, order]),
);

/** How octets went into the register. `outMask` is what that makes of the natural order of the result. */
export interface InputChoice extends Choice {
  readonly mask: number;
  readonly outMask: number;
}

export const inputs: readonly InputChoice[] = [
  { ...RIGHT, mask: 0, outMask: 0 },
  { ...choice(3.5, 'data-bits-reversed', 'each octet goes in most significant bit first'), mask: 7, outMask: 0 },
  {
    ...choice(
      3,
      'most-significant-bit-first',
      'it is computed most significant bit first throughout, as CRC-32/BZIP2 and MPEG-2 are',
    ),
    mask: 7,
    outMask: 7,
  },
  { ...choice(5, 'data-nibbles-swapped', 'the nibbles of each octet go in swapped'), mask: 4, outMask: 0 },
  { ...choice(6, 'data-octets-swapped', 'the octets of each 16-bit word go in swapped'), mask: 8, outMask: 0 },
  {
    ...choice(6, 'data-words-byte-swapped', 'the octets of each 32-bit word go in in reverse order'),
    mask: 24,
    outMask: 0,
  },
  {
    ...choice(6, 'data-words-bit-reversed', 'the bits of each 32-bit word go in in reverse order'),
    mask: 31,
    outMask: 0,
  },
  {
    ...choice(8, 'data-halves-bit-reversed', 'the bits of each 16-bit word go in in reverse order'),
    mask: 15,
    outMask: 0,
  },
  { ...choice(8, 'data-nibbles-bit-reversed', 'the bits of each nibble go in in reverse order'), mask: 3, outMask: 0 },
];

export interface PolynomialChoice extends Choice {
  readonly register: CrcRegister;
}

/** Ethernet's own register. */
export const ethernet: PolynomialChoice = { ...RIGHT, register: new CrcRegister(ETHERNET) };

let known: readonly PolynomialChoice[] | undefined;
let mistyped: readonly PolynomialChoice[] | undefined;

/** The polynomials that people take for Ethernet's. */
export function knownPolynomials(): readonly PolynomialChoice[] {
  known ??= [
    ethernet,
    other(3, 'crc-32c', 'CRC-32C (Castagnoli)', 0x1edc6f41),
    other(7, 'crc-32k', 'CRC-32K (Koopman)', 0x741b8cd7),
    other(8, 'crc-32k2', 'CRC-32K/2 (Koopman)', 0x32583499),
    other(8, 'crc-32d', 'CRC-32D', 0xa833982b),
    other(8, 'crc-32q', 'CRC-32Q', 0x814141ab),
    other(8, 'crc-32-autosar', 'CRC-32/AUTOSAR', 0xf4acfb13),
    other(9, 'crc-32-cd-rom', 'CRC-32/CD-ROM-EDC', 0x8001801b),
    other(9, 'crc-32-xfer', 'CRC-32/XFER', 0x000000af),
    {
      ...choice(
        5,
        'polynomial-reversed',
        'the polynomial is taken the wrong way round (EDB88320 belongs to a right shift, 04C11DB7 to a left)',
      ),
      register: new CrcRegister(permuted(ETHERNET, 31)),
    },
    other(8, 'polynomial-reciprocal', 'the reciprocal of the polynomial', 0xdb710641),
  ];
  return known;
}

function other(surprise: number, code: string, name: string, polynomial: number): PolynomialChoice {
  const hex = polynomial.toString(16).toUpperCase().padStart(8, '0');
  return {
    ...choice(surprise, code, `the polynomial is ${name}, ${hex}, and not 04C11DB7`, { polynomial: hex }),
    register: new CrcRegister(permuted(polynomial, 31)),
  };
}

/** Ethernet's polynomial with one hexadecimal digit wrong, or two neighbours swapped. */
export function mistypedPolynomials(): readonly PolynomialChoice[] {
  mistyped ??= [...mistypings(permuted(ETHERNET, 31))].map((polynomial) =>
    other(12, 'polynomial-mistyped', 'mistyped', polynomial),
  );
  return mistyped;
}

function mistypings(polynomial: number): Set<number> {
  const found = new Set<number>();
  for (let shift = 0; shift < 32; shift += 4) {
    for (let change = 1; change < 16; change++) found.add((polynomial ^ (change << shift)) >>> 0);
    if (shift === 28) continue;
    const difference = ((polynomial >>> shift) ^ (polynomial >>> (shift + 4))) & 15;
    found.add((polynomial ^ (difference << shift) ^ (difference << (shift + 4))) >>> 0);
  }
  found.delete(polynomial);
  return found;
}

/** Whether the result was complemented at the end. */
export interface ComplementChoice extends Choice {
  readonly flip: number;
}

export const complements: readonly ComplementChoice[] = [
  { ...RIGHT, flip: 0xffffffff },
  { ...choice(2, 'not-complemented', 'the result is not complemented at the end'), flip: 0 },
];

/** What the register held before the first octet that was covered. */
export interface StartChoice extends Choice {
  readonly register: number;
}

const knownStarts = new WeakMap<CrcRegister, Map<number, readonly StartChoice[]>>();

/**
 * Initial values, and octets of preamble and SFD that went in before the frame (`mask`: the order of bits within octets);
 * the least surprising first.
 */
export function starts(register: CrcRegister, mask: number): readonly StartChoice[] {
  const byMask = knownStarts.get(register) ?? new Map<number, readonly StartChoice[]>();
  knownStarts.set(register, byMask);
  const known = byMask.get(mask & 7) ?? allStarts(register, mask & 7);
  byMask.set(mask & 7, known);
  return known;
}

function allStarts(register: CrcRegister, mask: number): StartChoice[] {
  const initials: StartChoice[] = [
    { ...RIGHT, register: 0xffffffff },
    { ...choice(2.5, 'initial-value-zero', 'the register begins with 00000000 and not with FFFFFFFF'), register: 0 },
    {
      ...choice(
        6,
        'register-not-reset',
        'the register begins where the frame before it ended (or, in the form with 32 zeros appended, with ones)',
      ),
      register: register.residue,
    },
  ];
  return initials
    .flatMap((initial) =>
      preambles.map((preamble) => ({
        ...together(initial, preamble),
        register: register.over(
          preamble.octets.map((octet) => permuted(octet, mask)),
          initial.register,
        ),
      })),
    )
    .sort((a, b) => a.surprise - b.surprise);
}

const preambles: readonly (Choice & { octets: Uint8Array })[] = Array.from({ length: 18 }, (_, index) => {
  const octets = new Uint8Array((index >> 1) + (index & 1)).fill(0x55);
  if (index & 1) octets[octets.length - 1] = 0xd5;
  return { ...preambleChoice(index >> 1, (index & 1) === 1), octets };
});

function preambleChoice(count: number, sfd: boolean): Choice {
  const usual = count === 0 || count === 7;
  if (count === 0 && !sfd) return RIGHT;
  if (count === 0) return choice(4, 'sfd-included', 'the SFD is covered too');
  const words = `${octetCount(count)} of preamble${sfd ? ' and the SFD are' : ` ${count === 1 ? 'is' : 'are'}`} covered too`;
  const code = sfd ? 'preamble-and-sfd-included' : 'preamble-included';
  return choice(usual ? (sfd ? 3 : 4) : 8, code, words, { preambleOctets: count });
}
