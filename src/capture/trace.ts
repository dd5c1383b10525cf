/**
 * The run as a timeline for people: microseconds, who, and what happened with its cause in words.
 *
 *        0.000  a    sends #0 to b, 64 octets
 *        1.285  hub  repeats what comes in at hub:1 to all other ports
 *        2.131  b    collision of #1 with what hub sends, at bit 3 of attempt 1; finishes its preamble, then jams
 *        9.600  b    backoff after collision 1: r = 1 of 0..1, waits 51.2 us
 *
 * A long run is told by its first and its last lines, with the number of those between.
 */
import type { Lab } from '../lab/lab.js';
import { BROADCAST, formatAddress, isGroup, readAddress } from '../mac/address.js';
import { EVENT_NAMES, type EventName, KIND, type Observer } from '../sim/probe.js';
import { Chunks } from './chunks.js';
import { EventReader, type LabEvent } from './labEvent.js';
import type { Recorder } from './recorder.js';
import { isTold, microseconds, type Namer, sentence, type Verbosity } from './traceWords.js';

/** What a piece of a line is, for whoever gives it a colour. */
export type TraceRole = 'time' | 'part' | 'text';

/** A trace's choices. */
export interface TraceOptions {
  /** `normal` by default; `brief`: only what is out of the ordinary; `all`: every event. */
  readonly verbosity?: Verbosity;
  /** Lines from the start of the run, 1000 by default. */
  readonly first?: number;
  /** Lines from its end, 200 by default. */
  readonly last?: number;
  /** Dresses a piece of a line, padded already; plain text by default. `event` is undefined for the count of lines left out. */
  readonly paint?: (role: TraceRole, text: string, event?: EventName) => string;
}

/** Frames whose sender and receiver are remembered. */
const REMEMBERED = 8192;
const TIME_WIDTH = 12;

interface Names {
  readonly from: string;
  readonly to: string;
}

/** Tells a lab's run line by line. */
export class Trace implements Recorder, Observer {
  /** Lines told, those left out among them. */
  told = 0;
  private readonly firstLimit: number;
  private readonly lastLimit: number;
  private readonly verbosity: Verbosity;
  private readonly paint: NonNullable<TraceOptions['paint']>;
  private readonly opening: { readonly event: LabEvent; readonly text: string }[] = [];
  /** The latest lines: a ring. */
  private readonly closing: { readonly event: LabEvent; readonly text: string }[] = [];
  private readonly frames = new Map<number, Names>();
  private lab: Lab | undefined;
  private reader: EventReader | undefined;
  private readonly say: Namer;

  constructor(options: TraceOptions = {}) {
    this.firstLimit = options.first ?? 1000;
    this.lastLimit = options.last ?? 200;
    this.verbosity = options.verbosity ?? 'normal';
    this.paint = options.paint ?? ((_role, text) => text);
    this.say = {
      frame: (ticket) => (ticket < 0 ? 'a carrier without a frame' : `#${ticket}`),
      frameTo: (ticket) => this.named(ticket, 'to'),
      frameFrom: (ticket) => this.named(ticket, 'from'),
      heardBy: (station) => this.heardBy(station),
    };
  }

  attach(lab: Lab): void {
    if (this.lab) throw new Error('a trace follows one lab, once');
    this.lab = lab;
    this.reader = new EventReader(lab);
    lab.observe(this);
  }

  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    if (kind === KIND.transmitStart) this.remember(a, part);
    if (!isTold(EVENT_NAMES[kind]!, this.verbosity)) return;
    const place = this.told++ - this.firstLimit;
    if (place >= 0 && this.lastLimit === 0) return;
    const event = this.reader!.read(kind, atPs, part, [a, b, c, d]);
    const line = { event, text: sentence(event, this.say) };
    if (place < 0) this.opening.push(line);
    else this.closing[place % this.lastLimit] = line;
  }

  /** The timeline so far, without line ends. */
  get lines(): string[] {
    const kept = this.opening.length + this.closing.length;
    const turn = this.lastLimit === 0 ? 0 : Math.max(0, this.told - this.firstLimit) % this.lastLimit;
    const closing = this.told > kept ? [...this.closing.slice(turn), ...this.closing.slice(0, turn)] : this.closing;
    const all = [...this.opening, ...closing];
    const width = all.reduce((widest, { event }) => Math.max(widest, event.part.length), 0);
    const lines = all.map(({ event, text }) => {
      const time = this.paint('time', microseconds(event.atPs).padStart(TIME_WIDTH), event.event);
      const part = this.paint('part', event.part.padEnd(width), event.event);
      return `${time}  ${part}  ${this.paint('text', text, event.event)}`;
    });
    if (this.told > kept) {
      const gap = `... ${this.told - kept} lines left out ...`;
      lines.splice(this.opening.length, 0, this.paint('text', `${' '.repeat(TIME_WIDTH)}  ${gap}`));
    }
    return lines;
  }

  finish(): Uint8Array[] {
    const out = new Chunks();
    for (const line of this.lines) out.appendText(`${line}\n`);
    return out.take();
  }

  /** Notes who sends a frame to whom, while it lies at the head of its queue. */
  private remember(ticket: number, part: number): void {
    const { hosts, arena } = this.lab!;
    const host = hosts.find(({ probe }) => probe.part === part);
    const frame = host?.station.head;
    if (!host || !frame || this.frames.has(ticket)) return;
    const address = readAddress(arena.view, frame.address);
    const to =
      address === BROADCAST
        ? 'all'
        : (hosts.find((other) => other.address === address)?.name ??
          `${isGroup(address) ? 'the group ' : ''}${formatAddress(address)}`);
    this.frames.set(ticket, { from: host.name, to });
    if (this.frames.size > REMEMBERED) this.frames.delete(this.frames.keys().next().value!);
  }

  private named(ticket: number, end: 'from' | 'to'): string {
    const names = this.frames.get(ticket);
    return names ? `${this.say.frame(ticket)} ${end} ${names[end]}` : this.say.frame(ticket);
  }

  /** What reaches a station over its cable. */
  private heardBy(station: string): string {
    const link = this.lab!.links.find(({ ends }) => ends.includes(station));
    const peer = link?.ends.find((end) => end !== station);
    if (peer === undefined) return 'a signal';
    return this.lab!.coaxes.some(({ name }) => name === peer) ? `a signal on ${peer}` : `what ${peer} sends`;
  }
}
