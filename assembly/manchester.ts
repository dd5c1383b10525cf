// Manchester coding (clause 7.3.1.1): the first half bit is the complement, the second the true value, so that every bit
// has a transition in its middle. Octets and half bits are both packed least significant bit first, in order of transmission:
//
//   octet 55      1  0  1  0   1  0  1  0
//   half bits    01 10 01 10  01 10 01 10      two octets, 66 66
//
// V8 builds a v128 literal anew wherever it stands, inside loops too, so all of them are loaded from memory before the loop.

/** Half bits of each nibble. */
const halfBits = memory.data<u8>(
  [0x55, 0x56, 0x59, 0x5a, 0x65, 0x66, 0x69, 0x6a, 0x95, 0x96, 0x99, 0x9a, 0xa5, 0xa6, 0xa9, 0xaa],
  16,
);
const lanes0f0f = memory.data<u64>([0x0f0f0f0f0f0f0f0f, 0x0f0f0f0f0f0f0f0f], 16);
const lanes6666 = memory.data<u64>([0x6666666666666666, 0x6666666666666666], 16);
const lanes7878 = memory.data<u64>([0x7878787878787878, 0x7878787878787878], 16);
const lanesAaaa = memory.data<u64>([0xaaaaaaaaaaaaaaaa, 0xaaaaaaaaaaaaaaaa], 16);
const lanes5 = memory.data<u64>([0x0005000500050005, 0x0005000500050005], 16);
const lanes34 = memory.data<u64>([0x0022002200220022, 0x0022002200220022], 16);

const FIRST_HALVES: u64 = 0x5555555555555555;

/** Encodes 16 octets of a vector into the 32 at `symbols`. */
@inline function encodeVector(octets: v128, table: v128, nibble: v128, symbols: usize): void {
  const low = i8x16.swizzle(table, v128.and(octets, nibble));
  const high = i8x16.swizzle(table, v128.and(i16x8.shr_u(octets, 4), nibble));
  v128.store(symbols, i8x16.shuffle(low, high, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
  v128.store(symbols, i8x16.shuffle(low, high, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), 16);
}

/**
 * Encodes `length` octets at `octets` into 2 x `length` octets of half bits at `symbols`; the two must not overlap.
 * Any length, any alignment; nothing beyond either end is read or written.
 */
export function manchesterEncode(octets: usize, length: u32, symbols: usize): void {
  const end = octets + length;
  if (length < 16) {
    while (octets < end) {
      const octet = <u32>load<u8>(octets++);
      store<u8>(symbols, load<u8>(halfBits + (octet & 15)));
      store<u8>(symbols, load<u8>(halfBits + (octet >>> 4)), 1);
      symbols += 2;
    }
    return;
  }
  const table = v128.load(halfBits);
  const nibble = v128.load(lanes0f0f);
  while (octets + 32 <= end) {
    const first = v128.load(octets);
    const second = v128.load(octets, 16);
    encodeVector(first, table, nibble, symbols);
    encodeVector(second, table, nibble, symbols + 32);
    octets += 32;
    symbols += 64;
  }
  if (octets + 16 <= end) {
    encodeVector(v128.load(octets), table, nibble, symbols);
    octets += 16;
    symbols += 32;
  }
  if (octets < end) {
    // The last vector ends with the last octet and writes some half bits a second time.
    const back = octets + 16 - end;
    encodeVector(v128.load(octets - back), table, nibble, symbols - 2 * back);
  }
}

/**
 * The octets of 16 half bits in each lane, bits 1, 3, 5, 7 of them complemented; only for valid half bits. There the
 * second half of bit 0 and the first half of bit 1 already are neighbours, and a multiplication moves pairs together:
 *
 *   half bits        .. 23 ..  .. 01 ..      in each octet: the first half of odd bits is their complement
 *   times 5          . 0123 .                01 beside 23
 *   times 34         01234567                the nibbles of the two octets, in the lane's upper octet
 */
@inline function squeezeValid(halves: v128, pair: v128, nibble: v128, by5: v128, by34: v128): v128 {
  const pairs = v128.and(halves, pair);
  const nibbles = v128.and(i16x8.mul(pairs, by5), nibble);
  return i16x8.shr_u(i16x8.mul(nibbles, by34), 8);
}

/** The octets of 16 half bits in each lane, valid or not: the second halves gathered bit by bit, pair by pair, nibble by nibble. */
@inline function squeezeAny(halves: v128, pair: v128, nibble: v128, by5: v128, by34: v128): v128 {
  const bits = v128.and(i16x8.shr_u(halves, 1), i16x8.splat(0x5555));
  const pairs = v128.and(i16x8.add(bits, i16x8.add(bits, bits)), pair);
  const nibbles = v128.and(i16x8.mul(pairs, by5), nibble);
  return i16x8.shr_u(i16x8.mul(nibbles, by34), 8);
}

/** Has a 1 in the first half of every bit that has a transition. */
@inline function transitions(halves: v128): v128 {
  return v128.xor(halves, i16x8.shr_u(halves, 1));
}

/** Decodes 32 octets of half bits into 16; answers their transitions. */
@inline function decodeVectors(
  symbols: usize, octets: usize, any: bool, odd: v128, pair: v128, nibble: v128, by5: v128, by34: v128,
): v128 {
  const first = v128.load(symbols);
  const second = v128.load(symbols, 16);
  if (any) {
    const low = squeezeAny(first, pair, nibble, by5, by34);
    v128.store(octets, i8x16.narrow_i16x8_u(low, squeezeAny(second, pair, nibble, by5, by34)));
  } else {
    const low = squeezeValid(first, pair, nibble, by5, by34);
    const both = i8x16.narrow_i16x8_u(low, squeezeValid(second, pair, nibble, by5, by34));
    v128.store(octets, v128.xor(both, odd));
  }
  return v128.and(transitions(first), transitions(second));
}

/** Decodes `length` >= 16 whole octets; answers whether all were valid. If not, they are right only with `any`. */
@inline function decodeBlocks(symbols: usize, length: u32, octets: usize, any: bool): bool {
  const odd = v128.load(lanesAaaa);
  const pair = v128.load(lanes6666);
  const nibble = v128.load(lanes7878);
  const by5 = v128.load(lanes5);
  const by34 = v128.load(lanes34);
  const end = octets + length;
  let valid = i16x8.splat(-1);
  while (octets + 32 <= end) {
    const first = decodeVectors(symbols, octets, any, odd, pair, nibble, by5, by34);
    const second = decodeVectors(symbols + 32, octets + 16, any, odd, pair, nibble, by5, by34);
    valid = v128.and(valid, v128.and(first, second));
    octets += 32;
    symbols += 64;
  }
  if (octets + 16 <= end) {
    valid = v128.and(valid, decodeVectors(symbols, octets, any, odd, pair, nibble, by5, by34));
    octets += 16;
    symbols += 32;
  }
  if (octets < end) {
    const back = octets + 16 - end;
    valid = v128.and(valid, decodeVectors(symbols - 2 * back, end - 16, any, odd, pair, nibble, by5, by34));
  }
  return !v128.any_true(v128.andnot(i16x8.splat(0x5555), valid));
}

function decodeAnyBlocks(symbols: usize, length: u32, octets: usize): void {
  decodeBlocks(symbols, length, octets, true);
}

/** The half bits of the `bits` < 32 bits at `symbols`, the rest 0. */
function loadPart(symbols: usize, bits: u32): u64 {
  let part: u64 = 0;
  for (let i: u32 = 0; i < (bits + 3) >>> 2; i++) part |= <u64>load<u8>(symbols + i) << (i << 3);
  return part & (((<u64>1) << (bits << 1)) - 1);
}

/** The second halves of 32 bits. */
function squeeze64(halves: u64): u32 {
  let bits = (halves >>> 1) & FIRST_HALVES;
  bits = (bits | (bits >>> 1)) & 0x3333333333333333;
  bits = (bits | (bits >>> 2)) & 0x0f0f0f0f0f0f0f0f;
  bits = (bits | (bits >>> 4)) & 0x00ff00ff00ff00ff;
  bits = (bits | (bits >>> 8)) & 0x0000ffff0000ffff;
  return <u32>(bits | (bits >>> 16));
}

/** Decodes a few bits, valid or not. */
function decodeWords(symbols: usize, bits: u32, octets: usize): void {
  while (bits >= 32) {
    store<u32>(octets, squeeze64(load<u64>(symbols)));
    symbols += 8;
    octets += 4;
    bits -= 32;
  }
  let part = squeeze64(loadPart(symbols, bits));
  for (let left: i32 = bits; left > 0; left -= 8) {
    store<u8>(octets++, part);
    part >>>= 8;
  }
}

/** Index of the first of `bits` bits without a transition, or `bits`. */
function firstViolation(symbols: usize, bits: u32): u32 {
  let at: u32 = 0;
  for (; at + 128 <= bits; at += 128) {
    const both = v128.and(transitions(v128.load(symbols)), transitions(v128.load(symbols, 16)));
    if (v128.any_true(v128.andnot(i16x8.splat(0x5555), both))) break;
    symbols += 32;
  }
  while (at < bits) {
    const count = min(bits - at, 32);
    const halves = count == 32 ? load<u64>(symbols) : loadPart(symbols, count);
    const none = ~(halves ^ (halves >>> 1)) & FIRST_HALVES;
    // The zeros behind a part are no transitions either: without a violation before them, the first lies at `bits`.
    if (none) return at + (<u32>ctz(none) >>> 1);
    symbols += 8;
    at += 32;
  }
  return bits;
}

/**
 * Decodes `bits` bits at `symbols` into ceil(bits / 8) octets at `octets`; the two must not overlap. Answers how many bits
 * are valid before the first one without a transition in its middle (a code violation), `bits` when all are. All octets are
 * written in any case: a bit that is none has the value of its second half, unused bits of the last octet are 0.
 * Nothing beyond ceil(bits / 4) octets of half bits is read, nothing beyond the octets is written.
 */
export function manchesterDecode(symbols: usize, bits: u32, octets: usize): u32 {
  const whole = bits >>> 3;
  if (whole < 16) {
    decodeWords(symbols, bits, octets);
    return firstViolation(symbols, bits);
  }
  const rest = bits & 7;
  const valid = decodeBlocks(symbols, whole, octets, false);
  if (rest) decodeWords(symbols + 2 * whole, rest, octets + whole);
  if (valid) return rest ? bits - rest + firstViolation(symbols + 2 * whole, rest) : bits;
  decodeAnyBlocks(symbols, whole, octets);
  return firstViolation(symbols, bits);
}
