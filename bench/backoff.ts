// Seeded chance beside the same generator in TypeScript and beside Math.random, which has no seed; payloads beside
// octets drawn one by one and beside a bare copy.
import { createBenchArena } from './arena.js';
import { type Contest, contend, type Outcome, outcomeTable, resultsOf } from './contest.js';
import type { BenchOptions, SuiteReport } from './suite.js';

/** xoshiro128** on a state of four words. */
export function plainRandom32(state: Uint32Array): number {
  const s1 = state[1];
  const product = Math.imul(s1, 5);
  const result = Math.imul((product << 7) | (product >>> 25), 9);
  state[2] ^= state[0];
  state[3] ^= s1;
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= s1 << 9;
  state[3] = (state[3] << 11) | (state[3] >>> 21);
  return result >>> 0;
}

/** Octets of a 32-bit xorshift, four at a draw. */
export function plainPattern(words: Uint32Array, seed: number): void {
  let state = seed | 1;
  for (let i = 0; i < words.length; i++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[i] = state;
  }
}

/** Runs the suite. */
export async function run(options: BenchOptions): Promise<SuiteReport> {
  const contests = await createContests();
  const draws = await contend('backoff', contests.backoff(), options);
  const fills: Outcome[] = [];
  for (const octets of options.quick ? [1500] : [64, 1500, 65_536])
    fills.push(await contend('payload', contests.fill(octets), options));
  return {
    results: [draws, ...fills].flatMap((outcome) => resultsOf('backoff', outcome)),
    tables: [
      outcomeTable('One backoff (32 random bits, of which 10 are used): times as fast as others', [draws]),
      outcomeTable('Pseudo-random payload: times as fast as others', fills),
    ],
  };
}

async function createContests(): Promise<{ backoff(): Contest; fill(octets: number): Contest }> {
  const { kernels, octets: memory, slots } = await createBenchArena();
  return {
    backoff() {
      const [stream] = slots(1, 64);
      kernels.seedStream(stream, 1, 2, 3);
      const state = new Uint32Array(memory.buffer, stream, 4).slice();
      return {
        octets: 4,
        contenders: [
          {
            name: 'backoff',
            ours: true,
            run(calls) {
              let slotTimes = 0;
              for (let i = 0; i < calls; i++) slotTimes += kernels.backoff(stream, 10);
              return slotTimes;
            },
          },
          {
            name: 'xoshiro TS',
            run(calls) {
              let slotTimes = 0;
              for (let i = 0; i < calls; i++) slotTimes += plainRandom32(state) >>> 22;
              return slotTimes;
            },
          },
          {
            name: 'Math.random',
            run(calls) {
              let slotTimes = 0;
              for (let i = 0; i < calls; i++) slotTimes += Math.floor(Math.random() * 1024);
              return slotTimes;
            },
          },
        ],
      };
    },
    fill(octets) {
      const [from, to] = slots(2, octets);
      const words = new Uint32Array(memory.buffer, to, octets >> 2);
      return {
        octets,
        contenders: [
          {
            name: 'payload',
            ours: true,
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.patternFill(to, octets, i);
              return memory[to];
            },
          },
          {
            name: 'xorshift TS',
            run(calls) {
              for (let i = 0; i < calls; i++) plainPattern(words, i);
              return memory[to];
            },
          },
          {
            name: 'copy of the output',
            run(calls) {
              for (let i = 0; i < calls; i++) kernels.bareCopy(from, to, octets);
              return memory[to];
            },
          },
        ],
      };
    },
  };
}
