import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CaptureError } from '../src/capture/capture-error.js';
import { readCapture } from '../src/capture/reader.js';
import { pcapFile, pcapngFile, Section, someFrame } from './fixtures/captures.js';

/** Files with much structure and little payload, so that most flips hit something that matters. */
const seeds = [
  pcapFile([3, 2, 9].map((seconds, i) => ({ seconds, fraction: i, octets: someFrame(8, i) }))),
  pcapFile([{ seconds: 3, fraction: 4, octets: someFrame(9) }], {
    order: 'big',
    magic: 0xa1b23c4d,
    linkWord: 0x2400_0001,
  }),
  pcapngFile(
    new Section('big')
      .idb([
        [9, [9]],
        [13, [4]],
        [14, [0, 0, 0, 0, 0, 0, 0, 1]],
        [2, [101, 116, 104, 48]],
      ])
      .epb(5n, someFrame(10), [
        [1, [72, 105]],
        [2, [0x81, 0, 0, 0x82]],
      ])
      .spb(someFrame(6)),
    new Section()
      .idb([], 1, 64)
      .pb(77n, someFrame(5), [[2, [1, 0, 0, 0]]])
      .block(5, someFrame(12))
      .block(0xbad, someFrame(3)),
  ),
];

describe('garbage', () => {
  it('from flipped bits and cuts gives a capture in good order or a CaptureError, and never anything else', () => {
    const damage = fc.record({
      file: fc.constantFrom(...seeds),
      flips: fc.array(fc.tuple(fc.nat(), fc.nat(7)), { maxLength: 6 }),
      words: fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), { maxLength: 3 }),
      keep: fc.option(fc.nat(), { freq: 3 }),
    });
    // A failure prints its seed and its smallest example.
    fc.assert(
      fc.property(damage, ({ file, flips, words, keep }) => {
        const copy = file.slice(0, keep === null ? file.length : keep % (file.length + 1));
        if (copy.length > 0) {
          for (const [at, bit] of flips) copy[at % copy.length]! ^= 1 << bit;
          for (const [at, octet] of words) copy[at % copy.length] = octet;
        }
        judgeReading(copy);
      }),
      { numRuns: 4000 },
    );
  });

  it('of any octets behind a valid magic is survived too', () => {
    const heads = [...seeds.map((file) => Array.from(file.subarray(0, 28))), []];
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, tail) => {
        judgeReading(Uint8Array.from([...head, ...tail]));
      }),
      { numRuns: 2000 },
    );
  });
});

function judgeReading(file: Uint8Array): void {
  let capture: ReturnType<typeof readCapture>;
  try {
    capture = readCapture(file, 'garbage');
  } catch (error) {
    if (error instanceof CaptureError) return;
    throw error;
  }
  let before = 0;
  for (const { timePs, octets, fcsLength, linkType } of capture.records) {
    expect(timePs).toBeGreaterThanOrEqual(before);
    before = timePs;
    expect(octets.length).toBeGreaterThan(0);
    expect(octets.length).toBeGreaterThanOrEqual(fcsLength);
    expect(linkType).toBe(1);
    expect(octets.byteOffset + octets.length).toBeLessThanOrEqual(file.byteOffset + file.length);
  }
  const numbers = capture.records.map(({ number }) => number).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
}
