// States one after the other, and how much time went to each of them between any two moments.
import { type Growing, upperBound } from '../../run/columns.js';

/** Entry i lasts until entry i + 1 begins, the last until `knownPs`. */
export interface StateLog {
  readonly atPs: Growing<Float64Array>;
  /** Numbers of states. */
  readonly state: Growing<Uint8Array>;
  /** The event that it began with, or -1. */
  readonly event: Growing<Int32Array>;
  readonly knownPs: number;
}

/** The entry that holds at a time. */
export function entryAt({ atPs }: StateLog, ps: number): number {
  return Math.max(0, upperBound(atPs.data, ps, atPs.length) - 1);
}

/** When an entry is over. */
export function endOf({ atPs, knownPs }: StateLog, i: number): number {
  return i + 1 < atPs.length ? atPs.data[i + 1]! : Math.max(knownPs, atPs.data[i]!);
}

/** Entries between two sums that are kept: what lies between is added up when it is asked for. */
const BLOCK = 32;

/** Running sums of the time in each state: so a picture of millions of states costs as much as one of a few. */
class Sums {
  private readonly sums: number[][] = [];
  private readonly running: number[];
  private upTo = 0;

  constructor(
    private readonly log: StateLog,
    states: number,
  ) {
    this.running = new Array<number>(states).fill(0);
  }

  until(ps: number, into: Float64Array): void {
    this.extend();
    into.fill(0);
    const { log } = this;
    const { atPs, state } = log;
    if (atPs.length === 0 || ps <= atPs.data[0]!) return;
    const last = entryAt(log, ps);
    const block = Math.min(Math.floor(last / BLOCK), this.sums.length - 1);
    const sums = this.sums[block]!;
    for (let i = 0; i < sums.length; i++) into[i] = sums[i]!;
    for (let i = block * BLOCK; i <= last; i++) {
      const its = state.data[i]!;
      into[its] = into[its]! + Math.min(endOf(log, i), ps) - atPs.data[i]!;
    }
  }

  /** Takes in the entries that have become complete. */
  private extend(): void {
    const { log, running } = this;
    const { atPs, state } = log;
    for (; this.upTo < atPs.length; this.upTo++) {
      const i = this.upTo;
      if (this.sums.length * BLOCK === i) this.sums.push([...running]);
      // The last may go on: it is added up when it is asked for.
      if (i + 1 === atPs.length) break;
      const its = state.data[i]!;
      running[its] = running[its]! + atPs.data[i + 1]! - atPs.data[i]!;
    }
  }
}

const known = new WeakMap<StateLog, Sums>();

/** Writes into `into`, by number of state, how long each one had lasted until a time, in picoseconds. */
export function timesUntil(log: StateLog, ps: number, into: Float64Array): void {
  let sums = known.get(log);
  if (!sums) {
    sums = new Sums(log, into.length);
    known.set(log, sums);
  }
  sums.until(ps, into);
}
