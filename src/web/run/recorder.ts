// A run as columns: every event, and every transmission by what it was made of. Symbols are not kept: they are made again
// from the octets and the edits when somebody looks (images.ts), by the kernels that made them first.
//
//   event ─────────▶ events          emission ──▶ transmissions ──▶ octets, edits
//                                    a version that one ear heard ──▶ versions + a row without a line
import type { Lab } from '../../lab/lab.js';
import type { Fan } from '../../line/fan.js';
import type { Emission, LineObserver, ObservedLine } from '../../line/line.js';
import type { Signal } from '../../line/signal.js';
import type { Observer } from '../../sim/probe.js';
import { type Chunk, type DelayRow, EDIT_KINDS, FLAG, NO_LINE } from './chunk.js';
import { float64, int16, int32, uint8, uint16, uint32 } from './columns.js';
import { linesOf } from './stage.js';

/** Which transmission a pooled signal object is at present. */
interface Life {
  readonly life: number;
  readonly row: number;
}

/** Rows of one table that have been given away, so that only what is new goes out. */
interface Sent {
  events: number;
  rows: number;
  octets: number;
  edits: number;
  leavers: number;
  versions: number;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Records one lab, from before it runs. */
export class RunRecorder implements Observer, LineObserver {
  private readonly lines: readonly ObservedLine[];
  private readonly numberOf: Map<ObservedLine, number>;
  private readonly lives = new Map<Signal, Life>();
  /** Where the octets of a frame lie and how many they are, by its number; none: not there. */
  private readonly contents = { at: float64(), length: uint16() };
  private readonly delaysKnown = new Set<string>();
  private delays: DelayRow[] = [];
  private readonly event_ = { atPs: float64(), kind: uint8(), part: uint16(), numbers: float64() };
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
  private readonly octets = uint8();
  private readonly edits = float64();
  private readonly leavers = float64();
  private readonly versions = float64();
  private readonly sent: Sent = { events: 0, rows: 0, octets: 0, edits: 0, leavers: 0, versions: 0 };

  constructor(private readonly lab: Lab) {
    this.lines = linesOf(lab);
    this.numberOf = new Map(this.lines.map((line, number) => [line, number]));
    lab.observe(this);
    lab.watchLines(this);
  }

  /** Events recorded. */
  get events(): number {
    return this.event_.kind.length;
  }

  /** Octets of memory that the record takes, more or less. */
  get size(): number {
    return this.events * 43 + this.row.line.length * 70 + this.octets.length + 8 * this.edits.length;
  }

  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    const { event_ } = this;
    event_.atPs.push(atPs);
    event_.kind.push(kind);
    event_.part.push(part);
    const { numbers } = event_;
    numbers.push(a);
    numbers.push(b);
    numbers.push(c);
    numbers.push(d);
  }

  emissionStart(line: ObservedLine, emission: Emission): void {
    const number = this.numberOf.get(line);
    if (number === undefined) return;
    const { signal, except, only, startPs } = emission;
    this.learnDelays(line, number, emission);
    const row = this.open(signal, startPs);
    const { row: rows } = this;
    rows.line.data[row] = number;
    rows.except.data[row] = except;
    rows.only.data[row] = only;
    const coax = !isFan(line);
    if (coax ? only >= 0 : except === 0 && line.ears === 1) rows.flags.data[row]! |= FLAG.silent;
  }

  emissionEnd(_line: ObservedLine, emission: Emission): void {
    const row = this.rowOf(emission.signal);
    for (const { ear, atPs } of emission.leavers) for (const value of [row, ear, atPs]) this.leavers.push(value);
    this.close(row, emission.signal, emission.endPs);
  }

  heard(line: ObservedLine, ear: number, signal: Signal, fromPs: number, toPs: number): void {
    // A coax tells all that a tap hears; only what is damaged there is not the sum of what was sent.
    if (!isFan(line)) return;
    const version = this.rowOf(signal);
    this.close(version, signal, toPs);
    for (const value of [this.rowOf(signal.parent ?? signal), ear, fromPs, toPs, version]) this.versions.push(value);
  }

  /** All rows so far, as images are made from them. */
  get tables(): Pick<Chunk, 'transmissions' | 'octets' | 'edits'> {
    const transmissions = Object.fromEntries(Object.entries(this.row).map(([name, { data }]) => [name, data]));
    return {
      transmissions: transmissions as unknown as Chunk['transmissions'],
      octets: this.octets.data,
      edits: this.edits.data,
    };
  }

  /** What has become certain since the last time. @param all also what is still going on, as if it ended now */
  take(all = false): Chunk {
    const { event_, row, sent } = this;
    if (all) this.endHere();
    const upTo = this.closedRows();
    const rows = Object.fromEntries(
      Object.entries(row).map(([name, column]) => [name, column.copy(sent.rows, upTo)]),
    ) as unknown as Chunk['transmissions'];
    const { events } = sent;
    const chunk: Chunk = {
      events: {
        atPs: event_.atPs.copy(events, this.events),
        kind: event_.kind.copy(events, this.events),
        part: event_.part.copy(events, this.events),
        numbers: event_.numbers.copy(4 * events, 4 * this.events),
      },
      transmissions: rows,
      octets: this.octets.copy(sent.octets, this.octets.length),
      edits: this.edits.copy(sent.edits, this.edits.length),
      leavers: this.leavers.copy(sent.leavers, this.leavers.length),
      versions: this.versions.copy(sent.versions, this.versions.length),
    };
    sent.events = this.events;
    sent.rows = upTo;
    sent.octets = this.octets.length;
    sent.edits = this.edits.length;
    sent.leavers = this.leavers.length;
    sent.versions = this.versions.length;
    return chunk;
  }

  /** Delays between places of lines that were learned since the last time. */
  takeDelays(): DelayRow[] {
    const { delays } = this;
    this.delays = [];
    return delays;
  }

  private learnDelays(line: ObservedLine, number: number, emission: Emission): void {
    const source = isFan(line) ? 0 : emission.except;
    const key = `${number}/${source}`;
    if (this.delaysKnown.has(key)) return;
    this.delaysKnown.add(key);
    const delaysPs = new Float64Array(line.ears);
    for (let ear = 0; ear < line.ears; ear++) {
      if (isFan(line)) delaysPs[ear] = line.all[ear]!.delayPs;
      else {
        const fromPs = line.heardFrom(emission, ear);
        delaysPs[ear] = fromPs === NEVER ? Number.NaN : fromPs - emission.startPs;
      }
    }
    this.delays.push({ line: number, source, delaysPs });
  }

  /** The row of a signal; one that no transmitter sent (an ear's own version, sent on by a repeater) gets one now. */
  private rowOf(signal: Signal): number {
    const known = this.lives.get(signal);
    return known?.life === signal.life ? known.row : this.open(signal, signal.startPs);
  }

  private open(signal: Signal, startPs: number): number {
    const { row } = this;
    const parent = signal.parent ? this.rowOf(signal.parent) : -1;
    const at = row.line.length;
    row.line.push(NO_LINE);
    row.except.push(-1);
    row.only.push(-1);
    row.startPs.push(startPs);
    row.endPs.push(Number.NaN);
    row.count.push(signal.count);
    row.symbolPs.push(signal.symbolPs);
    row.ticket.push(signal.root.ticket);
    row.parent.push(parent);
    if (!signal.parent) this.pushContent(signal);
    else {
      row.content.push(0);
      row.contentLength.push(0);
    }
    row.firstEdit.push(0);
    row.edits.push(0);
    row.flags.push(0);
    row.loss.push(0);
    this.lives.set(signal, { life: signal.life, row: at });
    if (parent >= 0 && Number.isNaN(row.endPs.data[parent]!) && row.line.data[parent] === NO_LINE) {
      this.close(parent, signal.parent!, startPs);
    }
    return at;
  }

  private close(at: number, signal: Signal, endPs: number): void {
    const { row, edits } = this;
    const { changed, root } = signal;
    row.endPs.data[at] = endPs;
    row.count.data[at] = signal.count;
    row.firstEdit.data[at] = edits.length / 4;
    row.edits.data[at] = changed.length;
    row.loss.data[at] = root.loss;
    if (signal.aborted) row.flags.data[at]! |= FLAG.aborted;
    if (signal.inverted) row.flags.data[at]! |= FLAG.inverted;
    for (const { kind, from, to, seed } of changed) {
      for (const value of [EDIT_KINDS.indexOf(kind), from, to, seed]) edits.push(value);
    }
  }

  /** Where a row's octets lie, written down when its frame is first sent; into `content` and `contentLength`. */
  private pushContent(signal: Signal): void {
    const { contents, row, octets } = this;
    const { ticket } = signal;
    const isKnown = ticket >= 0 && ticket < contents.at.length && contents.length.data[ticket]! > 0;
    const loaded = isKnown ? undefined : signal.loaded;
    const at = isKnown ? contents.at.data[ticket]! : octets.length;
    const length = isKnown ? contents.length.data[ticket]! : (loaded?.length ?? 0);
    row.content.push(length === 0 ? 0 : at);
    row.contentLength.push(length);
    if (!loaded) return;
    octets.append(loaded);
    if (ticket < 0) return;
    while (contents.at.length <= ticket) {
      contents.at.push(0);
      contents.length.push(0);
    }
    contents.at.data[ticket] = at;
    contents.length.data[ticket] = length;
  }

  /** Rows up to the first that is not over. */
  private closedRows(): number {
    const { endPs } = this.row;
    let upTo = this.sent.rows;
    while (upTo < endPs.length && !Number.isNaN(endPs.data[upTo]!)) upTo++;
    return upTo;
  }

  private endHere(): void {
    for (const [signal, { life, row }] of this.lives) {
      if (signal.life !== life || !Number.isNaN(this.row.endPs.data[row]!)) continue;
      this.close(row, signal, this.lab.now);
      const { startPs, symbolPs, count } = this.row;
      const sent = Math.floor((this.lab.now - startPs.data[row]!) / symbolPs.data[row]!);
      count.data[row] = Math.min(count.data[row]!, sent);
    }
  }
}

function isFan(line: ObservedLine): line is Fan {
  return 'all' in line;
}
