// Long messages: the relation of octets 34 48 5869.
//
//   t[n] = m[n] + t[n - 34] + t[n - 48] + t[n - 5869]
//
// Two of its distances are so short that the octets are still in registers, and one of these is three whole rows. The
// eliminated octets t are kept in a ring; at the end the last 367 rows (and up to 7 more) are written out with what the ring
// still owes them, as a shorter message with the same CRC.
import { delay2, xor3 } from './crc32-vectors';

const RING_OCTETS: usize = 8192;
/** The farthest distance. 5869 = 366 x 16 + 13, so that a row's last octet reaches into the 367th row after it. */
const REACH: usize = 5869;
/** Rows that this relation can't eliminate. */
const ROWS_KEPT: u32 = 367;
/** Groups of 8 rows at the start to which nothing comes back from the ring yet: 45 x 128 octets < 5869. */
const FIRST_GROUPS: u32 = 45;

/** The ring, and once more its first two rows, so that a load may straddle its end. */
const ring: usize = memory.data(8192 + 32, 64);
/** What comes back to the first groups. */
const zeros: usize = memory.data(128, 64);
/** The message's first 8 rows: a copy, because the first of them is not as it stands in memory. */
const firstRows: usize = memory.data(128, 64);

/** Where `eliminateFar` leaves its rows. */
export const FAR_REST: usize = memory.data(374 * 16, 64);

/** Fewest rows for which this pays. */
export const FAR_FROM: u32 = 760;

/** How many rows `eliminateFar` leaves of `rows`. */
@inline
export function farRest(rows: u32): u32 {
  return ROWS_KEPT + ((rows - ROWS_KEPT) & 7);
}

/** One row: the message's, what comes back from the ring, and the rows three and (14 octets of it) two before. */
@inline
function eliminated(message: v128, third: v128, second: v128): v128 {
  return xor3(message, third, delay2(third, second));
}

@inline
function closeRing(): void {
  v128.store(ring, v128.load(ring), 8192);
  v128.store(ring, v128.load(ring, 16), 8192 + 16);
}

/** Writes the rows that are left to FAR_REST. `row` is row 0 in place of the one at `at`, `next` is added to row 1. */
export function eliminateFar(at: usize, rows: u32, row: v128, next: v128): void {
  memory.copy(firstRows, at, 128);
  v128.store(firstRows, row);
  v128.store(firstRows, v128.xor(v128.load(at, 16), next), 16);
  memory.fill(ring + RING_OCTETS - 128, 0, 128);
  const groups = (rows - ROWS_KEPT) >>> 3;
  let from = firstRows;
  let write: usize = 0;
  let read: usize = RING_OCTETS - REACH;
  let t0 = i8x16.splat(0);
  let t1 = t0;
  let t2 = t0;
  for (let group: u32 = 0; group < groups; group++) {
    const back = group < FIRST_GROUPS ? zeros : ring + read;
    const w = ring + write;
    t0 = eliminated(v128.xor(v128.load(from), v128.load(back)), t0, t1);
    v128.store(w, t0);
    t1 = eliminated(v128.xor(v128.load(from, 16), v128.load(back, 16)), t1, t2);
    v128.store(w, t1, 16);
    t2 = eliminated(v128.xor(v128.load(from, 32), v128.load(back, 32)), t2, t0);
    v128.store(w, t2, 32);
    const t3 = eliminated(v128.xor(v128.load(from, 48), v128.load(back, 48)), t0, t1);
    v128.store(w, t3, 48);
    const t4 = eliminated(v128.xor(v128.load(from, 64), v128.load(back, 64)), t1, t2);
    v128.store(w, t4, 64);
    t0 = eliminated(v128.xor(v128.load(from, 80), v128.load(back, 80)), t2, t3);
    v128.store(w, t0, 80);
    t1 = eliminated(v128.xor(v128.load(from, 96), v128.load(back, 96)), t3, t4);
    v128.store(w, t1, 96);
    t2 = eliminated(v128.xor(v128.load(from, 112), v128.load(back, 112)), t4, t0);
    v128.store(w, t2, 112);
    if (write == 0) closeRing();
    at += 128;
    from = at;
    write = (write + 128) & (RING_OCTETS - 1);
    read = (read + 128) & (RING_OCTETS - 1);
  }
  settle(at, farRest(rows), write, read);
  v128.store(FAR_REST, eliminated(v128.load(FAR_REST), t0, t1));
  v128.store(FAR_REST, eliminated(v128.load(FAR_REST, 16), t1, t2), 16);
  v128.store(FAR_REST, eliminated(v128.load(FAR_REST, 32), t2, i8x16.splat(0)), 32);
}

/** The rows from `at` on, with what comes back to them from the ring. Nothing is eliminated any more. */
function settle(at: usize, rows: u32, write: usize, read: usize): void {
  // Up to 8 rows on, this reads where t would stand had the elimination gone on: zeros.
  memory.fill(ring + write, 0, 128);
  if (write == 0) closeRing();
  const end = FAR_REST + (rows << 4);
  let to = FAR_REST;
  while (to + 128 <= end) {
    const r = ring + read;
    v128.store(to, v128.xor(v128.load(at), v128.load(r)));
    v128.store(to, v128.xor(v128.load(at, 16), v128.load(r, 16)), 16);
    v128.store(to, v128.xor(v128.load(at, 32), v128.load(r, 32)), 32);
    v128.store(to, v128.xor(v128.load(at, 48), v128.load(r, 48)), 48);
    v128.store(to, v128.xor(v128.load(at, 64), v128.load(r, 64)), 64);
    v128.store(to, v128.xor(v128.load(at, 80), v128.load(r, 80)), 80);
    v128.store(to, v128.xor(v128.load(at, 96), v128.load(r, 96)), 96);
    v128.store(to, v128.xor(v128.load(at, 112), v128.load(r, 112)), 112);
    at += 128;
    to += 128;
    read = (read + 128) & (RING_OCTETS - 1);
  }
  for (; to < end; to += 16) {
    v128.store(to, v128.xor(v128.load(at), v128.load(ring + read)));
    at += 16;
    read += 16;
  }
}
