// What chance may do and what it may not, in the words of a first course in statistics.

/** All values together. */
export function sum(sample: readonly number[]): number {
  return sample.reduce((total, value) => total + value, 0);
}

/** The arithmetic mean. */
export function mean(sample: readonly number[]): number {
  return sum(sample) / sample.length;
}

/** The variance, with the sample's own mean taken out. */
export function variance(sample: readonly number[]): number {
  const middle = mean(sample);
  return sum(sample.map((value) => (value - middle) ** 2)) / (sample.length - 1);
}

/** How far a mean of so many independent values strays. */
export function standardError(sample: readonly number[]): number {
  return Math.sqrt(variance(sample) / sample.length);
}

/** Pearson's chi-square of counts that should all be the same. */
export function chiSquare(counts: readonly number[]): number {
  const expected = mean(counts);
  return sum(counts.map((count) => (count - expected) ** 2 / expected));
}

/** The chi-square that is exceeded as rarely as a normal value exceeds z standard deviations (Wilson and Hilferty). */
export function chiSquareLimit(freedom: number, z: number): number {
  const ninth = 2 / (9 * freedom);
  return freedom * (1 - ninth + z * Math.sqrt(ninth)) ** 3;
}

/** Whether counts may well be draws from a uniform distribution; neither too uneven nor too even, four deviations each. */
export function uniformEnough(counts: readonly number[]): boolean {
  const freedom = counts.length - 1;
  const found = chiSquare(counts);
  return found < chiSquareLimit(freedom, 4) && (freedom < 30 || found > chiSquareLimit(freedom, -4));
}

/** The largest distance between a sample's distribution and one that is claimed for it (Kolmogorov and Smirnov). */
export function farthest(sample: readonly number[], claimed: (value: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  let worst = 0;
  for (let i = 0; i < sorted.length; i++) {
    const chance = claimed(sorted[i]!);
    worst = Math.max(worst, chance - i / sorted.length, (i + 1) / sorted.length - chance);
  }
  return worst;
}
