// The 32-bit shift register of a CRC, run forwards and backwards.
//
// It is kept reflected: bit 31 of the polynomial is bit 0 here, octets go in least significant bit first, as on the
// wire. Everything that a wrong CRC can be traced by follows from two facts: the register is linear (over GF(2)) in
// everything that went in, and each step can be undone when the octet is known.

/** Steps of one polynomial's register. */
export class CrcRegister {
  private readonly forward = new Uint32Array(256);
  /** Which entry of `forward` has this most significant octet; there is exactly one (the polynomial ends in x^0). */
  private readonly entry = new Uint8Array(256);

  /** @param polynomial reflected: EDB88320 for Ethernet's 04C11DB7 */
  constructor(readonly polynomial: number) {
    for (let index = 0; index < 256; index++) {
      let register = index;
      for (let bit = 0; bit < 8; bit++) register = this.afterZeroBit(register);
      this.forward[index] = register;
      this.entry[register >>> 24] = index;
    }
  }

  /** The register after one more octet. */
  after(register: number, octet: number): number {
    return (this.forward[(register ^ octet) & 0xff]! ^ (register >>> 8)) >>> 0;
  }

  /** The register before the octet that led to it. */
  before(register: number, octet: number): number {
    const index = this.entry[register >>> 24]!;
    return (((register ^ this.forward[index]!) << 8) | (index ^ octet)) >>> 0;
  }

  /** The register after all of `octets`. */
  over(octets: Uint8Array, register: number): number {
    let state = register;
    for (let i = 0; i < octets.length; i++) state = this.after(state, octets[i]!);
    return state;
  }

  /** The register before `octets[i]` for each i, and after the last. */
  forwards(octets: Uint8Array, register: number): Uint32Array {
    const states = new Uint32Array(octets.length + 1);
    let state = register >>> 0;
    for (let i = 0; i < octets.length; i++) {
      states[i] = state;
      state = this.after(state, octets[i]!);
    }
    states[octets.length] = state;
    return states;
  }

  /** What the register must be before `octets[i]`, for each i, so that it ends as `register`. */
  backwards(octets: Uint8Array, register: number): Uint32Array {
    const states = new Uint32Array(octets.length + 1);
    let state = register >>> 0;
    for (let i = octets.length; i > 0; i--) {
      states[i] = state;
      state = this.before(state, octets[i - 1]!);
    }
    states[0] = state;
    return states;
  }

  /** The one octet that leads from a register to another, or -1 where none does. */
  octetBetween(from: number, to: number): number {
    const index = this.entry[to >>> 24]!;
    return (to ^ this.forward[index]!) >>> 0 === from >>> 8 ? (index ^ from) & 0xff : -1;
  }

  /** The register one bit later, that bit being 0. */
  afterZeroBit(register: number): number {
    return ((register >>> 1) ^ (register & 1 ? this.polynomial : 0)) >>> 0;
  }

  /** The register one bit earlier, that bit having been 0. */
  beforeZeroBit(register: number): number {
    return register >>> 31 ? (((register ^ this.polynomial) << 1) | 1) >>> 0 : (register << 1) >>> 0;
  }

  /** The register after a message and its own FCS, whatever the message: 32 steps over the complement's ones. */
  get residue(): number {
    let state = 0xffffffff;
    for (let bit = 0; bit < 32; bit++) state = this.afterZeroBit(state);
    return state;
  }

  /**
   * What `octets` zero octets do to a register, as a matrix: column k is what becomes of a register in which only bit k
   * is set. By linearity two registers that differ by d before n octets differ by zeros(n) times d after them.
   */
  zeros(octets: number): Uint32Array {
    let result = identity();
    let power: Uint32Array = new Uint32Array(32).map((_, k) => this.after(2 ** k, 0));
    for (let rest = octets; rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = product(power, result);
      power = product(power, power);
    }
    return result;
  }
}

function identity(): Uint32Array {
  return new Uint32Array(32).map((_, k) => 2 ** k);
}

/** `matrix` times `register`. */
export function times(matrix: Uint32Array, register: number): number {
  let result = 0;
  for (let rest = register; rest !== 0; rest &= rest - 1) result ^= matrix[31 - Math.clz32(rest & -rest)]!;
  return result >>> 0;
}

function product(left: Uint32Array, right: Uint32Array): Uint32Array {
  return right.map((column) => times(left, column));
}
