// Where one attempt at a frame ends and the next begins.
import type { TapeEvent } from '../run/tape.js';

const ENDS = new Set(['backoff', 'transmitEnd', 'frameDropped']);

/** The events of the attempt that one of them belongs to, and what stands just before and after. */
export interface Attempt {
  readonly before: TapeEvent | undefined;
  readonly events: readonly TapeEvent[];
  readonly after: readonly TapeEvent[];
}

/** Parts a frame's events at its station into attempts: each ends with a draw, with success, or with giving up. */
export function attemptAround(events: readonly TapeEvent[], index: number): Attempt {
  const at = events.findIndex((event) => event.index === index);
  let first = at;
  while (first > 0 && !ENDS.has(events[first - 1]!.name)) first--;
  let end = at;
  while (end < events.length - 1 && !ENDS.has(events[end]!.name)) end++;
  const rest = events.slice(end + 1);
  const next = rest.findIndex(({ name }) => name === 'transmitStart' || name === 'frameDropped');
  return {
    before: events[first - 1],
    events: events.slice(first, end + 1),
    after: next < 0 ? [] : rest.slice(0, next + 1),
  };
}
