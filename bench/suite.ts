// What a bench is made of: suites, the rows that programs read, and the tables that people read.

/** One measured row. */
export interface BenchResult {
  readonly suite: string;
  /** What was measured, unique within its suite together with `octets`. */
  readonly name: string;
  /** Size of one operation's frame or buffer. */
  readonly octets: number;
  /** Operations (for the emulator: delivered frames) a second of wall time; 0 where nothing was timed. */
  readonly opsPerSecond: number;
  readonly octetsPerSecond: number;
  /** How many times as fast as each baseline: above 1 is faster. */
  readonly ratio: Readonly<Record<string, number>>;
  /** What else was found out; units at the end of the names. */
  readonly figures?: Readonly<Record<string, number>>;
}

/** A table for reading. The first column is set to the left, the others to the right. */
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Paragraphs below the table. */
  readonly notes?: readonly string[];
}

/** What a suite is asked to do. */
export interface BenchOptions {
  /** Fewer rows and shorter ones: all suites together in two minutes. */
  readonly quick: boolean;
  /** Told of what is being measured. */
  readonly progress: (what: string) => void;
}

/** What a suite found. Where it gives no tables, one is made of the results. */
export interface SuiteReport {
  readonly results: readonly BenchResult[];
  readonly tables?: readonly Table[];
}

/** A suite's work: what the module of a suite exports as `run`. */
export type RunSuite = (options: BenchOptions) => Promise<SuiteReport>;

/** Thrown by a suite that can't be run here: the message says what it needs, after "it is left out: ". */
export class LeftOut extends Error {}

/** The middle one of some numbers, or the mean of the two in the middle; NaN for none. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The lower quartile of wall times: what else a machine is busy with only ever adds to them. NaN for none. */
export function quietTime(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted.length === 0 ? Number.NaN : sorted[(sorted.length - 1) >> 2];
}
