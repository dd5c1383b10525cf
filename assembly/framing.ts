// Preamble, start frame delimiter and FCS around a frame, the search for the SFD, and the shift that puts what follows it on
// octets (clauses 3.1, 3.2.2, 4.2.5). The first bit transmitted is the least significant of the first octet:
//
//   octets      55       55       55       55       55       55       55       d5
//   wire     10101010 10101010 10101010 10101010 10101010 10101010 10101010 10101011 destination ...
//            |<------------------------ preamble ------------------------>| |< SFD >|
//
// A receiver that has lost some bits of the preamble finds all of this at another bit phase.
import { crc32 } from './crc32';

/** Writes preamble and SFD into the 8 octets before `frame`, and the FCS into the 4 after its `length` octets. */
export function sealFrame(frame: usize, length: u32): void {
  store<u64>(frame - 8, 0xd555555555555555);
  store<u32>(frame + length, crc32(frame, length, 0));
}

/**
 * Has a 1 at the last bit of every 10101011 that lies within the 64 bits of `window`, so at 7 .. 63 only: a 11 that ends
 * there, a 10 that ends 2 bits before, others 4 and 6 bits before.
 */
@inline function delimiters(window: u64): u64 {
  const before = window << 1;
  const oneOne = window & before;
  const oneZero = before ^ oneOne;
  const oneZero2 = oneZero << 2;
  return oneOne & oneZero2 & ((oneZero & oneZero2) << 4);
}

/** The same for two windows: the second begins 7 octets behind the first, so that 14 octets are searched at once. */
@inline function delimiters2(window: v128): v128 {
  const before = i64x2.add(window, window);
  const oneOne = v128.and(window, before);
  const oneZero = v128.xor(before, oneOne);
  const oneZero2 = i64x2.shl(oneZero, 2);
  return v128.and(v128.and(oneOne, oneZero2), i64x2.shl(v128.and(oneZero, oneZero2), 4));
}

/** The octets from `octets` to `end`, fewer than 8, the rest 0. */
function loadPart(octets: usize, end: usize): u64 {
  let part: u64 = 0;
  for (let i: usize = 0; octets + i < end; i++) part |= <u64>load<u8>(octets + i) << (i << 3);
  return part;
}

/** Bits from the first octet to behind an SFD whose last bit is the lowest 1 of `found` in the window at `at`, or -1. */
@inline function behind(octets: usize, at: usize, found: u64, bits: u32): i32 {
  const after = (<i32>(at - octets) << 3) + <i32>ctz(found) + 1;
  return after <= <i32>bits ? after : -1;
}

/**
 * Index of the first bit after the first SFD (10101011 in order of transmission) at any bit phase, if all of it lies within
 * the first `bits` bits at `octets`; otherwise -1. Nothing beyond ceil(bits / 8) octets is read. `bits` < 2^31.
 */
export function findSfd(octets: usize, bits: u32): i32 {
  const end = octets + ((bits + 7) >>> 3);
  let at = octets;
  let found: u64;
  if (at + 8 > end) {
    found = delimiters(loadPart(at, end));
    return found ? behind(octets, at, found, bits) : -1;
  }
  // A whole preamble has its SFD at bit 56, so the first window is nearly always enough.
  found = delimiters(load<u64>(at));
  if (found) return behind(octets, at, found, bits);
  at += 7;
  while (at + 57 <= end) {
    const a = delimiters2(v128.load64_lane(at, v128.load64_zero(at), 1, 7));
    const b = delimiters2(v128.load64_lane(at, v128.load64_zero(at, 14), 1, 21));
    const c = delimiters2(v128.load64_lane(at, v128.load64_zero(at, 28), 1, 35));
    const d = delimiters2(v128.load64_lane(at, v128.load64_zero(at, 42), 1, 49));
    if (v128.any_true(v128.or(v128.or(a, b), v128.or(c, d)))) break;
    at += 56;
  }
  for (; at + 8 <= end; at += 7) {
    found = delimiters(load<u64>(at));
    if (found) return behind(octets, at, found, bits);
  }
  // The last window ends with the last octet.
  found = delimiters(load<u64>(end - 8) >>> (<u64>(at + 8 - end) << 3));
  return found ? behind(octets, at, found, bits) : -1;
}

/** 16 octets that begin at bit `phase` of `source`; reads one octet more. Bits that both loads hold fall on each other. */
@inline function load16At(source: usize, phase: i32): v128 {
  const first = v128.load(source);
  if (phase == 0) return first;
  return v128.or(i64x2.shr_u(first, phase), i64x2.shl(v128.load(source, 1), 8 - phase));
}

/** The same for 8 octets. */
@inline function load8At(source: usize, phase: i32): u64 {
  const first = load<u64>(source);
  return phase == 0 ? first : (first >>> phase) | (load<u64>(source, 1) << (8 - phase));
}

/** Copies `count` octets that begin at bit `phase`. A phase known to the compiler makes each shift one instruction. */
@inline function copyAt(source: usize, phase: i32, count: u32, target: usize): void {
  const end = target + count;
  if (count < 16) {
    if (count >= 8) {
      const back = count - 8;
      const last = load8At(source + back, phase);
      store<u64>(target, load8At(source, phase));
      store<u64>(target + back, last);
      return;
    }
    while (target < end) {
      const first = <u32>load<u8>(source);
      store<u8>(target++, phase == 0 ? first : (first | (<u32>load<u8>(source, 1) << 8)) >>> phase);
      source++;
    }
    return;
  }
  while (target + 64 <= end) {
    v128.store(target, load16At(source, phase));
    v128.store(target, load16At(source + 16, phase), 16);
    v128.store(target, load16At(source + 32, phase), 32);
    v128.store(target, load16At(source + 48, phase), 48);
    source += 64;
    target += 64;
  }
  while (target + 16 <= end) {
    v128.store(target, load16At(source, phase));
    source += 16;
    target += 16;
  }
  if (target < end) {
    // The last vector ends with the last octet and writes some octets a second time.
    const back = target + 16 - end;
    v128.store(target - back, load16At(source - back, phase));
  }
}

/**
 * Copies `bits` bits that begin at bit `offset` of `source` to `target`, on octets; source and target must not overlap.
 * Writes ceil(bits / 8) octets, the unused bits of the last 0, and nothing beyond; reads up to one octet beyond the last bit's.
 */
export function realign(source: usize, offset: u32, bits: u32, target: usize): void {
  const count = (bits + 7) >>> 3;
  source += offset >>> 3;
  switch (offset & 7) {
    case 0: { copyAt(source, 0, count, target); break; }
    case 1: { copyAt(source, 1, count, target); break; }
    case 2: { copyAt(source, 2, count, target); break; }
    case 3: { copyAt(source, 3, count, target); break; }
    case 4: { copyAt(source, 4, count, target); break; }
    case 5: { copyAt(source, 5, count, target); break; }
    case 6: { copyAt(source, 6, count, target); break; }
    case 7: { copyAt(source, 7, count, target); break; }
  }
  if (bits & 7) {
    const last = target + (bits >>> 3);
    store<u8>(last, <u32>load<u8>(last) & ((1 << (bits & 7)) - 1));
  }
}
