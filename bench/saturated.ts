// The saturated 10 Mb/s segment: N stations that always contend, on a real hub, every frame really encoded, collided,
// decoded and checked. How long a simulated second takes, and how the stations shared it.
import { apart } from './apart.js';
import { hubSegment } from './model.js';
import { ns3Goal, PUBLISHED, type Published } from './published.js';
import { SaturatedSegment, type SegmentChoices } from './segment.js';
import { type BenchOptions, type BenchResult, median, quietTime, type SuiteReport, type Table } from './suite.js';
import { ceiling } from './theory/ceiling.js';
import { simulate } from './theory/csma-cd.js';
import { jain } from './theory/jain.js';
import { YARDSTICK_NS, yardstickNs } from './yardstick.js';

/** One row: what is run, and for how long. Simulated seconds are fixed, so that all but the wall time repeats itself. */
export interface SaturatedRow extends SegmentChoices {
  /** Simulated seconds before anything is counted: the stations spread, and the code is compiled. */
  readonly warmUpSeconds: number;
  /** Simulated seconds that are timed, one by one. */
  readonly seconds: number;
}

/** What came of a row. */
export interface SaturatedOutcome {
  /** Wall seconds for a simulated second: the lower quartile, and the median. */
  readonly wallSeconds: number;
  readonly wallMedian: number;
  /** Frames delivered, collisions and events, in a simulated second. */
  readonly frames: number;
  readonly collisions: number;
  readonly events: number;
  /** Frames lost in all. */
  readonly dropped: number;
  readonly lateCollisions: number;
  /** Frame bits over bits of time. */
  readonly utilisation: number;
  /** Jain's index of the stations' frames: over all that was timed, and the mean over its single seconds. */
  readonly jainRun: number;
  readonly jainSecond: number;
  /** Memory of the process, in octets. */
  readonly memory: number;
  /** The yardstick while it ran, in nanoseconds: before and after, the mean. */
  readonly yardstick: number;
}

/** How long the independent model is let run, in simulated seconds: 0 where it would take too long. */
function modelSeconds(stations: number, quick: boolean): number {
  if (stations > 100) return quick ? 0 : 1;
  return quick ? 1 : 8;
}

/** The rows of a run: the same segments as the published ones, and in a full run large ones with cables of all lengths, and coaxes. */
export function rowsOf(quick: boolean): SaturatedRow[] {
  const rows = PUBLISHED.map(({ octets, stations, ns3Seconds }) => {
    /** Simulated seconds that take about half a second of wall time, which the compiler needs. */
    const half = Math.ceil((0.5 * AHEAD[stations]) / ns3Seconds);
    return { octets, stations, warmUpSeconds: half, seconds: Math.max(3, half) * (quick ? 1 : 4) };
  });
  if (quick) return rows;
  const large = rows.filter(({ octets, stations }) => octets !== 512 && stations >= 100);
  const coax = rows.filter(({ octets, stations }) => octets !== 512 && stations <= 100 && stations >= 10);
  return [
    ...rows,
    ...large.map((row) => ({ ...row, metres: [5, 100] as const })),
    ...coax.map((row) => ({ ...row, medium: 'coax' as const })),
  ];
}

/** Roughly how far ahead of ns-3 we are, by stations: for the length of rows only. */
const AHEAD: Readonly<Record<number, number>> = { 2: 1, 10: 2, 100: 5, 1000: 5 };

/** Runs one row in this process. */
export async function measure(row: SaturatedRow): Promise<SaturatedOutcome> {
  const segment = await SaturatedSegment.create(row);
  segment.pass(row.warmUpSeconds);
  const before = segment.tally();
  const yardstickBefore = yardstickNs();
  const { wall, shares } = passOneByOne(segment, row.seconds);
  const yardstick = (yardstickBefore + yardstickNs()) / 2;
  const after = segment.tally();
  const sent = after.sent.map((frames, station) => frames - before.sent[station]);
  const frames = (after.delivered - before.delivered) / row.seconds;
  return {
    wallSeconds: quietTime(wall),
    wallMedian: median(wall),
    frames,
    collisions: (after.collisions - before.collisions) / row.seconds,
    events: (after.events - before.events) / row.seconds,
    dropped: after.dropped - before.dropped,
    lateCollisions: after.lateCollisions - before.lateCollisions,
    utilisation: (frames * row.octets * 8) / 10e6,
    jainRun: jain(sent),
    jainSecond: shares.reduce((sum, share) => sum + share, 0) / shares.length,
    memory: process.memoryUsage.rss(),
    yardstick,
  };
}

/** Second after second: the wall time of each, and how fairly it was shared. */
function passOneByOne(segment: SaturatedSegment, seconds: number): { wall: number[]; shares: number[] } {
  const wall: number[] = [];
  const shares: number[] = [];
  let before = segment.tally().sent;
  for (let second = 0; second < seconds; second++) {
    wall.push(segment.pass(1));
    const { sent } = segment.tally();
    const counted = before;
    shares.push(jain(sent.map((frames, station) => frames - counted[station])));
    before = sent;
  }
  return { wall, shares };
}

/** Runs all rows, each in a process of its own. */
export async function run({ quick, progress }: BenchOptions): Promise<SuiteReport> {
  const found: Found[] = [];
  for (const row of rowsOf(quick)) {
    progress(`saturated: ${row.stations} stations, ${row.octets} octets`);
    const outcome = await apart<SaturatedRow, SaturatedOutcome>(import.meta.url, 'measure', row);
    const published = publishedFor(row);
    const seconds = row.metres || row.medium === 'coax' ? 0 : modelSeconds(row.stations, quick);
    const model = seconds > 0 ? simulate(hubSegment(row.stations, row.octets, seconds)).utilisation : undefined;
    found.push({ row, outcome, published, model });
  }
  return { results: found.map(resultOf), tables: [speedTable(found), sharingTable(found)] };
}

/** What others need for the same segment; INET's is a hub. */
function publishedFor(row: SaturatedRow): Published {
  const same = PUBLISHED.find(({ octets, stations }) => octets === row.octets && stations === row.stations)!;
  const { octets, stations, ns3Seconds } = same;
  return row.medium === 'coax' ? { octets, stations, ns3Seconds } : same;
}

interface Found {
  readonly row: SaturatedRow;
  readonly outcome: SaturatedOutcome;
  readonly published: Published;
  /** The independent model's utilisation. */
  readonly model: number | undefined;
}

function resultOf({ row, outcome, published, model }: Found): BenchResult {
  const { wallSeconds, frames, utilisation } = outcome;
  const inet = published.inetSeconds;
  return {
    suite: 'saturated',
    name: `${row.stations} stations${row.metres ? `, cables of ${row.metres.join(' to ')} m` : ''}${row.medium === 'coax' ? ', coax' : ''}`,
    octets: row.octets,
    opsPerSecond: frames / wallSeconds,
    octetsPerSecond: (frames * row.octets) / wallSeconds,
    ratio: { 'ns-3': published.ns3Seconds / wallSeconds, ...(inet ? { 'INET 4.6': inet / wallSeconds } : {}) },
    figures: {
      wallSecondsPerSimulatedSecond: wallSeconds,
      simulatedSeconds: row.seconds,
      utilisation,
      ceiling: ceiling(row.octets),
      ...(model ? { modelUtilisation: model } : {}),
      ...(published.inetUtilisation ? { inetUtilisation: published.inetUtilisation } : {}),
      jainRun: outcome.jainRun,
      jainOneSecond: outcome.jainSecond,
      collisionsPerSecond: outcome.collisions,
      eventsPerSecond: outcome.events,
      lateCollisions: outcome.lateCollisions,
      framesDropped: outcome.dropped,
      memoryOctets: outcome.memory,
      yardstickNs: outcome.yardstick,
    },
  };
}

function labelOf({ octets, stations, metres, medium }: SaturatedRow): string {
  return `${octets} x ${stations}${metres ? `, ${metres.join('-')} m` : ''}${medium === 'coax' ? ', coax' : ''}`;
}

const percent = (share: number): string => (100 * share).toFixed(1);

function speedTable(found: readonly Found[]): Table {
  const yardsticks = found.map(({ outcome }) => outcome.yardstick);
  return {
    title: 'A simulated second of a saturated 10 Mb/s segment, in seconds of wall time',
    columns: [
      'octets x stations',
      'thicknet',
      'median',
      'ns-3',
      'faster',
      'level',
      'goal',
      'INET 4.6',
      'faster',
      'frames/s',
      'events/s',
    ],
    rows: found.map(({ row, outcome, published }) => {
      const { wallSeconds, wallMedian } = outcome;
      const ahead = published.ns3Seconds / wallSeconds;
      const goal = ns3Goal(row.stations);
      return [
        labelOf(row),
        wallSeconds.toFixed(5),
        wallMedian.toFixed(5),
        published.ns3Seconds.toFixed(4),
        `${ahead.toFixed(1)}x`,
        `${((ahead * outcome.yardstick) / YARDSTICK_NS).toFixed(1)}x`,
        `${goal}x ${ahead >= goal ? 'met' : 'missed'}`,
        published.inetSeconds?.toFixed(3) ?? '-',
        published.inetSeconds ? `${(published.inetSeconds / wallSeconds).toFixed(0)}x` : '-',
        `${(outcome.frames / wallSeconds / 1e6).toFixed(2)} M`,
        `${(outcome.events / wallSeconds / 1e6).toFixed(1)} M`,
      ];
    }),
    notes: [
      'ns-3 (no collisions, no octets, no FCS) and INET (FCS declared, not computed) were measured with optimised builds on a comparable machine, not in this run. All is on a hub with cables of 50 m, where nothing else is said; a coax is 500 m of 10BASE5. Times are the lower quartile over the simulated seconds of a row: what else a machine is busy with only adds to them.',
      `Level: faster by so much if this machine were as fast at this moment as an idle one of that kind. zlib's CRC-32 of 1518 octets took ${Math.min(...yardsticks).toFixed(0)} to ${Math.max(...yardsticks).toFixed(0)} ns beside these rows, and takes about ${YARDSTICK_NS} ns there. The goal is judged without it.`,
    ],
  };
}

function sharingTable(found: readonly Found[]): Table {
  return {
    title: 'How the stations shared it: utilisation in frame bits (%), Jain fairness',
    columns: [
      'octets x stations',
      'utilisation',
      'ceiling',
      'model',
      'INET 4.6',
      'points',
      'Jain run',
      'Jain 1 s',
      'collisions/s',
      'dropped',
      'late',
      'seconds',
      'MB',
    ],
    rows: found.map(({ row, outcome, published: { inetUtilisation: inet }, model }) => [
      labelOf(row),
      percent(outcome.utilisation),
      percent(ceiling(row.octets)),
      model ? percent(model) : '-',
      inet ? percent(inet) : '-',
      inet ? signed(100 * (outcome.utilisation - inet)) : '-',
      outcome.jainRun.toFixed(3),
      outcome.jainSecond.toFixed(3),
      outcome.collisions.toFixed(0),
      String(outcome.dropped),
      String(outcome.lateCollisions),
      String(row.seconds),
      (outcome.memory / 1e6).toFixed(0),
    ]),
    notes: [
      'Ceiling: n / (n + 8 + 12) octets, what gap and preamble leave. Model: the independent simulation of theory/csma-cd.ts, which shares nothing with the engine but its delays. Dropped: after 16 collisions. `thicknet bench rules` explains the points of difference from INET, rule by rule.',
    ],
  };
}

function signed(points: number): string {
  return `${points < 0 ? '-' : '+'}${Math.abs(points).toFixed(1)}`;
}
