// What a part needs of the bench that it stands on. The lab is that bench; parts know no more of it than this.
import type { Arrival } from '../line/fanEar.js';
import type { LineObserver } from '../line/line.js';
import type { SignalPool } from '../line/signal.js';
import type { FramePool } from '../mac/frame.js';
import type { Ledger } from '../mac/ledger.js';
import type { Arena } from '../memory/arena.js';
import type { Probe } from '../sim/probe.js';
import type { Random } from '../sim/random.js';
import type { Scheduler } from '../sim/scheduler.js';

/** A named part, in the order in which they were made: events name parts by their index. */
export interface Part {
  readonly name: string;
  readonly kind: 'host' | 'hub' | 'coax' | 'link' | 'line';
}

/** One clock, one memory, one book of frames, one seed: what all parts of a lab share. */
export interface Bench {
  readonly scheduler: Scheduler;
  readonly arena: Arena;
  readonly signals: SignalPool;
  /** Spare edges for the fans of all parts. */
  readonly arrivals: Arrival[];
  readonly frames: FramePool;
  readonly ledger: Ledger;
  readonly random: Random;
  /** The observer of lines, for a line that is made after it was attached. */
  readonly lines: LineObserver | undefined;
  /** Enters a new part and gives it its test point. */
  part(name: string, kind: Part['kind']): Probe;
}
