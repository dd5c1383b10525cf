// A station's own way to back off, in place of the standard's.
import type { Stream } from '../sim/random.js';
import { LabError, wholeWithin } from './labError.js';

/**
 * Decides how long a station waits after a collision.
 *
 *   (collisions, random) => random(2 ** Math.min(collisions, 10))        the standard's (clause 4.2.3.2.5)
 *
 * @param collisions how often this frame has collided by now, 1 to 15; after the 16th time the frame is dropped anyway
 * @param random uniform in 0 … below - 1, 1 <= below <= 65536, from the station's own stream of chance: with it, and with
 *   nothing else that changes, a run stays the same for the same seed
 * @returns slot times (512 bit times) to wait, whole, 0 to 1023
 */
export type Backoff = (collisions: number, random: (below: number) => number) => number;

/** The most that the standard ever waits, and so the most that anybody may: 2^10 - 1 slot times. */
const MOST_SLOTS = 1023;
/** Up to here a product with 32 bits is exact. */
const MOST_BELOW = 65_536;
const WORDS = 0x1_0000_0000;

/** A choice that draws from `stream`. What it answers is checked: @throws LabError ERR_INVALID_ARGUMENT */
export function checkedBackoff(backoff: Backoff, stream: Stream, station: string): (collisions: number) => number {
  if (typeof backoff !== 'function') {
    throw new LabError('ERR_INVALID_ARGUMENT', `the backoff of ${station} is a function, not ${typeof backoff}`);
  }
  const random = (below: number): number => draw(stream, wholeWithin(below, 1, MOST_BELOW, 'what random draws below'));
  return (collisions) =>
    wholeWithin(
      backoff(collisions, random),
      0,
      MOST_SLOTS,
      `the backoff of ${station} after collision ${collisions}, in slot times,`,
    );
}

/** Without bias, by the highest bits of a draw (Lemire's method): of a power of two, what the standard's kernel draws. */
function draw(stream: Stream, below: number): number {
  const reject = (WORDS - below) % below;
  for (;;) {
    const product = stream.next() * below;
    if (product % WORDS >= reject) return Math.floor(product / WORDS);
  }
}
