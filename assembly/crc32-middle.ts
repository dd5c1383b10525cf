// From 384 octets on: the relation of octets 17 80 118 124 203.
//
//   t[n] = m[n] + t[n - 17] + t[n - 80] + t[n - 118] + t[n - 124] + t[n - 203]
//
// Told from the eliminated row's end: it is added to rows 1 to 12 after it, and those sums wait in registers, d1 for the next
// row to d11. It takes four rows a turn, since after each turn the sums change registers. The 13 rows that are left (and up to
// 3 more) are written out as a shorter message with the same CRC.
import { delay1, delay6, delay11, delay12, xor3 } from './crc32-vectors';

/** Rows that this relation can't eliminate: 203 = 12 x 16 + 11. */
const ROWS_KEPT: u32 = 13;

/** Where `eliminateMiddle` leaves its rows. */
export const MIDDLE_REST: usize = memory.data(16 * 16, 64);

/** Fewest rows for which this pays. */
export const MIDDLE_FROM: u32 = 24;

/** How many rows `eliminateMiddle` leaves of `rows`. */
@inline
export function middleRest(rows: u32): u32 {
  return ROWS_KEPT + ((rows - ROWS_KEPT) & 3);
}

/** Writes the rows that are left to MIDDLE_REST. `row` is row 0 in place of the one at `at`, `next` is added to row 1. */
export function eliminateMiddle(at: usize, rows: u32, row: v128, next: v128): void {
  const zero = i8x16.splat(0);
  let before = zero;
  let d1 = next;
  let d2 = zero;
  let d3 = zero;
  let d4 = zero;
  let d5 = zero;
  let d6 = zero;
  let d7 = zero;
  let d8 = zero;
  let d9 = zero;
  let d10 = zero;
  let d11 = zero;
  const end = at + ((rows - middleRest(rows)) << 4);
  while (at < end) {
    const row1 = v128.xor(v128.xor(d1, v128.load(at, 16)), delay1(before, row));
    d5 = v128.xor(d5, row);
    d7 = xor3(d7, delay6(before, row), delay12(before, row));
    const d12 = delay11(before, row);
    const row2 = v128.xor(v128.xor(d2, v128.load(at, 32)), delay1(row, row1));
    d6 = v128.xor(d6, row1);
    d8 = xor3(d8, delay6(row, row1), delay12(row, row1));
    const d13 = delay11(row, row1);
    const row3 = v128.xor(v128.xor(d3, v128.load(at, 48)), delay1(row1, row2));
    d7 = v128.xor(d7, row2);
    d9 = xor3(d9, delay6(row1, row2), delay12(row1, row2));
    const d14 = delay11(row1, row2);
    row = v128.xor(v128.xor(d4, v128.load(at, 64)), delay1(row2, row3));
    d8 = v128.xor(d8, row3);
    d10 = xor3(d10, delay6(row2, row3), delay12(row2, row3));
    const d15 = delay11(row2, row3);
    before = row3;
    d1 = d5;
    d2 = d6;
    d3 = d7;
    d4 = d8;
    d5 = d9;
    d6 = d10;
    d7 = d11;
    d8 = d12;
    d9 = d13;
    d10 = d14;
    d11 = d15;
    at += 64;
  }
  // What the last eliminated row has for the octets beyond its own sixteen.
  d1 = v128.xor(d1, delay1(before, zero));
  d7 = xor3(d7, delay6(before, zero), delay12(before, zero));
  const d12 = delay11(before, zero);
  v128.store(MIDDLE_REST, row);
  settle(at, 16, d1, d2, d3, d4, d5, d6);
  settle(at, 112, d7, d8, d9, d10, d11, d12);
  for (let i = ROWS_KEPT << 4; i < middleRest(rows) << 4; i += 16) v128.store(MIDDLE_REST + i, v128.load(at + i));
}

/** Six rows with what was waiting for them. */
@inline
function settle(at: usize, from: usize, a: v128, b: v128, c: v128, d: v128, e: v128, f: v128): void {
  const source = at + from;
  const target = MIDDLE_REST + from;
  v128.store(target, v128.xor(v128.load(source), a));
  v128.store(target, v128.xor(v128.load(source, 16), b), 16);
  v128.store(target, v128.xor(v128.load(source, 32), c), 32);
  v128.store(target, v128.xor(v128.load(source, 48), d), 48);
  v128.store(target, v128.xor(v128.load(source, 64), e), 64);
  v128.store(target, v128.xor(v128.load(source, 80), f), 80);
}
