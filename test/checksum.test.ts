// The Internet checksum against RFC 1071 word by word, and its update against doing it all again (RFC 1624).
import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createMachine } from '../src/memory/machine.js';
import { createGuarded, type Guarded, hex, noise } from './guarded.js';
import { internetChecksum, onesComplementAdd, onesComplementSum } from './oracle/checksum.js';

const LONGEST = 2200;
const facts = new URL('../../shared/facts/tcp-vectors.json', import.meta.url);

let bench: Guarded;
beforeAll(async () => {
  bench = await createGuarded();
});

const checksum = (octets: Uint8Array, initial = 0, phase = 0): number =>
  bench.kernels.checksum(bench.put(octets, phase), octets.length, initial);
const swap = (word: number): number => ((word & 255) << 8) | (word >> 8);

describe('checksum', () => {
  it('agrees with the worked example of RFC 1071, section 3, whole, swapped, and begun at an odd place', () => {
    const data = hex('0001 f203 f4f5 f6f7');
    expect(checksum(data)).toBe(0x220d);
    expect(0xffff - checksum(data)).toBe(0xddf2);
    expect(0xffff - checksum(hex('0100 03f2 f5f4 f7f6'))).toBe(0xf2dd);
    // Groups of 3 and 5 octets: the second one's sum is swapped, since it begins in the lower half of a word.
    const first = 0xffff - checksum(data.subarray(0, 3));
    const second = 0xffff - checksum(data.subarray(3), 0, 1);
    expect([first, second]).toEqual([0xf201, 0xf0eb]);
    expect(onesComplementAdd(first, swap(second))).toBe(0xddf2);
  });

  it.skipIf(!existsSync(facts))('agrees with the published TCP/IP vectors', () => {
    const { rfc1071, rfc1624 } = JSON.parse(readFileSync(facts, 'utf8')) as Record<string, Record<string, string>>;
    expect(checksum(hex(rfc1071!.data!))).toBe(Number.parseInt(rfc1071!.checksum!, 16));
    expect(0xffff - checksum(hex(rfc1071!.data!))).toBe(Number.parseInt(rfc1071!.folded_sum!, 16));
    const [old, from, to, after] = ['HC', 'm', 'm_new', 'eqn3'].map((name) => Number.parseInt(rfc1624![name]!, 16));
    expect(bench.kernels.checksumUpdate(old!, from!, to!)).toBe(after);
  });

  it('gives an IPv4 header its checksum, and nothing is left of the header with it', () => {
    expect(checksum(hex('4500 0073 0000 4000 4011 0000 c0a8 0001 c0a8 00c7'))).toBe(0xb861);
    expect(checksum(hex('4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7'))).toBe(0);
  });

  it('agrees with the oracle at every length from 0 to 2200 octets and any alignment, of noise, ones and zeros', () => {
    for (const [name, octets] of [
      ['noise', noise(LONGEST, 1)],
      ['more noise', noise(LONGEST, 2)],
      ['ones', new Uint8Array(LONGEST).fill(0xff)],
      ['zeros', new Uint8Array(LONGEST)],
    ] as const)
      for (const phase of [0, 1, 6, 15]) {
        const source = bench.put(octets, phase);
        for (let length = 0; length <= LONGEST; length++) {
          const expected = internetChecksum(octets.subarray(0, length));
          if (bench.kernels.checksum(source, length, 0) !== expected) throw new Error(`${length} octets of ${name}`);
        }
      }
  });

  it('goes on from any sum: the 16 bits of another part, or a sum not folded yet', () => {
    const octets = noise(300, 3);
    for (let length = 0; length <= 300; length++)
      for (const initial of [1, 0x1234, 0xffff, 0x1_0000, 0x2_ddf0, 0xffff_0000, 0xffff_ffff]) {
        const folded = onesComplementAdd(initial % 0x1_0000, Math.floor(initial / 0x1_0000));
        const expected = internetChecksum(octets.subarray(0, length), folded);
        expect(checksum(octets.subarray(0, length), initial, length % 16), `${length} from ${initial}`).toBe(expected);
      }
  });

  it('is the same in one piece or in two, divided at any even place', () => {
    const octets = noise(157, 4);
    const whole = checksum(octets);
    for (let at = 0; at <= 157; at += 2) {
      const before = 0xffff - checksum(octets.subarray(0, at));
      expect(checksum(octets.subarray(at), before), `divided at ${at}`).toBe(whole);
    }
  });

  it('loses no carry in a megabyte of ones, nor in one of noise', async () => {
    const { kernels, octets } = await createMachine(18);
    const length = 1_048_577;
    const large = octets.subarray(octets.length - length);
    large.fill(0xff);
    expect(kernels.checksum(octets.length - length, length, 0)).toBe(internetChecksum(large));
    large.set(noise(length, 5));
    expect(kernels.checksum(octets.length - length, length, 0)).toBe(internetChecksum(large));
  });

  it('reads nothing beyond its octets: they may be the last of the memory', () => {
    for (let length = 0; length <= 300; length++) {
      const octets = noise(length, 6);
      const at = bench.putLast(octets);
      expect(bench.kernels.checksum(at, length, 0), `${length} octets`).toBe(internetChecksum(octets));
    }
  });
});

describe('checksumUpdate', () => {
  it('answers 0000 in the example of RFC 1624, section 4, where RFC 1141 answered FFFF', () => {
    expect(bench.kernels.checksumUpdate(0xdd2f, 0x5555, 0x3285)).toBe(0);
  });

  it('comes to what the whole header comes to, whichever word changes to whatever', () => {
    for (let seed = 0; seed < 3000; seed++) {
      const header = noise(20, seed);
      const choice = noise(4, seed + 10_000);
      const at = 2 * (choice[0]! % 10);
      const from = 256 * header[at]! + header[at + 1]!;
      const to = [256 * choice[2]! + choice[3]!, 0, 0xffff, 0xffff - from, from][choice[1]! % 5]!;
      const old = internetChecksum(header);
      header[at] = to >> 8;
      header[at + 1] = to & 255;
      expect(bench.kernels.checksumUpdate(old, from, to), `seed ${seed}`).toBe(internetChecksum(header));
    }
  });

  it('knows -0 from +0: every change between every pair of notable words, beside any notable rest', () => {
    const notable = [0, 1, 2, 0x7fff, 0x8000, 0x3285, 0x5555, 0xaaaa, 0xcd7a, 0xfffd, 0xfffe, 0xffff];
    let minusZeros = 0;
    for (const rest of notable)
      for (const from of notable)
        for (const to of notable) {
          if (rest === 0 && to === 0) continue;
          const words = (word: number): Uint8Array => Uint8Array.of(rest >> 8, rest & 255, word >> 8, word & 255);
          const expected = internetChecksum(words(to));
          if (onesComplementSum(words(to)) === 0xffff) minusZeros++;
          const updated = bench.kernels.checksumUpdate(internetChecksum(words(from)), from, to);
          expect(updated, `${from} to ${to} beside ${rest}`).toBe(expected);
        }
    expect(minusZeros).toBeGreaterThan(100);
  });

  it('answers 0, which passes as well as FFFF, for data that become all zero, which no header does', () => {
    for (const from of [1, 0x5555, 0xffff]) expect(bench.kernels.checksumUpdate(0xffff - from, from, 0)).toBe(0);
    expect(bench.kernels.checksumUpdate(0xffff, 0, 0)).toBe(0);
  });
});
