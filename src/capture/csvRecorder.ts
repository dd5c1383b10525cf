/**
 * Samples the volts at the stations' ports as CSV: evenly spaced, silence and TP_IDL included, for oscilloscope programs,
 * spreadsheets and whoever writes a decoder. A pair has two columns (`a:eth0.tx`, `a:eth0.rx`: between its two wires, as
 * phy/waveform.ts shapes them), a port on a coax has one (`a:eth0.coax`: what all transmitters together make of it).
 */
import type { Lab } from '../lab/lab.js';
import { BIT_PS, TP_IDL_PS } from '../phy/constants.js';
import { Waveform10BaseT } from '../phy/waveform.js';
import { CaptureError } from './capture-error.js';
import { CsvWriter } from './csv.js';
import { type CoaxPart, eachCoaxStep, PAIR_VOLTS } from './lineVolts.js';
import { chosenPorts, type Port } from './ports.js';
import { type Passage, type PortDirection, type PortListener, PortWatch } from './portWatch.js';
import { LINK_PULSE_WIDTH_PS, PulseTrains } from './pulses.js';
import type { Recorder, Sink } from './recorder.js';
import { keptSymbols, type WireImage } from './wireImage.js';

/** What to sample, and where it goes. */
export interface CsvRecorderOptions {
  /** Ports (`a:eth0`, `hub:3`), stations or hubs to record; all stations by default. */
  readonly ports?: readonly string[];
  /** Time of the first sample, in picoseconds; by default a microsecond before the first signal. */
  readonly fromPs?: number;
  /** Time of the last; by default a millisecond after the first. */
  readonly untilPs?: number;
  /** Time from sample to sample; by default 12.5 ns, eight a bit at 10 Mb/s: 80 MS/s. */
  readonly stepPs?: number;
  /** Link test pulses on pairs, one every 16 ms of silence; true by default. */
  readonly linkPulses?: boolean;
  /** Most rows, 16 million by default; later ones are dropped and counted. */
  readonly maxRows?: number;
  /** Takes the file piece by piece while it is written, at the end of the run. */
  readonly sink?: Sink;
}

const LEAD_PS = 1_000_000;
const WINDOW_PS = 1_000_000_000;
/** Nominal symbols, in which waveforms are drawn. */
const HALF_BIT_PS = BIT_PS / 2;
const ROWS_A_DRAIN = 4096;

/** Something that has a voltage for a while: a transmission with its TP_IDL, a pulse, a stretch of coax. */
interface Piece {
  readonly fromPs: number;
  readonly toPs: number;
  voltsAt(atPs: number): number;
}

/** One column. */
interface Channel {
  readonly name: string;
  readonly pieces: Piece[];
}

/** Writes the volts at the stations' ports as a CSV file. */
export class CsvRecorder implements Recorder, PortListener {
  /** Rows written. */
  rows = 0;
  /** Rows that were too many. */
  dropped = 0;
  private readonly options: CsvRecorderOptions;
  private readonly watch: PortWatch;
  private readonly wanted: readonly string[] | 'stations';
  private readonly channels = new Map<string, Channel>();
  private readonly coaxParts = new Map<Port, CoaxPart[]>();
  private fromPs: number | undefined;
  private pulses: PulseTrains | undefined;
  private lab: Lab | undefined;

  /** @throws CaptureError BAD_ARGUMENT for a window that ends before it begins, or samples that aren't apart */
  constructor(options: CsvRecorderOptions = {}) {
    this.options = options;
    this.fromPs = options.fromPs;
    const { fromPs = 0, untilPs = Number.POSITIVE_INFINITY, stepPs = 1 } = options;
    if (!(fromPs >= 0 && untilPs >= fromPs)) {
      throw new CaptureError('BAD_ARGUMENT', `there are no samples from ${fromPs} ps to ${untilPs} ps.`);
    }
    if (!(stepPs > 0)) throw new CaptureError('BAD_ARGUMENT', `samples can't be ${stepPs} ps apart.`);
    this.wanted = options.ports ?? 'stations';
    // A pulse is heard from a port that nobody asked for: all of them are watched.
    this.watch = new PortWatch(this, options.linkPulses === false ? this.wanted : undefined);
  }

  /** Begins. @throws CaptureError BAD_ARGUMENT for the name of no port */
  attach(lab: Lab): void {
    this.lab = lab;
    this.watch.attach(lab);
    for (const port of chosenPorts(this.watch.ports, this.wanted)) {
      if (port.medium === 'coax') this.coaxParts.set(port, []);
      for (const name of port.medium === 'coax' ? ['coax'] : ['tx', 'rx']) {
        this.channels.set(`${port.name}.${name}`, { name: `${port.name}.${name}`, pieces: [] });
      }
    }
    if (this.options.linkPulses !== false) this.pulses = new PulseTrains(lab, this.watch.ports);
  }

  /** The part of the run that is sampled, in picoseconds. */
  get window(): { readonly fromPs: number; readonly untilPs: number } {
    const fromPs = this.fromPs ?? 0;
    return { fromPs, untilPs: this.options.untilPs ?? fromPs + WINDOW_PS };
  }

  begins(port: Port, direction: PortDirection, atPs: number): void {
    this.fromPs ??= Math.max(0, atPs - LEAD_PS);
    this.pulses?.begins(port, direction, atPs, (...pulse) => this.pulse(...pulse));
  }

  passed({ port, direction, fromPs, toPs, image, count, silent }: Passage): void {
    if (silent) return;
    this.pulses?.ends(port, direction, toPs);
    const channel = this.channels.get(`${port.name}.${direction === 'outbound' ? 'tx' : 'rx'}`);
    if (channel && this.isInside(fromPs, toPs + TP_IDL_PS)) channel.pieces.push(pairPiece(image, count, fromPs));
  }

  adds(port: Port, image: WireImage, fromPs: number, toPs: number): void {
    if (this.isInside(fromPs, toPs)) this.coaxParts.get(port)?.push({ image, fromPs, toPs });
  }

  finish(): Uint8Array[] {
    this.watch.settle();
    const { fromPs } = this.window;
    const untilPs = Math.min(this.window.untilPs, this.lab!.now);
    this.pulses?.finish(untilPs, (...pulse) => this.pulse(...pulse));
    for (const [port, parts] of this.coaxParts) {
      if (parts.length > 0) this.channels.get(`${port.name}.coax`)!.pieces.push(coaxPiece(parts));
    }
    return this.write(fromPs, untilPs);
  }

  private write(fromPs: number, untilPs: number): Uint8Array[] {
    const { stepPs = BIT_PS / 8, maxRows, sink } = this.options;
    const channels = [...this.channels.values()];
    for (const { pieces } of channels) pieces.sort((a, b) => a.fromPs - b.fromPs);
    const names = channels.map(({ name }) => name);
    const writer = new CsvWriter({
      channels: names,
      startPs: fromPs,
      stepPs,
      ...(maxRows !== undefined && { maxRows }),
    });
    const next = channels.map(() => 0);
    const row = new Float64Array(channels.length);
    for (let i = 0; ; i++) {
      const atPs = fromPs + i * stepPs;
      if (atPs > untilPs) break;
      channels.forEach(({ pieces }, c) => {
        while (next[c]! < pieces.length && pieces[next[c]!]!.toPs <= atPs) next[c]!++;
        const piece = pieces[next[c]!];
        row[c] = piece && atPs >= piece.fromPs ? piece.voltsAt(atPs) : 0;
      });
      writer.add(row);
      if (sink && i % ROWS_A_DRAIN === 0) for (const chunk of writer.take()) sink(chunk);
    }
    this.rows = writer.rows;
    this.dropped = writer.dropped;
    const rest = writer.take();
    if (!sink) return rest;
    for (const chunk of rest) sink(chunk);
    return [];
  }

  private pulse(port: Port, direction: PortDirection, atPs: number): void {
    const toPs = atPs + LINK_PULSE_WIDTH_PS;
    if (!this.isInside(atPs, toPs)) return;
    const channel = this.channels.get(`${port.name}.${direction === 'outbound' ? 'tx' : 'rx'}`);
    channel?.pieces.push({ fromPs: atPs, toPs, voltsAt: () => PAIR_VOLTS });
  }

  private isInside(fromPs: number, toPs: number): boolean {
    const { window } = this;
    return toPs >= window.fromPs && fromPs <= window.untilPs;
  }
}

/** A transmission on a pair, at its own clock's pace. */
function pairPiece(image: WireImage, count: number, fromPs: number): Piece {
  const wave = new Waveform10BaseT(image.symbols, Math.min(count, keptSymbols(image)));
  const pace = HALF_BIT_PS / image.symbolPs;
  return {
    fromPs,
    // Behind TP_IDL the last edge takes a moment.
    toPs: fromPs + (wave.durationPs + HALF_BIT_PS) / pace,
    voltsAt: (atPs) => wave.voltsAt((atPs - fromPs) * pace),
  };
}

/** All that happens on a coax, as steps. */
function coaxPiece(parts: readonly CoaxPart[]): Piece {
  const times: number[] = [];
  const volts: number[] = [];
  eachCoaxStep(parts, (atPs, value) => {
    times.push(atPs);
    volts.push(value);
  });
  let place = 0;
  return {
    fromPs: times[0] ?? 0,
    toPs: Number.POSITIVE_INFINITY,
    voltsAt: (atPs) => {
      while (place + 1 < times.length && times[place + 1]! <= atPs) place++;
      return volts[place] ?? 0;
    },
  };
}
