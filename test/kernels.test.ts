// The public entry thicknet/kernels, as one who has installed it meets it.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKernels, type Kernels, KernelsError, SimdUnavailableError } from '../src/kernels.js';
import { createMachine } from '../src/memory/machine.js';
import { hex, noise, same } from './guarded.js';
import { internetChecksum } from './oracle/checksum.js';
import { afterSfd, octetsOf, textOf } from './oracle/framing.js';
import { halfBitsOf, packed } from './oracle/manchester.js';

/** More than the kernels copy in at a time. */
const LONG = 65_536;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

let kernels: Kernels;
beforeEach(async () => {
  kernels = await createKernels({ capacity: 16 * MIB });
});

/** The same octets as an array of the kernels, a part of one, an ordinary array, a part of one, and a Buffer. */
function everyKind(octets: Uint8Array): [string, Uint8Array][] {
  const own = kernels.octets(octets.length);
  own.set(octets);
  const part = kernels.octets(octets.length + 9).subarray(5, octets.length + 5);
  part.set(octets);
  const around = new Uint8Array(octets.length + 9);
  around.set(octets, 3);
  return [
    ['an array of the kernels', own],
    ['a part of one', part],
    ['an ordinary array', octets.slice()],
    ['a part of an ordinary array', around.subarray(3, octets.length + 3)],
    ['a Buffer', Buffer.from(octets)],
  ];
}

function errorOf(act: () => unknown): KernelsError {
  try {
    act();
  } catch (error) {
    if (error instanceof KernelsError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('crc32', () => {
  it('is that of zlib for every kind of array, short, long and in between', () => {
    for (const length of [0, 1, 59, 64, 300, 1518, 2048, 2049, LONG - 1, LONG, LONG + 1, 3 * LONG + 77]) {
      const octets = noise(length, length);
      for (const [kind, array] of everyKind(octets)) {
        expect(kernels.crc32(array), `${length} octets in ${kind}`).toBe(zlibCrc32(octets));
        expect(kernels.crc32(array, 0xfedcba98), `${length} octets in ${kind}`).toBe(zlibCrc32(octets, 0xfedcba98));
        if (kernels.crc32(array) !== zlibCrc32(array)) expect.fail(`${kind} of ${length} octets was changed`);
      }
    }
  });

  it('goes on from an earlier one, however a message is cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000, size: 'max' }), fc.nat(5000), (octets, cut) => {
        const first = kernels.crc32(octets.subarray(0, cut));
        expect(kernels.crc32(octets.subarray(cut), first)).toBe(zlibCrc32(octets));
      }),
    );
  });

  it('takes an array of another realm', () => {
    expect(kernels.crc32(runInNewContext('Uint8Array.of(49, 50, 51, 52, 53, 54, 55, 56, 57)'))).toBe(0xcbf43926);
  });

  it('sums a gibibyte in pieces, in one ordinary array, and in one array of the kernels', async () => {
    const piece = noise(MIB, 5);
    let sum = 0;
    let expected = 0;
    for (let i = 0; i < 1024; i++) sum = kernels.crc32(piece, sum);
    for (let i = 0; i < 1024; i++) expected = zlibCrc32(piece, expected);
    expect(sum).toBe(expected);

    const big = await createKernels({ capacity: GIB + 1024 });
    for (const octets of [new Uint8Array(GIB), big.octets(GIB)]) {
      octets.set(piece, 0);
      octets.set(piece, GIB / 2 - 5);
      octets.set(piece, GIB - MIB);
      expect(big.crc32(octets)).toBe(zlibCrc32(octets));
    }
  });
});

describe('the array that octets hands out', () => {
  it('looks like any other of its length, all 0', () => {
    const octets = kernels.octets(100);
    expect(octets).toEqual(new Uint8Array(100));
    expect(Object.keys(octets)).toEqual(Object.keys(new Uint8Array(100)));
    expect(structuredClone(octets)).toEqual(new Uint8Array(100));
  });

  it('overlaps no other', () => {
    const arrays = [0, 1, 63, 64, 65, 1518, 5000].map((length) => kernels.octets(length));
    arrays.forEach((array, i) => void array.fill(i + 1));
    arrays.forEach((array, i) => void expect(array.every((octet) => octet === i + 1)).toBe(true));
  });

  it('belongs to its own kernels: others copy it', async () => {
    const others = await createKernels({ capacity: 4096 });
    const octets = others.octets(9);
    octets.set(new TextEncoder().encode('123456789'));
    expect(kernels.crc32(octets)).toBe(0xcbf43926);
    expect(errorOf(() => kernels.release(octets)).code).toBe('ERR_INVALID_ARGUMENT');
  });

  it('can be released, and its room handed out again, all 0', async () => {
    const few = await createKernels({ capacity: 10_000 });
    for (let i = 0; i < 1000; i++) {
      const octets = few.octets(9000);
      expect(octets[8999]).toBe(0);
      octets.fill(0xff);
      few.release(octets);
      expect(errorOf(() => few.release(octets)).code).toBe('ERR_INVALID_ARGUMENT');
    }
  });

  it('is refused with a clear error when there is no room for it', async () => {
    const few = await createKernels({ capacity: 10_000 });
    few.octets(9857);
    const error = errorOf(() => {
      for (let i = 0; i < 10; i++) few.octets(20_000);
    });
    expect(error.code).toBe('ERR_OUT_OF_MEMORY');
    expect(error.message).toContain('20000 octets');
    expect(few.crc32(new Uint8Array(100_000))).toBe(zlibCrc32(new Uint8Array(100_000)));
  });
});

describe('checksum', () => {
  it('is that of RFC 1071 for every kind of array, odd and even, short and long', () => {
    for (const length of [0, 1, 20, 1499, 1500, LONG, LONG + 1, 2 * LONG + 3]) {
      const octets = noise(length, length + 1);
      for (const [kind, array] of everyKind(octets)) {
        expect(kernels.checksum(array), `${length} octets in ${kind}`).toBe(internetChecksum(octets));
        expect(kernels.checksum(array, 0xabcd), `${length} octets in ${kind}`).toBe(internetChecksum(octets, 0xabcd));
      }
    }
  });

  it('takes one changed word into account without the others', () => {
    const octets = noise(40, 2);
    const old = kernels.checksum(octets);
    octets.set([0x12, 0x34], 10);
    const from = 256 * noise(40, 2)[10]! + noise(40, 2)[11]!;
    expect(kernels.checksumUpdate(old, from, 0x1234)).toBe(kernels.checksum(octets));
  });
});

describe('Manchester coding', () => {
  it('makes the half bits of the clause for every kind of array, into every kind', () => {
    for (const length of [0, 1, 64, 1518, LONG + 5]) {
      const octets = noise(length, length + 2);
      const expected = packed(halfBitsOf(octets));
      for (const [kind, array] of everyKind(octets)) {
        if (!same(kernels.manchesterEncode(array), expected)) expect.fail(`${length} octets in ${kind}`);
        for (const [intoKind, symbols] of everyKind(new Uint8Array(2 * length))) {
          expect(kernels.manchesterEncode(array, symbols)).toBe(symbols);
          if (!same(symbols, expected)) expect.fail(`${length} octets in ${kind} into ${intoKind}`);
        }
      }
    }
  });

  it('is undone for every kind of array, up to any bit, and says where it was violated', () => {
    for (const length of [1, 64, 1518, LONG + 5]) {
      const octets = noise(length, length + 3);
      const symbols = packed(halfBitsOf(octets));
      for (const bits of [8 * length, 8 * length - 3]) {
        const violated = Math.floor(bits * 0.9);
        for (const [kind, array] of everyKind(symbols))
          for (const [intoKind, target] of everyKind(new Uint8Array(length))) {
            const where = `${bits} bits in ${kind} into ${intoKind}`;
            expect(kernels.manchesterDecode(array, target, bits), where).toBe(bits);
            const expected = octetsOf(textOf(octets).slice(0, bits));
            if (!same(target.subarray(0, expected.length), expected)) expect.fail(where);
            array[violated >> 2]! ^= 1 << (2 * (violated & 3));
            expect(kernels.manchesterDecode(array, target, bits), where).toBe(violated);
            array[violated >> 2]! ^= 1 << (2 * (violated & 3));
          }
      }
    }
  });
});

describe('framing', () => {
  it('finds the start frame delimiter at any bit, also where one window ends and the next begins', () => {
    for (const place of [0, 8 * 100, 8 * LONG - 20, 8 * LONG, 8 * 2 * LONG - 8])
      for (let bit = place; bit < place + 16; bit++) {
        const octets = new Uint8Array(3 * LONG);
        for (const [index, value] of [...'10101011'].entries())
          octets[(bit + index) >> 3]! |= Number(value) << ((bit + index) & 7);
        expect(kernels.findSfd(octets)).toBe(bit + 8);
        expect(kernels.findSfd(octets, bit + 8)).toBe(bit + 8);
        expect(kernels.findSfd(octets, bit + 7)).toBe(-1);
      }
  });

  it('finds it where the text of the bits has it, in every kind of array', () => {
    const octets = noise(3000, 9);
    for (const [kind, array] of everyKind(octets)) expect(kernels.findSfd(array), kind).toBe(afterSfd(textOf(octets)));
  });

  it('realigns from any bit, any number of bits, every kind of array into every kind', () => {
    const octets = noise(2 * LONG + 40, 10);
    const text = textOf(octets);
    for (const [offset, bits] of [
      [0, 8 * octets.length],
      [1, 12_144],
      [7, 1],
      [13, 8 * LONG],
      [8 * LONG - 3, 8 * LONG - 1],
      [5, 8 * octets.length - 5],
      [77, 0],
    ] as const) {
      const expected = octetsOf(text.slice(offset, offset + bits));
      for (const [kind, array] of everyKind(octets)) {
        if (!same(kernels.realign(array, offset, bits), expected)) expect.fail(`${bits} bits at ${offset} of ${kind}`);
        const own = kernels.octets(expected.length);
        if (!same(kernels.realign(array, offset, bits, own), expected)) expect.fail(`${bits} at ${offset} of ${kind}`);
        kernels.release(own);
      }
    }
  });

  it('seals a frame with preamble, SFD and FCS, in place or not', () => {
    const frame = hex(
      'ffffffffffff0020afb780b80806000108000604000100 20afb780b880e80f9400000000000080e80f'.replace(' ', ''),
    );
    const padded = Uint8Array.from({ length: 60 }, (_, i) => frame[i] ?? 0xde);
    const expected = Buffer.concat([hex('55555555555555d5'), padded, hex('9ed2c2af')]);
    for (const [kind, sealed] of everyKind(new Uint8Array(72))) {
      expect(same(kernels.sealFrame(padded, sealed), expected), kind).toBe(true);
      sealed.fill(0, 0, 8);
      expect(same(kernels.sealFrame(sealed.subarray(8, 68), sealed), expected), `${kind}, in place`).toBe(true);
    }
    expect(same(kernels.sealFrame(padded), expected)).toBe(true);
    expect(kernels.findSfd(kernels.sealFrame(padded))).toBe(64);
  });
});

describe('mistakes', () => {
  const mistakes: readonly (readonly [string, (kernels: Kernels) => unknown])[] = [
    ['ERR_INVALID_ARGUMENT', (k) => k.crc32([1, 2, 3] as unknown as Uint8Array)],
    ['ERR_INVALID_ARGUMENT', (k) => k.crc32(undefined as unknown as Uint8Array)],
    ['ERR_INVALID_ARGUMENT', (k) => k.crc32(new Uint16Array(4) as unknown as Uint8Array)],
    ['ERR_INVALID_ARGUMENT', (k) => k.crc32(new Uint8Array(4), -1)],
    ['ERR_INVALID_ARGUMENT', (k) => k.crc32(k.octets(4), 2 ** 32)],
    ['ERR_INVALID_ARGUMENT', (k) => k.crc32(new Uint8Array(4), Number.NaN)],
    ['ERR_INVALID_ARGUMENT', (k) => k.octets(-1)],
    ['ERR_INVALID_ARGUMENT', (k) => k.octets(1.5)],
    ['ERR_INVALID_ARGUMENT', (k) => k.release(new Uint8Array(4))],
    ['ERR_INVALID_ARGUMENT', (k) => k.checksum('abc' as unknown as Uint8Array)],
    ['ERR_INVALID_ARGUMENT', (k) => k.checksum(new Uint8Array(4), 0.5)],
    ['ERR_INVALID_ARGUMENT', (k) => k.checksumUpdate(0x10000, 0, 0)],
    ['ERR_INVALID_ARGUMENT', (k) => k.manchesterEncode(undefined as unknown as Uint8Array)],
    ['ERR_TOO_SHORT', (k) => k.manchesterEncode(new Uint8Array(4), new Uint8Array(7))],
    ['ERR_INVALID_ARGUMENT', (k) => k.manchesterDecode(new Uint8Array(4), new Uint8Array(9), 17)],
    ['ERR_TOO_SHORT', (k) => k.manchesterDecode(new Uint8Array(4), new Uint8Array(1), 9)],
    ['ERR_INVALID_ARGUMENT', (k) => k.findSfd(new Uint8Array(4), 33)],
    ['ERR_INVALID_ARGUMENT', (k) => k.realign(new Uint8Array(4), 30, 3)],
    ['ERR_TOO_SHORT', (k) => k.realign(new Uint8Array(4), 3, 9, new Uint8Array(1))],
    ['ERR_TOO_SHORT', (k) => k.sealFrame(new Uint8Array(60), new Uint8Array(71))],
  ];

  it.each(mistakes)('%s is the code of number %#', (code, act) => {
    const error = errorOf(() => act(kernels));
    expect(error.code).toBe(code);
    expect(error.name).toBe('KernelsError');
  });

  it('are results that would be written over their own source', () => {
    const octets = new Uint8Array(300);
    const code = (act: () => unknown): string => errorOf(act).code;
    expect(code(() => kernels.manchesterEncode(octets.subarray(0, 100), octets.subarray(99)))).toBe('ERR_OVERLAP');
    expect(code(() => kernels.manchesterDecode(octets.subarray(0, 100), octets.subarray(50)))).toBe('ERR_OVERLAP');
    expect(code(() => kernels.realign(octets, 3, 8, octets))).toBe('ERR_OVERLAP');
    kernels.manchesterEncode(octets.subarray(0, 100), octets.subarray(100));
  });

  it('are capacities that no memory has', async () => {
    await expect(createKernels({ capacity: -1 })).rejects.toMatchObject({ code: 'ERR_INVALID_ARGUMENT' });
    await expect(createKernels({ capacity: 2 ** 32 })).rejects.toMatchObject({ code: 'ERR_OUT_OF_MEMORY' });
  });
});

describe('an engine without vectors', () => {
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it('is told so in so many words, not given wrong sums', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    await expect(createKernels()).rejects.toBeInstanceOf(SimdUnavailableError);
    await expect(createMachine(1)).rejects.toMatchObject({ code: 'ERR_SIMD_UNAVAILABLE' });
    await expect(createMachine(1)).rejects.toThrow(/SIMD/);
  });

  it('is told so when it has no WebAssembly at all', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    await expect(createKernels()).rejects.toMatchObject({ code: 'ERR_SIMD_UNAVAILABLE' });
  });
});

describe.skipIf(!existsSync(new URL('../dist/src/kernels.js', import.meta.url)))('the installed package', () => {
  it('has the kernels under thicknet/kernels', () => {
    const program = `
      import { createKernels } from 'thicknet/kernels';
      const kernels = await createKernels();
      const octets = kernels.octets(9);
      octets.set(new TextEncoder().encode('123456789'));
      process.stdout.write(kernels.crc32(octets).toString(16));`;
    const cwd = fileURLToPath(new URL('..', import.meta.url));
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd, encoding: 'utf8' })).toBe(
      'cbf43926',
    );
  });
});
