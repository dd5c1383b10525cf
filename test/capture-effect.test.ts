// Two saturated stations, where the one that has just sent draws from two slots and the one that lost from four, eight,
// sixteen …: the capture effect. The engine's races are judged by exact chances, its books by a simulator of its own.
import { beforeAll, describe, expect, it } from 'vitest';
import { STANDARD, simulate } from '../bench/theory/csma-cd.js';
import { FrameMaker, Source } from '../src/app/source.js';
import type { Host } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import { KIND } from '../src/sim/probe.js';
import { race } from './oracle/capture-effect.js';
import { mean, standardError, sum, uniformEnough } from './oracle/statistics.js';

/** Long frames for the books: the loser's backoff is mostly over when one ends, so that most are followed by a race. */
const OCTETS = 1518;
/** Short ones, some at a time, for the races: whoever captures the line soon has nothing left to send. */
const BOUT = 6;
const SECOND_PS = 1e12;

type Place = (lab: Lab, metres: readonly [number, number]) => void;

const onHub: Place = (lab, metres) => {
  const hub = lab.hub('hub');
  for (const [i, length] of metres.entries()) lab.cable(lab.hosts[i]!, hub, { metres: length });
};

/** On the coax it is the drop cables that are equal or not. */
const onCoax: Place = (lab, [near, far]) => {
  const coax = lab.coax('coax');
  lab.tap(lab.hosts[0]!, coax, { at: 2.5, drop: near });
  lab.tap(lab.hosts[1]!, coax, { at: 497.5, drop: far });
};

/** Who won the races in which one station was at its first attempt and the other at its n-th. */
interface Tally {
  races: number;
  firstWins: number;
  tie: number;
  secondWins: number;
}

/** Watches two stations race: a race begins with a collision, and the next frame that gets through decides it. */
class Referee {
  /** By the attempt of the one that lost before. */
  readonly races = new Map<number, Tally>();
  /** How often each number of slots was drawn, by range. */
  readonly draws = new Map<number, number[]>();
  /** Frames that got through at their n-th attempt, at index n - 1. */
  readonly sent = new Array<number>(16).fill(0);
  /** Collisions that only one of the two has noticed. */
  oneSided = 0;
  /** Attempts in the present collision, by station: 0 while it has not noticed it. */
  private readonly attempts = [0, 0];
  private open: { first: number; lost: number } | undefined;

  constructor(lab: Lab) {
    const stations = new Map(lab.hosts.map(({ probe }, station) => [probe.part, station]));
    lab.observe({
      event: (kind, _at, part, _frame, attempt, r, range) => {
        const station = stations.get(part);
        if (station === undefined) return;
        if (kind === KIND.collision) this.collided(station, attempt);
        else if (kind === KIND.transmitEnd) this.decide(station, attempt);
        else if (kind === KIND.backoff) this.drawn(r, range);
      },
    });
  }

  private collided(station: number, attempt: number): void {
    const { attempts } = this;
    if (attempts[station] !== 0) this.oneSided++;
    attempts[station] = attempt;
    if (attempts[1 - station] === 0) {
      this.settle('tie');
      return;
    }
    const first = attempts[0]! <= attempts[1]! ? 0 : 1;
    // After the 16th collision a frame is dropped, and nobody races for it.
    if (attempts[first] === 1 && attempts[1 - first]! < 16) this.open = { first, lost: attempts[1 - first]! };
    attempts.fill(0);
  }

  private decide(winner: number, attempt: number): void {
    this.sent[attempt - 1]!++;
    if (this.attempts.some((attempt) => attempt !== 0)) this.oneSided++;
    this.settle(winner === this.open?.first ? 'firstWins' : 'secondWins');
  }

  private settle(outcome: 'firstWins' | 'tie' | 'secondWins'): void {
    if (!this.open) return;
    const tally = this.races.get(this.open.lost) ?? { races: 0, firstWins: 0, tie: 0, secondWins: 0 };
    tally.races++;
    tally[outcome]++;
    this.races.set(this.open.lost, tally);
    this.open = undefined;
  }

  private drawn(r: number, range: number): void {
    const counts = this.draws.get(range) ?? new Array<number>(range).fill(0);
    counts[r]!++;
    this.draws.set(range, counts);
  }
}

/** Two stations, placed, and a referee. */
async function ring(place: Place, metres: readonly [number, number], seed: number) {
  const lab = await Lab.create({ seed, limits: { frames: 32, signals: 64, streams: 32 } });
  lab.host('a');
  lab.host('b');
  place(lab, metres);
  return { lab, referee: new Referee(lab) };
}

/** Bouts of two stations that begin with full queues at one moment and end with empty ones, until `least` second races are run. */
async function bouts(place: Place, metres: readonly [number, number], seed: number, least: number) {
  const { lab, referee } = await ring(place, metres, seed);
  const [a, b] = lab.hosts as [Host, Host];
  const payload = new Uint8Array(46);
  const enough = () => (referee.races.get(2)?.races ?? 0) >= least;
  // A bout has about one such race; a station that gets stuck would have none for ever.
  for (let bout = 0; bout < 3 * least && !enough(); bout++) {
    for (let frame = 0; frame < BOUT; frame++) {
      a.send(b.address, payload);
      b.send(a.address, payload);
    }
    lab.run();
    if (lab.ledger.waiting > 0) break;
  }
  return { lab, referee };
}

/** Two stations that always have a frame to send. */
async function contend(seed: number, seconds: number) {
  const { lab, referee } = await ring(onHub, [20, 20], seed);
  for (const [i, { station, name }] of lab.hosts.entries()) {
    const stream = lab.random.fork(`${name}/traffic`);
    const to = [lab.hosts[1 - i]!.address];
    const maker = new FrameMaker(lab.arena, station, stream, to, { kind: 'fixed', octets: OCTETS });
    new Source(lab.scheduler, station, maker, stream, { kind: 'saturated' }, Number.POSITIVE_INFINITY).start(0);
  }
  lab.run(seconds * SECOND_PS);
  return { lab, referee };
}

const MEDIA = [
  { name: 'a hub with equal cables', place: onHub, metres: [20, 20], seed: 11, least: 20_000 },
  { name: 'a hub with unequal cables', place: onHub, metres: [100, 3], seed: 12, least: 8000 },
  { name: 'a coax with equal drops', place: onCoax, metres: [10, 10], seed: 13, least: 8000 },
  { name: 'a coax with unequal drops', place: onCoax, metres: [50, 0], seed: 14, least: 8000 },
] as const;

describe.each(MEDIA)('two stations with full queues on $name', ({ place, metres, seed, least }) => {
  let contest: Awaited<ReturnType<typeof bouts>>;
  beforeAll(async () => {
    contest = await bouts(place, metres, seed, least);
  });

  it.each([
    [2, 5 / 8],
    [3, 13 / 16],
    [4, 29 / 32],
  ])('win race %i after having won the one before with a chance of %f', (n, chanceToWin) => {
    const { races, ...seen } = contest.referee.races.get(n)!;
    const exact = race(1, n);
    expect(exact.firstWins / exact.of).toBe(chanceToWin);
    for (const outcome of ['firstWins', 'tie', 'secondWins'] as const) {
      const chance = exact[outcome] / exact.of;
      const error = Math.sqrt((chance * (1 - chance)) / races);
      const stray = Math.abs(seen[outcome] / races - chance);
      expect(stray, `${outcome}: ${seen[outcome]} of ${races} races, seed ${seed}`).toBeLessThan(3 * error);
    }
  });

  it('both notice every collision within the slot, and get every frame through', () => {
    const { lab, referee } = contest;
    expect(referee.races.get(2)!.races).toBeGreaterThanOrEqual(least);
    expect(referee.oneSided).toBe(0);
    expect(lab.hosts.map(({ station }) => station.counters.lateCollisions)).toEqual([0, 0]);
    expect(lab.ledger.delivered).toBe(lab.ledger.offered);
  });

  it('draw every number of slots equally often', () => {
    const ranges = [...contest.referee.draws].filter(([range, counts]) => sum(counts) > 10 * range);
    expect(ranges.map(([range]) => range)).toEqual(expect.arrayContaining([2, 4, 8, 16, 32]));
    for (const [range, counts] of ranges) {
      expect(uniformEnough(counts), `range ${range}, seed ${seed}: ${counts}`).toBe(true);
    }
  });
});

describe('the attempts that frames of two saturated stations take', () => {
  /** At the first, second … seventh attempt, and at a later one. */
  const CLASSES = 8;
  const shares = (attempts: readonly number[]) => {
    const classes = [...attempts.slice(0, CLASSES - 1), sum(attempts.slice(CLASSES - 1))];
    return classes.map((count) => count / sum(attempts));
  };

  it('are spread as in a simulator that shares nothing with the engine', async () => {
    const seeds = Array.from({ length: 16 }, (_, i) => 100 + i);
    const engine: number[][] = [];
    for (const seed of seeds) {
      const { lab, referee } = await contend(seed, 10);
      const [a, b] = lab.hosts.map(({ station }) => station.counters.attempts) as [number[], number[]];
      expect(referee.sent, 'what the stations count is what was seen').toEqual(a.map((count, i) => count + b[i]!));
      engine.push(shares(referee.sent));
    }
    const theory = seeds.map((seed) =>
      shares(
        simulate({
          ...{ stations: 2, octets: OCTETS, medium: 'repeater', rules: STANDARD, seed },
          // A transceiver's 2 + 5 bit times, and 20 m at 0.585 c.
          cablePs: 700_000 + 114_038,
          ...{ repeaterLatencyBits: 8, jamLatencyBits: 6, ceaseLatencyBits: 5 },
          simulatedPs: 10 * SECOND_PS,
        }).attempts,
      ),
    );
    for (let at = 0; at < CLASSES; at++) {
      const [ours, theirs] = [engine, theory].map((all) => all.map((row) => row[at]!)) as [number[], number[]];
      const error = Math.hypot(standardError(ours), standardError(theirs));
      const what = `attempt ${at + 1}: ${mean(ours)} of the frames, not ${mean(theirs)}, seeds from 100`;
      expect(mean(theirs), what).toBeGreaterThan(0);
      expect(Math.abs(mean(ours) - mean(theirs)), what).toBeLessThan(4 * error);
    }
  });
});
