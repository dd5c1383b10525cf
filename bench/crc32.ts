// The CRC-32 kernel beside a table in TypeScript, slicing by 16 in TypeScript and in WebAssembly, what Node brings
// along, and what else npm has. The octets lie in the kernels' memory, and every call is one frame's.
import { crc32 as zlibCrc32 } from 'node:zlib';
import { createKernels } from '../src/kernels.js';
import { createBenchArena } from './arena.js';
import { type Contender, type Contest, contend, type Outcome, optional, outcomeTable, resultsOf } from './contest.js';
import type { BenchOptions, SuiteReport } from './suite.js';

const TABLE = new Uint32Array(256).map((_, octet) => {
  let register = octet;
  for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >>> 1) ^ 0xedb88320 : register >>> 1;
  return register;
});

/** TABLE, and 15 more for octets that others follow. */
const SLICES = new Uint32Array(16 * 256);
SLICES.set(TABLE);
for (let i = 256; i < SLICES.length; i++) SLICES[i] = TABLE[SLICES[i - 256] & 0xff] ^ (SLICES[i - 256] >>> 8);

/** What everybody writes first. */
export function tableCrc32(octets: Uint8Array): number {
  const { length } = octets;
  const table = TABLE;
  let register = ~0;
  for (let i = 0; i < length; i++) register = table[(register ^ octets[i]) & 0xff] ^ (register >>> 8);
  return ~register >>> 0;
}

/** What one writes then: 16 octets a turn. */
export function slicingCrc32(octets: Uint8Array): number {
  const { length } = octets;
  const t = SLICES;
  let register = ~0;
  let i = 0;
  for (; i + 16 <= length; i += 16)
    register =
      t[0xf00 | ((register ^ octets[i]) & 0xff)] ^
      t[0xe00 | (((register >>> 8) ^ octets[i + 1]) & 0xff)] ^
      t[0xd00 | (((register >>> 16) ^ octets[i + 2]) & 0xff)] ^
      t[0xc00 | ((register >>> 24) ^ octets[i + 3])] ^
      t[0xb00 | octets[i + 4]] ^
      t[0xa00 | octets[i + 5]] ^
      t[0x900 | octets[i + 6]] ^
      t[0x800 | octets[i + 7]] ^
      t[0x700 | octets[i + 8]] ^
      t[0x600 | octets[i + 9]] ^
      t[0x500 | octets[i + 10]] ^
      t[0x400 | octets[i + 11]] ^
      t[0x300 | octets[i + 12]] ^
      t[0x200 | octets[i + 13]] ^
      t[0x100 | octets[i + 14]] ^
      t[octets[i + 15]];
  for (; i < length; i++) register = t[(register ^ octets[i]) & 0xff] ^ (register >>> 8);
  return ~register >>> 0;
}

/** At least so many times as fast, by the number of octets. */
const GOALS: Readonly<Record<number, Readonly<Record<string, number>>>> = {
  64: { 'node:zlib': 8, '@node-rs': 5 },
  256: { 'node:zlib': 3.5, '@node-rs': 1.6 },
  512: { 'node:zlib': 3.5, '@node-rs': 1.6 },
  1518: { 'node:zlib': 3.5, '@node-rs': 1.6, 'slicing WASM': 3.5 },
  65536: { 'node:zlib': 3.5, '@node-rs': 1.6 },
};

/** Runs the suite. */
export async function run(options: BenchOptions): Promise<SuiteReport> {
  const notes: string[] = [];
  const makers = [await ours(), await theirs(notes)];
  const outcomes: Outcome[] = [];
  for (const octets of options.quick ? [64, 1518] : [64, 256, 512, 1518, 9000, 65_536]) {
    const contenders = makers.flatMap((make) => make(octets));
    requireSameSum(contenders, octets);
    const contest: Contest = { octets, contenders, goals: GOALS[octets] };
    outcomes.push(await contend('CRC-32', contest, options));
  }
  return {
    results: outcomes.flatMap((outcome) => resultsOf('crc32', outcome)),
    tables: [
      outcomeTable(
        'CRC-32: the kernel, thicknet/kernels around it, and how many times as fast they are as others',
        outcomes,
        notes,
      ),
    ],
  };
}

const SLOTS = 16;

/** Octets for the slots of all contenders: the same, so that their sums can be compared. */
function slotOctets(octets: number): Uint8Array[] {
  return Array.from({ length: SLOTS }, (_, slot) =>
    Uint8Array.from({ length: octets }, (_, i) => (i * 31 + slot * 7 + (i >> 8)) & 255),
  );
}

function requireSameSum(contenders: readonly Contender[], octets: number): void {
  const expected = contenders[0].run(SLOTS - 1);
  for (const { name, run } of contenders)
    if (run(SLOTS - 1) !== expected) throw new Error(`${name} has another CRC-32 of ${octets} octets`);
}

async function ours(): Promise<(octets: number) => Contender[]> {
  const { kernels, octets: memory, slots } = await createBenchArena();
  const entry = await createKernels({ capacity: 2 ** 22 });
  return (octets) => {
    const addresses = slots(SLOTS, octets);
    const own = slotOctets(octets).map((slot, i) => {
      memory.set(slot, addresses[i]);
      const array = entry.octets(octets);
      array.set(slot);
      return array;
    });
    const ordinary = slotOctets(octets);
    return [
      {
        name: 'kernel',
        ours: true,
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= kernels.crc32(addresses[i & 15], octets, 0);
          return sum;
        },
      },
      {
        name: 'thicknet/kernels',
        ours: true,
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= entry.crc32(own[i & 15]);
          return sum;
        },
      },
      {
        name: 'thicknet/kernels, ordinary array',
        ours: true,
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= entry.crc32(ordinary[i & 15]);
          return sum;
        },
      },
      {
        name: 'slicing WASM',
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= kernels.crc32Slicing(addresses[i & 15], octets, 0);
          return sum;
        },
      },
    ];
  };
}

async function theirs(notes: string[]): Promise<(octets: number) => Contender[]> {
  const nodeRs = await optional('@node-rs/crc32', () => import('@node-rs/crc32'), notes);
  const sheetJs = await optional('crc-32', () => import('crc-32'), notes);
  const hashWasm = await optional('hash-wasm', () => import('hash-wasm'), notes);
  const hasher = await hashWasm?.createCRC32();
  return (octets) => {
    const slots = slotOctets(octets);
    const buffers = slots.map((slot) => Buffer.from(slot));
    const contenders: (Contender | undefined)[] = [
      {
        name: 'node:zlib',
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= zlibCrc32(slots[i & 15]);
          return sum;
        },
      },
      nodeRs && {
        name: '@node-rs',
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= nodeRs.crc32(buffers[i & 15]);
          return sum;
        },
      },
      hasher && {
        name: 'hash-wasm',
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) {
            const [a, b, c, d] = hasher
              .init()
              .update(slots[i & 15])
              .digest('binary');
            sum ^= (a << 24) | (b << 16) | (c << 8) | d;
          }
          return sum;
        },
      },
      sheetJs && {
        name: 'crc-32',
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= sheetJs.default.buf(slots[i & 15]);
          return sum;
        },
      },
      {
        name: 'slicing TS',
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= slicingCrc32(slots[i & 15]);
          return sum;
        },
      },
      {
        name: 'table TS',
        run(calls) {
          let sum = 0;
          for (let i = 0; i < calls; i++) sum ^= tableCrc32(slots[i & 15]);
          return sum;
        },
      },
    ];
    return contenders.filter((contender) => contender !== undefined);
  };
}
