// What the benches set beside the kernels must do the same work, and their rows must say what was measured.
import { describe, expect, it } from 'vitest';
import { plainRandom32 } from '../bench/backoff.js';
import { plainChecksum } from '../bench/checksum.js';
import { type Outcome, outcomeTable, resultsOf } from '../bench/contest.js';
import { slicingCrc32, tableCrc32 } from '../bench/crc32.js';
import { octetFindSfd, octetRealign, plainSeal, serialFindSfd } from '../bench/framing.js';
import { tableDecode, tableEncode } from '../bench/manchester.js';
import { noise, same } from './guarded.js';
import { nextRandom, seededState } from './oracle/backoff.js';
import { internetChecksum } from './oracle/checksum.js';
import { crc32OfBeginnings } from './oracle/crc32.js';
import { afterSfd, octetsOf, textOf } from './oracle/framing.js';
import { halfBitsOf, packed } from './oracle/manchester.js';

describe('the contenders in plain TypeScript', () => {
  it('compute the CRC-32 and the checksum of every length up to 300', () => {
    const octets = noise(300, 1);
    const sums = crc32OfBeginnings(octets);
    for (let length = 0; length <= 300; length++) {
      const message = octets.subarray(0, length);
      expect(tableCrc32(message)).toBe(sums[length]);
      expect(slicingCrc32(message)).toBe(sums[length]);
      expect(plainChecksum(message)).toBe(internetChecksum(message));
    }
  });

  it('encode and decode Manchester, and see the first violation', () => {
    for (let length = 0; length <= 70; length++) {
      const octets = noise(length, length);
      const symbols = new Uint16Array(length);
      tableEncode(octets, symbols);
      expect(same(new Uint8Array(symbols.buffer), packed(halfBitsOf(octets)))).toBe(true);
      const decoded = new Uint8Array(length);
      expect(tableDecode(symbols, decoded)).toBe(8 * length);
      expect(same(decoded, octets)).toBe(true);
      for (const bit of [8 * length - 1, 4 * length])
        if (bit >= 0 && bit < 8 * length) {
          symbols[bit >> 3]! ^= 1 << (2 * (bit & 7));
          expect(tableDecode(symbols, decoded)).toBe(bit);
          symbols[bit >> 3]! ^= 1 << (2 * (bit & 7));
        }
    }
  });

  it('find the delimiter, realign and seal', () => {
    for (let seed = 0; seed < 50; seed++) {
      const octets = noise(40, seed);
      const text = textOf(octets);
      for (const bits of [320, 313, 7]) {
        const expected = afterSfd(text.slice(0, bits));
        expect(octetFindSfd(octets, bits), `noise of seed ${seed}`).toBe(expected);
        expect(serialFindSfd(octets, bits), `noise of seed ${seed}`).toBe(expected);
      }
      for (const [offset, bits] of [
        [3, 300],
        [8, 312],
        [13, 1],
      ] as const) {
        const target = new Uint8Array(Math.ceil(bits / 8));
        octetRealign(octets, offset, bits, target);
        expect(same(target, octetsOf(text.slice(offset, offset + bits)))).toBe(true);
      }
    }
    const sealed = new Uint8Array(72).fill(0xde, 8, 68);
    plainSeal(sealed);
    expect(Buffer.from(sealed.subarray(0, 8)).toString('hex')).toBe('55555555555555d5');
    expect(tableCrc32(sealed.subarray(8))).toBe(0x2144df1c);
  });

  it('draw the numbers of xoshiro128**', () => {
    const oracle = seededState(5n, 6n);
    const state = Uint32Array.from(oracle, Number);
    for (let i = 0; i < 1000; i++) expect(plainRandom32(state)).toBe(Number(nextRandom(oracle)));
  });
});

describe('a contest', () => {
  const outcome: Outcome = {
    octets: 1024,
    contenders: [
      { name: 'kernel', ours: true, run: () => 0 },
      { name: 'table', run: () => 0 },
      { name: 'copy', run: () => 0 },
    ],
    goals: { table: 4, copy: 0.6 },
    seconds: new Map([
      ['kernel', 2 ** -19],
      ['table', 2 ** -17],
      ['copy', 2 ** -20],
    ]),
  };

  it('has ours beside all others, and the others beside the first of them', () => {
    const row = (name: string, opsPerSecond: number, ratio: Record<string, number>) => ({
      suite: 'suite',
      name,
      octets: 1024,
      opsPerSecond,
      octetsPerSecond: 1024 * opsPerSecond,
      ratio,
    });
    expect(resultsOf('suite', outcome)).toEqual([
      row('kernel', 2 ** 19, { table: 4, copy: 0.5 }),
      row('table', 2 ** 17, { copy: 0.125 }),
      row('copy', 2 ** 20, { table: 8 }),
    ]);
  });

  it('says which goals were missed', () => {
    const { columns, rows } = outcomeTable('title', [outcome]);
    expect(columns).toEqual(['', 'octets', 'ns', 'GB/s', 'table', 'copy', 'goals']);
    expect(rows).toEqual([['kernel', '1024', '1907.3', '0.5', 'x4.00', 'x0.50', 'missed: copy 0.6']]);
  });
});
