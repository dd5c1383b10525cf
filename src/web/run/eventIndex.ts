// Which events of a tape somebody wants to see. The tape grows; so does the index, a slice at a time.
import { EVENT_NAMES, type EventName } from '../../sim/probe.js';
import { type Growing, lowerBound, uint32, upperBound } from './columns.js';
import type { Tape } from './tape.js';

/** What to let through; what is undefined lets everything through. */
export interface EventFilter {
  readonly kinds?: ReadonlySet<EventName> | undefined;
  /** Indices into the stage's parts. */
  readonly parts?: ReadonlySet<number> | undefined;
  readonly ticket?: number | undefined;
  /** Asked last, since it is slow: whether what is said of an event fits. */
  readonly fits?: ((index: number) => boolean) | undefined;
}

/** Numbers of the events that pass a filter, in order. */
export class EventIndex {
  private readonly found: Growing<Uint32Array> = uint32();
  private seen = 0;
  private readonly kinds: readonly boolean[] | undefined;

  constructor(
    readonly tape: Tape,
    private readonly filter: EventFilter,
  ) {
    this.kinds = filter.kinds && EVENT_NAMES.map((name) => filter.kinds!.has(name));
  }

  /** How many have passed so far. */
  get length(): number {
    return this.found.length;
  }

  /** Looks at so many more events at most; answers whether any are left to look at. */
  extend(most: number): boolean {
    const { tape, found } = this;
    const until = Math.min(tape.events, this.seen + most);
    for (let index = this.seen; index < until; index++) if (this.passes(index)) found.push(index);
    this.seen = until;
    return until < tape.events;
  }

  /** Number of the event at a place, 0 to length - 1. */
  at(place: number): number {
    return this.found.data[place]!;
  }

  /** Place of the last that is not after an event, or -1. */
  placeOf(index: number): number {
    return upperBound(this.found.data, index, this.length) - 1;
  }

  /** Place of the first at or after an event; `length` when there is none. */
  placeFrom(index: number): number {
    return lowerBound(this.found.data, index, this.length);
  }

  private passes(index: number): boolean {
    const { tape, kinds } = this;
    const { parts, ticket, fits } = this.filter;
    if (kinds && !kinds[tape.kind.data[index]!]) return false;
    if (parts && !parts.has(tape.part.data[index]!)) return false;
    if (ticket !== undefined && tape.ticketOf(index) !== ticket) return false;
    return !fits || fits(index);
  }
}
