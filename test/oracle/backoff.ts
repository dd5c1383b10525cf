// Seeded chance in whole numbers of any size: xoshiro128** as its authors print it (prng.di.unimi.it/xoshiro128starstar.c),
// splitmix64 and xorshift64 likewise, and the payload pattern octet by octet.

const WORD = 32n;
const LONG = 64n;
const GOLDEN = 0x9e3779b97f4a7c15n;

const cut = (value: bigint, bits: bigint): bigint => BigInt.asUintN(Number(bits), value);
const rotateLeft = (value: bigint, by: bigint): bigint => cut((value << by) | (value >> (WORD - by)), WORD);

/** splitmix64's finaliser. */
export function mix(value: bigint): bigint {
  let z = cut(value, LONG);
  z = cut((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n, LONG);
  z = cut((z ^ (z >> 27n)) * 0x94d049bb133111ebn, LONG);
  return z ^ (z >> 31n);
}

/** The finaliser backwards. */
export function unmix(value: bigint): bigint {
  const unshift = (z: bigint, by: bigint): bigint => {
    let result = z;
    for (let shift = by; shift < LONG; shift += by) result = z ^ (result >> by);
    return result;
  };
  let z = unshift(value, 31n);
  z = unshift(cut(z * inverse(0x94d049bb133111ebn), LONG), 27n);
  return unshift(cut(z * inverse(0xbf58476d1ce4e5b9n), LONG), 30n);
}

/** The inverse of an odd number modulo 2^64, by Newton's steps. */
export function inverse(odd: bigint): bigint {
  let x = 1n;
  for (let i = 0; i < 6; i++) x = cut(x * (2n - odd * x), LONG);
  return x;
}

/** The four words of a stream's state. */
export function seededState(seed: bigint, stream: bigint): bigint[] {
  const first = mix(seed ^ mix(stream + GOLDEN));
  const second = mix(first + (stream + 1n) * GOLDEN);
  return [first, second].flatMap((long) => [cut(long, WORD), long >> WORD]);
}

/** The next 32 bits of xoshiro128**; `s` moves on. */
export function nextRandom(s: bigint[]): bigint {
  const result = cut(rotateLeft(cut(s[1]! * 5n, WORD), 7n) * 9n, WORD);
  const t = cut(s[1]! << 9n, WORD);
  s[2]! ^= s[0]!;
  s[3]! ^= s[1]!;
  s[1]! ^= s[2]!;
  s[0]! ^= s[3]!;
  s[2]! ^= t;
  s[3] = rotateLeft(s[3]!, 11n);
  return result;
}

/** r for the `attempts`-th collision: the upper min(attempts, 10) bits of one draw. */
export function backoffSlots(s: bigint[], attempts: number): bigint {
  return nextRandom(s) >> (WORD - BigInt(Math.min(attempts, 10)));
}

/** The payload pattern of `seed`. */
export function pattern(length: number, seed: number): Uint8Array {
  const lanes = Array.from({ length: 8 }, (_, lane) => mix(BigInt(seed) + BigInt(lane + 1) * GOLDEN));
  const octets: number[] = [];
  while (octets.length < length) {
    const sums = lanes.map((lane, i) => cut(lane + lanes[(i + 2) % 8]!, LONG));
    for (const word of [...lanes, ...sums])
      for (let shift = 0n; shift < LONG; shift += 8n) octets.push(Number((word >> shift) & 0xffn));
    lanes.forEach((lane, i) => {
      let x = lane;
      x ^= cut(x << 13n, LONG);
      x ^= x >> 7n;
      x ^= cut(x << 17n, LONG);
      lanes[i] = x;
    });
  }
  return Uint8Array.from(octets.slice(0, length));
}
