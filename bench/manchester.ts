// The Manchester kernels beside tables in TypeScript, and beside a bare copy of what they write and a bare read of what
// they read.
import { createBenchArena } from './arena.js';
import { type Contest, contend, type Outcome, outcomeTable, resultsOf } from './contest.js';
import type { BenchOptions, SuiteReport } from './suite.js';

/** The 16 half bits of each octet. */
const HALF_BITS = new Uint16Array(256).map((_, octet) => {
  let halves = 0;
  for (let bit = 0; bit < 8; bit++) halves |= (octet >> bit) & 1 ? 2 << (2 * bit) : 1 << (2 * bit);
  return halves;
});

/** The octet of each 16 half bits, or 256 where a bit has no transition. */
const OCTETS = new Uint16Array(65_536).fill(256);
for (const [octet, halves] of HALF_BITS.entries()) OCTETS[halves] = octet;

/** Encodes by a table, four octets a turn, which V8 rewards; `symbols` has 16 half bits an element. */
export function tableEncode(octets: Uint8Array, symbols: Uint16Array): void {
  const { length } = octets;
  const table = HALF_BITS;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    symbols[i] = table[octets[i]];
    symbols[i + 1] = table[octets[i + 1]];
    symbols[i + 2] = table[octets[i + 2]];
    symbols[i + 3] = table[octets[i + 3]];
  }
  for (; i < length; i++) symbols[i] = table[octets[i]];
}

/** Decodes by a table, likewise; answers how many bits are valid. */
export function tableDecode(symbols: Uint16Array, octets: Uint8Array): number {
  const { length } = octets;
  const table = OCTETS;
  let wrong = 0;
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const a = table[symbols[i]];
    const b = table[symbols[i + 1]];
    const c = table[symbols[i + 2]];
    const d = table[symbols[i + 3]];
    wrong |= a | b | c | d;
    octets[i] = a;
    octets[i + 1] = b;
    octets[i + 2] = c;
    octets[i + 3] = d;
  }
  for (; i < length; i++) {
    wrong |= table[symbols[i]];
    octets[i] = table[symbols[i]];
  }
  return wrong < 256 ? 8 * length : firstViolation(symbols);
}

function firstViolation(symbols: Uint16Array): number {
  for (let bit = 0; ; bit++) {
    const pair = (symbols[bit >> 3] >> (2 * (bit & 7))) & 3;
    if (pair === 0 || pair === 3) return bit;
  }
}

const SLOTS = 8;

/** Runs the suite. */
export async function run(options: BenchOptions): Promise<SuiteReport> {
  const contests = await createContests();
  const encode: Outcome[] = [];
  const decode: Outcome[] = [];
  for (const octets of options.quick ? [1518] : [64, 1518, 16_384]) {
    encode.push(await contend('Manchester encoding', contests.encode(octets), options));
    decode.push(await contend('Manchester decoding', contests.decode(octets), options));
  }
  return {
    results: [
      ...encode.flatMap((outcome) => resultsOf('manchester', outcome)),
      ...decode.flatMap((outcome) => resultsOf('manchester', outcome)),
    ],
    tables: [
      outcomeTable('Manchester encoding: GB/s of payload, and times as fast as others', encode),
      outcomeTable('Manchester decoding and validation: GB/s of payload, and times as fast as others', decode),
    ],
  };
}

async function createContests(): Promise<Record<'encode' | 'decode', (octets: number) => Contest>> {
  const { kernels, octets: memory, slots } = await createBenchArena();
  return {
    encode(octets) {
      const from = slots(2 * SLOTS, 2 * octets);
      const to = from.splice(SLOTS);
      const sources = from.map((address) => memory.subarray(address, address + octets));
      const targets = to.map((address) => new Uint16Array(memory.buffer, address, octets));
      return {
        octets,
        goals: { 'copy of the output': 0.55 },
        contenders: [
          {
            name: 'encode',
            ours: true,
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.manchesterEncode(from[i & 7], octets, to[i & 7]);
              return memory[to[0]];
            },
          },
          {
            name: 'encode, table TS',
            run(calls) {
              for (let i = 0; i < calls; i++) tableEncode(sources[i & 7], targets[i & 7]);
              return memory[to[0]];
            },
          },
          {
            name: 'copy of the output',
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.bareCopy(from[i & 7], to[i & 7], 2 * octets);
              return memory[to[0]];
            },
          },
        ],
      };
    },
    decode(octets) {
      const from = slots(2 * SLOTS, 2 * octets);
      const to = from.splice(SLOTS);
      for (const [i, address] of to.entries()) kernels.manchesterEncode(address, octets, from[i]);
      const sources = from.map((address) => new Uint16Array(memory.buffer, address, octets));
      const targets = to.map((address) => memory.subarray(address, address + octets));
      return {
        octets,
        goals: { 'decode, table TS': 4.5 },
        contenders: [
          {
            name: 'decode',
            ours: true,
            run(calls) {
              let valid = 0;
              for (let i = 0; i < calls; i++) valid += kernels.manchesterDecode(from[i & 7], 8 * octets, to[i & 7]);
              return valid;
            },
          },
          {
            name: 'decode, table TS',
            run(calls) {
              let valid = 0;
              for (let i = 0; i < calls; i++) valid += tableDecode(sources[i & 7], targets[i & 7]);
              return valid;
            },
          },
          {
            name: 'copy of the output',
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.bareCopy(from[i & 7], to[i & 7], octets);
              return memory[to[0]];
            },
          },
          {
            name: 'read of the input',
            run(calls) {
              let sum = 0;
              for (let i = 0; i < calls; i++) sum ^= kernels.bareRead(from[i & 7], 2 * octets);
              return sum;
            },
          },
        ],
      };
    },
  };
}
