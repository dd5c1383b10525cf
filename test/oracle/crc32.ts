// CRC-32 as clause 3.2.9 tells it, bit by bit: a shift register of 32 bits with the generator's feedback taps, the x^31 coefficient on the left.

const GENERATOR = 0x04c11db7;

function reversed(word: number): number {
  let result = 0;
  for (let bit = 0; bit < 32; bit++) result = (result << 1) | ((word >>> bit) & 1);
  return result >>> 0;
}

/** The register after one more octet, least significant bit first. */
function shifted(register: number, octet: number): number {
  let result = register;
  for (let bit = 0; bit < 8; bit++) {
    const feedback = (result >>> 31) ^ ((octet >>> bit) & 1);
    result = (result << 1) ^ (feedback ? GENERATOR : 0);
  }
  return result;
}

/**
 * The CRC-32 of every beginning of `octets`: element n is that of the first n octets. The register starts with ones (or where
 * `previous` left off), and is complemented and read from the left at the end, so that the x^31 coefficient is bit 0 of the number.
 */
export function crc32OfBeginnings(octets: Uint8Array, previous = 0): Uint32Array {
  const results = new Uint32Array(octets.length + 1);
  let register = ~reversed(previous);
  results[0] = previous;
  octets.forEach((octet, index) => {
    register = shifted(register, octet);
    results[index + 1] = reversed(~register);
  });
  return results;
}

export function crc32(octets: Uint8Array, previous = 0): number {
  return crc32OfBeginnings(octets, previous)[octets.length]!;
}

/** Whether 1 + x^-d1 + x^-d2 + ... = 0 modulo the generator, by long division of x^dk + x^(dk-d1) + ... + 1. */
export function isRelation(distances: readonly number[]): boolean {
  const farthest = Math.max(...distances);
  const coefficients = new Uint8Array(farthest + 1);
  for (const distance of [0, ...distances]) coefficients[farthest - distance]! ^= 1;
  for (let power = farthest; power >= 32; power--) {
    if (!coefficients[power]) continue;
    coefficients[power] = 0;
    for (let term = 0; term < 32; term++) coefficients[power - 32 + term]! ^= (GENERATOR >>> term) & 1;
  }
  return coefficients.every((coefficient) => coefficient === 0);
}
