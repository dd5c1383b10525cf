// What the page's suite found, beside its goals.
import { type BenchResult, median, type SuiteReport, type Table } from '../suite.js';
import { YARDSTICK_NS } from '../yardstick.js';
import type { BundleFile } from './bundle.js';
import type { EngineOutcome, EngineRow } from './engine.js';
import type { Loading } from './loading.js';
import type { Gesture, Movement } from './moving.js';
import type { Opening } from './opening.js';
import type { Playing } from './playing.js';
import type { Saturation } from './saturation.js';

/** All that was measured. */
export interface PageFindings {
  readonly bundle: readonly BundleFile[];
  readonly openings: readonly Opening[];
  readonly loadings: readonly { readonly what: Saturation; readonly all: readonly Loading[] }[];
  readonly million: Loading;
  readonly movements: readonly { readonly gesture: Gesture; readonly all: readonly Movement[] }[];
  readonly playing: Playing;
  readonly engine: readonly { readonly row: EngineRow; readonly outcome: EngineOutcome }[];
  /** Chromium's version. */
  readonly browser: string;
  /** The yardstick between the parts, in nanoseconds. */
  readonly yardsticks: readonly number[];
}

/** The goals, in the units of their rows. */
const GOAL = { gzipped: 250e3, openMs: 1000, loadMs: 2000, frameMs: 17.5, worstMs: 50, engine: 0.7, growthShare: 0.05 };

/** A heap is judged by so long at least. */
const LEAST_SECONDS = 300;

interface Row {
  readonly name: string;
  readonly found: string;
  readonly also?: string;
  readonly goal?: string;
  readonly met?: boolean;
  readonly octets?: number;
  readonly perSecond?: number;
  readonly ratio?: Readonly<Record<string, number>>;
  readonly figures: Readonly<Record<string, number>>;
}

/** The report. */
export function pageReport(findings: PageFindings): SuiteReport {
  const rows = [
    ...bundleRows(findings),
    ...openingRows(findings.openings),
    ...findings.loadings.map(({ what, all }) => loadingRow(what, all)),
    millionRow(findings.million),
    ...findings.movements.map(({ gesture, all }) => movementRow(gesture, all)),
    playingRow(findings.playing),
    ...findings.engine.map(({ row, outcome }) => engineRow(row, outcome)),
  ];
  return { results: rows.map(resultOf), tables: [goalTable(rows, findings), bundleTable(findings)] };
}

function resultOf({ name, octets = 0, perSecond = 0, ratio = {}, figures, met }: Row): BenchResult {
  return {
    suite: 'page',
    name,
    octets,
    opsPerSecond: perSecond,
    octetsPerSecond: perSecond * octets,
    ratio,
    figures: { ...figures, ...(met === undefined ? {} : { met: Number(met) }) },
  };
}

const kB = (octets: number): string => `${(octets / 1e3).toFixed(1)} kB`;
const ms = (time: number): string => `${time.toFixed(time < 100 ? 1 : 0)} ms`;
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Whether a file was asked for while the page was opened. */
function comesAtOnce({ path }: BundleFile, openings: readonly Opening[]): boolean {
  return openings.some(({ fetched }) => fetched.some((url) => url.endsWith(`/${path}`) || path === 'index.html'));
}

function bundleRows({ bundle, openings }: PageFindings): Row[] {
  const gzipped = (files: readonly BundleFile[]): number => sum(files.map((file) => file.gzipped));
  const atOnce = gzipped(bundle.filter((file) => comesAtOnce(file, openings)));
  const all = gzipped(bundle);
  return [
    {
      name: 'page and engine as they are fetched to run, gzipped',
      found: kB(atOnce),
      goal: 'at most 250 kB',
      met: atOnce <= GOAL.gzipped,
      figures: { gzippedOctets: atOnce },
    },
    {
      name: 'the same with all that comes only when it is asked for',
      found: kB(all),
      figures: { gzippedOctets: all },
    },
  ];
}

function openingRows(all: readonly Opening[]): Row[] {
  const drawn = all.map((one) => one.drawn);
  const answered = all.map((one) => one.answered);
  const range = (times: readonly number[]): string => `${ms(Math.min(...times))} to ${ms(Math.max(...times))}`;
  return [
    {
      name: 'opened: the network is drawn',
      found: ms(median(drawn)),
      also: `${range(drawn)} in ${all.length} openings`,
      figures: { medianMs: median(drawn) },
    },
    {
      name: 'opened: a press on play is answered',
      found: ms(median(answered)),
      also: `${range(answered)} in ${all.length} openings`,
      goal: 'at most 1 s',
      met: median(answered) <= GOAL.openMs,
      figures: { medianMs: median(answered) },
    },
  ];
}

function loadingRow({ stations, octets }: Saturation, all: readonly Loading[]): Row {
  const times = all.map((one) => one.ms);
  const found = median(times);
  const quietest = all.reduce((best, one) => (one.longestTask < best.longestTask ? one : best));
  return {
    name: `a saturated second, ${stations} stations, ${octets} octets`,
    octets,
    found: ms(found),
    also: `${all[0].events} events; longest task ${ms(quietest.longestTask)}, its own work ${ms(quietest.longestWork)}`,
    goal: 'less than 2 s',
    met: found < GOAL.loadMs,
    figures: { medianMs: found, events: all[0].events, longestTaskMs: quietest.longestTask },
  };
}

function millionRow({ ms: time, events, longestTask }: Loading): Row {
  return {
    name: 'the run that is moved is loaded',
    found: ms(time),
    also: `${events} events; longest task ${ms(longestTask)}`,
    figures: { ms: time, events, longestTaskMs: longestTask },
  };
}

function movementRow({ name, kind }: Gesture, all: readonly Movement[]): Row {
  const frame = median(all.map((one) => one.medianFrame));
  const quietest = all.reduce((best, one) => (one.worstFrame < best.worstFrame ? one : best));
  const work = Math.min(...all.map((one) => one.work));
  return {
    name: `${kind}: ${name}`,
    found: `${(1000 / frame).toFixed(1)} frames/s`,
    also: `worst ${ms(quietest.worstFrame)}; work ${ms(work)} a frame, at most ${ms(quietest.longestWork)} in a task of ${ms(quietest.longestTask)}`,
    goal: '60 frames/s, none over 50 ms',
    met: frame <= GOAL.frameMs && quietest.worstFrame <= GOAL.worstMs,
    figures: {
      medianFrameMs: frame,
      workPerFrameMs: work,
      worstFrameMs: quietest.worstFrame,
      longestTaskMs: quietest.longestTask,
      longestWorkMs: quietest.longestWork,
    },
  };
}

function playingRow({ seconds, heap, perMinute }: Playing): Row {
  const held = median(heap);
  const inTen = 10 * perMinute;
  return {
    name: `playing for ${seconds} s: growth of the heap in ten minutes`,
    found: kB(inTen),
    also: `${kB(perMinute)} a minute; holds ${(held / 1e6).toFixed(1)} MB`,
    // Caches fill for some minutes: of less they say more than the slope does.
    ...(seconds >= LEAST_SECONDS ? { goal: 'at most 5 % of it', met: inTen <= GOAL.growthShare * held } : {}),
    figures: { octetsPerMinute: perMinute, heapOctets: held, seconds },
  };
}

function engineRow({ stations, octets }: EngineRow, { node, chromium, ratio }: EngineOutcome): Row {
  return {
    name: `the engine beside Node, ${stations} stations`,
    octets,
    perSecond: 1 / chromium,
    ratio: { node: ratio },
    found: `${(100 * ratio).toFixed(0)} %`,
    also: `${octets} octets: ${ms(1e3 * chromium)} a simulated second; Node ${ms(1e3 * node)}`,
    goal: 'at least 70 %',
    met: ratio >= GOAL.engine,
    figures: { chromiumSeconds: chromium, nodeSeconds: node },
  };
}

function goalTable(rows: readonly Row[], { browser, yardsticks }: PageFindings): Table {
  const least = Math.min(...yardsticks).toFixed(0);
  const most = Math.max(...yardsticks).toFixed(0);
  return {
    title: `The page in Chromium ${browser} without a window, Node ${process.versions.node} beside it`,
    columns: ['', 'found', 'goal', '', 'also'],
    rows: rows.map(({ name, found, goal, met, also }) => [
      name,
      found,
      goal ?? '',
      met === undefined ? '' : met ? 'met' : 'missed',
      also ?? '',
    ]),
    notes: [
      'Opened: nothing is cached; from the beginning of the navigation until the default scenario’s network stands in the topology and the picture of space and time is not empty, and until the cursor has moved after a press on play and that frame is painted. Medians.',
      'A frame is one that Chromium’s compositor traces as presented with all that the main thread had for it; a frame that it drops leaves a gap, and the gap is what counts. Without a window Chromium begins one every 16.7 ms, and draws with the processor. Of repeated gestures the median frame is the median of all, the worst that of the quietest one: what else a machine is busy with only adds to it. Work is what the main thread did on a processor, waiting for one left out: where it is well below 16 ms a frame and frames are late all the same, something else had the processor.',
      `How busy the machine was: zlib's CRC-32 of 1518 octets took ${least} to ${most} ns between the parts, and takes about ${YARDSTICK_NS} ns on an idle one.`,
    ],
  };
}

function bundleTable({ bundle, openings }: PageFindings): Table {
  return {
    title: 'The files of the page',
    columns: ['', 'octets', 'gzipped', 'fetched'],
    rows: bundle.map((file) => [
      file.name,
      String(file.octets),
      String(file.gzipped),
      comesAtOnce(file, openings) ? 'on opening' : 'when asked for',
    ]),
    notes: ['The engine and its WebAssembly are in the worker. The gallery’s scenarios and captures are not counted.'],
  };
}
