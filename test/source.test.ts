// Sources that run by themselves: when they send, what, and to whom, judged by the distributions that they claim.
import { describe, expect, it } from 'vitest';
import { FrameMaker, Source } from '../src/app/source.js';
import { Experiment } from '../src/lab/experiment.js';
import { Lab } from '../src/lab/lab.js';
import { type ScenarioInput, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { KIND } from '../src/sim/probe.js';
import { onHub } from './fixtures/experiments.js';

type Traffic = NonNullable<ScenarioInput['traffic']>[number];

interface Offered {
  readonly atPs: number;
  /** With FCS, as asked for: before padding. */
  readonly octets: number;
}

/** What station `from` offers to its queue, and whom it sends to. */
async function offeredBy(traffic: Traffic, rest: { until: string; seed?: number; names?: string[] }, from = 'a') {
  const { names = ['a', 'b'], ...input } = rest;
  const experiment = await Experiment.create(scenarioFrom(onHub(names, { traffic: [traffic], ...input })));
  const { lab } = experiment;
  const host = lab.hosts[names.indexOf(from)]!;
  const offered: Offered[] = [];
  const destinations = new Map<string, number>();
  const contents = new Set<string>();
  lab.observe({
    event(kind, atPs, part, _frame, octets) {
      if (part !== host.probe.part) return;
      if (kind === KIND.frameQueued) offered.push({ atPs, octets: octets + 4 });
      if (kind !== KIND.transmitStart) return;
      const { address, length } = host.station.head!;
      const frame = Buffer.from(lab.arena.octets.subarray(address, address + length)).toString('hex');
      contents.add(frame);
      destinations.set(frame.slice(0, 12), (destinations.get(frame.slice(0, 12)) ?? 0) + 1);
    },
  });
  experiment.run();
  return { offered, destinations, contents, report: experiment.report() };
}

/** The largest distance between a sample's distribution and one that is claimed for it (Kolmogorov and Smirnov). */
function distance(sample: readonly number[], claimed: (value: number) => number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  return Math.max(
    ...sorted.flatMap((value, i) => [
      Math.abs(claimed(value) - i / sorted.length),
      Math.abs(claimed(value) - (i + 1) / sorted.length),
    ]),
  );
}

/** So far a sample strays once in a thousand times. */
const farthest = (size: number): number => 1.95 / Math.sqrt(size);

describe('a Poisson source', () => {
  it('pauses exponentially, at the rate that it was given in frames or in bits', async () => {
    for (const [rate, perSecond] of [
      ['2000/s', 2000],
      ['1M', 1e6 / (8 * 100)],
    ] as const) {
      const traffic: Traffic = { from: 'a', to: 'b', kind: 'poisson', octets: 100, rate };
      const { offered } = await offeredBy(traffic, { until: '3s', seed: 5 });
      const gaps = offered.slice(1).map(({ atPs }, i) => (atPs - offered[i]!.atPs) / 1e12);
      expect(Math.abs(offered.length - 3 * perSecond)).toBeLessThan(4 * Math.sqrt(3 * perSecond));
      expect(distance(gaps, (gap) => 1 - Math.exp(-gap * perSecond))).toBeLessThan(farthest(gaps.length));
    }
  });

  it('keeps within its start and its stop', async () => {
    const traffic: Traffic = { from: 'a', to: 'b', kind: 'poisson', rate: '5000/s', start: '10ms', stop: '30ms' };
    const { offered } = await offeredBy(traffic, { until: '60ms' });
    expect(offered.length).toBeGreaterThan(60);
    expect(offered[0]!.atPs).toBeGreaterThan(10e9);
    expect(offered.at(-1)!.atPs).toBeLessThan(30e9);
  });

  it('is another one at every station, and the same one when a station is added', async () => {
    const traffic: Traffic = { from: 'all', to: 'next', kind: 'poisson', rate: '1000/s' };
    const times = async (from: string, names: string[]) =>
      (await offeredBy(traffic, { until: '50ms', names }, from)).offered.map(({ atPs }) => atPs);
    const a = await times('a', ['a', 'b']);
    expect(await times('b', ['a', 'b'])).not.toEqual(a);
    expect(await times('a', ['a', 'b', 'c'])).toEqual(a);
  });
});

describe('an on-off source', () => {
  it('sends evenly while it is on, and nothing while it is off', async () => {
    const traffic: Traffic = { from: 'a', to: 'b', kind: 'on-off', on: '4ms', off: '6ms', rate: '1000/s' };
    const { offered } = await offeredBy(traffic, { until: '99.9ms' });
    const milliseconds = offered.map(({ atPs }) => atPs / 1e9);
    expect(milliseconds).toEqual(Array.from({ length: 10 }, (_, i) => [0, 1, 2, 3].map((ms) => 10 * i + ms)).flat());
  });

  it('without a rate sends one frame after the other while it is on', async () => {
    const traffic: Traffic = { from: 'a', to: 'b', kind: 'on-off', on: '1ms', off: '9ms', octets: 64 };
    const { offered } = await offeredBy(traffic, { until: '99.9ms' });
    // The first is there at once, the others whenever one has left: after 57.6 us, and then every 67.2 us with the gap.
    expect(offered.length).toBe(10 * (1 + Math.ceil((1000 - 57.6) / 67.2)));
    expect(offered.every(({ atPs }) => (atPs / 1e9) % 10 < 1)).toBe(true);
  });
});

describe('a saturated source', () => {
  it('leaves no more than the gap between frames', async () => {
    const { report } = await offeredBy({ from: 'a', to: 'b', kind: 'saturated', octets: 64 }, { until: '1s' });
    expect(report.stations.a!.framesSent).toBe(Math.floor((1e6 + 9.6) / 67.2));
  });
});

describe('frames of a source', () => {
  it('come in the sizes and proportions that were asked for', async () => {
    const octetsFrom = [
      { octets: 64, weight: 5 },
      { octets: 300, weight: 3 },
      { octets: 1500, weight: 2 },
    ];
    const { offered } = await offeredBy({ from: 'a', to: 'b', kind: 'saturated', octetsFrom }, { until: '2s' });
    for (const { octets, weight } of octetsFrom) {
      const share = offered.filter((frame) => frame.octets === octets).length / offered.length;
      const p = weight / 10;
      expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / offered.length));
    }
  });

  it('come in every size between two, equally often', async () => {
    const traffic: Traffic = { from: 'a', to: 'b', kind: 'saturated', octetsFrom: { min: 64, max: 263 } };
    const sizes = (await offeredBy(traffic, { until: '1s' })).offered.map(({ octets }) => octets);
    expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([64, 263]);
    // A discrete distribution lies as far again from the line through its steps.
    expect(distance(sizes, (octets) => (octets - 63) / 200)).toBeLessThan(farthest(sizes.length) + 1 / 200);
  });

  it('go to all others equally often, or round the table, or to everybody', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const flow = { from: 'a', kind: 'poisson', rate: '2000/s' } as const;
    const others = (await offeredBy({ ...flow, to: 'others' }, { until: '1s', names })).destinations;
    const all = [...others.values()].reduce((sum, count) => sum + count, 0);
    expect([...others.keys()].sort()).toEqual([2, 3, 4, 5].map((n) => `02000000000${n}`));
    const chiSquare = [...others.values()].reduce((sum, count) => sum + (count - all / 4) ** 2 / (all / 4), 0);
    // Three degrees of freedom, once in a thousand.
    expect(chiSquare).toBeLessThan(16.3);
    const next = (await offeredBy({ ...flow, from: 'e', to: 'next' }, { until: '50ms', names }, 'e')).destinations;
    expect([...next.keys()]).toEqual(['020000000001']);
    const everybody = (await offeredBy({ ...flow, to: 'broadcast' }, { until: '50ms', names })).destinations;
    expect([...everybody.keys()]).toEqual(['ffffffffffff']);
  });

  it('all differ, so that none can be taken for another', async () => {
    const { offered, contents } = await offeredBy({ from: 'a', to: 'b', kind: 'saturated' }, { until: '500ms' });
    expect(contents.size).toBeGreaterThan(7000);
    // The last one offered may still be waiting.
    expect(offered.length - contents.size).toBeLessThanOrEqual(1);
  });
});

it('lets two saturated sources behind one station take turns', async () => {
  const lab = await Lab.create({ seed: 5 });
  const [a, b, c] = ['a', 'b', 'c'].map((name) => lab.host(name));
  const hub = lab.hub('hub');
  for (const host of [a, b, c]) lab.cable(host, hub, { metres: 10 });
  for (const to of [b, c]) {
    const stream = lab.random.fork(`to ${to.name}`);
    const maker = new FrameMaker(lab.arena, a.station, stream, [to.address], { kind: 'fixed', octets: 64 });
    new Source(lab.scheduler, a.station, maker, stream, { kind: 'saturated' }, 10e9).start(0);
  }
  lab.run();
  const [toB, toC] = [b, c].map((host) => host.station.counters.framesReceived);
  expect(toB + toC).toBeGreaterThan(140);
  expect(Math.abs(toB - toC)).toBeLessThan(3);
});
