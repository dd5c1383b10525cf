/** MurmurHash3_x86_128 as its author describes it, octet by octet in whole numbers of any size: slow and obvious. */
const M = 0xffff_ffffn;

const rotate = (word: bigint, by: bigint): bigint => ((word << by) | (word >> (32n - by))) & M;

function finalMix(word: bigint): bigint {
  let h = word ^ (word >> 16n);
  h = (h * 0x85ebca6bn) & M;
  h ^= h >> 13n;
  h = (h * 0xc2b2ae35n) & M;
  return h ^ (h >> 16n);
}

const C = [0x239b961bn, 0xab0e9789n, 0x38b34ae5n, 0xa1e38b93n] as const;
const WORD_TURNS = [15n, 16n, 17n, 18n] as const;
const LANE_TURNS = [19n, 17n, 15n, 13n] as const;
const LANE_SUMS = [0x561ccd1bn, 0x0bcaa747n, 0x96cd1c35n, 0x32ac3b17n] as const;

const scrambled = (word: bigint, i: number): bigint =>
  (rotate((word * C[i]!) & M, WORD_TURNS[i]!) * C[(i + 1) % 4]!) & M;

/** Four lanes as 32 hex digits, seed 0. */
export function murmur3x86128(octets: Uint8Array): string {
  const h = [0n, 0n, 0n, 0n];
  const word = (at: number): bigint =>
    [0, 1, 2, 3].reduce((sum, i) => sum | (BigInt(octets[at + i] ?? 0) << BigInt(8 * i)), 0n);
  const whole = octets.length - (octets.length % 16);
  for (let at = 0; at < whole; at += 16) {
    for (let i = 0; i < 4; i++) {
      h[i] = h[i]! ^ scrambled(word(at + 4 * i), i);
      h[i] = (((rotate(h[i]!, LANE_TURNS[i]!) + h[(i + 1) % 4]!) & M) * 5n + LANE_SUMS[i]!) & M;
    }
  }
  if (octets.length > whole) for (let i = 0; i < 4; i++) h[i] = h[i]! ^ scrambled(word(whole + 4 * i), i);
  const add = (): void => {
    h[0] = (h[0]! + h[1]! + h[2]! + h[3]!) & M;
    for (let i = 1; i < 4; i++) h[i] = (h[i]! + h[0]!) & M;
  };
  for (let i = 0; i < 4; i++) h[i] = h[i]! ^ BigInt(octets.length);
  add();
  for (let i = 0; i < 4; i++) h[i] = finalMix(h[i]!);
  add();
  return h.map((lane) => lane.toString(16).padStart(8, '0')).join('');
}
