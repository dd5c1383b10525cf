// The tables of the CRC-32 kernel. They are computed when the module starts, which takes some 20 microseconds.
// All arithmetic is modulo the generator, reflected: bit 0 of a word is the coefficient of x^31.

/** 16 tables of 256 words: word `octet` of table k is what `octet` leaves in the register when k octets follow it. */
export const SLICES: usize = memory.data(16 * 1024, 64);

/**
 * What an octet leaves in the four octets that begin 16 after it. Table j (of 32 octets) is for the j-th of these four:
 * 16 entries for the low half of the octet, then 16 for the high half.
 */
export const ROW_STEP: usize = memory.data(4 * 32, 16);

/** 16 octets of zeros, then 16 of ones: a load at HEAD_MASK + 16 - n drops the first n octets of a row. */
export const HEAD_MASK: usize = memory.data(32, 16);

/** Swizzle indices: a load at HEAD_INDEX + 16 - n puts the first four octets of a vector n octets further on. */
export const HEAD_INDEX: usize = memory.data(48, 16);

function follow(register: u32): u32 {
  return load<u32>(SLICES + ((register & 0xff) << 2)) ^ (register >>> 8);
}

for (let octet: u32 = 0; octet < 256; octet++) {
  let register = octet;
  for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ 0xedb88320 : register >>> 1;
  store<u32>(SLICES + (octet << 2), register);
}
for (let i: u32 = 256; i < 16 * 256; i++) store<u32>(SLICES + (i << 2), follow(load<u32>(SLICES + ((i - 256) << 2))));

for (let half: u32 = 0; half < 16; half++) {
  const low = load<u32>(SLICES + (half << 2), 15 * 1024);
  const high = load<u32>(SLICES + (half << 6), 15 * 1024);
  for (let j: u32 = 0; j < 4; j++) {
    store<u8>(ROW_STEP + (j << 5) + half, low >>> (j << 3));
    store<u8>(ROW_STEP + (j << 5) + half, high >>> (j << 3), 16);
  }
}

memory.fill(HEAD_MASK + 16, 0xff, 16);
memory.fill(HEAD_INDEX, 0x80, 48);
store<u32>(HEAD_INDEX, 0x03020100, 16);
