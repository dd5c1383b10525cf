// What a chain of causes asks of a run. Looks back no farther than LOOK_BACK events, so that an answer comes at once.
import { KIND } from '../../sim/probe.js';
import { NO_LINE } from '../run/chunk.js';
import { lowerBound } from '../run/columns.js';
import type { Passage, Tape, TapeEvent } from '../run/tape.js';
import { josa } from '../text/josa.js';
import { TapeReader } from '../text/tapeReader.js';

/** The same in English and in Korean. */
export type Said = readonly [en: string, ko: string];

/** Events looked through for a cause or a consequence. */
const LOOK_BACK = 20_000;

/** A time in microseconds, without the zeros at its end. */
export function us(ps: number): string {
  return (ps / 1e6).toFixed(3).replace(/\.?0+$/, '');
}

/** A signal that is heard at a port, with what is known of where it comes from. */
export interface Heard extends Passage {
  readonly port: number;
  /** Who put it on this line: a station or a hub. */
  readonly source: string;
  /** The station that sent the frame in it, undefined for jam alone. */
  readonly sender: string | undefined;
  readonly ticket: number;
}

/** A run, as those see it who ask for reasons. */
export class Story {
  readonly reader: TapeReader;

  constructor(readonly tape: Tape) {
    this.reader = new TapeReader(tape);
  }

  name(part: number): string {
    return this.reader.partName(part);
  }

  /** The last event before a number that fits, or -1. */
  before(index: number, fits: (kind: number, part: number, at: number) => boolean): number {
    const { kind, part } = this.tape;
    for (let at = index - 1; at >= Math.max(0, index - LOOK_BACK); at--)
      if (fits(kind.data[at]!, part.data[at]!, at)) return at;
    return -1;
  }

  /** The first event after a number that fits, or -1. */
  after(index: number, fits: (kind: number, part: number, at: number) => boolean): number {
    const { kind, part, events } = this.tape;
    for (let at = index + 1; at < Math.min(events, index + LOOK_BACK); at++)
      if (fits(kind.data[at]!, part.data[at]!, at)) return at;
    return -1;
  }

  /** The port of a station; -1 for one without a cable. */
  portOf(part: number): number {
    return this.tape.stage.ports.findIndex((port) => port.part === part);
  }

  /** Whether a station neither listens nor defers. */
  fullDuplex(station: string): boolean {
    const node = this.tape.stage.nodes.find(({ name }) => name === station);
    return node?.kind === 'host' && node.duplex === 'full';
  }

  /** What a port hears at a moment, or within a span: signals of others, the first to come first. */
  heard(port: number, fromPs: number, toPs = fromPs + 1): Heard[] {
    if (port < 0) return [];
    return this.tape.passages(port, 'in', fromPs, toPs, 200).map((passage) => {
      const { line, except, ticket } = this.tape.transmission(passage.row);
      return {
        ...passage,
        port,
        source: this.sourceOf(line, except),
        sender: ticket < 0 ? undefined : this.reader.senderOf(ticket),
        ticket,
      };
    });
  }

  /** Who sends on a line: of a coax the owner of the tap. */
  sourceOf(line: number, tap: number): string {
    const its = this.tape.stage.lines[line];
    if (!its) return '';
    if (its.medium === 'coax') return this.tape.stage.ports[its.senders[tap] ?? -1]?.owner ?? '';
    return this.name(its.part).replace(/:(?:eth0|ports)$/, '');
  }

  /** Rows of a frame that a station or hub sends, in order of their start. */
  sentBy(source: string, ticket: number): number[] {
    return this.tape.rowsOfFrame(ticket).filter((row) => {
      const { line, except } = this.tape.transmission(row);
      return line !== NO_LINE && this.sourceOf(line, except) === source;
    });
  }

  /** When a port first hears a frame's signal at or after a moment; NaN for never. */
  firstHears(port: number, ticket: number, fromPs: number): number {
    if (port < 0) return Number.NaN;
    const its = this.tape.in[port]!;
    for (let i = lowerBound(its.fromPs.data, fromPs, its.rows.length); i < its.rows.length; i++) {
      if (this.tape.transmission(its.rows.data[i]!).ticket === ticket) return its.fromPs.data[i]!;
      if (its.fromPs.data[i]! > fromPs + 1e9) break;
    }
    return Number.NaN;
  }

  /** Events of a frame at one part, in order. */
  framesEvents(ticket: number, part: number): TapeEvent[] {
    return this.tape
      .eventsOfFrame(ticket)
      .filter((index) => this.tape.part.data[index] === part)
      .map((index) => this.tape.event(index));
  }

  /** The transmission of a frame that begins at that event. */
  startOf(ticket: number, atPs: number): number {
    return this.before(this.tape.eventFrom(atPs + 1), (kind, _part, at) => {
      return kind === KIND.transmitStart && this.tape.ticketOf(at) === ticket;
    });
  }

  /** What a signal is: `a's frame #7`, `hub's jam`; of one that bears no frame, whose it was first. */
  whatIs({ sender, ticket, source, row }: Heard): Said {
    if (ticket >= 0 && sender !== undefined) return [`${sender}'s frame #${ticket}`, `${sender}의 프레임 #${ticket}`];
    let first = source;
    for (let at = row; at >= 0; at = this.tape.transmission(at).parent) {
      const { line, except } = this.tape.transmission(at);
      if (line !== NO_LINE) first = this.sourceOf(line, except);
    }
    const isHub = this.tape.stage.parts.some(({ name, kind }) => name === first && kind === 'hub');
    return isHub ? [`${first}'s jam`, `${first}의 재밍 신호`] : [`${first}'s endless signal`, `${first}의 끝없는 신호`];
  }
}

/** `a`, `a and b`, `a, b and c`; in Korean `a와 b와 c`. */
export function listed(words: readonly Said[]): Said {
  const en = [...new Set(words.map(([one]) => one))];
  const ko = [...new Set(words.map(([, one]) => one))];
  return [
    en.length < 2 ? (en[0] ?? '') : `${en.slice(0, -1).join(', ')} and ${en.at(-1)}`,
    ko.map((one, i) => (i < ko.length - 1 ? josa(one, '과/와') : one)).join(' '),
  ];
}
