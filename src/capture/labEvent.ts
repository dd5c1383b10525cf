/**
 * Events as people and programs read them: an object with the names of the table in sim/probe.ts, in which numbers
 * that stand for something else have become words.
 */
import type { Lab } from '../lab/lab.js';
import { fcsHex } from '../packet/fcs.js';
import { DROP_REASONS, type DropReason } from '../sim/drop.js';
import { EVENT_NAMES, EVENTS, type EventName } from '../sim/probe.js';

/** What an event's field holds: mostly a number. */
type FieldValue<Field extends string> = Field extends 'reason'
  ? DropReason
  : // In the order of the wire, as in `fcs --json`.
    Field extends 'fcs'
    ? string
    : Field extends 'kind'
      ? 'flip' | 'noise'
      : Field extends 'port' | 'except'
        ? string | null
        : number;

/** One kind of event, such as `EventOf<'collision'>`. */
export type EventOf<Name extends EventName> = {
  /** In picoseconds since the start of the run. */
  readonly atPs: number;
  /** Name of the part that it happened to: a host, a hub, a link, a line. */
  readonly part: string;
  readonly event: Name;
} & { readonly [Field in (typeof EVENTS)[Name][number]]: FieldValue<Field> };

/** Any event; `event` tells which. */
export type LabEvent = { [Name in EventName]: EventOf<Name> }[EventName];

const FAULTS = ['flip', 'noise'] as const;

/** Whoever can name parts and ports. */
export interface PartNamer {
  /** Name of the part with that index. */
  partName(part: number): string;
  /** The port of a hub, line or coax by its own index; null for none. */
  port(part: number, index: number): string | null;
}

/** What a field's number stands for. */
export function fieldValue(names: PartNamer, field: string, part: number, number: number): string | number | null {
  if (field === 'reason') return DROP_REASONS[number] ?? 'none';
  if (field === 'fcs') return fcsHex(number);
  if (field === 'kind') return FAULTS[number] ?? 'noise';
  if (field === 'port' || field === 'except') return names.port(part, number);
  return number;
}

/** An event as an object, from its numbers in the order of sim/probe.ts. */
export function readEvent(
  names: PartNamer,
  kind: number,
  atPs: number,
  part: number,
  numbers: ArrayLike<number>,
): LabEvent {
  const event = EVENT_NAMES[kind]!;
  const read: Record<string, unknown> = { atPs, part: names.partName(part), event };
  EVENTS[event].forEach((field, i) => {
    read[field] = fieldValue(names, field, part, numbers[i]!);
  });
  return read as unknown as LabEvent;
}

/** Knows the parts of one lab, and so what the numbers of its events stand for. */
export class EventReader implements PartNamer {
  constructor(private readonly lab: Lab) {}

  /** Name of the part with that index. */
  partName(part: number): string {
    return this.lab.parts[part]?.name ?? `part ${part}`;
  }

  /** The event as an object. */
  read(kind: number, atPs: number, part: number, numbers: readonly number[]): LabEvent {
    return readEvent(this, kind, atPs, part, numbers);
  }

  /** What a field's number stands for. */
  value(field: string, part: number, number: number): string | number | null {
    return fieldValue(this, field, part, number);
  }

  /**
   * The port of a hub by the number on its case, where hub and line count from 0 what is plugged in; on a coax the
   * port at the tap. Null for none.
   */
  port(part: number, index: number): string | null {
    if (index < 0) return null;
    const { lab } = this;
    for (const { name, probe, out, numbers } of lab.hubs) {
      if (part === probe.part || part === out.probe.part) return `${name}:${numbers[index] ?? index + 1}`;
    }
    for (const { name, line, owners } of lab.coaxes) {
      if (part === line.probe.part) return owners[index] || `${name}:monitor`;
    }
    return this.partName(part);
  }
}
