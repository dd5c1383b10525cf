// The saturated segment round by round, wherever it is asked for: the same code in Node and in a browser's worker.
import { SaturatedSegment } from '../segment.js';

/** What a thread is asked: to build a segment, or to let so many simulated seconds pass on it. */
export type EngineOrder =
  | { readonly stations: number; readonly octets: number; readonly warmUpSeconds: number }
  | { readonly pass: number };

/** What it answers: wall seconds of what it did, and frames delivered so far. */
export interface EngineAnswer {
  readonly wallSeconds: number;
  readonly delivered: number;
}

/** Answers orders, one after another. */
export function engineRounds(): (order: EngineOrder) => Promise<EngineAnswer> {
  let segment: SaturatedSegment;
  return async (order) => {
    if (!('pass' in order)) segment = await SaturatedSegment.create(order);
    const wallSeconds = segment.pass('pass' in order ? order.pass : order.warmUpSeconds);
    return { wallSeconds, delivered: segment.tally().delivered };
  };
}
