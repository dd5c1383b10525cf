// Several ways to do the same thing, timed in turns in one run: their ratios are worth more than their times.
//
// A kernel takes 15 ns, and benny's own loop is not made for that: a case is a batch of calls, long enough that what it
// takes to call the batch is lost in it. Every contender brings the loop of its batch along, so that its call is
// compiled for it alone.
import { add, suite } from 'benny';
import { type BenchOptions, type BenchResult, median, type Table } from './suite.js';

/** One way to do it. */
export interface Contender {
  readonly name: string;
  /** Of the project, and not what it is measured by. */
  readonly ours?: boolean;
  /** Does it `calls` times. What it answers depends on all of them, so that none can be left out. */
  run(calls: number): number;
}

/** Ways to do the same thing to as many octets. */
export interface Contest {
  readonly octets: number;
  readonly contenders: readonly Contender[];
  /** How many times as fast as some of the others the first of ours is to be. */
  readonly goals?: Readonly<Record<string, number>>;
}

/** A contest with the seconds that a call of each contender took. */
export interface Outcome extends Contest {
  readonly seconds: ReadonlyMap<string, number>;
}

/** A batch takes at least so long. */
const BATCH_SECONDS = 40e-6;

/** Times the contenders in turns, and takes for each the best round's median. */
export async function contend(what: string, contest: Contest, { quick, progress }: BenchOptions): Promise<Outcome> {
  progress(`${what}, ${contest.octets} octets`);
  const rounds = quick ? 5 : 12;
  const time = quick ? 0.004 : 0.012;
  const cases = contest.contenders.map((contender) => ({ ...contender, calls: callsOfBatch(contender) }));
  const seconds = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another contender, lest one always meet a warm processor.
    const turn = [...cases.slice(round % cases.length), ...cases.slice(0, round % cases.length)];
    const options = { delay: 0, minSamples: 3, minTime: time / 4, maxTime: time };
    const { results } = await quietly(() =>
      suite(what, ...turn.map(({ name, run, calls }) => add(name, () => run(calls), options))),
    );
    for (const { name, details } of results) {
      const calls = cases.find((each) => each.name === name)!.calls;
      const each = median(details.sampleResults) / calls;
      seconds.set(name, Math.min(seconds.get(name) ?? Number.POSITIVE_INFINITY, each));
    }
  }
  return { ...contest, seconds };
}

/** How many calls take BATCH_SECONDS. Runs them often enough to have them compiled. */
function callsOfBatch({ run }: Contender): number {
  for (let calls = 1; ; calls *= 2) {
    let taken = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 5; i++) {
      const begun = performance.now();
      run(calls);
      taken = Math.min(taken, (performance.now() - begun) / 1e3);
    }
    if (taken >= BATCH_SECONDS) return calls;
  }
}

/** Benny announces its suites on stdout, where only data belongs. */
async function quietly<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  const { log } = console;
  console.log = () => undefined;
  try {
    return await act();
  } finally {
    console.log = log;
  }
}

/** The rows of an outcome: ours beside all others, of the others each beside the first that isn't itself. */
export function resultsOf(suiteName: string, { octets, contenders, seconds }: Outcome): BenchResult[] {
  const others = contenders.filter(({ ours }) => !ours);
  return contenders.map(({ name, ours }) => {
    const each = seconds.get(name)!;
    const baselines = ours ? others : others.filter((other) => other.name !== name).slice(0, 1);
    return {
      suite: suiteName,
      name,
      octets,
      opsPerSecond: 1 / each,
      octetsPerSecond: octets / each,
      ratio: Object.fromEntries(baselines.map((baseline) => [baseline.name, seconds.get(baseline.name)! / each])),
    };
  });
}

/** Ours, and how many times as fast as each of the others. */
export function outcomeTable(title: string, outcomes: readonly Outcome[], notes: readonly string[] = []): Table {
  const others = [
    ...new Set(outcomes.flatMap(({ contenders }) => contenders.filter((c) => !c.ours).map((c) => c.name))),
  ];
  const rows = outcomes.flatMap((outcome) => {
    const { octets, contenders, seconds, goals = {} } = outcome;
    return contenders
      .filter(({ ours }) => ours)
      .map(({ name }, index) => {
        const each = seconds.get(name)!;
        const times = (other: string): number => (seconds.get(other) ?? Number.NaN) / each;
        return [
          name,
          String(octets),
          (each * 1e9).toFixed(1),
          (octets / each / 1e9).toFixed(1),
          ...others.map((other) => factor(times(other))),
          index === 0 ? goalsCell(goals, times) : '',
        ];
      });
  });
  return {
    title,
    columns: ['', 'octets', 'ns', 'GB/s', ...others, 'goals'],
    rows,
    notes,
  };
}

function factor(times: number): string {
  return Number.isNaN(times) ? '-' : `x${times.toFixed(times < 10 ? 2 : 1)}`;
}

function goalsCell(goals: Readonly<Record<string, number>>, times: (other: string) => number): string {
  const known = Object.entries(goals).filter(([other]) => !Number.isNaN(times(other)));
  if (known.length === 0) return '-';
  const missed = known.filter(([other, least]) => times(other) < least);
  return missed.length === 0 ? 'met' : `missed: ${missed.map(([other, least]) => `${other} ${least}`).join(', ')}`;
}

/** A package that need not be there; a note is left where it isn't. */
export async function optional<Module>(
  name: string,
  load: () => Promise<Module>,
  notes: string[],
): Promise<Module | undefined> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    notes.push(`${name} is not installed here, and left out.`);
    return undefined;
  }
}
