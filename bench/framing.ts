// Framing beside plain TypeScript: the search for the start frame delimiter at any bit phase, the realigning of what
// follows it, and preamble, SFD and FCS put around a frame.
import { createBenchArena } from './arena.js';
import { type Contest, contend, type Outcome, outcomeTable, resultsOf } from './contest.js';
import { tableCrc32 } from './crc32.js';
import type { BenchOptions, SuiteReport } from './suite.js';

const SFD = 0xd5;

/** Index of the bit after the first SFD, or -1: a shift register, bit by bit. */
export function serialFindSfd(octets: Uint8Array, bits: number): number {
  let register = 0;
  for (let bit = 0; bit < bits; bit++) {
    register = (register >>> 1) | (((octets[bit >> 3] >> (bit & 7)) & 1) << 7);
    if (register === SFD && bit >= 7) return bit + 1;
  }
  return -1;
}

/** The same an octet at a time: all eight phases of two octets at once. */
export function octetFindSfd(octets: Uint8Array, bits: number): number {
  for (let i = 0; 8 * i + 8 <= bits; i++) {
    const pair = octets[i] | ((octets[i + 1] ?? 0) << 8);
    for (let phase = 0; phase < 8; phase++)
      if (((pair >> phase) & 0xff) === SFD) return 8 * i + phase + 8 <= bits ? 8 * i + phase + 8 : -1;
  }
  return -1;
}

/** Copies bits from bit `offset` on, an octet at a time. */
export function octetRealign(source: Uint8Array, offset: number, bits: number, target: Uint8Array): void {
  const phase = offset & 7;
  const last = ((bits + 7) >> 3) - 1;
  let at = offset >> 3;
  for (let i = 0; i < last; i++, at++) target[i] = (source[at] | (source[at + 1] << 8)) >> phase;
  target[last] = (source[at] | ((source[at + 1] ?? 0) << 8)) >> phase;
  if (bits & 7) target[last] &= (1 << (bits & 7)) - 1;
}

/** Preamble and SFD into the 8 octets before a frame, FCS into the 4 behind it. */
export function plainSeal(sealed: Uint8Array): void {
  sealed.fill(0x55, 0, 7);
  sealed[7] = SFD;
  const sum = tableCrc32(sealed.subarray(8, sealed.length - 4));
  for (let i = 0; i < 4; i++) sealed[sealed.length - 4 + i] = sum >>> (8 * i);
}

const SLOTS = 8;

/** Runs the suite. */
export async function run(options: BenchOptions): Promise<SuiteReport> {
  const contests = await createContests();
  const find: Outcome[] = [];
  const realign: Outcome[] = [];
  const seal: Outcome[] = [];
  for (const octets of options.quick ? [1518] : [64, 1518, 16_384]) {
    find.push(await contend('SFD search', contests.find(octets), options));
    realign.push(await contend('realigning', contests.realign(octets), options));
    if (octets <= 1518) seal.push(await contend('sealing', contests.seal(octets), options));
  }
  return {
    results: [...find, ...realign, ...seal].flatMap((outcome) => resultsOf('framing', outcome)),
    tables: [
      outcomeTable('Search for the SFD, which is nowhere: times as fast as others', find),
      outcomeTable('Realigning by 3 bits: times as fast as others', realign),
      outcomeTable('Sealing a frame with preamble, SFD and FCS: times as fast as others', seal),
    ],
  };
}

async function createContests(): Promise<Record<'find' | 'realign' | 'seal', (octets: number) => Contest>> {
  const { kernels, octets: memory, slots } = await createBenchArena();
  /** Nothing but preamble, out of step by so many bits as the slot's number says. */
  const preambles = (octets: number): number[] =>
    slots(SLOTS, octets).map((address, i) => {
      memory.fill(i & 1 ? 0xaa : 0x55, address, address + octets);
      return address;
    });
  return {
    find(octets) {
      const from = preambles(octets);
      const sources = from.map((address) => memory.subarray(address, address + octets));
      const bits = 8 * octets;
      return {
        octets,
        contenders: [
          {
            name: 'find SFD',
            ours: true,
            run(calls) {
              let sum = 0;
              for (let i = 0; i < calls; i++) sum += kernels.findSfd(from[i & 7], bits);
              return sum;
            },
          },
          {
            name: 'find SFD, octets TS',
            run(calls) {
              let sum = 0;
              for (let i = 0; i < calls; i++) sum += octetFindSfd(sources[i & 7], bits);
              return sum;
            },
          },
          {
            name: 'find SFD, bits TS',
            run(calls) {
              let sum = 0;
              for (let i = 0; i < calls; i++) sum += serialFindSfd(sources[i & 7], bits);
              return sum;
            },
          },
          {
            name: 'read of the input',
            run(calls) {
              let sum = 0;
              for (let i = 0; i < calls; i++) sum ^= kernels.bareRead(from[i & 7], octets);
              return sum;
            },
          },
        ],
      };
    },
    realign(octets) {
      const from = slots(2 * SLOTS, octets + 1);
      const to = from.splice(SLOTS);
      const sources = from.map((address) => memory.subarray(address, address + octets + 1));
      const targets = to.map((address) => memory.subarray(address, address + octets));
      const bits = 8 * octets;
      return {
        octets,
        contenders: [
          {
            name: 'realign',
            ours: true,
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.realign(from[i & 7], 3, bits, to[i & 7]);
              return memory[to[0]];
            },
          },
          {
            name: 'realign, octets TS',
            run(calls) {
              for (let i = 0; i < calls; i++) octetRealign(sources[i & 7], 3, bits, targets[i & 7]);
              return memory[to[0]];
            },
          },
          {
            name: 'copy of the output',
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.bareCopy(from[i & 7], to[i & 7], octets);
              return memory[to[0]];
            },
          },
        ],
      };
    },
    seal(octets) {
      const from = slots(SLOTS, octets + 12);
      const sealed = from.map((address) => memory.subarray(address, address + octets + 8));
      return {
        octets,
        contenders: [
          {
            name: 'seal',
            ours: true,
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.sealFrame(from[i & 7] + 8, octets - 4);
              return memory[from[0]];
            },
          },
          {
            name: 'seal, table TS',
            run(calls) {
              for (let i = 0; i < calls; i++) plainSeal(sealed[i & 7]);
              return memory[from[0]];
            },
          },
        ],
      };
    },
  };
}
