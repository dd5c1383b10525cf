// The emulator itself: two stations on a full-duplex link, both sending back to back, every frame filled, sealed, encoded,
// carried, decoded and checked, and nobody looking on. Beside it in the same run the kernels alone, doing to as many
// frames in a row what the emulator has done to them: what is left when the whole house around them costs nothing; and
// the same emulator with kernels in plain TypeScript.
import { Lab } from '../src/lab/lab.js';
import type { Arena } from '../src/memory/arena.js';
import { apart } from './apart.js';
import { SECOND_PS, saturate } from './segment.js';
import { type BenchOptions, type BenchResult, quietTime, type SuiteReport, type Table } from './suite.js';

/** One size of frame. */
export interface EmulatorRow {
  /** The frame with its FCS. */
  readonly octets: number;
  /** Simulated seconds of a round, and how many rounds. */
  readonly seconds: number;
  readonly rounds: number;
  /** With kernels in plain TypeScript. */
  readonly plain?: boolean;
}

/** Lower quartiles over the rounds. */
export interface EmulatorOutcome {
  /** Frames delivered a second of wall time, both directions together. */
  readonly framesPerSecond: number;
  /** Simulated seconds in a second of wall time. */
  readonly timesRealTime: number;
  /** Frames a second that the kernels alone get through, in alternate rounds. */
  readonly kernelFramesPerSecond: number;
}

/** The goals: 500 times the wire with frames of 1518 octets, a million frames a second of 64. */
const GOALS: Readonly<Record<number, { readonly text: string; met(outcome: EmulatorOutcome): boolean }>> = {
  1518: { text: '500x real time', met: ({ timesRealTime }) => timesRealTime >= 500 },
  64: { text: '1 M frames/s', met: ({ framesPerSecond }) => framesPerSecond >= 1e6 },
};

/** Runs one row in this process. */
export async function measure({ octets, seconds, rounds, plain }: EmulatorRow): Promise<EmulatorOutcome> {
  const lab = await Lab.create({ seed: 1 });
  if (plain) (await import('./plain-kernels.js')).usePlainKernels(lab.arena);
  const [a, b] = ['a', 'b'].map((name) => lab.host(name, { duplex: 'full' }));
  lab.cable(a, b, { metres: 50 });
  saturate(lab, a, b, octets);
  saturate(lab, b, a, octets);
  const timed = (act: () => void): number => {
    const begun = performance.now();
    act();
    return (performance.now() - begun) / 1e3;
  };
  const emulator: number[] = [];
  const kernels: number[] = [];
  let frames = 0;
  // The first two rounds are for the compiler.
  for (let round = -2; round < rounds; round++) {
    const before = lab.ledger.delivered;
    const wall = timed(() => lab.run(lab.now + seconds * SECOND_PS));
    frames = lab.ledger.delivered - before;
    const alone = timed(() => wirePath(lab.arena, octets, frames));
    if (frames === 0 || lab.ledger.lost.some((count) => count > 0)) throw new Error('a clean link loses frames');
    if (round < 0) continue;
    emulator.push(wall);
    kernels.push(alone);
  }
  const wall = quietTime(emulator);
  return {
    framesPerSecond: frames / wall,
    timesRealTime: seconds / wall,
    kernelFramesPerSecond: frames / quietTime(kernels),
  };
}

/** What the kernels do to a frame from its source to its receiver, `frames` times; slots taken in turn, as in a lab. */
function wirePath({ kernels, frameAt, symbolsAt, decodedAt, limits }: Arena, octets: number, frames: number): void {
  const slots = 8;
  for (let i = 0; i < frames; i++) {
    const slot = limits.frames - 1 - (i % slots);
    const frame = frameAt(slot);
    const symbols = symbolsAt(slot);
    const decoded = decodedAt(slot);
    kernels.patternFill(frame + 18, octets - 22, i);
    kernels.sealFrame(frame, octets - 4);
    kernels.manchesterEncode(frame - 8, octets + 8, symbols);
    const bits = 8 * (octets + 8);
    const valid = kernels.manchesterDecode(symbols, bits, decoded);
    const sfd = kernels.findSfd(decoded, bits);
    const residue = kernels.crc32(decoded + (sfd >> 3), octets, 0) >>> 0;
    if (valid !== bits || residue !== 0x2144df1c) throw new Error('the kernels spoilt a frame');
  }
}

interface Found {
  readonly octets: number;
  readonly outcome: EmulatorOutcome;
  /** Missing where the packages are that the plain kernels' benches need. */
  readonly plain: EmulatorOutcome | undefined;
}

/** Runs both sizes, each in processes of its own. */
export async function run({ quick, progress }: BenchOptions): Promise<SuiteReport> {
  const rows: EmulatorRow[] = [
    { octets: 1518, seconds: quick ? 60 : 200, rounds: quick ? 5 : 11 },
    { octets: 64, seconds: quick ? 4 : 12, rounds: quick ? 5 : 11 },
  ];
  const found: Found[] = [];
  for (const row of rows) {
    progress(`emulator: full duplex, ${row.octets} octets`);
    const outcome = await apart<EmulatorRow, EmulatorOutcome>(import.meta.url, 'measure', row);
    const seconds = row.seconds / 10;
    const plain = await optionally(() =>
      apart<EmulatorRow, EmulatorOutcome>(import.meta.url, 'measure', { ...row, seconds, plain: true }),
    );
    found.push({ octets: row.octets, outcome, plain });
  }
  return { results: found.map(resultOf), tables: [tableOf(found)] };
}

/** What `act` answers, or undefined where a package is missing that only a checkout has. */
async function optionally<Answer>(act: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function resultOf({ octets, outcome, plain }: Found): BenchResult {
  const { framesPerSecond, timesRealTime, kernelFramesPerSecond } = outcome;
  return {
    suite: 'emulator',
    name: 'two stations, full duplex',
    octets,
    opsPerSecond: framesPerSecond,
    octetsPerSecond: framesPerSecond * octets,
    ratio: {
      'kernels alone': framesPerSecond / kernelFramesPerSecond,
      ...(plain && { 'plain TS kernels': framesPerSecond / plain.framesPerSecond }),
      'real time': timesRealTime,
    },
    figures: { gigabitsPerSecondEachWay: (framesPerSecond * octets * 8) / 2e9 },
  };
}

function tableOf(found: readonly Found[]): Table {
  return {
    title: 'Two stations, full duplex, back to back: everything encoded and decoded, no observer',
    columns: [
      'octets',
      'x real time',
      'Gb/s each way',
      'frames/s',
      'ns a frame',
      'kernels alone',
      'share',
      'x plain TS kernels',
      'goal',
    ],
    rows: found.map(({ octets, outcome, plain }) => {
      const { framesPerSecond, timesRealTime, kernelFramesPerSecond } = outcome;
      return [
        String(octets),
        timesRealTime.toFixed(0),
        ((framesPerSecond * octets * 8) / 2e9).toFixed(2),
        `${(framesPerSecond / 1e6).toFixed(2)} M`,
        (1e9 / framesPerSecond).toFixed(0),
        `${(kernelFramesPerSecond / 1e6).toFixed(2)} M`,
        `${((100 * framesPerSecond) / kernelFramesPerSecond).toFixed(0)} %`,
        plain ? (framesPerSecond / plain.framesPerSecond).toFixed(1) : '-',
        `${GOALS[octets].text} ${GOALS[octets].met(outcome) ? 'met' : 'missed'}`,
      ];
    }),
    notes: [
      'Gb/s: bits of frames with FCS, without preamble and gap. Kernels alone: fill, seal, encode, decode, find SFD and check as many frames in a loop, in alternate rounds of the same process; share is how near the whole emulator comes to that. Plain TS kernels: the same emulator with tables in TypeScript in their place, in a process of its own.',
    ],
  };
}
