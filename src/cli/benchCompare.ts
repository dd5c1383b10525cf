// This run beside an earlier one. Where both have the same baseline, its ratio decides: it was taken within each run,
// and a machine that is busier today slows both sides of it. Published figures are no such baseline.
import * as z from 'zod/mini';
import type { BenchResult, Table } from '../../bench/suite.js';

/** More than this much slower is worth a word. */
const TOLERANCE = 0.1;
/** Baselines that are not measured in the run itself. */
const PUBLISHED = ['ns-3', 'INET 4.6'];

const earlierSchema = z.object({
  results: z.array(
    z.object({
      suite: z.string(),
      name: z.string(),
      octets: z.number(),
      opsPerSecond: z.number().check(z.nonnegative()),
      ratio: z.record(z.string(), z.number().check(z.positive())),
    }),
  ),
});

/** A row of an earlier run. */
export type Earlier = z.infer<typeof earlierSchema>['results'][number];

/** The rows in what an earlier `bench --json` printed, or a sentence on why they can't be had. */
export function earlierResults(text: string): readonly Earlier[] | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'this is not JSON; thicknet bench --json prints what is needed here';
  }
  const parsed = earlierSchema.safeParse(value);
  if (parsed.success) return parsed.data.results;
  const [{ path, message }] = parsed.error.issues;
  return `this is not what thicknet bench --json prints: ${path.join('.') || 'the whole'}: ${message}`;
}

/** One row in both runs. */
export interface Comparison {
  readonly suite: string;
  readonly name: string;
  readonly octets: number;
  /** Operations a second. */
  readonly before: number;
  readonly now: number;
  /** How many times as fast as before. */
  readonly ratio: number;
  /** The baseline that both are reckoned by, where there is one. */
  readonly by: string | null;
  readonly slower: boolean;
}

/** The rows that both runs have timed. */
export function compareResults(earlier: readonly Earlier[], results: readonly BenchResult[]): Comparison[] {
  const timed = results.filter(({ opsPerSecond }) => opsPerSecond > 0);
  return timed.flatMap((result) => {
    const { suite, name, octets, opsPerSecond } = result;
    const same = earlier.find((row) => row.suite === suite && row.name === name && row.octets === octets);
    if (!same || same.opsPerSecond === 0) return [];
    const by = Object.keys(result.ratio).find((key) => !PUBLISHED.includes(key) && same.ratio[key] !== undefined);
    const ratio = by === undefined ? opsPerSecond / same.opsPerSecond : result.ratio[by] / same.ratio[by];
    const slower = ratio < 1 - TOLERANCE;
    return [{ suite, name, octets, before: same.opsPerSecond, now: opsPerSecond, ratio, by: by ?? null, slower }];
  });
}

/** The comparison, for reading. */
export function compareTable(rows: readonly Comparison[]): Table {
  return {
    title: 'Beside the earlier run',
    columns: ['suite: name', 'octets', 'before /s', 'now /s', 'times', 'by', ''],
    rows: rows.map(({ suite, name, octets, before, now, ratio, by, slower }) => [
      `${suite}: ${name}`,
      String(octets),
      before.toExponential(3),
      now.toExponential(3),
      ratio.toFixed(2),
      by ?? 'wall time',
      slower ? 'slower' : '',
    ]),
    notes:
      rows.length === 0
        ? ['The earlier run has none of these rows.']
        : ['times: as fast as before, by the ratio to the baseline that both runs measured, else by wall time.'],
  };
}
