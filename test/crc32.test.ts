// The CRC-32 kernel against clause 3.2.9 taken bit by bit, against zlib, against published frames, and against its own algebra.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMachine, type Machine } from '../src/memory/machine.js';
import { createGuarded, type Guarded, hex, noise } from './guarded.js';
import { crc32, crc32OfBeginnings, isRelation } from './oracle/crc32.js';

const LONGEST = 2200;
const MIB = 2 ** 20;
const facts = new URL('../../shared/facts/fcs-vectors.json', import.meta.url);

let bench: Guarded;
beforeAll(async () => {
  bench = await createGuarded();
});

function kernel(octets: Uint8Array, previous = 0, phase = 0): number {
  return bench.kernels.crc32(bench.put(octets, phase), octets.length, previous) >>> 0;
}

/** Check values that many have published: the catalogue's "123456789", RFC 1321's test strings, runs of zeros and ones. */
const published: readonly (readonly [string, Uint8Array, number])[] = [
  ['nothing', hex(''), 0],
  ['"123456789"', new TextEncoder().encode('123456789'), 0xcbf43926],
  ['"a"', new TextEncoder().encode('a'), 0xe8b7be43],
  ['"abc"', new TextEncoder().encode('abc'), 0x352441c2],
  ['the quick brown fox', new TextEncoder().encode('The quick brown fox jumps over the lazy dog'), 0x414fa339],
  ['one octet of zeros', hex('00'), 0xd202ef8d],
  ['four octets of ones', hex('ffffffff'), 0xffffffff],
  ['32 octets of zeros', new Uint8Array(32), 0x190a55ad],
  ['32 octets of ones', new Uint8Array(32).fill(0xff), 0xff6cab0b],
  ['32 octets counted up', Uint8Array.from({ length: 32 }, (_, i) => i), 0x91267e8a],
];

describe('CRC-32', () => {
  it.each(published)('of %s is what others have published', (_, octets, expected) => {
    expect(kernel(octets)).toBe(expected);
    expect(crc32(octets)).toBe(expected);
  });

  it('is that of the clause for every length from 0 to 2200 octets at every place within 16', () => {
    for (let phase = 0; phase < 16; phase++) {
      const octets = noise(LONGEST, 1000 + phase);
      const expected = crc32OfBeginnings(octets);
      const address = bench.put(octets, phase);
      for (let length = 0; length <= LONGEST; length++)
        if (bench.kernels.crc32(address, length, 0) >>> 0 !== expected[length])
          expect.fail(`${length} octets, ${phase} behind a multiple of 64, noise of seed ${1000 + phase}`);
    }
  });

  it('goes on from any earlier sum, for every length from 0 to 2200', () => {
    const octets = noise(LONGEST, 7);
    for (const previous of [1, 0x80000000, 0xdeadbeef, 0xffffffff]) {
      const expected = crc32OfBeginnings(octets, previous);
      const address = bench.put(octets, 5);
      for (let length = 0; length <= LONGEST; length++)
        if (bench.kernels.crc32(address, length, previous) >>> 0 !== expected[length])
          expect.fail(`${length} octets after ${previous.toString(16)}, noise of seed 7`);
    }
  });

  it('is the same however a message is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 4000, size: 'max' }),
        fc.array(fc.nat(600), { maxLength: 12 }),
        (octets, cuts) => {
          let sum = 0;
          let from = 0;
          for (const cut of [...cuts, octets.length]) {
            const to = Math.min(from + cut, octets.length);
            sum = kernel(octets.subarray(from, to), sum, from % 16);
            from = to;
          }
          expect(sum).toBe(crc32(octets));
        },
      ),
    );
  });

  it('sees every single bit of a frame of the greatest length, wherever it is', () => {
    const frame = noise(1518, 3);
    const right = kernel(frame);
    const seen = new Set<number>([right]);
    for (let bit = 0; bit < 8 * frame.length; bit++) {
      frame[bit >> 3]! ^= 1 << (bit & 7);
      seen.add(kernel(frame));
      frame[bit >> 3]! ^= 1 << (bit & 7);
    }
    expect(seen.size).toBe(1 + 8 * frame.length);
  });

  it('ignores what lies around a message, right at the end of the memory and at its lowest place', () => {
    const octets = noise(LONGEST, 11);
    const expected = crc32OfBeginnings(octets);
    for (let length = 0; length <= LONGEST; length++) {
      const message = octets.subarray(0, length);
      expect(bench.kernels.crc32(bench.putLast(message), length, 0) >>> 0).toBe(expected[length]);
    }
    const lowest = bench.kernels.heapBase();
    for (const fill of [0x00, 0xff, 0x5a]) {
      bench.octets.fill(fill, lowest, lowest + 4096);
      bench.octets.set(octets, lowest + 160);
      for (let length = 0; length <= LONGEST; length += 7)
        expect(bench.kernels.crc32(lowest + 160, length, 0) >>> 0).toBe(expected[length]);
    }
  });

  it('has a slower twin without vectors that agrees', () => {
    const octets = noise(LONGEST, 13);
    const expected = crc32OfBeginnings(octets, 99);
    const address = bench.put(octets, 3);
    for (let length = 0; length <= LONGEST; length++)
      expect(bench.kernels.crc32Slicing(address, length, 99) >>> 0).toBe(expected[length]);
  });
});

describe('CRC-32 of long messages', () => {
  let machine: Machine;
  let base: number;
  beforeAll(async () => {
    machine = await createMachine(16 * 9);
    base = machine.kernels.heapBase() + 160;
    const pattern = noise(65_521, 17);
    for (let at = base; at < machine.octets.length; at += pattern.length)
      machine.octets.set(pattern.subarray(0, machine.octets.length - at), at);
  });

  function check(offset: number, length: number, previous: number): void {
    const octets = machine.octets.subarray(base + offset, base + offset + length);
    const sum = machine.kernels.crc32(base + offset, length, previous) >>> 0;
    if (sum !== zlibCrc32(octets, previous)) expect.fail(`${length} octets at ${offset} after ${previous}`);
  }

  it('is that of zlib for every length from 2200 to 14 000 octets', () => {
    for (let length = LONGEST; length <= 14_000; length++)
      check(length % 16, length, Math.imul(length, 0x9e3779b1) >>> 0);
  });

  it('is that of zlib for lengths around every turn of the ring up to 64 KiB', () => {
    for (let turn = 8192; turn <= 65_536; turn += 8192)
      for (let length = turn - 200; length <= turn + 200; length += 3) check(length % 64, length, 0);
  });

  it('is that of zlib for lengths from 64 KiB to 8 MiB', () => {
    for (let length = 65_536; length <= 8 * MIB; length = Math.floor(length * 1.37) + 11) {
      check(0, length, 0);
      check(13, length - 5, 0xffffffff);
    }
    check(1, 8 * MIB, 1);
  });

  it('writes nothing outside its own memory', () => {
    const before = machine.octets.slice(machine.kernels.heapBase());
    for (const length of [1, 64, 300, 1518, 9000, 100_000, MIB]) machine.kernels.crc32(base + 5, length, 0);
    expect(Buffer.compare(before, machine.octets.subarray(machine.kernels.heapBase()))).toBe(0);
  });
});

describe('the relations that the kernel is built on', () => {
  const folder = new URL('../assembly/', import.meta.url);
  const text = readdirSync(folder)
    .filter((name) => /^crc32.*\.ts$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const named = [...text.matchAll(/\b(bits|octets)((?: \d+){3,})/gi)].map((match) => ({
    unit: match[1]!.toLowerCase(),
    distances: match[2]!.trim().split(' ').map(Number),
  }));

  it('are all named in its comments', () => {
    expect(new Set(named.map(({ unit, distances }) => `${unit} ${distances}`)).size).toBe(4);
  });

  it.each(named)('$distances $unit is a multiple of the generator', ({ unit, distances }) => {
    expect(isRelation(distances)).toBe(true);
    expect(isRelation(distances.map((distance) => 8 * distance))).toBe(true);
    expect(isRelation(distances.map((distance, i) => distance + (i ? 0 : 1)))).toBe(false);
    expect(unit === 'bits' ? distances.at(-1)! < 640 : distances[0]! > 16).toBe(true);
  });
});

interface Vector {
  readonly name: string;
  readonly frame_hex: string;
  readonly fcs_hex: string;
  readonly correct_fcs_hex?: string;
}

describe.skipIf(!existsSync(facts))('published frames', () => {
  const vectors = existsSync(facts) ? JSON.parse(readFileSync(facts, 'utf8')) : {};
  const fcs = (frame: Uint8Array): string => {
    const sum = Buffer.alloc(4);
    sum.writeUInt32LE(kernel(frame));
    return sum.toString('hex');
  };
  const octetsOf = (text: string): Uint8Array => {
    const [value, count] = text.split('*');
    return count === undefined ? hex(text) : new Uint8Array(Number(count)).fill(Number.parseInt(value!, 16));
  };

  it('have the check values of the catalogue', () => {
    for (const { ascii, crc32: sum } of vectors.catalogue.strings)
      expect(kernel(new TextEncoder().encode(ascii)), ascii).toBe(Number(sum));
    for (const { hex: text, crc32: sum, wire } of vectors.catalogue.hex_strings) {
      // The catalogue gives two sums for 60 octets of zeros. The second one is that of 60 octets counted up from 0.
      const octets = sum === '0xb0ec7fee' ? Uint8Array.from({ length: 60 }, (_, i) => i) : octetsOf(text);
      expect(kernel(octets), text).toBe(Number(sum));
      expect(fcs(octets), text).toBe(wire);
    }
  });

  it('have the FCS that they were sent with, and the residue of the clause over both', () => {
    for (const { name, frame_hex, fcs_hex } of vectors.vectors as Vector[]) {
      expect(fcs(hex(frame_hex)), name).toBe(fcs_hex);
      expect(kernel(hex(frame_hex + fcs_hex)), name).toBe(0x2144df1c);
    }
  });

  it('are told from those whose printed FCS is wrong', () => {
    for (const { name, frame_hex, fcs_hex, correct_fcs_hex } of vectors.negative_vectors as Vector[]) {
      expect(fcs(hex(frame_hex)), name).not.toBe(fcs_hex);
      expect(fcs(hex(frame_hex)), name).toBe(correct_fcs_hex);
      expect(kernel(hex(frame_hex + fcs_hex)), name).not.toBe(0x2144df1c);
    }
  });
});
