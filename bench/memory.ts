// What a run takes and leaves: the memory of a thousand stations, and what a frame allocates once everything is warm.
//
// A frame's allocation is measured twice. The young generation of the heap is read before and after a run in which no
// garbage was collected: that is every octet. And V8's sampling heap profiler says in which functions, for the same frames.
import { type HeapProfiler, Session } from 'node:inspector';
import { PerformanceObserver } from 'node:perf_hooks';
import { getHeapSpaceStatistics } from 'node:v8';
import { apart } from './apart.js';
import { SaturatedSegment } from './segment.js';
import type { BenchOptions, BenchResult, SuiteReport, Table } from './suite.js';

const MEGA = 1e6;
/** A young generation that no measured run fills, so that nothing is collected in it. */
const ROOM = ['--min-semi-space-size=256', '--max-semi-space-size=256', '--expose-gc'];
/** One sample an average of so many octets. */
const SAMPLING_OCTETS = 128;

/** A thousand stations' memory, in octets. */
export interface Footprint {
  readonly rss: number;
  readonly heapUsed: number;
  /** The kernels' memory, of which pages never touched are not resident. */
  readonly wasm: number;
  /** The process before it had a lab. */
  readonly empty: number;
}

/** What frames allocate in a segment, in octets a frame. */
export interface Allocation {
  readonly stations: number;
  readonly octets: number;
  readonly frames: number;
  /** By the heap: negative noise is possible where there is nothing. */
  readonly perFrame: number;
  /** Collections that fell into the measurement, which then counts for nothing: 0. */
  readonly collections: number;
  /** By the sampling profiler, most first. */
  readonly byFunction: readonly { readonly where: string; readonly perFrame: number }[];
}

interface AllocationRow {
  readonly stations: number;
  readonly octets: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
}

/** Builds a thousand stations and lets them contend, in this process. */
export async function footprint({ seconds }: { seconds: number }): Promise<Footprint> {
  const empty = process.memoryUsage.rss();
  const segment = await SaturatedSegment.create({ stations: 1000, octets: 1518 });
  segment.pass(seconds);
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heapUsed, wasm: segment.lab.arena.octets.length, empty };
}

/** What frames allocate, in this process, which was started with `ROOM`. */
export async function allocation(row: AllocationRow): Promise<Allocation> {
  const segment = await SaturatedSegment.create(row);
  segment.pass(row.warmUpSeconds);
  // The first measured run still meets code that has never run before.
  await heapGrowth(() => segment.pass(row.seconds));
  const frames = segment.tally().delivered;
  const { octets, collections } = await heapGrowth(() => segment.pass(row.seconds));
  const counted = segment.tally().delivered - frames;
  const byFunction = await sampled(() => segment.pass(row.seconds));
  const sampledFrames = segment.tally().delivered - frames - counted;
  return {
    stations: row.stations,
    octets: row.octets,
    frames: counted,
    perFrame: octets / counted,
    collections,
    byFunction: byFunction.map(([where, size]) => ({ where, perFrame: size / sampledFrames })),
  };
}

async function heapGrowth(act: () => void): Promise<{ octets: number; collections: number }> {
  let collections = 0;
  const observer = new PerformanceObserver((list) => {
    collections += list.getEntries().length;
  });
  (globalThis as { gc?: () => void }).gc!();
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.observe({ entryTypes: ['gc'] });
  // Reading the heap allocates too: what that takes is measured and taken off.
  const once = youngOctets();
  const before = youngOctets();
  act();
  const after = youngOctets();
  await new Promise((resolve) => setTimeout(resolve, 20));
  observer.disconnect();
  return { octets: after - before - (before - once), collections };
}

/** What the young generation holds: all that a running program allocates, and not what the compiler makes of it. */
function youngOctets(): number {
  return getHeapSpaceStatistics()
    .filter(({ space_name }) => space_name.startsWith('new_'))
    .reduce((sum, { space_used_size }) => sum + space_used_size, 0);
}

async function sampled(act: () => void): Promise<[string, number][]> {
  const session = new Session();
  session.connect();
  const post = (method: string, params?: object): Promise<object> =>
    new Promise((resolve, reject) =>
      session.post(method, params, (error, answer) => (error ? reject(error) : resolve(answer as object))),
    );
  await post('HeapProfiler.startSampling', {
    samplingInterval: SAMPLING_OCTETS,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  act();
  const { profile } = (await post('HeapProfiler.stopSampling')) as HeapProfiler.StopSamplingReturnType;
  session.disconnect();
  const sizes = new Map<string, number>();
  const walk = (node: HeapProfiler.SamplingHeapProfileNode): void => {
    const { functionName, url, lineNumber } = node.callFrame;
    const file = /[^/]+\/[^/]+$/.exec(url)?.[0] ?? url;
    const where = `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`;
    if (node.selfSize > 0) sizes.set(where, (sizes.get(where) ?? 0) + node.selfSize);
    for (const child of node.children) walk(child);
  };
  walk(profile.head);
  return [...sizes].filter(([where]) => !/ (node:|:)|memory\.js|segment\.js/.test(where)).sort(([, a], [, b]) => b - a);
}

/** Measures all of it, each part in a process of its own. */
export async function run({ quick, progress }: BenchOptions): Promise<SuiteReport> {
  progress('memory: a thousand stations');
  const room = await apart<{ seconds: number }, Footprint>(import.meta.url, 'footprint', { seconds: quick ? 2 : 10 });
  const rows: AllocationRow[] = [
    { stations: 2, octets: 64, warmUpSeconds: 4, seconds: quick ? 4 : 10 },
    { stations: 2, octets: 1518, warmUpSeconds: 60, seconds: quick ? 40 : 100 },
    { stations: 100, octets: 1518, warmUpSeconds: 10, seconds: quick ? 4 : 20 },
    ...(quick ? [] : [{ stations: 1000, octets: 512, warmUpSeconds: 5, seconds: 5 }]),
  ];
  const found: Allocation[] = [];
  for (const row of rows) {
    progress(`memory: what a frame allocates, ${row.stations} stations, ${row.octets} octets`);
    found.push(await apart<AllocationRow, Allocation>(import.meta.url, 'allocation', row, ROOM));
  }
  return { results: resultsOf(room, found), tables: [roomTable(room), allocationTable(found)] };
}

function resultsOf(room: Footprint, found: readonly Allocation[]): BenchResult[] {
  const none = { opsPerSecond: 0, octetsPerSecond: 0, ratio: {} };
  return [
    {
      suite: 'memory',
      name: '1000 stations',
      octets: 1518,
      ...none,
      figures: {
        rssOctets: room.rss,
        heapOctets: room.heapUsed,
        wasmOctets: room.wasm,
        emptyProcessOctets: room.empty,
      },
    },
    ...found.map(({ stations, octets, perFrame, frames, collections }) => ({
      suite: 'memory',
      name: `allocation, ${stations} stations`,
      octets,
      ...none,
      figures: { heapOctetsPerFrame: perFrame, frames, collections },
    })),
  ];
}

function roomTable({ rss, heapUsed, wasm, empty }: Footprint): Table {
  return {
    title: 'A thousand stations on one hub, all contending: memory of the process',
    columns: ['', 'MB'],
    rows: [
      ['the whole process (goal: less than 200)', (rss / MEGA).toFixed(1)],
      ['of it, Node.js before it had a lab', (empty / MEGA).toFixed(1)],
      ['JavaScript heap in use', (heapUsed / MEGA).toFixed(1)],
      ['the kernels’ memory, resident as far as it was touched', (wasm / MEGA).toFixed(1)],
    ],
  };
}

function allocationTable(found: readonly Allocation[]): Table {
  const most = 6;
  return {
    title: 'What a delivered frame allocates on the JavaScript heap once everything is warm, in octets',
    columns: ['octets x stations', 'frames', 'octets a frame', 'collections'],
    rows: found.flatMap(({ stations, octets, frames, perFrame, collections, byFunction }) => [
      [`${octets} x ${stations}`, String(frames), perFrame.toFixed(2), String(collections)],
      ...byFunction.slice(0, most).map((part) => [`    ${part.where}`, '', part.perFrame.toFixed(2), '']),
    ]),
    notes: [
      'The first line of each is the growth of the young generation of the heap over a run in which nothing was collected; the lines below it are what the sampling heap profiler saw, by function, over as many frames again.',
    ],
  };
}
