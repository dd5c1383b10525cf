// The Internet checksum in the words of RFC 1071: pair the octets, add with end-around carry, complement.

/** One's complement sum of two 16-bit words. */
export function onesComplementAdd(a: number, b: number): number {
  const sum = a + b;
  return sum > 0xffff ? sum - 0xffff : sum;
}

/** [A,B] +' [C,D] +' ... +' [Z,0], begun at `initial`, a 16-bit word. */
export function onesComplementSum(octets: Uint8Array, initial = 0): number {
  let sum = initial;
  for (let i = 0; i < octets.length; i += 2) sum = onesComplementAdd(sum, 256 * octets[i]! + (octets[i + 1] ?? 0));
  return sum;
}

/** The complement of the sum. */
export function internetChecksum(octets: Uint8Array, initial = 0): number {
  return 0xffff - onesComplementSum(octets, initial);
}
