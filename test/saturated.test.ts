// Saturated segments, as `thicknet bench` runs them: what comes out must lie within what theory allows, agree with a
// simulation that shares no code with the engine, and not depend on how long anything took.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Efficiency, type EfficiencyRow, measure, rowsOf } from '../bench/efficiency.js';
import { hubSegment } from '../bench/model.js';
import { PUBLISHED } from '../bench/published.js';
import { RULE_STEPS } from '../bench/rules.js';
import { measure as measureRow, rowsOf as saturatedRows } from '../bench/saturated.js';
import { SaturatedSegment } from '../bench/segment.js';
import { INET, STANDARD, simulate } from '../bench/theory/csma-cd.js';
import { waitingSlots } from '../bench/theory/metcalfe-boggs.js';
import { backoffPoint, lostSlots } from '../bench/theory/truncated-backoff.js';

describe('the saturated hub', () => {
  let efficiencies: (EfficiencyRow & Efficiency)[];
  beforeAll(async () => {
    efficiencies = await Promise.all(rowsOf(true).map(async (row) => ({ ...row, ...(await measure(row)) })));
  });

  it('reaches no less than backoff must and no more than gaps leave', () => {
    for (const { stations, octets, reached, least, most, collisions } of efficiencies) {
      const row = `${octets} octets, ${stations} stations`;
      expect(reached, row).toBeGreaterThan(least);
      expect(reached, row).toBeLessThan(most);
      expect(collisions, row).toBeGreaterThan(0);
    }
  });

  const compared = PUBLISHED.filter(({ stations }) => stations <= 100);

  it.each(compared)(
    'of $stations stations with $octets octets agrees with the independent model',
    async ({ stations, octets }) => {
      const seconds = stations === 2 ? 12 : 6;
      const segment = await SaturatedSegment.create({ stations, octets });
      segment.pass(seconds);
      const { delivered, sent, lateCollisions } = segment.tally();
      const engine = (100 * delivered * octets * 8) / (seconds * 10e6);
      const model = 100 * simulate(hubSegment(stations, octets, seconds)).utilisation;
      expect(Math.abs(engine - model), `${engine} and ${model}`).toBeLessThan(stations === 100 ? 0.8 : 0.5);
      expect(lateCollisions).toBe(0);
      // What was sent was delivered, but for the frame that is still on its way.
      expect(sent.reduce((sum, frames) => sum + frames) - delivered).toBeLessThanOrEqual(1);
    },
  );

  it.each(compared.filter(({ stations }) => stations <= 10))(
    'of $stations stations with $octets octets is within a point of INET',
    async ({ stations, octets, inetUtilisation }) => {
      const segment = await SaturatedSegment.create({ stations, octets });
      segment.pass(10);
      const engine = (segment.tally().delivered * octets * 8) / (10 * 10e6);
      expect(Math.abs(engine - inetUtilisation!)).toBeLessThan(0.01);
    },
  );

  it('shares the wire evenly in the long run though not at once, the same in every run', async () => {
    const row = { octets: 512, stations: 10, warmUpSeconds: 1, seconds: 60 };
    const { jainRun, jainSecond, lateCollisions, utilisation, frames } = await measureRow(row);
    expect(jainRun).toBeGreaterThan(0.98);
    expect(jainSecond).toBeLessThan(0.9);
    expect(jainSecond).toBeGreaterThan(1 / row.stations);
    expect(lateCollisions).toBe(0);
    const again = await measureRow(row);
    expect([again.utilisation, again.frames, again.jainRun]).toEqual([utilisation, frames, jainRun]);
  });

  it.each([64, 1518])('hardly cares how long the cables of 100 stations are with %i octets', async (octets) => {
    const reached = async (metres: readonly [number, number]): Promise<number> => {
      const segment = await SaturatedSegment.create({ stations: 100, octets, metres });
      segment.pass(4);
      const { delivered, lateCollisions } = segment.tally();
      expect(lateCollisions).toBe(0);
      return (100 * delivered * octets * 8) / (4 * 10e6);
    };
    expect(Math.abs((await reached([5, 100])) - (await reached([50, 50])))).toBeLessThan(1.5);
  });

  it('carries more the longer the frames, and less the more the stations', () => {
    for (const one of efficiencies)
      for (const other of efficiencies) {
        if (one.stations === other.stations && one.octets < other.octets)
          expect(one.reached).toBeLessThan(other.reached);
        if (one.octets === other.octets && one.stations < other.stations)
          expect(one.reached).toBeGreaterThan(other.reached);
      }
  });

  it('is benched with the rows that others have published', () => {
    for (const quick of [true, false])
      expect(
        saturatedRows(quick)
          .filter(({ metres, medium }) => metres === undefined && medium !== 'coax')
          .map(({ octets, stations }) => [octets, stations]),
      ).toEqual(PUBLISHED.map(({ octets, stations }) => [octets, stations]));
  });
});

describe('truncated binary exponential backoff in the mean', () => {
  // Draws and counts, one station after another, with nothing of the fixed point: N stations in slots that all see.
  const simulateSlots = (stations: number, slots: number): { acquisition: number; attempts: number } => {
    let state = 12345;
    const random = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      return (state >>> 0) / 2 ** 32;
    };
    const collisions = new Array<number>(stations).fill(0);
    const left = collisions.map(() => Math.floor(stations * random()));
    let taken = 0;
    let attempts = 0;
    for (let slot = 0; slot < slots; slot++) {
      const trying = left.flatMap((wait, station) => (wait === 0 ? [station] : []));
      left.forEach((wait, station) => {
        left[station] = wait - 1;
      });
      attempts += trying.length;
      if (trying.length === 1) taken++;
      for (const station of trying) {
        collisions[station] = trying.length === 1 || collisions[station] === 15 ? 0 : collisions[station]! + 1;
        left[station] = Math.floor(random() * 2 ** Math.min(collisions[station]!, 10));
      }
    }
    return { acquisition: taken / slots, attempts: attempts / slots };
  };

  it.each([10, 32, 100, 300])('bounds what %i stations do that draw and count in slots', (stations) => {
    const point = backoffPoint(stations);
    const found = simulateSlots(stations, 100_000);
    // The mean forgets that who wins goes on winning: more slots are taken, where stations are few far more.
    expect(found.attempts / point.attempts).toBeGreaterThan(0.8);
    expect(found.attempts / point.attempts).toBeLessThan(1.05);
    expect(found.acquisition / point.acquisition).toBeGreaterThan(0.97);
    expect(found.acquisition / point.acquisition).toBeLessThan(stations < 100 ? 3 : 1.3);
  });

  it('loses nothing alone, and more slots the more stations there are', () => {
    expect(lostSlots(1)).toBe(0);
    const lost = [1, 2, 3, 5, 10, 32, 100, 256, 1000].map(lostSlots);
    expect(lost).toEqual([...lost].sort((a, b) => a - b));
    // Never better than stations that know how many they are.
    for (const stations of [2, 3, 5, 10, 32, 100, 256, 1000])
      expect(lostSlots(stations)).toBeGreaterThan(waitingSlots(stations) * 0.99);
  });
});

describe("the way from INET's rules to ours", () => {
  it("begins with INET's and ends with the standard's, on our hub", () => {
    const whole = Object.assign({}, ...RULE_STEPS.map(({ change }) => change));
    const { rules, medium, cablePs } = hubSegment(2, 64, 1);
    expect(RULE_STEPS[0]!.change.rules).toBe(INET);
    expect(rules).toBe(STANDARD);
    expect(whole).toEqual({ rules, medium, cablePs });
  });

  let points: number[];
  beforeAll(() => {
    let segment = { ...hubSegment(100, 64, 4), medium: 'wire' as 'wire' | 'repeater', cablePs: 250_000 };
    points = RULE_STEPS.map(({ change }) => {
      segment = { ...segment, ...change };
      return 100 * simulate(segment).utilisation;
    });
  });

  it('explains every difference of 64-octet frames and 100 stations by a rule', () => {
    const named = Object.fromEntries(RULE_STEPS.map(({ name }, i) => [name, points[i]! - (points[i - 1] ?? 51.5)]));
    const near = (step: string, expected: number): void =>
      expect(Math.abs(named[step]! - expected), `${step}: ${named[step]}`).toBeLessThan(0.9);
    near("INET's rules, on a hub that is an ideal wire", 0);
    near('dropped after 16 collisions, not 17', -0.3);
    near('deference beside backoff: no second gap after it', 4);
    near('carrier in the first two thirds of a gap starts it anew', 0);
    near('preamble finished before jam', -3.9);
    near('a repeater: latency, and 96 bits of jam to all', -0.8);
    near("transceivers' delays and slower cable", -1.4);
  });
});
