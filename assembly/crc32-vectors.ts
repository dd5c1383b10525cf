// Rows of 16 octets as vectors. Octets and bits go in order of transmission: octet 0 first, least significant bit first,
// so "later" is a shift to the left within a 64-bit lane and towards higher lanes.

/** The stream `before`, `row`, delayed by 1 octet: what stands where `row` stood. */
@inline
export function delay1(before: v128, row: v128): v128 {
  return v128.shuffle<u8>(before, row, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
}

/** The stream `before`, `row`, delayed by 2 octets: what stands where `row` stood. */
@inline
export function delay2(before: v128, row: v128): v128 {
  return v128.shuffle<u8>(before, row, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
}

/** The stream `before`, `row`, delayed by 3 octets: what stands where `row` stood. */
@inline
export function delay3(before: v128, row: v128): v128 {
  return v128.shuffle<u8>(before, row, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
}

/** The stream `before`, `row`, delayed by 6 octets: what stands where `row` stood. */
@inline
export function delay6(before: v128, row: v128): v128 {
  return v128.shuffle<u8>(before, row, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25);
}

/** The stream `before`, `row`, delayed by 8 octets: what stands where `row` stood. */
@inline
export function delay8(before: v128, row: v128): v128 {
  return v128.shuffle<u8>(before, row, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23);
}

/** The stream `before`, `row`, delayed by 11 octets: what stands where `row` stood. */
@inline
export function delay11(before: v128, row: v128): v128 {
  return v128.shuffle<u8>(before, row, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
}

/** The stream `before`, `row`, delayed by 12 octets: what stands where `row` stood. */
@inline
export function delay12(before: v128, row: v128): v128 {
  return v128.shuffle<u8>(before, row, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
}

@inline
export function xor3(a: v128, b: v128, c: v128): v128 {
  return v128.xor(v128.xor(a, b), c);
}

@inline
export function xor4(a: v128, b: v128, c: v128, d: v128): v128 {
  return v128.xor(v128.xor(a, b), v128.xor(c, d));
}
