// The Manchester kernels against clause 7.3.1.1 taken bit by bit.
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGuarded, type Guarded, hex, noise, same } from './guarded.js';
import { firstViolation, halfBitsOf, packed, unpacked, valuesOf } from './oracle/manchester.js';

const LONGEST = 2200;
const facts = new URL('../../shared/facts/line-codes.json', import.meta.url);

let bench: Guarded;
beforeAll(async () => {
  bench = await createGuarded();
});

/** Encodes with the kernel and answers the half bits as a string. */
function encode(octets: Uint8Array, phases: readonly [number, number] = [0, 0]): Uint8Array {
  const source = bench.put(octets, phases[0]);
  const target = bench.room(phases[1]);
  bench.kernels.manchesterEncode(source, octets.length, target);
  return bench.take(target, 2 * octets.length);
}

function decode(symbols: number, bits: number, phase: number): { valid: number; octets: Uint8Array } {
  const target = bench.room(phase);
  const valid = bench.kernels.manchesterDecode(symbols, bits, target);
  return { valid, octets: bench.take(target, Math.ceil(bits / 8)) };
}

/** The first `bits` bits of packed octets, the rest of the last octet 0. */
function cut(octets: Uint8Array, bits: number): Uint8Array {
  const part = octets.slice(0, Math.ceil(bits / 8));
  if (bits % 8) part[part.length - 1]! &= 2 ** (bits % 8) - 1;
  return part;
}

/** 1 is low to high in mid-bit, 0 high to low; least significant bit first. The last is an Ethernet address' beginning. */
const examples = [
  ['55', '0110011001100110'],
  ['d5', '0110011001100101'],
  ['00', '1010101010101010'],
  ['ff', '0101010101010101'],
  ['01', '0110101010101010'],
  ['80', '1010101010101001'],
  ['90e2ba', '101010100110100110011010100101011001100101011001'],
] as const;

function bothWays(octets: string, halfBits: string): void {
  const symbols = encode(hex(octets)).slice();
  expect(unpacked(symbols).join(''), octets).toBe(halfBits);
  const back = decode(bench.put(symbols, 0), 4 * octets.length, 0);
  expect(back.valid).toBe(4 * octets.length);
  expect([...back.octets]).toEqual([...hex(octets)]);
}

describe('Manchester coding', () => {
  it.each(examples)('sends octets %s as half bits %s, and back', bothWays);

  it.skipIf(!existsSync(facts))('agrees with the published line code examples', () => {
    const { manchester } = JSON.parse(readFileSync(facts, 'utf8')) as {
      manchester: { examples_half_bits: { octets: string; half_bits: string }[] };
    };
    expect(manchester.examples_half_bits.length).toBeGreaterThan(3);
    for (const { octets, half_bits } of manchester.examples_half_bits) bothWays(octets, half_bits.replaceAll(' ', ''));
  });
});

describe('manchesterEncode', () => {
  it('encodes every length from 0 to 2200 octets at any alignment, and writes nothing beyond', () => {
    const octets = noise(LONGEST, 1);
    const expected = packed(halfBitsOf(octets));
    for (let length = 0; length <= LONGEST; length++)
      for (const phases of [
        [0, 0],
        [length % 16, (7 * length) % 16],
        [(5 * length + 1) % 16, 3],
      ] as const) {
        const symbols = encode(octets.subarray(0, length), phases);
        if (!same(symbols, expected.subarray(0, 2 * length))) throw new Error(`${length} octets at ${phases}`);
      }
  });

  it('encodes each of the 256 octets', () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    expect(same(encode(all), packed(halfBitsOf(all)))).toBe(true);
  });

  it('reads nothing beyond its octets: they may be the last of the memory', () => {
    for (let length = 0; length <= 200; length++) {
      const octets = noise(length, 2);
      const target = bench.room(0);
      bench.kernels.manchesterEncode(bench.putLast(octets), length, target);
      expect(same(bench.take(target, 2 * length), packed(halfBitsOf(octets))), `${length} octets`).toBe(true);
    }
  });
});

describe('manchesterDecode', () => {
  it('gives back every number of bits from 0 to 17 600 at any alignment, all valid, and writes nothing beyond', () => {
    const octets = noise(LONGEST, 3);
    const symbols = packed(halfBitsOf(octets));
    const sources = Array.from({ length: 16 }, (_, phase) => phase);
    for (const phase of sources) {
      const source = bench.put(symbols, phase);
      for (let bits = phase; bits <= 8 * LONGEST; bits += 16) {
        const back = decode(source, bits, (3 * bits) % 16);
        if (back.valid !== bits || !same(back.octets, cut(octets, bits))) throw new Error(`${bits} bits at ${phase}`);
      }
    }
  });

  it('gives back whole octets of every length at several alignments', () => {
    const octets = noise(LONGEST, 4);
    const symbols = packed(halfBitsOf(octets));
    for (const phase of [0, 1, 8, 15]) {
      const source = bench.put(symbols, phase);
      for (let length = 0; length <= LONGEST; length++) {
        const back = decode(source, 8 * length, 15 - phase);
        if (back.valid !== 8 * length || !same(back.octets, octets.subarray(0, length)))
          throw new Error(`${length} octets at ${phase}`);
      }
    }
  });

  it.each([5, 127, 136, 577, 1024, 2053])(
    'finds the one violation wherever it is among %i bits, and its place',
    (bits) => {
      const octets = noise(Math.ceil(bits / 8), bits);
      const halves = halfBitsOf(octets).slice(0, 2 * bits);
      for (let place = 0; place < bits; place++)
        for (const level of [0, 1]) {
          const broken = halves.with(2 * place, level).with(2 * place + 1, level);
          const { valid, octets: decoded } = decode(bench.put(packed(broken), place % 16), bits, (place >> 4) % 16);
          expect(valid, `two halves ${level} at bit ${place}`).toBe(place);
          if (!same(decoded, packed(valuesOf(broken)))) throw new Error(`octets with bit ${place} broken`);
        }
    },
  );

  it('finds a violation wherever it is in the longest frame', () => {
    const bits = 8 * 1526;
    const symbols = packed(halfBitsOf(noise(1526, 5)));
    const source = bench.put(symbols, 0);
    for (let place = 0; place < bits; place++) {
      const at = source + (place >> 2);
      const whole = bench.octets[at]!;
      bench.octets[at]! ^= 1 << (2 * (place & 3));
      if (decode(source, bits, 0).valid !== place) throw new Error(`bit ${place}`);
      bench.octets[at] = whole;
    }
  });

  it('takes no notice of violations behind its bits', () => {
    for (let bits = 0; bits <= 300; bits++) {
      const halves = [...halfBitsOf(noise(64, 6)).slice(0, 2 * bits), ...Array<number>(64).fill(1)];
      expect(decode(bench.put(packed(halves), 0), bits, 0).valid, `${bits} bits`).toBe(bits);
    }
  });

  it('decodes noise of every length as the oracle does: second halves, and the first violation', () => {
    const symbols = noise(2 * LONGEST, 7);
    const source = bench.put(symbols, 5);
    const values = packed(valuesOf(unpacked(symbols)));
    const first = firstViolation(unpacked(symbols));
    for (let bits = 0; bits <= 8 * LONGEST; bits += bits < 700 ? 1 : 13) {
      const { valid, octets } = decode(source, bits, bits % 16);
      if (valid !== Math.min(first, bits) || !same(octets, cut(values, bits))) throw new Error(`${bits} bits`);
    }
  });

  it('answers the first of several violations', () => {
    for (let seed = 0; seed < 400; seed++) {
      const bits = 1 + ((seed * 37) % 1500);
      const symbols = packed(halfBitsOf(noise(188, seed)));
      const hits = noise(6, seed + 1000);
      for (let i = 0; i < 3; i++) symbols[(hits[2 * i]! * 256 + hits[2 * i + 1]!) % symbols.length]! ^= hits[i]!;
      const halves = unpacked(symbols).slice(0, 2 * bits);
      const { valid, octets } = decode(bench.put(symbols, seed % 16), bits, 0);
      expect(valid, `seed ${seed}`).toBe(firstViolation(halves));
      expect(same(octets, packed(valuesOf(halves))), `seed ${seed}`).toBe(true);
    }
  });

  it('reads nothing beyond its half bits: they may be the last of the memory', () => {
    const octets = noise(100, 8);
    const symbols = packed(halfBitsOf(octets));
    for (let bits = 0; bits <= 800; bits++) {
      const { valid, octets: back } = decode(bench.putLast(symbols.subarray(0, Math.ceil(bits / 4))), bits, 0);
      expect(valid, `${bits} bits`).toBe(bits);
      expect(same(back, cut(octets, bits)), `${bits} bits`).toBe(true);
    }
  });
});
