// Manchester coding bit by bit, as clause 7.3.1.1 says it: a bit is its complement, then itself.

/** The half bits of `octets` in order of transmission, least significant bit of each octet first. */
export function halfBitsOf(octets: Uint8Array): number[] {
  const halves: number[] = [];
  for (const octet of octets)
    for (let bit = 0; bit < 8; bit++) {
      const value = (octet >> bit) & 1;
      halves.push(1 - value, value);
    }
  return halves;
}

/** Packs bits or half bits into octets, the first one into the least significant bit, unused bits 0. */
export function packed(bits: readonly number[]): Uint8Array {
  const octets = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, i) => {
    octets[Math.floor(i / 8)]! += bit * 2 ** (i % 8);
  });
  return octets;
}

/** The bits or half bits of packed octets. */
export function unpacked(octets: Uint8Array): number[] {
  return [...octets].flatMap((octet) => [0, 1, 2, 3, 4, 5, 6, 7].map((bit) => (octet >> bit) & 1));
}

/** The second half of each bit. */
export function valuesOf(halves: readonly number[]): number[] {
  return halves.filter((_, i) => i % 2 === 1);
}

/** Index of the first bit whose halves are equal, or the number of bits. */
export function firstViolation(halves: readonly number[]): number {
  for (let bit = 0; 2 * bit + 1 < halves.length; bit++) if (halves[2 * bit] === halves[2 * bit + 1]) return bit;
  return Math.floor(halves.length / 2);
}
