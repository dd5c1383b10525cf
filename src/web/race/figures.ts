// What a race comes to: figures by station, over all seeds, for both laps.
import type { RaceResult, Standing, StationStanding } from './standing.js';

export const METRICS = ['throughput', 'wait', 'collisions'] as const;
export type Metric = (typeof METRICS)[number];

/** One figure of one row in one lap: over all seeds, and by seed (NaN where there is none). */
export interface Figure {
  readonly mean: number;
  readonly bySeed: readonly number[];
}

/** A station, or all others as one where they are many. */
export interface FigureRow {
  /** Undefined: the mean of the others. */
  readonly name: string | undefined;
  readonly stations: number;
  readonly own: boolean;
  readonly standard: Readonly<Record<Metric, Figure>>;
  readonly raced: Readonly<Record<Metric, Figure>>;
}

/** More than so many others are shown as one row. */
const MOST_OTHERS = 7;

/** Rows, the racing station first. Throughput in bits a second, waits in picoseconds, collisions a second. */
export function figuresOf({ station, standard, own }: RaceResult): FigureRow[] {
  const names = standard[0]!.stations.map(({ name }) => name);
  const others = names.filter((name) => name !== station);
  const row = (of: readonly string[], name: string | undefined): FigureRow => ({
    ...{ name, stations: of.length, own: name === station },
    ...{ standard: figures(standard, of), raced: figures(own, of) },
  });
  const rest = others.length > MOST_OTHERS ? [row(others, undefined)] : others.map((name) => row([name], name));
  return [row([station], station), ...rest];
}

/** Jain's index, its mean over the seeds. */
export function fairnessOf(standings: readonly Standing[]): number {
  return mean(standings.map(({ fairness }) => fairness));
}

/** What all stations together brought through, in bits a second, the mean over the seeds. */
export function totalOf(standings: readonly Standing[]): number {
  return mean(
    standings.map(({ stations, simulatedPs }) =>
      perSecond(8 * sum(stations.map(({ octetsSent }) => octetsSent)), simulatedPs),
    ),
  );
}

function figures(standings: readonly Standing[], names: readonly string[]): Record<Metric, Figure> {
  const its = standings.map(({ stations }) => stations.filter(({ name }) => names.includes(name)));
  const rate = (of: (one: StationStanding) => number): Figure => {
    const bySeed = its.map((stations, i) => perSecond(mean(stations.map(of)), standings[i]!.simulatedPs));
    return { bySeed, mean: mean(bySeed) };
  };
  return {
    throughput: rate(({ octetsSent }) => 8 * octetsSent),
    wait: { bySeed: its.map(waitOf), mean: waitOf(its.flat()) },
    collisions: rate(({ collisions }) => collisions),
  };
}

/** Mean wait of a frame, whoever sent it; NaN when none was sent. */
function waitOf(stations: readonly StationStanding[]): number {
  const sending = stations.filter(({ framesSent }) => framesSent > 0);
  const frames = sum(sending.map(({ framesSent }) => framesSent));
  return sum(sending.map(({ framesSent, meanWaitPs }) => framesSent * meanWaitPs)) / frames;
}

function perSecond(count: number, ps: number): number {
  return ps > 0 ? (count / ps) * 1e12 : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
