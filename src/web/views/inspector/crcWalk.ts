// The shift register of the frame check sequence, bit by bit, as clause 3.2.9 has it: the coefficient of x^31 left, that
// of x^0 right, one bit in from the wire at a time.
//
//              ┌──────── feedback = x^31 xor the bit ◀── bit from the wire
//   x^31 ◀─ … ◀┴─ … x^26 … x^2 ◀ x^1 ◀ x^0       each with a tap in the polynomial is inverted when feedback is 1

/** x^32 + x^26 + x^23 + x^22 + x^16 + x^12 + x^11 + x^10 + x^8 + x^7 + x^5 + x^4 + x^2 + x + 1, x^32 left out. */
export const POLYNOMIAL = 0x04c11db7;
/** All ones: the same as complementing the first 32 bits (clause 3.2.9 a). */
export const INITIAL = 0xffffffff;
/** What is in the register after a frame and its own good FCS, whatever the frame. */
export const RESIDUE = 0xc704dd7b;

/** One step of the register. */
export interface CrcStep {
  readonly before: number;
  readonly bit: number;
  /** What is shifted out of x^31. */
  readonly out: number;
  /** `out` xor `bit`: 1 subtracts the polynomial. */
  readonly feedback: number;
  readonly after: number;
}

/** Feeds one bit. @param register 32 bits, x^31 the most significant */
export function crcStep(register: number, bit: number): CrcStep {
  const out = register >>> 31;
  const feedback = out ^ bit;
  const after = ((register << 1) ^ (feedback ? POLYNOMIAL : 0)) >>> 0;
  return { before: register >>> 0, bit, out, feedback, after };
}

/** The register at any bit of some octets, each of which goes in least significant bit first. */
export class CrcWalk {
  /** The register before each octet, and after the last. */
  private readonly atOctets: Uint32Array;

  constructor(private readonly octets: Uint8Array) {
    this.atOctets = new Uint32Array(octets.length + 1);
    let register = INITIAL;
    for (let i = 0; i < octets.length; i++) {
      this.atOctets[i] = register;
      for (let bit = 0; bit < 8; bit++) register = crcStep(register, (octets[i]! >> bit) & 1).after;
    }
    this.atOctets[octets.length] = register;
  }

  /** Bits in all. */
  get bits(): number {
    return 8 * this.octets.length;
  }

  /** The register after the first `bits` bits. */
  after(bits: number): number {
    const at = Math.min(Math.max(0, bits), this.bits);
    let register = this.atOctets[at >> 3]!;
    for (let bit = 0; bit < (at & 7); bit++) register = crcStep(register, (this.octets[at >> 3]! >> bit) & 1).after;
    return register;
  }

  /** The step that the `n`th bit (from 1) makes; undefined for 0. */
  step(n: number): CrcStep | undefined {
    if (n < 1 || n > this.bits) return undefined;
    const bit = n - 1;
    return crcStep(this.after(bit), (this.octets[bit >> 3]! >> (bit & 7)) & 1);
  }
}

/** The four octets of an FCS on the wire, out of the register: its complement, x^31 first (clause 3.2.9 e). */
export function fcsOctets(register: number): Uint8Array {
  const complement = ~register >>> 0;
  return Uint8Array.from({ length: 4 }, (_, octet) => {
    let value = 0;
    for (let bit = 0; bit < 8; bit++) value |= ((complement >>> (31 - 8 * octet - bit)) & 1) << bit;
    return value;
  });
}

/** 32 bits as eight hexadecimal digits. */
export function hex32(value: number): string {
  return (value >>> 0).toString(16).toUpperCase().padStart(8, '0');
}
