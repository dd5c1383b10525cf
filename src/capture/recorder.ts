/**
 * What all recorders have in common: attached before a run, finished after it, and the run never notices.
 *
 *     const log = new EventLog({ sink });      const fingerprint = new Fingerprint();
 *     log.attach(lab);                         fingerprint.attach(lab);
 *     lab.run(1e9);
 *     log.finish();                            fingerprint.hex
 */
import type { Lab } from '../lab/lab.js';

/** Takes a piece of a file, in order; the octets are the taker's from then on. */
export type Sink = (chunk: Uint8Array) => void;

/** Writes a file about a run. */
export interface Recorder {
  /** Begins to record, once, when the lab's parts are made and cabled and before it runs. */
  attach(lab: Lab): void;
  /** Ends at the lab's present instant. Answers what no sink has taken: with a sink, nothing. */
  finish(): Uint8Array[];
}
