// The capture effect of two saturated stations, by counting: A has just sent and draws after its first collision, B draws after
// its n-th on the same frame (truncated binary exponential backoff, clause 4.2.3.2.5). The smaller draw wins, equal ones collide.

/** Chances as a share of `of` equally likely pairs of draws. */
export interface Race {
  readonly firstWins: number;
  readonly tie: number;
  readonly secondWins: number;
  readonly of: number;
}

/** How many slots may be drawn after the n-th collision of a frame: 2 ^ min(n, 10). */
function range(collisions: number): number {
  return 2 ** Math.min(collisions, 10);
}

/** Every pair of draws after `first` and `second` collisions (1 to 16) of the two stations' frames, counted. */
export function race(first: number, second: number): Race {
  let firstWins = 0;
  let tie = 0;
  let secondWins = 0;
  for (let a = 0; a < range(first); a++)
    for (let b = 0; b < range(second); b++) {
      if (a < b) firstWins++;
      else if (a === b) tie++;
      else secondWins++;
    }
  return { firstWins, tie, secondWins, of: range(first) * range(second) };
}

/** `part` of `whole` in lowest terms, as `5/8`. */
export function fraction(part: number, whole: number): string {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  const common = divisor(part, whole);
  return `${part / common}/${whole / common}`;
}
