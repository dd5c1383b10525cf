// CRC-32, the frame check sequence of clause 3.2.9: generator G = 04C11DB7, octets least significant bit first.
//
// WebAssembly has no carry-less multiplication, which is what makes this sum fast in machine code. It has vectors of 16 octets,
// and this is how they are used (after "Chorba", arXiv 2412.16398).
//
// A message of N bits is a polynomial M(x) over GF(2), its first bit the coefficient of x^(N-1). The CRC is the remainder of
// M(x) x^32 modulo G, with the first 32 bits and the result complemented. A multiple of G can be added to M without changing
// the remainder. Let a *relation* be a set of distances d with
//
//   1 + x^-d1 + x^-d2 + ... + x^-dk = 0 (mod G)
//
// Added where a 1 stands in the message, it clears that bit and flips those that come d1, d2 ... dk later. So a message can be
// eliminated from its front, bit by bit, or, as no distance is shorter than that, 128 bits at once, until only the last dk
// bits are left. And since P(x)^2 = P(x^2) over GF(2), distances may be doubled, and doubled again: a relation of bits is also
// one of octets.
//
// G has multiples of few terms: the fewer, the farther apart. These were found by search (sort the sums of pairs or triples of
// x^-d, look for two that differ by 1), as those that cost a vector unit least: few terms, close enough together to stay in
// registers, the shortest not so short that each row waits for the one before. test/crc32.test.ts proves each.
//
//   from rows   relation                     rows left   cost of 16 octets
//   760         octets 34 48 5869            367         2 loads, 1 shuffle, 3 exclusive-ors, 1 store   crc32-far.ts
//   24          octets 17 80 118 124 203     13          1 load, 4 shuffles, 5 exclusive-ors            crc32-middle.ts
//   5           bits 281 285 344 515         4           1 load, 9 shifts and shuffles, 8               crc32-short.ts
//   3           bits 181 199 255 263 274     2           1 load, 10 shifts and shuffles, 10             crc32-short.ts
//   2           8 tables of 16 octets        1           8 look-ups of 16 octets at once                crc32-short.ts
//   1           16 tables of 256 words       0           16 look-ups                                    crc32-short.ts
//
// Zeros in front of a message change nothing while the register is zero. So the message is taken in rows of 16 octets that end
// where it ends; of its first row, octets that lie before the message are read and dropped. Nothing behind the message is
// read, and nothing is written outside the kernels' own memory.
import { eliminateFar, FAR_FROM, FAR_REST, farRest } from './crc32-far';
import { eliminateMiddle, MIDDLE_FROM, MIDDLE_REST, middleRest } from './crc32-middle';
import { reduceShort } from './crc32-short';
import { HEAD_INDEX, HEAD_MASK, SLICES } from './crc32-tables';

/** CRC-32 of `length` octets at `address`, continued from `previous` (0 to begin). Reads up to 15 octets before `address`. */
export function crc32(address: usize, length: u32, previous: u32): u32 {
  if (length == 0) return previous;
  const missing = (0 - length) & 15;
  let at = address - missing;
  // The register's first value is added to the first four octets, wherever in the first two rows these lie.
  const start = i32x4.replace_lane(i32x4.splat(0), 0, ~previous);
  let row = v128.load(at);
  let next = i8x16.splat(0);
  if (missing) {
    row = v128.and(row, v128.load(HEAD_MASK + 16 - missing));
    row = v128.xor(row, v128.swizzle(start, v128.load(HEAD_INDEX + 16 - missing)));
    next = v128.swizzle(start, v128.load(HEAD_INDEX + 32 - missing));
  } else {
    row = v128.xor(row, start);
  }
  let rows = (length + 15) >>> 4;
  if (rows >= MIDDLE_FROM) {
    if (rows >= FAR_FROM) {
      eliminateFar(at, rows, row, next);
      at = FAR_REST;
      rows = farRest(rows);
      row = v128.load(at);
      next = i8x16.splat(0);
    }
    eliminateMiddle(at, rows, row, next);
    at = MIDDLE_REST;
    rows = middleRest(rows);
    row = v128.load(at);
    next = i8x16.splat(0);
  }
  return ~reduceShort(at, rows, row, next);
}

/** The same by "slicing by 16", the fastest way without vectors: the bench measures by it, the tests have it as a witness. */
export function crc32Slicing(address: usize, length: u32, previous: u32): u32 {
  let register = ~previous;
  const end = address + length;
  while (address + 16 <= end) {
    const a = register ^ load<u32>(address);
    const b = load<u32>(address, 4);
    const c = load<u32>(address, 8);
    const d = load<u32>(address, 12);
    register =
      (((load<u32>((a << 2) & 0x3fc, SLICES + 15 * 1024) ^
        load<u32>((a >>> 6) & 0x3fc, SLICES + 14 * 1024)) ^
        (load<u32>((a >>> 14) & 0x3fc, SLICES + 13 * 1024) ^
        load<u32>((a >>> 22) & 0x3fc, SLICES + 12 * 1024))) ^
        ((load<u32>((b << 2) & 0x3fc, SLICES + 11 * 1024) ^
        load<u32>((b >>> 6) & 0x3fc, SLICES + 10 * 1024)) ^
        (load<u32>((b >>> 14) & 0x3fc, SLICES + 9 * 1024) ^
        load<u32>((b >>> 22) & 0x3fc, SLICES + 8 * 1024)))) ^
        (((load<u32>((c << 2) & 0x3fc, SLICES + 7 * 1024) ^
        load<u32>((c >>> 6) & 0x3fc, SLICES + 6 * 1024)) ^
        (load<u32>((c >>> 14) & 0x3fc, SLICES + 5 * 1024) ^
        load<u32>((c >>> 22) & 0x3fc, SLICES + 4 * 1024))) ^
        ((load<u32>((d << 2) & 0x3fc, SLICES + 3 * 1024) ^
        load<u32>((d >>> 6) & 0x3fc, SLICES + 2 * 1024)) ^
        (load<u32>((d >>> 14) & 0x3fc, SLICES + 1 * 1024) ^
        load<u32>((d >>> 22) & 0x3fc, SLICES + 0 * 1024))));
    address += 16;
  }
  while (address < end) {
    register = load<u32>(SLICES + (((register ^ load<u8>(address)) & 0xff) << 2)) ^ (register >>> 8);
    address++;
  }
  return ~register;
}
