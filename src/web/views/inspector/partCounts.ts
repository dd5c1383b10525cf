// How often what has happened to a part until a moment, from its events.
import { EVENT_NAMES, type EventName } from '../../../sim/probe.js';
import { eventsOfPart } from '../../run/byPart.js';
import { lowerBound } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';

/** Kinds with how many of them have happened to a part up to a moment, that moment included; none left out. */
export function countsUntil(tape: Tape, part: number, ps: number): readonly (readonly [EventName, number])[] {
  const events = eventsOfPart(tape, part);
  // Half a picosecond later: what happens at that very instant counts.
  const until = lowerBound(events.data, tape.eventFrom(ps + 0.5), events.length);
  const counts = new Float64Array(EVENT_NAMES.length);
  for (let i = 0; i < until; i++) counts[tape.kind.data[events.data[i]!]!]!++;
  return EVENT_NAMES.map((name, kind) => [name, counts[kind]!] as const).filter(([, count]) => count > 0);
}
