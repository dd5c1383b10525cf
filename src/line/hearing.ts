// What is heard at one place of a coax, edge by edge: from the first front to the last tail it is one thing to whoever
// listens there. A lone signal goes up as it is; of several that overlapped an alias goes up, whose symbols are put
// together when somebody decodes it, and not at all for a fragment that is only counted.
import { DROP, TELLING } from '../sim/drop.js';
import type { Emission } from './line.js';
import { MOST_SYMBOLS, type Overlap, type Signal } from './signal.js';
import { type Heard, spanOf, superpose } from './superposition.js';

const NEVER = Number.POSITIVE_INFINITY;

/** The signals at one place of a line since it was last quiet there. */
export class Hearing implements Overlap {
  /** Signals that are passing. */
  count = 0;
  /** When the present carrier came, or the last one; and when the last one ended. In picoseconds. */
  onPs = Number.NEGATIVE_INFINITY;
  offPs = Number.NEGATIVE_INFINITY;
  /** Those that are passing, and those that have ended since the line was last quiet: the first front first. */
  private readonly heard: Heard[] = [];
  private readonly spare: Heard[] = [];

  /** When the first of them came. */
  get fromPs(): number {
    return this.heard[0].fromPs;
  }

  /** A front has come at `fromPs`; the signal has been retained for this place. `toPs`: it has passed already. */
  front(emission: Emission, signal: Signal, fromPs: number, toPs = NEVER): void {
    const entry = this.spare.pop() ?? { signal, emission, fromPs, toPs };
    entry.signal = signal;
    entry.emission = emission;
    entry.fromPs = fromPs;
    entry.toPs = toPs;
    if (this.heard.length === 0) this.onPs = fromPs;
    this.heard.push(entry);
    if (toPs === NEVER) this.count++;
    else this.cutTo(entry, 0);
  }

  /**
   * A tail has passed; false if its front was never heard here. When none is left, `whole` is what was heard.
   * @param excuse why it was cut short here, or 0
   */
  tail(emission: Emission, nowPs: number, excuse: number): boolean {
    const entry = this.find(emission);
    if (!entry) return false;
    entry.toPs = nowPs;
    this.cutTo(entry, excuse);
    this.count--;
    if (this.count > 0) this.forget(entry);
    else this.offPs = nowPs;
    return true;
  }

  /** What is passing, for a line that goes dead. */
  passing(): Emission[] {
    return this.heard.filter(({ toPs }) => toPs === NEVER).map(({ emission }) => emission);
  }

  /** All that was heard as one signal, to be given back with `clear`. */
  whole(): Signal {
    const { heard } = this;
    const first = heard[0].signal;
    if (heard.length === 1) return first;
    for (const { signal } of heard) signal.lose(DROP.fragment, TELLING.bystander);
    const whole = first.pool.take(first.symbolPs, first);
    whole.startPs = heard[0].fromPs;
    whole.own = true;
    whole.count = spanOf(heard);
    whole.ended = true;
    whole.overlap = this;
    return whole;
  }

  compose(whole: Signal): void {
    superpose(whole, this.heard);
  }

  /** The line is quiet: what was heard is let go of. */
  clear(whole: Signal): void {
    const { heard, spare } = this;
    if (heard.length > 1) {
      // Whoever keeps it could not decode it later.
      if (whole.shared) whole.resolve();
      whole.overlap = undefined;
      whole.release();
    }
    for (const entry of heard) {
      entry.signal.release();
      spare.push(entry);
    }
    heard.length = 0;
  }

  private find(emission: Emission): Heard | undefined {
    for (const entry of this.heard) if (entry.emission === emission && entry.toPs === NEVER) return entry;
    return undefined;
  }

  /** Lets go of what began after all that a decoder's memory holds: on a line that never falls quiet it would pile up. */
  private forget(entry: Heard): void {
    const { signal } = entry;
    if (entry.fromPs - this.heard[0].fromPs < MOST_SYMBOLS * signal.symbolPs) return;
    this.heard.splice(this.heard.indexOf(entry), 1);
    this.spare.push(entry);
    signal.lose(DROP.fragment, TELLING.bystander);
    signal.release();
  }

  /** What has passed is as long as it took; what is shared with other places is not touched. */
  private cutTo(entry: Heard, excuse: number): void {
    const { signal } = entry.emission;
    const symbols = signal.symbolsIn(entry.toPs - entry.fromPs);
    if (entry.signal === signal) {
      if (symbols >= signal.count) return;
      entry.signal = signal.pool.take(signal.symbolPs, signal);
      entry.signal.startPs = entry.fromPs;
      signal.release();
    }
    if (excuse !== 0) entry.signal.excuse = excuse;
    entry.signal.count = Math.min(signal.count, symbols);
    entry.signal.ended = true;
  }
}
