// Chance: named streams that don't hang on each other, and draws that are spread as they claim.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Arena, createArena } from '../src/memory/arena.js';
import { Random, type Stream } from '../src/sim/random.js';
import { farthest, mean, standardError, uniformEnough, variance } from './oracle/statistics.js';

let arena: Arena;
beforeAll(async () => {
  arena = await createArena({ streams: 512, frames: 1, signals: 1 });
});

const random = (seed: number, limit = arena.limits.streams) => new Random(arena, seed, arena.streams, limit);
const take = (stream: Stream, count: number) => Array.from({ length: count }, () => stream.next());

describe('named streams', () => {
  it('draw the same whatever streams were made before them and whoever draws meanwhile', () => {
    const alone = take(random(7).fork('b/backoff'), 50);
    const others = random(7);
    const a = others.fork('a/backoff');
    take(a, 13);
    const b = others.fork('b/backoff');
    others.fork('c/backoff');
    const mixed = Array.from({ length: 50 }, () => {
      a.backoff(5);
      return b.next();
    });
    expect(mixed).toEqual(alone);
  });

  it('differ by name and by seed, by its high half as well', () => {
    const first = (seed: number, name: string) => take(random(seed).fork(name), 4).join();
    const seeds = [0, 1, 2, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER];
    const names = ['a', 'b', 'ab', 'ba', 'a/backoff', 'b/backoff', ''];
    const all = seeds.flatMap((seed) => names.map((name) => first(seed, name)));
    expect(new Set(all).size).toBe(all.length);
  });

  it('never run in step: five hundred of them have their bits in common half the time', () => {
    const lab = random(3);
    const rows = Array.from({ length: 500 }, (_, i) => take(lab.fork(`h${i}/backoff`), 64));
    const bitsOf = (word: number) => word.toString(2).replaceAll('0', '').length;
    const common = rows.slice(1).map((row, i) => mean(row.map((word, k) => bitsOf((word ^ rows[i]![k]!) >>> 0))));
    // 64 words of 32 bits: a mean of 16 with a deviation of sqrt(8 / 64).
    for (const bits of common) expect(Math.abs(bits - 16)).toBeLessThan(5 * Math.sqrt(8 / 64));
    expect(Math.abs(mean(common) - 16)).toBeLessThan(5 * Math.sqrt(8 / 64 / 499));
  });

  it('have one owner each, and no more of them than there is room for', () => {
    const lab = random(1, 2);
    lab.fork('a');
    expect(() => lab.fork('a')).toThrow(expect.objectContaining({ name: 'StreamError', code: 'ERR_NAME_TAKEN' }));
    lab.fork('b');
    expect(() => lab.fork('c')).toThrow(expect.objectContaining({ name: 'StreamError', code: 'ERR_TOO_LARGE' }));
  });
});

describe('draws', () => {
  const SEEDS = [1, 2, 3];
  const EACH = 60_000;

  it.each([2, 3, 6, 7, 10, 96, 1000])('below %i are spread evenly', (n) => {
    for (const seed of SEEDS) {
      const stream = random(seed).fork('draws');
      const counts = new Array<number>(n).fill(0);
      for (let i = 0; i < EACH; i++) counts[stream.below(n)]!++;
      expect(uniformEnough(counts), `seed ${seed}: ${counts.slice(0, 10)}`).toBe(true);
    }
  });

  it('below three quarters of 2^32 have no bias, where a remainder would give the first third twice', () => {
    const n = 3 * 2 ** 30;
    for (const seed of SEEDS) {
      const stream = random(seed).fork('draws');
      const counts = [0, 0, 0];
      for (let i = 0; i < EACH; i++) counts[Math.floor(stream.below(n) / 2 ** 30)]!++;
      expect(uniformEnough(counts), `seed ${seed}: ${counts}`).toBe(true);
    }
  });

  it('below 1 are 0, below 2^32 are whole words; there is nothing below 0', () => {
    const stream = random(1).fork('draws');
    expect(Array.from({ length: 20 }, () => stream.below(1))).toEqual(new Array(20).fill(0));
    const words = take(random(1).fork('twin'), 20);
    const twin = random(1).fork('twin');
    expect(words.map(() => twin.below(2 ** 32))).toEqual(words);
    for (const n of [0, -1, Number.NaN, 2 ** 32 + 1]) expect(() => stream.below(n)).toThrow('nothing to draw from');
  });

  it('in every bit of a word are 0 and 1 equally often', () => {
    for (const seed of SEEDS) {
      const words = take(random(seed).fork('draws'), EACH);
      for (let bit = 0; bit < 32; bit++) {
        const ones = words.filter((word) => (word >>> bit) & 1).length;
        expect(uniformEnough([ones, EACH - ones]), `bit ${bit}, seed ${seed}: ${ones}`).toBe(true);
      }
    }
  });

  it('of uniform lie between 0 and 1, 1 left out, and are spread evenly', () => {
    for (const seed of SEEDS) {
      const stream = random(seed).fork('draws');
      const sample = Array.from({ length: EACH }, () => stream.uniform());
      expect(sample.every((value) => value >= 0 && value < 1)).toBe(true);
      expect(
        farthest(sample, (value) => value),
        `seed ${seed}`,
      ).toBeLessThan(1.95 / Math.sqrt(EACH));
    }
  });

  it('of backoff are spread evenly over 2^min(n, 10) slots', () => {
    const lab = random(9);
    for (let attempts = 1; attempts <= 15; attempts++) {
      const stream = lab.fork(`attempt ${attempts}`);
      const counts = new Array<number>(2 ** Math.min(attempts, 10)).fill(0);
      for (let i = 0; i < EACH; i++) counts[stream.backoff(attempts)]!++;
      expect(uniformEnough(counts), `attempt ${attempts}: ${counts.slice(0, 10)}`).toBe(true);
    }
  });

  it('of exponential have mean 1, variance 1 and the exponential distribution', () => {
    for (const seed of SEEDS) {
      const stream = random(seed).fork('draws');
      const sample = Array.from({ length: EACH }, () => stream.exponential());
      expect(Math.abs(mean(sample) - 1), `seed ${seed}`).toBeLessThan(4 * standardError(sample));
      // The fourth central moment of an exponential variable is 9: its sample variance strays by sqrt(8 / n).
      expect(Math.abs(variance(sample) - 1), `seed ${seed}`).toBeLessThan(4 * Math.sqrt(8 / EACH));
      // Kolmogorov and Smirnov: exceeded once in a thousand times.
      const off = farthest(sample, (value) => 1 - Math.exp(-value));
      expect(off, `seed ${seed}`).toBeLessThan(1.95 / Math.sqrt(EACH));
    }
  });
});
