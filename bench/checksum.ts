// The Internet checksum beside plain TypeScript and beside a bare read of the octets.
import { createBenchArena } from './arena.js';
import { type Contest, contend, type Outcome, outcomeTable, resultsOf } from './contest.js';
import type { BenchOptions, SuiteReport } from './suite.js';

/** What everybody writes: a word of two octets at a time, the carries kept for the end. */
export function plainChecksum(octets: Uint8Array): number {
  let sum = 0;
  const even = octets.length & ~1;
  for (let i = 0; i < even; i += 2) sum += (octets[i] << 8) | octets[i + 1];
  if (even < octets.length) sum += octets[even] << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

const SLOTS = 16;

/** Runs the suite. */
export async function run(options: BenchOptions): Promise<SuiteReport> {
  const contest = await createContest();
  const outcomes: Outcome[] = [];
  for (const octets of options.quick ? [1500] : [20, 64, 1500, 65_535])
    outcomes.push(await contend('Internet checksum', contest(octets), options));
  return {
    results: outcomes.flatMap((outcome) => resultsOf('checksum', outcome)),
    tables: [outcomeTable('Internet checksum: times as fast as others', outcomes)],
  };
}

async function createContest(): Promise<(octets: number) => Contest> {
  const { kernels, octets: memory, slots } = await createBenchArena();
  return (octets) => {
    const from = slots(SLOTS, octets);
    const sources = from.map((address) => memory.subarray(address, address + octets));
    for (const [i, address] of from.entries())
      if ((kernels.checksum(address, octets, 0) & 0xffff) !== plainChecksum(sources[i]))
        throw new Error(`two checksums of ${octets} octets`);
    return {
      octets,
      ...(octets === 1500 && { goals: { 'read of the input': 0.55 } }),
      contenders: [
        {
          name: 'checksum',
          ours: true,
          run(calls) {
            let sum = 0;
            for (let i = 0; i < calls; i++) sum ^= kernels.checksum(from[i & 15], octets, 0);
            return sum;
          },
        },
        {
          name: 'words TS',
          run(calls) {
            let sum = 0;
            for (let i = 0; i < calls; i++) sum ^= plainChecksum(sources[i & 15]);
            return sum;
          },
        },
        {
          name: 'read of the input',
          run(calls) {
            let sum = 0;
            for (let i = 0; i < calls; i++) sum ^= kernels.bareRead(from[i & 15], octets);
            return sum;
          },
        },
      ],
    };
  };
}
