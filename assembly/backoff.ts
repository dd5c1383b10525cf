// Seeded chance. Truncated binary exponential backoff (clause 4.2.3.2.5) draws from xoshiro128** (Blackman and Vigna,
// "Scrambled linear pseudorandom number generators", 2021); payloads of made-up traffic come from xorshift64 (Marsaglia, 2003).
//
//   state of a stream, 16 octets:   s0 | s1 | s2 | s3      four 32-bit words, little endian, never all zero

/** 2^64 divided by the golden ratio, odd: splitmix64's step. */
const GOLDEN: u64 = 0x9e3779b97f4a7c15;

/** splitmix64's finaliser: a bijection of the 64-bit words that scatters neighbours; 0 and only 0 goes to 0. */
@inline function mix(value: u64): u64 {
  value = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >>> 27)) * 0x94d049bb133111eb;
  return value ^ (value >>> 31);
}

/**
 * Fills the 16 octets of `state` from a 64-bit seed (two halves) and a stream's name, hashed to 32 bits.
 *
 * From `state` both seed and stream can be computed back, so two different pairs never share a state. Nor is one ever
 * all zero, where xoshiro would stay: were `first` 0, `second` would be mix of an odd multiple of 1 .. 2^32, which is not 0.
 */
export function seedStream(state: usize, seedLow: u32, seedHigh: u32, stream: u32): void {
  const seed = ((<u64>seedHigh) << 32) | seedLow;
  const first = mix(seed ^ mix(<u64>stream + GOLDEN));
  const second = mix(first + (<u64>stream + 1) * GOLDEN);
  store<u64>(state, first);
  store<u64>(state, second, 8);
}

/** The next 32 random bits of a stream. */
export function random32(state: usize): u32 {
  const s0 = load<u32>(state);
  let s1 = load<u32>(state, 4);
  let s2 = load<u32>(state, 8);
  let s3 = load<u32>(state, 12);
  const result = rotl<u32>(s1 * 5, 7) * 9;
  const t = s1 << 9;
  s2 ^= s0;
  s3 ^= s1;
  store<u32>(state, s0 ^ s3);
  store<u32>(state, s1 ^ s2, 4);
  store<u32>(state, s2 ^ t, 8);
  store<u32>(state, rotl<u32>(s3, 11), 12);
  return result;
}

/**
 * r, uniform in 0 .. 2^min(attempts, 10) - 1, after the `attempts`-th collision of a frame (clause 4.2.3.2.5: backoffLimit
 * is 10). One draw a call, its highest bits; no attempt, no wait: 0 attempts give 0.
 */
export function backoff(state: usize, attempts: u32): u32 {
  return <u32>((<u64>random32(state) << min(attempts, 10)) >>> 32);
}

/** Where the last, partial block of a pattern is made. */
const block = memory.data(128, 16);

/** One step of xorshift64 with the shifts 13, 7, 17 in both lanes; its period is 2^64 - 1. */
@inline function step(state: v128): v128 {
  state = v128.xor(state, i64x2.shl(state, 13));
  state = v128.xor(state, i64x2.shr_u(state, 7));
  return v128.xor(state, i64x2.shl(state, 17));
}

/** Lanes 2n and 2n + 1 of eight, seeded as for splitmix64. -GOLDEN .. -8 GOLDEN are no 32-bit seeds, so no lane begins at 0. */
@inline function lanes(seed: u32, n: u64): v128 {
  const even = mix(<u64>seed + (2 * n + 1) * GOLDEN);
  return i64x2.replace_lane(i64x2.splat(even), 1, mix(<u64>seed + (2 * n + 2) * GOLDEN));
}

/**
 * Fills `length` octets at `address` with a pseudo-random payload: the same for the same seed at any address, a shorter one
 * being the beginning of a longer. Writes nothing beyond. For traffic, not for secrets or statistics.
 *
 * A block of 128 octets holds eight 64-bit generators, a pair to a vector, and the sums of neighbouring vectors:
 *
 *   a | b | c | d | a + b | b + c | c + d | d + a      then one step of each generator
 */
export function patternFill(address: usize, length: u32, seed: u32): void {
  const end = address + length;
  let a = lanes(seed, 0);
  let b = lanes(seed, 1);
  let c = lanes(seed, 2);
  let d = lanes(seed, 3);
  while (address < end) {
    const whole = end - address >= 128;
    const target = whole ? address : block;
    v128.store(target, a);
    v128.store(target, b, 16);
    v128.store(target, c, 32);
    v128.store(target, d, 48);
    v128.store(target, i64x2.add(a, b), 64);
    v128.store(target, i64x2.add(b, c), 80);
    v128.store(target, i64x2.add(c, d), 96);
    v128.store(target, i64x2.add(d, a), 112);
    if (!whole) memory.copy(address, block, end - address);
    a = step(a);
    b = step(b);
    c = step(c);
    d = step(d);
    address += 128;
  }
}
