// Framing against its description as text: find the delimiter with indexOf, shift with slice.
import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { createGuarded, type Guarded, noise, same } from './guarded.js';
import { afterSfd, octetsOf, SFD, textOf, withoutSfd } from './oracle/framing.js';

const LONGEST = 2200;
let bench: Guarded;
beforeAll(async () => {
  bench = await createGuarded();
});

describe('sealFrame', () => {
  it('puts seven octets of preamble and the SFD before a frame of any length, its FCS behind, and touches nothing else', () => {
    const octets = noise(LONGEST, 1);
    for (let length = 0; length <= LONGEST; length += length < 80 ? 1 : 53) {
      const start = bench.room(length % 16);
      bench.octets.set(octets.subarray(0, length), start + 8);
      bench.kernels.sealFrame(start + 8, length);
      const sealed = bench.take(start, length + 12);
      expect(textOf(sealed.subarray(0, 8)), `${length} octets`).toBe(`${'10'.repeat(28)}${SFD}`);
      expect(same(sealed.subarray(8, 8 + length), octets.subarray(0, length))).toBe(true);
      expect(Buffer.from(sealed).readUInt32LE(8 + length), `${length} octets`).toBe(crc32(octets.subarray(0, length)));
    }
  });
});

describe('findSfd', () => {
  const find = (octets: Uint8Array, bits: number, phase: number): number =>
    bench.kernels.findSfd(bench.put(octets, phase), bits);

  it('finds the SFD behind a whole preamble at bit 64, and behind what a receiver lost of it', () => {
    const wire = `${'10'.repeat(28)}${SFD}${textOf(noise(64, 2))}`;
    for (let lost = 0; lost <= 56; lost++)
      expect(find(octetsOf(wire.slice(lost)), wire.length - lost, 0), `${lost} bits lost`).toBe(64 - lost);
    expect(find(octetsOf(wire.slice(57)), wire.length - 57, 0)).toBe(afterSfd(wire.slice(57)));
  });

  it('finds the only SFD at any place among bits that hold no other, whole or not at all', () => {
    const clean = withoutSfd(textOf(noise(210, 3)));
    for (let place = 0; place + 8 <= clean.length; place++) {
      const wire = clean.slice(0, place) + SFD + clean.slice(place + 8);
      const octets = octetsOf(wire);
      const first = afterSfd(wire);
      expect(find(octets, wire.length, place % 16), `SFD at ${place}`).toBe(first);
      expect(find(octets, first, (place + 5) % 16), `SFD at ${place} ends the bits`).toBe(first);
      expect(find(octets, first - 1, (place + 11) % 16), `SFD at ${place} lacks a bit`).toBe(-1);
    }
  });

  it('finds it at the end of bits of every length from 1 to 2200 octets, at each bit phase', () => {
    const clean = octetsOf(withoutSfd(textOf(noise(LONGEST, 4))));
    const source = bench.put(clean, 7);
    const view = new DataView(bench.octets.buffer);
    for (let length = 1; length <= LONGEST; length++)
      for (let phase = 0; phase < 8; phase++) {
        const at = source + length - 1;
        const saved = view.getUint16(at, true);
        const planted = (saved & ~(0xff << phase)) | (0xd5 << phase);
        view.setUint16(at, planted, true);
        const bits = 8 * length + phase;
        const near = Math.max(0, 8 * length - 24);
        const nearby = textOf(bench.octets.slice(source + near / 8, at + 2)).slice(0, bits - near);
        if (bench.kernels.findSfd(source, bits) !== near + afterSfd(nearby))
          throw new Error(`${length} octets, phase ${phase}`);
        view.setUint16(at, saved, true);
      }
  });

  it('finds none in preamble without end, in silence, in ones, and in noise that holds none, of any length', () => {
    const clean = octetsOf(withoutSfd(textOf(noise(LONGEST, 5))));
    const still = [0x55, 0xaa, 0, 0xff].map((octet) => new Uint8Array(LONGEST).fill(octet));
    for (const octets of [...still, clean]) {
      const source = bench.put(octets, 3);
      for (let bits = 0; bits <= 8 * LONGEST; bits++)
        if (bench.kernels.findSfd(source, bits) !== -1) throw new Error(`${bits} bits of ${octets[0]}`);
    }
  });

  it('answers the first of many in noise', () => {
    for (let seed = 0; seed < 2000; seed++) {
      const octets = noise(96, seed);
      const skipped = (seed % 7) * 8;
      octets.fill(0x2a, 0, skipped);
      const bits = 8 * octets.length - (seed % 8);
      expect(find(octets, bits, seed % 16), `seed ${seed}`).toBe(afterSfd(textOf(octets).slice(0, bits)));
    }
  });

  it('reads nothing beyond its octets: they may be the last of the memory', () => {
    for (let bits = 0; bits <= 1200; bits++) {
      const preamble = new Uint8Array(Math.ceil(bits / 8)).fill(0x55);
      expect(bench.kernels.findSfd(bench.putLast(preamble), bits), `${bits} bits`).toBe(-1);
    }
  });
});

describe('realign', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7])('shifts every number of bits from 0 to 17 600 from bit phase %i', (phase) => {
    const octets = noise(LONGEST + 2, 6);
    const shifted = octetsOf(textOf(octets).slice(phase));
    const source = bench.put(octets, 2 * phase + 1);
    for (let bits = 0; bits <= 8 * LONGEST; bits++) {
      const target = bench.room((3 * bits) % 16);
      bench.kernels.realign(source, phase, bits, target);
      const got = bench.take(target, Math.ceil(bits / 8));
      const expected = shifted.slice(0, got.length);
      if (bits % 8) expected[got.length - 1]! &= 2 ** (bits % 8) - 1;
      if (!same(got, expected)) throw new Error(`${bits} bits`);
    }
  });

  it('begins at any bit of the source, not only in its first octet', () => {
    const octets = noise(300, 7);
    const text = textOf(octets);
    for (let offset = 0; offset < 1500; offset++) {
      const bits = 1 + ((offset * 13) % 800);
      const target = bench.room(0);
      bench.kernels.realign(bench.put(octets, offset % 16), offset, bits, target);
      const got = bench.take(target, Math.ceil(bits / 8));
      expect(textOf(got).slice(0, bits), `${bits} bits from ${offset}`).toBe(text.slice(offset, offset + bits));
    }
  });

  it('needs no more than one octet behind the last bit', () => {
    for (let bits = 0; bits <= 700; bits++)
      for (const phase of [0, 1, 7]) {
        const octets = noise(Math.ceil((phase + bits) / 8) + 1, bits);
        const target = bench.room(0);
        bench.kernels.realign(bench.putLast(octets), phase, bits, target);
        const got = bench.take(target, Math.ceil(bits / 8));
        expect(textOf(got).slice(0, bits)).toBe(textOf(octets).slice(phase, phase + bits));
      }
  });

  it('puts a frame found at any bit phase back on its octets', () => {
    const frame = noise(64, 8);
    for (let idle = 0; idle < 64; idle++) {
      const wire = `${'0'.repeat(idle)}${'10'.repeat(28)}${SFD}${textOf(frame)}`;
      const source = bench.put(octetsOf(wire), idle % 16);
      const first = bench.kernels.findSfd(source, wire.length);
      const target = bench.room(0);
      bench.kernels.realign(source, first, wire.length - first, target);
      expect([...bench.take(target, 64)], `${idle} bits of silence`).toEqual([...frame]);
    }
  });
});
