// Counts what happens in a run, for the report and for what a scenario expects: events by kind and part, events of one
// kind within a stretch of time, and how long lines are in use.
import { EVENT_NAMES, type EventName, KIND, type Observer } from '../sim/probe.js';

const KINDS = EVENT_NAMES.length;

/** Events of one kind that are counted apart. */
export interface Watch {
  count: number;
  readonly kind: number;
  /** Indexes of the parts at which they count; undefined: at all. */
  readonly parts: ReadonlySet<number> | undefined;
  /** From here, included. */
  readonly fromPs: number;
  /** To here, not included. */
  readonly toPs: number;
}

/** How a line or a pair of lines has been used. Times are those of the transmitters' own ends. */
export class Usage {
  /** Transmitters that are active. */
  active = 0;
  /** Times that a second one became active while one was. */
  overlaps = 0;
  private sincePs = 0;
  private anyPs = 0;
  private sumPs = 0;

  /** One more transmitter (1) or one less (-1). */
  change(by: 1 | -1, atPs: number): void {
    this.bring(atPs);
    this.active += by;
    if (by === 1 && this.active === 2) this.overlaps++;
  }

  /** Time for which at least one was active until `atPs`, which may not be before the last change. */
  busyPs(atPs: number): number {
    this.bring(atPs);
    return this.anyPs;
  }

  /** The times of all of them added up. */
  carrierPs(atPs: number): number {
    this.bring(atPs);
    return this.sumPs;
  }

  private bring(atPs: number): void {
    const passedPs = atPs - this.sincePs;
    this.sincePs = atPs;
    if (this.active > 0) this.anyPs += passedPs;
    this.sumPs += this.active * passedPs;
  }
}

/** The counting observer. */
export class Tally implements Observer {
  /** Events of all kinds. */
  events = 0;
  private readonly counts: Float64Array;
  private readonly watches: Watch[][] = EVENT_NAMES.map(() => []);
  private readonly usages: (Usage | undefined)[] = [];

  /** @param parts how many parts the lab has */
  constructor(private readonly parts: number) {
    this.counts = new Float64Array(parts * KINDS);
  }

  /** Counts events of a kind apart, from now on. */
  watch(kind: EventName, parts: ReadonlySet<number> | undefined, fromPs: number, toPs: number): Watch {
    const watch: Watch = { count: 0, kind: KIND[kind], parts, fromPs, toPs };
    this.watches[watch.kind]!.push(watch);
    return watch;
  }

  /** Follows how the lines that are these parts are used, as one. */
  follow(parts: readonly number[]): Usage {
    const usage = new Usage();
    for (const part of parts) this.usages[part] = usage;
    return usage;
  }

  /** Events of that kind so far, at one part or at all. */
  count(kind: EventName, part?: number): number {
    if (part !== undefined) return this.counts[part * KINDS + KIND[kind]] ?? 0;
    let sum = 0;
    for (let each = 0; each < this.parts; each++) sum += this.counts[each * KINDS + KIND[kind]]!;
    return sum;
  }

  event(kind: number, atPs: number, part: number, a: number, b: number): void {
    this.events++;
    this.counts[part * KINDS + kind]!++;
    for (const watch of this.watches[kind]!) {
      if (atPs < watch.fromPs || atPs >= watch.toPs) continue;
      if (!watch.parts || watch.parts.has(part)) watch.count++;
    }
    if (kind !== KIND.signalStart && kind !== KIND.signalEnd) return;
    const usage = this.usages[part];
    // What a transceiver keeps to itself (no link, or jabber) names itself as the one that it goes to, or its only ear
    // as the one that it doesn't go to.
    if (!usage || a >= 0 || b === 0) return;
    usage.change(kind === KIND.signalStart ? 1 : -1, atPs);
  }
}
