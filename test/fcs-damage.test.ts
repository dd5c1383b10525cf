// Damage to a frame with a good FCS has to be found where it was done.
import { describe, expect, it } from 'vitest';
import { diagnoseFcs, type FcsDiagnosis } from '../src/packet/fcs-diagnosis.js';
import { bigEndian, crc32, hex, join, numbers, randomFrame, sealed } from './fcs-frames.js';
import { crcOf, ETHERNET } from './oracle/rocksoft.js';

function diagnosed(frame: Uint8Array): FcsDiagnosis {
  const diagnosis = diagnoseFcs(frame, crc32);
  if (diagnosis === null) throw new Error('the FCS is called right');
  return diagnosis;
}

const flipped = (frame: Uint8Array, ...bits: readonly number[]): Uint8Array => {
  const result = frame.slice();
  for (const bit of bits) result[bit >> 3]! ^= 1 << (bit & 7);
  return result;
};

describe('one flipped bit', () => {
  it('is found at every place of a minimum frame, FCS included', () => {
    const frame = sealed(randomFrame(1, 60));
    for (let bit = 0; bit < 64 * 8; bit += 7) {
      const { code, details } = diagnosed(flipped(frame, bit));
      expect({ code, ...details }, `bit ${bit}`).toMatchObject({
        code: 'one-flipped-bit',
        octet: bit >> 3,
        bit: bit & 7,
        wireBit: bit,
      });
    }
  });

  it('comes with what the octet is and should be, and the field that it is in', () => {
    const frame = sealed(randomFrame(2, 60));
    const { details } = diagnosed(flipped(frame, 8 * 8 + 3));
    expect(details).toMatchObject({
      field: 'source address',
      wants: hex(frame.subarray(8, 9)),
      is: hex(Uint8Array.of(frame[8]! ^ 8)),
    });
  });

  it('is found in the longest frame and in a jumbo frame', () => {
    for (const octets of [1514, 9000]) {
      const next = numbers(octets);
      const bit = next(octets * 8);
      const found = diagnosed(flipped(sealed(randomFrame(3, octets)), bit));
      expect(found, `bit ${bit}`).toMatchObject({ code: 'one-flipped-bit', details: { wireBit: bit } });
    }
  });

  it('is found although the FCS is byte-swapped and not complemented besides, and in such an FCS too', () => {
    for (const bit of [100, 60 * 8 + 5, 60 * 8 + 30]) {
      const frame = randomFrame(4, 60);
      const given = bigEndian(crcOf(frame, { ...ETHERNET, xorout: 0 }));
      expect(diagnosed(flipped(join(frame, given), bit)), `bit ${bit}`).toMatchObject({
        code: 'one-flipped-bit+not-complemented+byte-swapped',
        details: { wireBit: bit },
      });
    }
  });
});

describe('more damage', () => {
  it('two flipped bits are both found', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = numbers(seed);
      const frame = sealed(randomFrame(seed));
      const first = next(frame.length * 4);
      const second = first + 33 + next(frame.length * 3);
      const { code, details } = diagnosed(flipped(frame, first, second));
      expect({ code, ...details }, `seed ${seed}`).toMatchObject({
        code: 'two-flipped-bits',
        wireBit: first,
        secondWireBit: second,
      });
    }
  });

  it('a burst is found with its first bit, its length and its pattern', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = numbers(seed);
      const frame = sealed(randomFrame(seed));
      const at = next(frame.length * 8 - 10);
      const pattern = `1${Array.from({ length: 7 }, () => next(2)).join('')}1`;
      const bits = [...pattern].flatMap((digit, i) => (digit === '1' ? [at + i] : []));
      const { code, details } = diagnosed(flipped(frame, ...bits));
      // Eight wrong bits and none between them are two flipped bits with as good a right.
      expect({ code, ...details }, `seed ${seed}`).toMatchObject({ code: 'burst', wireBit: at, burstBits: 9, pattern });
    }
  });

  it('a burst too long to be sure of is among what is named, or nothing is claimed', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = numbers(seed);
      const frame = sealed(randomFrame(seed, 60));
      const at = next(60 * 8);
      const bits = Array.from({ length: 30 }, (_, i) => at + i).filter((_, i) => i === 0 || i === 29 || next(2) === 1);
      const { code, chance } = diagnosed(flipped(frame, ...bits));
      expect(code === 'unexplained' || code === 'fcs-missing' || chance > 0.001, `seed ${seed}: ${code}`).toBe(true);
    }
  });

  it('a missing octet is found with its value, first and last included', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = numbers(seed);
      const frame = sealed(randomFrame(seed));
      const at = [0, frame.length - 1, next(frame.length)][seed % 3]!;
      const without = join(frame.subarray(0, at), frame.subarray(at + 1));
      const { code, details } = diagnosed(without);
      const value = hex(frame.subarray(at, at + 1));
      expect({ code, ...details }, `seed ${seed}, octet ${at}`).toMatchObject({ code: 'octet-missing', value });
      // In a run of equal octets the first is named.
      const named = Number(details.octet);
      expect(hex(frame.subarray(named, at + 1))).toBe(value.repeat(at + 1 - named));
    }
  });

  it('an octet that comes twice, and octets that belong to nothing, are found', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const next = numbers(seed);
      const frame = sealed(randomFrame(seed));
      const at = 1 + next(frame.length - 6);
      const twice = join(frame.subarray(0, at + 1), frame.subarray(at));
      expect(diagnosed(twice).code, `seed ${seed}`).toBe('octets-duplicated');
      const stuffed = join(
        frame.subarray(0, at),
        Uint8Array.of(frame[at]! ^ 0xff, 1, frame[at - 1]! ^ 0xff),
        frame.subarray(at),
      );
      expect(diagnosed(stuffed), `seed ${seed}`).toMatchObject({
        code: 'octets-inserted',
        details: { octet: at, octets: 3 },
      });
    }
  });

  it('an FCS of which only half is there is seen', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const frame = sealed(randomFrame(seed));
      expect(diagnosed(frame.subarray(0, -2)).code, `seed ${seed}`).toBe('fcs-cut-short');
    }
  });

  it('two neighbours that have changed places are found', () => {
    const frame = sealed(randomFrame(5, 100));
    const swapped = frame.slice();
    [swapped[40], swapped[41]] = [frame[41]!, frame[40]!];
    expect(diagnosed(swapped)).toMatchObject({ code: 'octets-exchanged', details: { octet: 40 } });
  });

  it('degenerate frames, all zeros or all ones or an FCS that reads the same backwards, end in some honest answer', () => {
    for (const fill of [0x00, 0xff, 0x55])
      for (const given of [0x00, 0xff, 0xa5])
        for (const octets of [18, 60, 64, 1518]) {
          const frame = new Uint8Array(octets).fill(fill);
          frame.fill(given, octets - 4);
          expect(diagnosed(frame).sentence).toMatch(/\.$/);
        }
  });
});
