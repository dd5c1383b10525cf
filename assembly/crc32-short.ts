// Up to 512 octets: the last rows, one after the other, down to 32 bits.
//
//   5 rows and more  bits 281 285 344 515       leaves 4 rows
//   4 and 3 rows     bits 181 199 255 263 274   leaves 2 rows
//   2 rows           an octet into the four that begin 16 after it, by tables of its halves, 16 octets at once (swizzle)
//   1 row            16 look-ups, "slicing"
//
// The bit relations move a row by whole 64-bit lanes and a shift within the lane: what the shift pushes out (`carry`) goes one
// lane further on. A distance of 281 bits is 4 lanes and 25 bits. Lanes of an odd number straddle two rows and wait for delay8.
//
// The message is followed by the 32 zero bits of clause 3.2.9 b) to d). What a relation has for them collects in `tail`.
import { ROW_STEP, SLICES } from './crc32-tables';
import { delay1, delay2, delay3, delay8, delay11, xor3, xor4 } from './crc32-vectors';

/** The register after the 16 octets of `row`, to which the first four octets of `tail` are added. */
@inline
export function reduceRow(row: v128, tail: v128): u32 {
  // Octets as offsets into tables of words, in 16-bit lanes: to take those out costs least. Half of the words are added in
  // vectors, because 16 would not fit in the general registers.
  const even = v128.and(v128.shl<u16>(row, 2), i16x8.splat(0x3fc));
  const odd = v128.and(v128.shr<u16>(row, 6), i16x8.splat(0x3fc));
  const high = xor4(
    v128.xor(
      v128.load32_zero(v128.extract_lane<u16>(even, 4), SLICES + 7 * 1024),
      v128.load32_zero(v128.extract_lane<u16>(odd, 4), SLICES + 6 * 1024),
    ),
    v128.xor(
      v128.load32_zero(v128.extract_lane<u16>(even, 5), SLICES + 5 * 1024),
      v128.load32_zero(v128.extract_lane<u16>(odd, 5), SLICES + 4 * 1024),
    ),
    v128.xor(
      v128.load32_zero(v128.extract_lane<u16>(even, 6), SLICES + 3 * 1024),
      v128.load32_zero(v128.extract_lane<u16>(odd, 6), SLICES + 2 * 1024),
    ),
    v128.xor(
      v128.load32_zero(v128.extract_lane<u16>(even, 7), SLICES + 1 * 1024),
      v128.load32_zero(v128.extract_lane<u16>(odd, 7), SLICES + 0 * 1024),
    ),
  );
  return (
    ((load<u32>(<u32>v128.extract_lane<u16>(even, 0), SLICES + 15 * 1024) ^
      load<u32>(<u32>v128.extract_lane<u16>(odd, 0), SLICES + 14 * 1024)) ^
      (load<u32>(<u32>v128.extract_lane<u16>(even, 1), SLICES + 13 * 1024) ^
      load<u32>(<u32>v128.extract_lane<u16>(odd, 1), SLICES + 12 * 1024)))
    ^ ((load<u32>(<u32>v128.extract_lane<u16>(even, 2), SLICES + 11 * 1024) ^
      load<u32>(<u32>v128.extract_lane<u16>(odd, 2), SLICES + 10 * 1024)) ^
      (load<u32>(<u32>v128.extract_lane<u16>(even, 3), SLICES + 9 * 1024) ^
      load<u32>(<u32>v128.extract_lane<u16>(odd, 3), SLICES + 8 * 1024)))
    ^ v128.extract_lane<u32>(v128.xor(high, tail), 0)
  );
}

@inline
function stepped(low: v128, high: v128, table: usize): v128 {
  return v128.xor(v128.swizzle(v128.load(table), low), v128.swizzle(v128.load(table, 16), high));
}

/** The register after the last two rows. */
@inline
function reduceTwo(row: v128, last: v128, tail: v128): u32 {
  const fifteen = i8x16.splat(15);
  const low = v128.and(row, fifteen);
  const high = v128.and(v128.shr<u64>(row, 4), fifteen);
  const zero = i8x16.splat(0);
  const first = stepped(low, high, ROW_STEP);
  const second = stepped(low, high, ROW_STEP + 32);
  const third = stepped(low, high, ROW_STEP + 64);
  const fourth = stepped(low, high, ROW_STEP + 96);
  return reduceRow(
    v128.xor(v128.xor(last, first), xor3(delay1(zero, second), delay2(zero, third), delay3(zero, fourth))),
    xor4(tail, delay1(second, zero), delay2(third, zero), delay3(fourth, zero)),
  );
}

// Bits 181 199 255 263 274 of a row, by the lane that they reach.

@inline
function lane2(row: v128): v128 {
  return v128.shl<u64>(row, 53);
}

@inline
function lane3(row: v128): v128 {
  return xor3(v128.shr<u64>(row, 11), v128.shl<u64>(row, 7), v128.shl<u64>(row, 63));
}

@inline
function lane4(row: v128): v128 {
  return xor4(v128.shr<u64>(row, 57), v128.shr<u64>(row, 1), v128.shl<u64>(row, 7), v128.shl<u64>(row, 18));
}

@inline
function lane5(row: v128): v128 {
  return v128.xor(v128.shr<u64>(row, 57), v128.shr<u64>(row, 46));
}

/** The register after the last four rows; fewer with zeros in front. */
@inline
function reduceFour(a: v128, b: v128, c: v128, d: v128, tail: v128, rows: u32): u32 {
  if (rows > 2) {
    const zero = i8x16.splat(0);
    const three = lane3(a);
    const five = lane5(a);
    b = xor3(b, lane2(a), delay8(zero, three));
    c = xor3(c, lane4(a), delay8(zero, five));
    const nextThree = lane3(b);
    const nextFive = lane5(b);
    c = xor3(c, lane2(b), delay8(three, nextThree));
    d = xor4(d, lane4(b), delay8(five, nextFive), delay8(nextThree, zero));
    tail = v128.xor(tail, delay8(nextFive, zero));
  }
  return reduceTwo(c, d, tail);
}

/** The register after `rows` rows. `row` is row 0 in place of the one at `at`, `next` is added to row 1. */
@inline
export function reduceShort(at: usize, rows: u32, row: v128, next: v128): u32 {
  if (rows == 1) return reduceRow(row, next);
  const zero = i8x16.splat(0);
  next = v128.xor(next, v128.load(at, 16));
  let a = zero;
  let b = zero;
  let c = row;
  let d = next;
  let tail = zero;
  if (rows == 3) {
    b = row;
    c = next;
    d = v128.load(at, 32);
  } else if (rows == 4) {
    a = row;
    b = next;
    c = v128.load(at, 32);
    d = v128.load(at, 48);
  } else if (rows > 4) {
    // Bits 281 285 344 515. What waits for the rows after the next: d2 and d3, and what straddles lanes.
    const end = at + ((rows - 4) << 4);
    let before = zero;
    let five = zero;
    let nine = zero;
    let d2 = zero;
    let d3 = zero;
    while (at < end) {
      const rowFive = v128.xor(v128.shr<u64>(row, 39), v128.shr<u64>(row, 35));
      const rowNine = v128.shr<u64>(row, 61);
      const after = v128.xor(
        xor4(v128.shl<u64>(row, 25), v128.shl<u64>(row, 29), delay8(five, rowFive), delay11(before, row)),
        v128.xor(d2, v128.load(at, 32)),
      );
      d2 = d3;
      d3 = v128.xor(v128.shl<u64>(row, 3), delay8(nine, rowNine));
      five = rowFive;
      nine = rowNine;
      before = row;
      row = next;
      next = after;
      at += 16;
    }
    a = row;
    b = next;
    c = xor4(d2, v128.load(at, 32), delay8(five, zero), delay11(before, zero));
    d = v128.xor(d3, v128.load(at, 48));
    tail = delay8(nine, zero);
  }
  return reduceFour(a, b, c, d, tail, rows);
}
