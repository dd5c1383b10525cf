// All that the kernels do to a frame on its way over a 10BASE-T wire, without the house around them: preamble, SFD and
// FCS put on, encoded, decoded and validated, the SFD found, the frame realigned if it is out of step, the FCS checked.
import { createBenchArena } from './arena.js';
import { type Contender, type Contest, contend, type Outcome, outcomeTable, resultsOf } from './contest.js';
import { tableCrc32 } from './crc32.js';
import { octetFindSfd, octetRealign, plainSeal } from './framing.js';
import { tableDecode, tableEncode } from './manchester.js';
import type { BenchOptions, SuiteReport } from './suite.js';

/** CRC-32 over a frame with its right FCS. */
const RESIDUE = 0x2144df1c;
const SLOTS = 4;
/** The goal for frames of 1518 octets. */
const GOAL_GIGABITS = 20;

/** Runs the suite. */
export async function run(options: BenchOptions): Promise<SuiteReport> {
  const contest = await createContest();
  const outcomes: Outcome[] = [];
  for (const octets of options.quick ? [1518] : [64, 512, 1518])
    outcomes.push(await contend('the wire path', contest(octets), options));
  const gigabits = ({ octets, seconds }: Outcome): number => (8 * octets) / seconds.get('in step')! / 1e9;
  const longest = outcomes.at(-1)!;
  const verdict = gigabits(longest) >= GOAL_GIGABITS ? 'met' : 'missed';
  return {
    results: outcomes.flatMap((outcome) => resultsOf('wire', outcome)),
    tables: [
      outcomeTable('The wire path of a frame in the kernels alone: times as fast as in plain TypeScript', outcomes, [
        `${gigabits(longest).toFixed(1)} Gb/s of frame bits with ${longest.octets} octets. The goal of ${GOAL_GIGABITS} Gb/s is ${verdict}.`,
      ]),
    ],
  };
}

async function createContest(): Promise<(octets: number) => Contest> {
  const { kernels, octets: memory, slots } = await createBenchArena();
  return (octets) => {
    const sealedOctets = octets + 8;
    const places = slots(3 * SLOTS, 2 * sealedOctets);
    const frames = places.slice(0, SLOTS).map((address) => address + 64);
    const symbols = places.slice(SLOTS, 2 * SLOTS);
    const heard = places.slice(2 * SLOTS);
    const view = (address: number, length: number): Uint8Array => memory.subarray(address, address + length);

    /** `lost` octets of symbols, 4 bits each, don't arrive. Answers how many frames were good. */
    const path = (calls: number, lost: number): number => {
      let good = 0;
      for (let i = 0; i < calls; i++) {
        const frame = frames[i & 3];
        const line = symbols[i & 3];
        let octetsHeard = heard[i & 3];
        kernels.sealFrame(frame, octets - 4);
        kernels.manchesterEncode(frame - 8, sealedOctets, line);
        const bits = 8 * sealedOctets - 4 * lost;
        if (kernels.manchesterDecode(line + lost, bits, octetsHeard) !== bits) continue;
        const start = kernels.findSfd(octetsHeard, bits);
        if (start & 7) {
          kernels.realign(octetsHeard, start, 8 * octets, line);
          octetsHeard = line;
        } else octetsHeard += start >> 3;
        if (kernels.crc32(octetsHeard, octets, 0) >>> 0 === RESIDUE) good++;
      }
      return good;
    };
    const plainFrames = frames.map((address) => view(address - 8, sealedOctets));
    const plainHalves = symbols.map((address) => new Uint16Array(memory.buffer, address, sealedOctets));
    const plainHeard = heard.map((address) => view(address, sealedOctets));
    const plainAligned = symbols.map((address) => view(address, octets));
    const plainPath = (calls: number): number => {
      let good = 0;
      for (let i = 0; i < calls; i++) {
        plainSeal(plainFrames[i & 3]);
        tableEncode(plainFrames[i & 3], plainHalves[i & 3]);
        if (tableDecode(plainHalves[i & 3], plainHeard[i & 3]) !== 8 * sealedOctets) continue;
        const start = octetFindSfd(plainHeard[i & 3], 8 * sealedOctets);
        octetRealign(plainHeard[i & 3], start, 8 * octets, plainAligned[i & 3]);
        if (tableCrc32(plainAligned[i & 3]) === RESIDUE) good++;
      }
      return good;
    };
    const contenders: Contender[] = [
      { name: 'in step', ours: true, run: (calls) => path(calls, 0) },
      { name: 'four bits of preamble lost', ours: true, run: (calls) => path(calls, 1) },
      { name: 'plain TS', run: plainPath },
      {
        name: 'copy of the symbols',
        run(calls) {
          for (let i = 0; i < calls; i++) kernels.bareCopy(symbols[i & 3], symbols[(i + 1) & 3], 2 * sealedOctets);
          return calls;
        },
      },
    ];
    for (const { name, run } of contenders)
      if (run(SLOTS) !== SLOTS) throw new Error(`${name} loses frames of ${octets} octets`);
    return { octets, contenders };
  };
}
