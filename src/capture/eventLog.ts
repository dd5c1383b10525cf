/**
 * Everything that happened, as NDJSON: one object a line, every line an event, in order of time.
 *
 *     {"atPs":12413000,"part":"b","event":"collision","frame":1,"attempt":1,"bit":24}
 *
 * The types of the lines are in labEvent.ts.
 */
import type { Lab } from '../lab/lab.js';
import { EVENT_NAMES, EVENTS, type Observer } from '../sim/probe.js';
import { Chunks } from './chunks.js';
import { EventReader } from './labEvent.js';
import type { Recorder, Sink } from './recorder.js';

const CHUNK_OCTETS = 64 * 1024;

/** An event log's choices. */
export interface EventLogOptions {
  /** Takes the log piece by piece; without one it is kept until `finish`. */
  readonly sink?: Sink;
  /** Most octets kept for want of a sink, 512 MiB by default; events beyond are dropped and counted. */
  readonly maxOctets?: number;
}

/** `,"event":"collision","frame":` and so on: what stands before each number of each kind. */
const BEFORE: readonly (readonly string[])[] = EVENT_NAMES.map((name) =>
  EVENTS[name].map((field, i) => `${i === 0 ? `,"event":"${name}"` : ''},"${field}":`),
);
const BARE: readonly string[] = EVENT_NAMES.map((name) => `,"event":"${name}"`);
/** Fields whose numbers are written as they are. */
const WORDS = new Set(['reason', 'fcs', 'kind', 'port', 'except']);
const IS_WORD: readonly (readonly boolean[])[] = EVENT_NAMES.map((name) =>
  EVENTS[name].map((field) => WORDS.has(field)),
);

/** Writes every event of a lab as a line of JSON. */
export class EventLog implements Recorder, Observer {
  /** Events written. */
  events = 0;
  /** Events lost because nobody took what had been written before. */
  dropped = 0;
  private readonly out = new Chunks();
  private readonly sink: Sink | undefined;
  private readonly maxOctets: number;
  private reader: EventReader | undefined;
  private readonly names: string[] = [];

  constructor(options: EventLogOptions = {}) {
    this.sink = options.sink;
    this.maxOctets = options.maxOctets ?? 512 * 1024 * 1024;
  }

  attach(lab: Lab): void {
    if (this.reader) throw new Error('an event log records one lab, once');
    this.reader = new EventReader(lab);
    lab.observe(this);
  }

  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    if (this.out.octets >= this.maxOctets) {
      this.dropped++;
      return;
    }
    this.events++;
    const before = BEFORE[kind]!;
    let line = `{"atPs":${atPs},"part":${this.name(part)}`;
    if (before.length === 0) line += BARE[kind];
    for (let i = 0; i < before.length; i++) {
      const number = i === 0 ? a : i === 1 ? b : i === 2 ? c : d;
      line += before[i]! + this.value(kind, part, i, number);
    }
    this.out.appendText(`${line}}\n`);
    if (this.sink && this.out.octets >= CHUNK_OCTETS) this.drain(this.sink);
  }

  finish(): Uint8Array[] {
    if (!this.sink) return this.out.take();
    this.drain(this.sink);
    return [];
  }

  private drain(sink: Sink): void {
    for (const chunk of this.out.take()) sink(chunk);
  }

  private name(part: number): string {
    this.names[part] ??= JSON.stringify(this.reader!.partName(part));
    return this.names[part];
  }

  private value(kind: number, part: number, place: number, number: number): string | number {
    // JSON has no infinity.
    if (!IS_WORD[kind]![place]) return Number.isFinite(number) ? number : 'null';
    return JSON.stringify(this.reader!.value(EVENTS[EVENT_NAMES[kind]!][place]!, part, number));
  }
}
