// What each station's MAC does when, as spans: made from the events, bit by bit as they come, found by bisection.
//
//   transmit ──collision──▶ (jam to its end) ──▶ backoff ──▶ deferring ──▶ gap ──▶ transmit …
import { GAP_BITS, SLOT_BITS } from '../../../mac/constants.js';
import { KIND } from '../../../sim/probe.js';
import { float64, int32, lowerBound, uint8, upperBound } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';

export const MAC_SPANS = ['transmit', 'backoff', 'deferring', 'gap'] as const;
export type MacSpanKind = (typeof MAC_SPANS)[number];

/** A time that one station spends on one thing. */
export interface MacSpan {
  readonly kind: MacSpanKind;
  readonly fromPs: number;
  /** Infinity while nobody knows. */
  readonly toPs: number;
  /** Number of the event that began it. */
  readonly event: number;
  /** A transmission that was given up. */
  readonly aborted: boolean;
}

/** One station's columns. */
class StationLog {
  readonly kind = uint8();
  readonly fromPs = float64();
  readonly toPs = float64();
  readonly event = int32();
  readonly aborted = uint8();
  /** Number of the span that is a transmission under way, or -1. */
  sending = -1;
  /** When it began to wait, and by which event; NaN when it doesn't. */
  waitingPs = Number.NaN;
  waitingEvent = -1;
  /** End of its last transmission. */
  sentPs = Number.NEGATIVE_INFINITY;

  constructor(readonly bitPs: number) {}

  push(kind: MacSpanKind, fromPs: number, toPs: number, event: number): void {
    if (!(toPs > fromPs)) return;
    this.kind.push(MAC_SPANS.indexOf(kind));
    this.fromPs.push(fromPs);
    this.toPs.push(toPs);
    this.event.push(event);
    this.aborted.push(0);
  }

  transmit(atPs: number, event: number): void {
    const gapPs = GAP_BITS * this.bitPs;
    if (!Number.isNaN(this.waitingPs)) {
      const gapFrom = Math.max(this.waitingPs, atPs - gapPs);
      this.push('deferring', this.waitingPs, gapFrom, this.waitingEvent);
      this.push('gap', gapFrom, atPs, event);
    } else if (atPs - this.sentPs <= gapPs) this.push('gap', this.sentPs, atPs, event);
    this.waitingPs = Number.NaN;
    this.sending = this.kind.length;
    this.push('transmit', atPs, Number.POSITIVE_INFINITY, event);
  }

  end(atPs: number, aborted: boolean): void {
    if (this.sending < 0) return;
    this.toPs.data[this.sending] = atPs;
    this.aborted.data[this.sending] = aborted ? 1 : 0;
    this.sending = -1;
    this.sentPs = atPs;
  }
}

/** The MACs of all stations of one run. */
export class MacLog {
  private readonly stations = new Map<number, StationLog>();
  private read = 0;

  constructor(private readonly tape: Tape) {
    const { nodes, parts, bitPs } = tape.stage;
    const hosts = new Map(nodes.flatMap((node) => (node.kind === 'host' ? [[node.name, node.ppm] as const] : [])));
    parts.forEach(({ name }, part) => {
      const ppm = hosts.get(name);
      // As coding/lineCode.ts has it: a symbol is half a bit, and whole picoseconds.
      const symbolPs = bitPs / 2;
      if (ppm !== undefined)
        this.stations.set(part, new StationLog(2 * (symbolPs + Math.round((symbolPs * ppm) / 1e6))));
    });
  }

  /** Takes in the events that have come since. */
  update(): this {
    const { tape } = this;
    for (; this.read < tape.events; this.read++) this.take(this.read);
    return this;
  }

  /** The spans of a station that touch [fromPs, toPs), oldest first; at most `most`. */
  spans(part: number, fromPs: number, toPs: number, most = 2000): MacSpan[] {
    const log = this.stations.get(part);
    if (!log) return [];
    const { length } = log.kind;
    // Ends ascend as beginnings do: a station does one thing at a time.
    const first = upperBound(log.toPs.data, fromPs, length);
    const last = Math.min(lowerBound(log.fromPs.data, toPs, length), first + most);
    const found: MacSpan[] = [];
    for (let i = first; i < last; i++) found.push(this.span(log, i));
    if (!Number.isNaN(log.waitingPs) && log.waitingPs < toPs && log.sending < 0) {
      const { waitingPs, waitingEvent } = log;
      found.push({
        kind: 'deferring',
        fromPs: waitingPs,
        toPs: Number.POSITIVE_INFINITY,
        event: waitingEvent,
        aborted: false,
      });
    }
    return found;
  }

  /** The transmission of a station that is going on at a time, if any. */
  transmissionAt(part: number, ps: number): MacSpan | undefined {
    const log = this.stations.get(part);
    if (!log) return undefined;
    const i = upperBound(log.fromPs.data, ps, log.kind.length) - 1;
    const span = i >= 0 ? this.span(log, i) : undefined;
    return span?.kind === 'transmit' && span.toPs >= ps ? span : undefined;
  }

  /** 512 bit times of a station's own clock, in picoseconds. */
  slotPs(part: number): number {
    return SLOT_BITS * (this.stations.get(part)?.bitPs ?? this.tape.stage.bitPs);
  }

  private span(log: StationLog, i: number): MacSpan {
    return {
      kind: MAC_SPANS[log.kind.data[i]!]!,
      fromPs: log.fromPs.data[i]!,
      toPs: log.toPs.data[i]!,
      event: log.event.data[i]!,
      aborted: log.aborted.data[i] === 1,
    };
  }

  private take(event: number): void {
    const { tape } = this;
    const log = this.stations.get(tape.part.data[event]!);
    if (!log) return;
    const atPs = tape.atPs.data[event]!;
    switch (tape.kind.data[event]) {
      case KIND.transmitStart:
        log.transmit(atPs, event);
        break;
      case KIND.transmitEnd:
        log.end(atPs, false);
        break;
      case KIND.excessiveCollisions:
      case KIND.frameDropped:
        if (log.sending >= 0 && this.names(event, log.event.data[log.sending]!)) log.end(atPs, true);
        break;
      case KIND.backoff:
        log.end(atPs, true);
        log.push('backoff', atPs, atPs + tape.number(event, 2) * SLOT_BITS * log.bitPs, event);
        break;
      case KIND.deferring:
        log.waitingPs = atPs;
        log.waitingEvent = event;
        break;
      default:
    }
  }

  /** Both events are of one frame. */
  private names(event: number, other: number): boolean {
    return this.tape.number(event, 0) === this.tape.number(other, 0);
  }
}

const logs = new WeakMap<Tape, MacLog>();

/** The log of a run, up to date. */
export function macLogOf(tape: Tape): MacLog {
  let log = logs.get(tape);
  if (!log) {
    log = new MacLog(tape);
    logs.set(tape, log);
  }
  return log.update();
}
