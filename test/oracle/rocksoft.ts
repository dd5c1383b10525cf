// A CRC by its parameters, one bit at a time (Ross Williams, "A Painless Guide to CRC Error Detection Algorithms", 1993):
// the form in which every catalogue of CRCs describes them.

export interface CrcModel {
  /** Most significant bit first, without the highest term: 0x04c11db7 for Ethernet. */
  readonly poly: number;
  readonly init: number;
  /** Whether octets go in least significant bit first. */
  readonly refin: boolean;
  /** Whether the register comes out with its bits reversed. */
  readonly refout: boolean;
  readonly xorout: number;
}

export const ETHERNET: CrcModel = {
  poly: 0x04c11db7,
  init: 0xffffffff,
  refin: true,
  refout: true,
  xorout: 0xffffffff,
};

/** The CRC, an unsigned 32-bit number. */
export function crcOf(octets: Uint8Array, model: CrcModel): number {
  let register = BigInt(model.init);
  for (const octet of octets) {
    for (let i = 0; i < 8; i++) {
      const bit = BigInt((octet >> (model.refin ? i : 7 - i)) & 1);
      const top = (register >> 31n) & 1n;
      register = (register << 1n) & 0xffffffffn;
      if (top !== bit) register ^= BigInt(model.poly);
    }
  }
  const out = model.refout ? BigInt(`0b${[...register.toString(2).padStart(32, '0')].reverse().join('')}`) : register;
  return Number(out ^ BigInt(model.xorout));
}
