// The jam that a repeater sends: to all its ports, or to one alone because the others are in the middle of what they are
// being sent (clause 9.5.6). How long it lasts nobody knows when it begins.
import type { Fan } from '../line/fan.js';
import type { Emission } from '../line/line.js';
import type { SignalPool } from '../line/signal.js';
import type { Scheduler } from '../sim/scheduler.js';

/** The count of a signal whose end nobody knows yet. */
export const ENDLESS = Number.MAX_SAFE_INTEGER;

/** What one repeater jams, beside what it repeats. */
export class Jams {
  private readonly personals: Emission[] = [];

  constructor(
    private readonly scheduler: Scheduler,
    private readonly pool: SignalPool,
    private readonly out: Fan,
    private readonly symbolPs: number,
  ) {}

  /** Jam to one port, or to all when `only` is -1. */
  send(only: number): Emission {
    const signal = this.pool.take(this.symbolPs);
    signal.count = ENDLESS;
    signal.edit('jam', 0, ENDLESS);
    const emission = this.out.start(signal, -1, only);
    signal.release();
    return emission;
  }

  /** Jam to one port alone, until `leave` or `endAll`. */
  sendAlone(index: number): void {
    this.personals.push(this.send(index));
  }

  /** The port is sent nothing more: neither the jam of its own, if it has one, nor `shared`. */
  leave(index: number, shared: Emission): void {
    let at = this.personals.length - 1;
    while (at >= 0 && this.personals[at].only !== index) at--;
    if (at >= 0) this.end(this.personals.splice(at, 1)[0]);
    else this.out.leave(shared, index);
  }

  /** Ends every jam to one port alone. */
  endAll(): void {
    while (this.personals.length > 0) this.end(this.personals.pop()!);
  }

  /** Ends an emission at this instant, after as many symbols as have been sent. */
  end(emission: Emission): void {
    const { signal } = emission;
    signal.count = Math.round((this.scheduler.now - emission.startPs) / this.symbolPs);
    this.out.end(emission);
  }
}
