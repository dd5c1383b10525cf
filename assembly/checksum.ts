// The Internet checksum (RFC 1071) and its incremental update (RFC 1624).
//
// One's complement sums don't mind the order of octets within words (RFC 1071 section 2 (B)): the words are added as they lie
// in memory, little endian, and only the folded sum is swapped. Nor do they mind the width (2 (C)): 2^16, 2^32 and 2^64 all
// leave 1 modulo 2^16 - 1.

/** The one's complement sum of the upper and lower 16 bits: added to its halves' exchange, it carries end-around. Only 0 gives 0. */
@inline function fold32(sum: u32): u32 {
  return (sum + rotl<u32>(sum, 16)) >>> 16;
}

/** The same for the upper and lower 32 bits. */
@inline function fold64(sum: u64): u32 {
  return <u32>((sum + rotl<u64>(sum, 32)) >>> 32);
}

/** Both lanes of a vector, as integers that don't overflow for fewer than 2^31 vectors: all of them, and their upper halves. */
@inline function addLanes(all: v128, upper: v128): u64 {
  // What `all` has lost beyond 2^64 is in `upper`: without the upper halves the lower ones are left whole.
  const both = i64x2.add(i64x2.sub(all, i64x2.shl(upper, 32)), upper);
  return <u64>i64x2.extract_lane(both, 0) + <u64>i64x2.extract_lane(both, 1);
}

/**
 * One's complement sum of the 16-bit words (network order) of `length` octets at `address`, complemented: 0 .. FFFF. The last
 * octet of an odd length is the upper half of a word. `initial` is a sum to go on from, not complemented: that of a
 * pseudo-header, say, or ~checksum of what lies before, an even number of octets. Nothing beyond the octets is read.
 */
export function checksum(address: usize, length: u32, initial: u32): u32 {
  const end = address + length;
  // Times 2^8 is a swap, too: `initial` comes out of the last swap as it was.
  let sum = <u64>initial << 8;
  if (length >= 16) {
    let all = i64x2.splat(0);
    let upper = all;
    while (address + 64 <= end) {
      const a = v128.load(address);
      const b = v128.load(address, 16);
      const c = v128.load(address, 32);
      const d = v128.load(address, 48);
      all = i64x2.add(all, i64x2.add(i64x2.add(a, b), i64x2.add(c, d)));
      const low = i64x2.add(i64x2.shr_u(a, 32), i64x2.shr_u(b, 32));
      const high = i64x2.add(i64x2.shr_u(c, 32), i64x2.shr_u(d, 32));
      upper = i64x2.add(upper, i64x2.add(low, high));
      address += 64;
    }
    while (address + 16 <= end) {
      const a = v128.load(address);
      all = i64x2.add(all, a);
      upper = i64x2.add(upper, i64x2.shr_u(a, 32));
      address += 16;
    }
    sum += addLanes(all, upper);
  }
  if (length & 8) {
    const word = load<u64>(address);
    sum += (word & 0xffffffff) + (word >>> 32);
    address += 8;
  }
  if (length & 4) {
    sum += load<u32>(address);
    address += 4;
  }
  if (length & 2) {
    sum += load<u16>(address);
    address += 2;
  }
  if (length & 1) sum += load<u8>(address);
  const swapped = ~fold32(fold64(sum));
  return ((swapped & 0xff) << 8) | ((swapped >>> 8) & 0xff);
}

/**
 * RFC 1624, equation 3: the checksum HC' = ~(~HC + ~m + m') after one 16-bit word has changed from m = `from` to m' = `to`;
 * `old` is HC. All are 0 .. FFFF.
 *
 * Equation 2, HC + m + ~m', would answer FFFF (-0) where the sum comes to FFFF, and no header can have that checksum: a sum
 * of words that are not all 0 is never +0, so its complement is never FFFF. Equation 3 answers 0 there, as a full sum does. The
 * one case in which the two still differ is data that become all 0 (its full checksum is FFFF, -0; this answers 0): no IP
 * header, UDP datagram or TCP segment with its pseudo-header can, and RFC 1071's check accepts either. UDP's own rule, that a
 * computed 0 is sent as FFFF (RFC 768), is left to UDP.
 */
export function checksumUpdate(old: u32, from: u32, to: u32): u32 {
  return ~fold32((~old & 0xffff) + (~from & 0xffff) + (to & 0xffff)) & 0xffff;
}
