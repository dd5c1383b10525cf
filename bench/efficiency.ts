// How much of the wire saturated stations fill with frames, by size and number, beside what theory has to say about it.
import { PATH_PS } from './model.js';
import { SaturatedSegment } from './segment.js';
import type { BenchOptions, BenchResult, SuiteReport, Table } from './suite.js';
import { ceiling, thumb } from './theory/ceiling.js';
import { waitingSlots } from './theory/metcalfe-boggs.js';
import { lostSlots } from './theory/truncated-backoff.js';

const SLOT_BITS = 512;
/** Preamble, SFD and gap. */
const OVERHEAD_BITS = 160;
const BITS_PER_SECOND = 10e6;

/** One segment and for how many simulated seconds it is watched, after as long a warm-up. */
export interface EfficiencyRow {
  readonly octets: number;
  readonly stations: number;
  readonly seconds: number;
}

/** Shares of the wire that carry frames, from 0 to 1. */
export interface Efficiency {
  /** What the stations reached. */
  readonly reached: number;
  /** Collisions for each delivered frame. */
  readonly collisions: number;
  /** Slot times lost for each delivered frame, over preamble and gap. */
  readonly lost: number;
  /** Mean-field theory of truncated binary exponential backoff, a whole slot lost a time: the lower bound. */
  readonly least: number;
  /** Nothing lost but preamble and gap: the upper bound. */
  readonly most: number;
  /** Metcalfe and Boggs: each station takes a slot with chance 1/Q, a whole slot lost a time. */
  readonly metcalfeBoggs: number;
  /** 1 / (1 + 5a) */
  readonly thumb: number;
}

/** Share of the wire in frames of `octets` where each of them costs `slots` lost slots. */
function withLost(slots: number, octets: number): number {
  const bits = octets * 8;
  return bits / (bits + OVERHEAD_BITS + slots * SLOT_BITS);
}

/** What theory says of a segment. */
export function theoryOf(stations: number, octets: number): Omit<Efficiency, 'reached' | 'collisions' | 'lost'> {
  return {
    least: withLost(lostSlots(stations), octets),
    most: ceiling(octets),
    metcalfeBoggs: withLost(waitingSlots(stations), octets),
    thumb: thumb(PATH_PS / 1e12, (octets * 8) / BITS_PER_SECOND),
  };
}

/** Lets the stations contend. */
export async function measure({ octets, stations, seconds }: EfficiencyRow): Promise<Efficiency> {
  const segment = await SaturatedSegment.create({ stations, octets });
  segment.pass(seconds);
  const before = segment.tally();
  segment.pass(seconds);
  const after = segment.tally();
  const frames = after.delivered - before.delivered;
  const bits = octets * 8;
  return {
    reached: (frames * bits) / (seconds * BITS_PER_SECOND),
    collisions: (after.collisions - before.collisions) / frames,
    lost: ((seconds * BITS_PER_SECOND) / frames - bits - OVERHEAD_BITS) / SLOT_BITS,
    ...theoryOf(stations, octets),
  };
}

/** The rows of a run. */
export function rowsOf(quick: boolean): EfficiencyRow[] {
  const sizes = quick ? [64, 512, 1518] : [64, 128, 256, 512, 1024, 1518];
  const numbers = quick ? [2, 10, 100, 1000] : [2, 3, 5, 10, 32, 100, 256, 1000];
  return sizes.flatMap((octets) =>
    numbers.map((stations) => ({ octets, stations, seconds: quick ? (stations > 100 ? 1 : 2) : 8 })),
  );
}

/** Measures all rows. */
export async function run({ quick, progress }: BenchOptions): Promise<SuiteReport> {
  const found: (EfficiencyRow & Efficiency)[] = [];
  for (const row of rowsOf(quick)) {
    progress(`efficiency: ${row.stations} stations, ${row.octets} octets`);
    found.push({ ...row, ...(await measure(row)) });
  }
  return { results: found.map(resultOf), tables: [tableOf(found)] };
}

function resultOf(row: EfficiencyRow & Efficiency): BenchResult {
  const { octets, stations, reached, least, most, metcalfeBoggs, thumb, lost, collisions } = row;
  return {
    suite: 'efficiency',
    name: `${stations} stations`,
    octets,
    opsPerSecond: 0,
    octetsPerSecond: 0,
    ratio: { 'Metcalfe and Boggs': reached / metcalfeBoggs, '1/(1+5a)': reached / thumb, ceiling: reached / most },
    figures: {
      reached,
      least,
      most,
      metcalfeBoggs,
      thumb,
      lostSlotsPerFrame: lost,
      collisionsPerFrame: collisions,
    },
  };
}

function tableOf(found: readonly (EfficiencyRow & Efficiency)[]): Table {
  const percent = (share: number): string => (100 * share).toFixed(1);
  return {
    title: 'Saturated efficiency: frame bits on the wire (%), and the bounds of theory',
    columns: [
      'octets x stations',
      'at least',
      'reached',
      'at most',
      '',
      'Metcalfe-Boggs',
      '1/(1+5a)',
      'slots lost',
      'M-B slots',
      'collisions',
    ],
    rows: found.map((row) => [
      `${row.octets} x ${row.stations}`,
      percent(row.least),
      percent(row.reached),
      percent(row.most),
      row.reached >= row.least && row.reached <= row.most ? 'within' : 'OUTSIDE',
      percent(row.metcalfeBoggs),
      percent(row.thumb),
      row.lost.toFixed(2),
      waitingSlots(row.stations).toFixed(2),
      row.collisions.toFixed(2),
    ]),
    notes: NOTES,
  };
}

const NOTES = [
  'At least: the fixed point of truncated binary exponential backoff (ranges to 2^10, 16 attempts), where every slot that nobody or several take is lost for its whole 51.2 us. At most: n / (n + 20) octets, nothing lost but preamble and gap. Slots lost and collisions are for each delivered frame.',
  `Metcalfe and Boggs (CACM 19(7), 1976, table I; here with the slot, preamble and gap of 10 Mb/s) let each of Q stations take a slot with chance 1/Q, the best that stations without memory can do, and charge a whole slot for each that is lost. Up to 256 stations real backoff does better, for two reasons. A slot is made for 2.5 km of coax; on this hub, ${(PATH_PS / 1e6).toFixed(1)} us from station to station, a collision is over and its gap served in less than half of one. And backoff has a memory: who has won begins anew with a range of 1 while who has lost stands back, so that few stations take turns for a while (the capture effect) and collide seldom; that is what Jain's index over one second shows (\`thicknet bench saturated\`).`,
  'With 1000 stations it does worse, and the longer the frame the worse. Ranges stop at 1024 and begin anew after 16 attempts, 223 slots a draw in the mean: a thousand stations can only make some 4 attempts a slot where 1 would be best. And a backoff runs on while a frame is on the wire (deference runs beside it, clause 4.2.8): behind each frame of 1518 octets, 24 slots, wait a hundred stations whose time is up, and all of them send.',
  '1 / (1 + 5a), a being the delay between two stations over the time of a frame, is the shape for many stations with the best possible backoff and a slot as long as the segment. It knows nothing of their number, nor of slotTime, preamble and gap: for 64 octets it lies above what could be reached at all.',
];
