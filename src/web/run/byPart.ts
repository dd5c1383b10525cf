// Which events are whose: numbers of events by the part that they befell, found once for each event as a run grows.
import { type Growing, int32 } from './columns.js';
import type { Tape } from './tape.js';

/** Events of one run by their part. */
export class EventsByPart {
  private readonly lists: Growing<Int32Array>[];
  private upTo = 0;

  constructor(private readonly tape: Tape) {
    this.lists = tape.stage.parts.map(int32);
  }

  /** Numbers of the events of a part so far, in order of time. */
  of(part: number): Growing<Int32Array> {
    const { tape, lists } = this;
    for (; this.upTo < tape.events; this.upTo++) lists[tape.part.data[this.upTo]!]?.push(this.upTo);
    return lists[part]!;
  }
}

const known = new WeakMap<Tape, EventsByPart>();

/** The numbers of the events of a part so far, in order of time. */
export function eventsOfPart(tape: Tape, part: number): Growing<Int32Array> {
  let index = known.get(tape);
  if (!index) {
    index = new EventsByPart(tape);
    known.set(tape, index);
  }
  return index.of(part);
}
