// A run on the page: what the worker has told so far, and how to find things in it. Nothing here knows how it is drawn.
//
//   rows by line (ordered by start) ── delay to each ear ──▶ passages at ports ── prefix sums ──▶ utilisation of any span
import { EVENT_NAMES, EVENTS, type EventName, KIND } from '../../sim/probe.js';
import { type Chunk, type DelayRow, FLAG, NO_LINE } from './chunk.js';
import {
  Chains,
  float64,
  type Growing,
  int16,
  int32,
  lowerBound,
  uint8,
  uint16,
  uint32,
  upperBound,
} from './columns.js';
import type { Stage } from './stage.js';

/** One event by its number. */
export interface TapeEvent {
  readonly index: number;
  readonly name: EventName;
  readonly atPs: number;
  /** Index into the stage's parts. */
  readonly part: number;
  /** Its numbers by the names of sim/probe.ts. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** One transmission by its row. */
export interface Transmission {
  readonly row: number;
  /** Index into the stage's lines, or NO_LINE for one ear's own version. */
  readonly line: number;
  readonly except: number;
  readonly only: number;
  readonly startPs: number;
  readonly endPs: number;
  /** Symbols. */
  readonly count: number;
  readonly symbolPs: number;
  readonly ticket: number;
  readonly parent: number;
  readonly aborted: boolean;
  readonly silent: boolean;
  readonly loss: number;
}

/** A transmission at a port, at that port's own time. */
export interface Passage {
  readonly row: number;
  readonly direction: 'out' | 'in';
  readonly fromPs: number;
  readonly toPs: number;
}

/** All passages of one kind at one port, ordered by their beginning. */
export interface PassageList {
  readonly rows: Growing<Int32Array>;
  readonly fromPs: Growing<Float64Array>;
  readonly toPs: Growing<Float64Array>;
  /** Sum of the lengths of all before: `busyBefore(t)` in two look-ups. Overlaps count once. */
  readonly busyPs: Growing<Float64Array>;
  /** Latest end so far. */
  readonly reachPs: Growing<Float64Array>;
}

/** A time in which one ear heard something of its own. */
interface Version {
  readonly ear: number;
  readonly fromPs: number;
  readonly toPs: number;
  readonly row: number;
}

const list = (): PassageList => ({
  rows: int32(),
  fromPs: float64(),
  toPs: float64(),
  busyPs: float64(),
  reachPs: float64(),
});

/** What is known of a run. */
export class Tape {
  readonly atPs = float64();
  readonly kind = uint8();
  readonly part = uint16();
  readonly numbers = float64();
  /** By port: what leaves there, and what arrives. */
  readonly out: readonly PassageList[];
  readonly in: readonly PassageList[];
  /** Instants of collisions (of stations and of hubs), for marks. */
  readonly collisionsPs = float64();
  readonly octets = uint8();
  readonly edits = float64();
  /** Transmissions in all. */
  rows = 0;
  /** Until when everything is known. */
  knownPs = 0;
  private readonly row = {
    line: uint16(),
    except: int16(),
    only: int16(),
    startPs: float64(),
    endPs: float64(),
    count: float64(),
    symbolPs: float64(),
    ticket: int32(),
    parent: int32(),
    content: float64(),
    contentLength: uint16(),
    firstEdit: uint32(),
    edits: uint16(),
    flags: uint8(),
    loss: uint8(),
  };
  private readonly delays = new Map<string, Float64Array>();
  private readonly versions = new Map<number, Version[]>();
  private readonly left = new Map<number, { readonly ear: number; readonly atPs: number }[]>();
  /** By port: when its ear was cut off, as pairs of from and until. */
  private readonly deaf = new Map<number, number[]>();
  /** Rows and events by the frame that they concern. */
  private readonly rowsOf = new Chains();
  private readonly eventsOf = new Chains();

  constructor(readonly stage: Stage) {
    this.out = stage.ports.map(list);
    this.in = stage.ports.map(list);
    stage.scenario.links.forEach(({ down }, i) => {
      if (down) for (const port of stage.links[i]!.ports) this.deaf.set(port, [Number.NEGATIVE_INFINITY]);
    });
  }

  /** Events so far. */
  get events(): number {
    return this.kind.length;
  }

  append(chunk: Chunk, delays: readonly DelayRow[], nowPs: number): void {
    for (const { line, source, delaysPs } of delays) this.delays.set(`${line}/${source}`, delaysPs);
    this.octets.append(chunk.octets);
    this.edits.append(chunk.edits);
    this.appendEvents(chunk);
    for (let i = 0; i < chunk.leavers.length; i += 3) {
      const [row, ear, atPs] = chunk.leavers.subarray(i, i + 3) as unknown as [number, number, number];
      this.left.set(row, [...(this.left.get(row) ?? []), { ear, atPs }]);
    }
    for (let i = 0; i < chunk.versions.length; i += 5) {
      const [of, ear, fromPs, toPs, row] = chunk.versions.subarray(i, i + 5) as unknown as number[];
      this.versions.set(of!, [
        ...(this.versions.get(of!) ?? []),
        { ear: ear!, fromPs: fromPs!, toPs: toPs!, row: row! },
      ]);
    }
    const first = this.rows;
    for (const name of Object.keys(this.row) as (keyof Tape['row'])[]) this.row[name].append(chunk.transmissions[name]);
    this.rows = this.row.line.length;
    for (let row = first; row < this.rows; row++) this.enter(row);
    this.knownPs = nowPs;
  }

  /** An event by its number, 0 to events - 1. */
  event(index: number): TapeEvent {
    const name = EVENT_NAMES[this.kind.data[index]!]!;
    const numbers: Record<string, number> = {};
    EVENTS[name].forEach((field, i) => {
      numbers[field] = this.numbers.data[4 * index + i]!;
    });
    return { index, name, atPs: this.atPs.data[index]!, part: this.part.data[index]!, numbers };
  }

  /** One of an event's four numbers by its place, without making an object. */
  number(index: number, place: number): number {
    return this.numbers.data[4 * index + place]!;
  }

  /** The frame that an event names, or -1. */
  ticketOf(index: number): number {
    const place = FRAME_PLACE[this.kind.data[index]!]!;
    return place < 0 ? -1 : this.number(index, place);
  }

  /** Number of the first event at or after a time. */
  eventFrom(ps: number): number {
    return lowerBound(this.atPs.data, ps, this.events);
  }

  transmission(row: number): Transmission {
    const { row: its } = this;
    const flags = its.flags.data[row]!;
    return {
      row,
      line: its.line.data[row]!,
      except: its.except.data[row]!,
      only: its.only.data[row]!,
      startPs: its.startPs.data[row]!,
      endPs: its.endPs.data[row]!,
      count: its.count.data[row]!,
      symbolPs: its.symbolPs.data[row]!,
      ticket: its.ticket.data[row]!,
      parent: its.parent.data[row]!,
      aborted: (flags & FLAG.aborted) !== 0,
      silent: (flags & FLAG.silent) !== 0,
      loss: its.loss.data[row]!,
    };
  }

  /** The edits of a row: kind (0 jam, 1 flip, 2 noise), first symbol, end. */
  editsOf(row: number): { readonly kind: number; readonly from: number; readonly to: number }[] {
    const { firstEdit, edits } = this.row;
    return Array.from({ length: edits.data[row]! }, (_, i) => {
      const at = 4 * (firstEdit.data[row]! + i);
      return { kind: this.edits.data[at]!, from: this.edits.data[at + 1]!, to: this.edits.data[at + 2]! };
    });
  }

  /** The octets that a row was given to send, preamble and SFD among them; those of the head of its chain. */
  octetsOf(row: number): Uint8Array {
    let head = row;
    while (this.row.parent.data[head]! >= 0) head = this.row.parent.data[head]!;
    const from = this.row.content.data[head]!;
    return this.octets.data.subarray(from, from + this.row.contentLength.data[head]!);
  }

  /** Transmissions that carry a frame, in order of their start. */
  rowsOfFrame(ticket: number): readonly number[] {
    return this.rowsOf.of(ticket);
  }

  /** Numbers of the events that name a frame, in order of time. */
  eventsOfFrame(ticket: number): readonly number[] {
    return this.eventsOf.of(ticket);
  }

  /** Delay from a line's source (a coax: the tap that sends; else 0) to an ear, NaN while nothing has crossed. */
  delayPs(line: number, source: number, ear: number): number {
    return this.delays.get(`${line}/${source}`)?.[ear] ?? Number.NaN;
  }

  /** The passages of a list that touch a span, oldest first; at most `most`. */
  passages(port: number, direction: 'out' | 'in', fromPs: number, toPs: number, most = 10_000): Passage[] {
    const its = (direction === 'out' ? this.out : this.in)[port]!;
    const found: Passage[] = [];
    const last = lowerBound(its.fromPs.data, toPs, its.rows.length);
    // The first that may still last: `reachPs` ascends.
    for (let i = upperBound(its.reachPs.data, fromPs, its.rows.length); i < last && found.length < most; i++) {
      if (its.toPs.data[i]! <= fromPs) continue;
      found.push({
        row: its.rows.data[i]!,
        direction,
        fromPs: its.fromPs.data[i]!,
        toPs: its.toPs.data[i]!,
      });
    }
    return found;
  }

  /** How long something had passed a port until a time, in picoseconds. */
  busyUntil(port: number, direction: 'out' | 'in', ps: number): number {
    const its = (direction === 'out' ? this.out : this.in)[port]!;
    const i = upperBound(its.fromPs.data, ps, its.rows.length) - 1;
    if (i < 0) return 0;
    const from = Math.max(its.fromPs.data[i]!, i > 0 ? its.reachPs.data[i - 1]! : Number.NEGATIVE_INFINITY);
    return its.busyPs.data[i]! + Math.max(0, Math.min(ps, its.reachPs.data[i]!) - from);
  }

  /** What an ear heard in place of a transmission, or the transmission itself. */
  versionAt(row: number, ear: number): number {
    return this.versions.get(row)?.find((version) => version.ear === ear)?.row ?? row;
  }

  /** The ear of a line that a port hears with, or -1. */
  earOf(line: number, port: number): number {
    return this.stage.lines[line]!.hearers.indexOf(port);
  }

  /** When a port was cut off, from and until in turn, in picoseconds; without the last `until` while it still is. */
  cutsAt(port: number): readonly number[] {
    return this.deaf.get(port) ?? [];
  }

  private appendEvents({ events }: Chunk): void {
    const first = this.events;
    this.atPs.append(events.atPs);
    this.kind.append(events.kind);
    this.part.append(events.part);
    this.numbers.append(events.numbers);
    for (let index = first; index < this.events; index++) this.note(index);
  }

  private note(index: number): void {
    const kind = this.kind.data[index]!;
    const atPs = this.atPs.data[index]!;
    if (kind === KIND.collision || kind === KIND.repeaterCollision) {
      if (this.collisionsPs.length === 0 || this.collisionsPs.data[this.collisionsPs.length - 1] !== atPs)
        this.collisionsPs.push(atPs);
    }
    if (kind === KIND.cableCut || kind === KIND.cableRestored) this.cut(index, kind === KIND.cableCut);
    const place = FRAME_PLACE[kind]!;
    if (place < 0) return;
    const ticket = this.numbers.data[4 * index + place]!;
    if (ticket >= 0) this.eventsOf.add(ticket, index);
  }

  private cut(index: number, isCut: boolean): void {
    const part = this.part.data[index]!;
    const atPs = this.atPs.data[index]!;
    const link = this.stage.links.find((other) => other.part === part);
    for (const port of link?.ports ?? []) {
      const spans = this.deaf.get(port) ?? [];
      if (isCut === (spans.length % 2 === 0)) spans.push(atPs);
      this.deaf.set(port, spans);
    }
  }

  private enter(row: number): void {
    const its = this.transmission(row);
    if (its.ticket >= 0 && its.line !== NO_LINE) this.rowsOf.add(its.ticket, row);
    const line = this.stage.lines[its.line];
    if (!line || its.silent) return;
    const { medium, single, senders, hearers } = line;
    if (medium === 'coax') this.add(this.out[senders[its.except]!], row, its.startPs, its.endPs);
    else if (single) this.add(this.out[senders[0]!], row, its.startPs, its.endPs);
    const source = medium === 'coax' ? its.except : 0;
    const left = this.left.get(row);
    const delaysPs = this.delays.get(`${its.line}/${source}`);
    for (let ear = 0; ear < hearers.length; ear++) {
      const reached = its.only >= 0 ? its.only === ear : its.except !== ear;
      if (!reached) continue;
      const gone = left?.find((leaver) => leaver.ear === ear)?.atPs ?? Number.POSITIVE_INFINITY;
      const endPs = Math.min(its.endPs, gone);
      if (medium === 'pair' && !single) this.add(this.out[senders[ear]!], row, its.startPs, endPs);
      const port = hearers[ear]!;
      if (port < 0) continue;
      const delayPs = delaysPs?.[ear] ?? Number.NaN;
      const span = this.heard(port, its.startPs + delayPs, endPs + delayPs);
      if (span) this.add(this.in[port], row, span[0], span[1]);
    }
  }

  /** What of a span a port's ear hears: none of what arrives while it is cut off, and the rest up to the cut. */
  private heard(port: number, fromPs: number, toPs: number): [number, number] | undefined {
    let end = toPs;
    const spans = this.cutsAt(port);
    for (let i = 0; i < spans.length; i += 2) {
      const untilPs = spans[i + 1] ?? Number.POSITIVE_INFINITY;
      if (fromPs >= spans[i]! && fromPs < untilPs) return undefined;
      if (fromPs < spans[i]! && spans[i]! < end) end = spans[i]!;
    }
    return [fromPs, end];
  }

  private add(its: PassageList | undefined, row: number, fromPs: number, toPs: number): void {
    if (!its || Number.isNaN(fromPs)) return;
    const { rows, reachPs, busyPs } = its;
    // Rows come by the start at their source; at one ear an older one from farther away may begin later.
    let at = rows.length;
    while (at > 0 && its.fromPs.data[at - 1]! > fromPs) at--;
    rows.push(row);
    its.fromPs.push(fromPs);
    its.toPs.push(toPs);
    reachPs.push(0);
    busyPs.push(0);
    for (let i = rows.length - 1; i > at; i--) {
      rows.data[i] = rows.data[i - 1]!;
      its.fromPs.data[i] = its.fromPs.data[i - 1]!;
      its.toPs.data[i] = its.toPs.data[i - 1]!;
    }
    rows.data[at] = row;
    its.fromPs.data[at] = fromPs;
    its.toPs.data[at] = toPs;
    for (let i = at; i < rows.length; i++) {
      const reach = i > 0 ? reachPs.data[i - 1]! : Number.NEGATIVE_INFINITY;
      reachPs.data[i] = Math.max(reach, its.toPs.data[i]!);
      busyPs.data[i] = i > 0 ? busyPs.data[i - 1]! + this.fresh(its, i - 1) : 0;
    }
  }

  /** How much passage `i` adds to what those before it cover. */
  private fresh({ fromPs, toPs, reachPs }: PassageList, i: number): number {
    const from = Math.max(fromPs.data[i]!, i > 0 ? reachPs.data[i - 1]! : Number.NEGATIVE_INFINITY);
    return Math.max(0, toPs.data[i]! - from);
  }
}

/** At which place each kind of event names its frame, -1 for kinds that name none. */
const FRAME_PLACE: readonly number[] = EVENT_NAMES.map((name) => (EVENTS[name] as readonly string[]).indexOf('frame'));
