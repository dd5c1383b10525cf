// The theory that the engine is judged by, judged first: by published tables, by exact chances, and by another simulator.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ceiling, frameRate, thumb } from '../bench/theory/ceiling.js';
import { INET, type Segment, STANDARD, simulate } from '../bench/theory/csma-cd.js';
import { jain } from '../bench/theory/jain.js';
import { acquisition, efficiency, waitingSlots } from '../bench/theory/metcalfe-boggs.js';
import { fraction, race } from './oracle/capture-effect.js';

const SECOND_PS = 1e12;
const facts = (name: string): URL => new URL(`../../shared/facts/${name}.json`, import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(facts(name), 'utf8'));

/** Fifty metres of ideal wire either side of nothing; or the same cables on a repeater as slow as clause 9.5 lets it be. */
const wire: Segment = {
  stations: 2,
  octets: 64,
  medium: 'wire',
  cablePs: 250_000,
  repeaterLatencyBits: 8,
  jamLatencyBits: 6.5,
  ceaseLatencyBits: 5,
  rules: STANDARD,
  seed: 1,
  simulatedPs: SECOND_PS,
};
const hub: Segment = { ...wire, medium: 'repeater' };

/** Utilisation in points of a hundred. */
const points = (segment: Segment): number => 100 * simulate(segment).utilisation;

describe('the capture effect by counting', () => {
  it('gives the station that has just sent 1/4, 5/8, 13/16, 29/32 of the first four races', () => {
    const chances = [1, 2, 3, 4].map((collisions) => race(1, collisions));
    expect(chances.map(({ firstWins, of }) => fraction(firstWins, of))).toEqual(['1/4', '5/8', '13/16', '29/32']);
    expect(chances.map(({ tie, of }) => fraction(tie, of))).toEqual(['1/2', '1/4', '1/8', '1/16']);
  });

  it('follows 1 - 3 / 2^(n+1) from the second race, and stands still from the tenth', () => {
    for (let n = 2; n <= 16; n++) {
      const { firstWins, tie, secondWins, of } = race(1, n);
      expect(firstWins / of).toBe(1 - 3 / 2 ** (Math.min(n, 10) + 1));
      expect(firstWins + tie + secondWins).toBe(of);
    }
  });

  it.skipIf(!existsSync(facts('capture-effect')))('agrees with the computed table in all sixteen races', () => {
    for (const row of read('capture-effect').races) {
      const { firstWins, tie, secondWins, of } = race(1, row.race);
      expect([firstWins, tie, secondWins].map((part) => fraction(part, of))).toEqual([
        row.P_A_wins,
        row.P_tie,
        row.P_B_wins,
      ]);
    }
  });
});

describe("Metcalfe and Boggs' Table 1", () => {
  it.each([
    [2, 4096, 0.9884],
    [2, 48, 0.5],
    [3, 512, 0.8951],
    [5, 48, 0.4096],
    [10, 1024, 0.931],
    [32, 512, 0.8642],
    [256, 4096, 0.9803],
  ])('for %i stations and %i bits is %f', (stations, bits, expected) => {
    expect(efficiency(stations, bits, 3e6, 16e-6)).toBeCloseTo(expected, 4);
  });

  it('tends to e - 1 lost slots a packet', () => {
    expect(waitingSlots(1)).toBe(0);
    expect(acquisition(1e6)).toBeCloseTo(1 / Math.E, 6);
    expect(waitingSlots(1e6)).toBeCloseTo(Math.E - 1, 5);
  });

  it.skipIf(!existsSync(facts('metcalfe-boggs')))('agrees with the whole published table', () => {
    const { columns, rows } = read('metcalfe-boggs');
    for (const row of rows)
      for (const column of columns)
        expect(Math.abs(efficiency(row.Q, Number(column.slice(1)), 3e6, 16e-6) - row[column])).toBeLessThan(1e-4);
  });
});

describe('ceilings and fairness', () => {
  it('know the frame rates that every tester prints', () => {
    expect(Math.floor(frameRate(64, 10e6))).toBe(14_880);
    expect(Math.floor(frameRate(1518, 10e6))).toBe(812);
    expect(ceiling(64)).toBeCloseTo(0.7619, 4);
    expect(ceiling(1518)).toBeCloseTo(0.987, 4);
  });

  it('know that a wire as long as the frame wastes five sixths', () => {
    expect(thumb(1, 1)).toBeCloseTo(1 / 6);
    expect(thumb(0, 1)).toBe(1);
  });

  it('call equal shares 1 and one taker among n 1/n, whatever the unit', () => {
    expect(jain([3, 3, 3])).toBe(1);
    expect(jain([0, 0, 7, 0])).toBe(0.25);
    expect(jain([1, 2, 3])).toBeCloseTo(jain([10, 20, 30]));
    expect(jain([1, 2, 3])).toBeCloseTo(36 / 42);
  });
});

/** Races of two stations after which A had collided once and B `n` times on its frame: how often A sent next, by n. */
function racesOf(segment: Segment): Map<number, { wins: number; races: number }> {
  const races = new Map<number, { wins: number; races: number }>();
  const collisions = [0, 0];
  let ended = 0;
  let open: { first: number; n: number } | undefined;
  const close = (won: boolean): void => {
    if (!open) return;
    const count = races.get(open.n) ?? { wins: 0, races: 0 };
    races.set(open.n, { wins: count.wins + Number(won), races: count.races + 1 });
    open = undefined;
  };
  simulate({
    ...segment,
    onEnd: (station, collided, attempts) => {
      close(!collided && station === open?.first);
      collisions[station] = collided ? attempts : 0;
      if (!collided) return;
      ended++;
      const first = collisions.indexOf(1);
      // Both have stopped jamming and drawn: the race is on.
      if (ended % 2 === 0 && first !== -1) open = { first, n: collisions[1 - first]! };
    },
  });
  return races;
}

describe('the reference simulator', () => {
  it('shows the capture effect of two saturated stations within three standard errors over 20 000 races', () => {
    const races = racesOf({ ...hub, octets: 1518, simulatedPs: 3300 * SECOND_PS });
    expect(races.get(2)!.races).toBeGreaterThan(20_000);
    for (const n of [2, 3, 4, 5]) {
      const { wins, races: count } = races.get(n)!;
      const expected = race(1, n).firstWins / race(1, n).of;
      const error = Math.sqrt((expected * (1 - expected)) / count);
      expect(Math.abs(wins / count - expected) / error, `race ${n}: ${wins} of ${count}`).toBeLessThan(3);
    }
  });

  // Measured with INET 4.6: frame bits over time, on a hub that is an ideal wire.
  it.each([
    [64, 2, 75.9],
    [64, 10, 73.9],
    [64, 100, 51.5],
    [512, 2, 95.9],
    [512, 10, 93.8],
    [512, 100, 87.0],
    [1518, 2, 98.4],
    [1518, 10, 96.8],
    [1518, 100, 95.0],
  ])(
    "with INET's rules finds INET's utilisation for %i octets and %i stations, %d in a hundred",
    (octets, stations, expected) => {
      const seconds = { 2: 20, 10: 10, 100: 3 }[stations]!;
      const found = points({ ...wire, octets, stations, rules: INET, simulatedPs: seconds * SECOND_PS });
      expect(Math.abs(found - expected), `${found}`).toBeLessThan(stations === 100 ? 0.8 : 0.2);
    },
  );

  // 64 octets, 100 stations: where the rules matter most. Each row has all the changes of the rows above it.
  it('tells what each of the rules costs or gains', () => {
    const steps: [string, Partial<Segment>, number][] = [
      ["INET's rules on an ideal wire", { rules: INET }, 51.8],
      ['dropped after 16 collisions, not 17', { rules: { ...INET, attemptLimit: 16 } }, 51.4],
      [
        'no second gap after an idle backoff',
        { rules: { ...STANDARD, finishPreamble: false, listenInGap: false } },
        55.3,
      ],
      ['carrier in a gap is listened to', { rules: { ...STANDARD, finishPreamble: false } }, 55.3],
      ['the preamble is finished before jam', { rules: STANDARD }, 51.4],
      ['a repeater with its jam and latency', { medium: 'repeater' }, 50.9],
      ['cables of 100 m, not 50', { medium: 'repeater', cablePs: 570_000 }, 49.95],
    ];
    for (const [what, change, expected] of steps) {
      const found = points({ ...wire, stations: 100, simulatedPs: 3 * SECOND_PS, ...change });
      expect(Math.abs(found - expected), `${what}: ${found}`).toBeLessThan(0.7);
    }
  });

  it.each([64, 512, 1518])(
    'keeps %i-octet frames between a slot lost a collision and no collision at all',
    (octets) => {
      for (const stations of [2, 10, 100]) {
        const found = simulate({ ...hub, octets, stations, simulatedPs: 2 * SECOND_PS });
        const bits = octets * 8;
        const least = bits / (bits + 160 + waitingSlots(stations) * 512);
        expect(found.utilisation).toBeGreaterThan(least);
        expect(found.utilisation).toBeLessThan(ceiling(octets));
        expect(found.lateCollisions).toBe(0);
        expect(found.attempts.reduce((sum, frames) => sum + frames)).toBe(found.delivered.reduce((sum, n) => sum + n));
      }
    },
  );

  it('finds a lone station at the ceiling, and late collisions only where the wire is longer than a slot', () => {
    expect(simulate({ ...hub, stations: 1 }).utilisation).toBeCloseTo(ceiling(64), 4);
    const far = { ...wire, octets: 512, simulatedPs: SECOND_PS };
    expect(simulate({ ...far, cablePs: 127 * 100_000 }).lateCollisions).toBe(0);
    expect(simulate({ ...far, cablePs: 200 * 100_000 }).lateCollisions).toBeGreaterThan(0);
  });

  it('repeats itself from a seed, and only from that one', () => {
    const once = simulate({ ...hub, stations: 10 });
    expect(simulate({ ...hub, stations: 10 })).toEqual(once);
    expect(simulate({ ...hub, stations: 10, seed: 2 })).not.toEqual(once);
  });
});
