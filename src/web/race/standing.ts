// What is raced, and how everybody fares, as plain data.
import type { RunRequest } from '../engine/request.js';

/** What is to be raced. */
export interface RaceRequest {
  readonly request: RunRequest;
  /** Whose backoff it is. */
  readonly station: string;
  /** Lines of JavaScript or TypeScript with a function named `backoff`. */
  readonly code: string;
  /** Everybody always has a frame of 512 octets to send, for 200 ms; or what the scenario says. */
  readonly load: 'saturated' | 'scenario';
  /** How many seeds are run, from that of the request (or of the scenario) on: 1 to 20. */
  readonly seeds: number;
}

export type Lap = 'standard' | 'own';

/** How one station fared. */
export interface StationStanding {
  readonly name: string;
  readonly framesSent: number;
  readonly octetsSent: number;
  readonly collisions: number;
  /** Frames given up after sixteen collisions. */
  readonly givenUp: number;
  /** From when a frame stood at the head of the queue to the beginning of the attempt that succeeded; NaN without any. */
  readonly meanWaitPs: number;
  readonly longestWaitPs: number;
}

/** How everybody fared. */
export interface Standing {
  readonly simulatedPs: number;
  readonly stations: readonly StationStanding[];
  readonly collisions: number;
  /** Jain's index of the octets that stations sent, of those that tried: 1 when all sent the same, 1/n when one sent all. */
  readonly fairness: number;
}

export interface RaceResult {
  readonly station: string;
  readonly seeds: readonly number[];
  /** By seed. */
  readonly standard: readonly Standing[];
  readonly own: readonly Standing[];
}
