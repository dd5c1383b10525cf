// The FCS itself: published frames, and frames that somebody else's CRC-32 has sealed.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkFcs, fcsHex, fcsOver, fcsOverPadded } from '../src/packet/fcs.js';
import { diagnoseFcs } from '../src/packet/fcs-diagnosis.js';
import { bytes, crc32, hex, join, numbers, randomFrame, sealed } from './fcs-frames.js';
import { crcOf, ETHERNET } from './oracle/rocksoft.js';

/** Frames that others have published with their FCS, in wire order. */
const published = [
  {
    name: 'an ARP request (University of Cambridge, ACS P35)',
    frame:
      'ffffffffffff0020afb780b8080600010800060400010020afb780b880e80f9400000000000080e80fdedededededededededededededededededede',
    fcs: '9ed2c2af',
  },
  {
    name: 'a UDP broadcast (Electronics Stack Exchange 170612)',
    frame:
      'ffffffffffff00000004141308004500002e0000000040117ac000000000ffffffff000050da00120000424242424242424242424242424242424242',
    fcs: '9bf6d0fd',
  },
  {
    name: 'a UDP datagram (Stack Overflow 40017293)',
    frame:
      '000ae6f005a3001234567890080045000030b3fe0000801172ba0a0000030a00000204000400001c894d000102030405060708090a0b0c0d0e0f10111213',
    fcs: '7ad56bb3',
  },
];

describe('the FCS', () => {
  it.each(published)('of $name is the published one', ({ frame, fcs }) => {
    expect(fcsHex(fcsOver(bytes(frame), crc32))).toBe(fcs);
    expect(checkFcs(bytes(frame + fcs), crc32)).toEqual({ octets: frame.length / 2 + 4, fcs, given: fcs, ok: true });
    expect(diagnoseFcs(bytes(frame + fcs), crc32)).toBeNull();
  });

  it('is the CRC of the catalogues, bit by bit', () => {
    expect(fcsHex(crcOf(new TextEncoder().encode('123456789'), ETHERNET))).toBe('2639f4cb');
    for (let seed = 1; seed <= 20; seed++) {
      const frame = randomFrame(seed);
      expect(fcsOver(frame, crc32), `seed ${seed}`).toBe(crcOf(frame, ETHERNET));
    }
  });

  it('of a short frame is that of the frame padded with zeros when a MAC has padded it', () => {
    for (const octets of [14, 42, 59, 60, 61]) {
      const frame = randomFrame(octets, octets);
      const padded = join(frame, new Uint8Array(Math.max(0, 60 - octets)));
      expect(fcsOverPadded(frame, crc32)).toBe(crcOf(padded, ETHERNET));
    }
  });

  it('of octets that begin with preamble and SFD is never right, whether it covers them or not', () => {
    // No frame begins so: its source address would be a group's.
    const [wire, frame] = [bytes('55555555555555d5'), randomFrame(12)];
    const fcs = hex(sealed(frame).subarray(-4));
    expect(checkFcs(join(wire, sealed(frame)), crc32)).toMatchObject({ fcs, given: fcs, ok: false });
    expect(checkFcs(sealed(join(wire, frame)), crc32)).toMatchObject({ fcs, ok: false });
  });

  it('is not looked for in 17 octets', () => {
    expect(() => checkFcs(new Uint8Array(17), crc32)).toThrow(RangeError);
    expect(() => diagnoseFcs(new Uint8Array(17), crc32)).toThrow(RangeError);
  });

  it('is never called right when a bit of the frame or of the FCS is wrong', () => {
    const frame = sealed(randomFrame(7, 60));
    for (let bit = 0; bit < frame.length * 8; bit++) {
      const wrong = frame.slice();
      wrong[bit >> 3]! ^= 1 << (bit & 7);
      expect(checkFcs(wrong, crc32).ok, `bit ${bit}`).toBe(false);
    }
  });

  it('leaves the octets that it is asked about alone, a Buffer too', () => {
    const next = numbers(3);
    const frame = Buffer.from(sealed(randomFrame(3, 100)));
    frame[next(100)]! ^= 0x10;
    const before = hex(frame);
    diagnoseFcs(frame, crc32);
    expect(hex(frame)).toBe(before);
  });
});

const facts = new URL('../../shared/facts/fcs-vectors.json', import.meta.url);

describe.skipIf(!existsSync(facts))('the collected vectors', () => {
  interface Vector {
    name: string;
    frame_hex: string;
    fcs_hex: string;
    correct_fcs_hex?: string;
  }
  const { vectors = [], negative_vectors: wrong = [] } = existsSync(facts)
    ? (JSON.parse(readFileSync(facts, 'utf8')) as { vectors: Vector[]; negative_vectors: Vector[] })
    : {};

  it.each(vectors)('$name is right', ({ frame_hex: frame, fcs_hex: fcs }) => {
    expect(checkFcs(bytes(frame + fcs), crc32)).toMatchObject({ fcs, given: fcs, ok: true });
  });

  it.each(wrong)('$name is wrong, and no mistake is invented for it', (vector) => {
    const frame = bytes(vector.frame_hex + vector.fcs_hex);
    expect(checkFcs(frame, crc32)).toMatchObject({ fcs: vector.correct_fcs_hex, given: vector.fcs_hex, ok: false });
    // Both frames were edited by hand: one broke its IPv4 checksum as well, the other didn't.
    expect(diagnoseFcs(frame, crc32)?.code).toBe(vector.name.includes('Dmitriy') ? 'contents-changed' : 'unexplained');
  });
});
