/**
 * Records what happens at the ports of the stations as VCD for GTKWave. One scope a station, one a port in it:
 *
 *     a                                    hub
 *       mac         transmitting             state       collision
 *       collision   0 / 1                    hub:1
 *       carrier     0 / 1                      tx, rx, …
 *       link        0 / 1
 *       eth0
 *         tx, rx              0 / 1: a signal leaves, a signal arrives
 *         tx_level, rx_level  half bit for half bit, z between signals
 *         tx_volts, rx_volts  between the two wires of a pair, TP_IDL counted in; on a coax one for all: volts
 *
 * All is shown as the transceiver's logic has it: the delays of its own electronics lie on the line's side.
 */
import type { Lab } from '../lab/lab.js';
import { SYMBOL_OCTETS } from '../memory/arena.js';
import { TP_IDL_PS } from '../phy/constants.js';
import { KIND } from '../sim/probe.js';
import { formatPs } from '../sim/units.js';
import { type CoaxPart, eachCoaxStep, eachLevel, eachPairStep } from './lineVolts.js';
import { MacStates } from './macStates.js';
import { chosenPorts, type Port } from './ports.js';
import { type Passage, type PortDirection, type PortListener, PortWatch } from './portWatch.js';
import { everyPulse, PulseTrains } from './pulses.js';
import type { Recorder, Sink } from './recorder.js';
import { VcdWriter } from './vcd.js';
import { keptSymbols, type WireImage } from './wireImage.js';

/** What to record, and where it goes. */
export interface VcdRecorderOptions {
  /** Ports (`a:eth0`, `hub:3`), stations or hubs to record; all stations by default. */
  readonly ports?: readonly string[];
  /** The part of the run that is recorded, in picoseconds; all of it by default. */
  readonly fromPs?: number;
  readonly untilPs?: number;
  /** Half bits as levels; true by default. */
  readonly levels?: boolean;
  /** Volts; true by default. */
  readonly volts?: boolean;
  /** Link test pulses in the volts of pairs, one every 16 ms of silence; false by default. */
  readonly linkPulses?: boolean;
  /** Most changes kept, 4 million by default (64 MB). Once they are reached, levels and volts end, and the file says so. */
  readonly maxChanges?: number;
  readonly application?: string;
  readonly comment?: string;
  /** Takes the file, when it is finished. */
  readonly sink?: Sink;
}

/** SQE test: 5 to 15 bit times of the signal that tells of collisions (clause 7.2.1.2.3); we show 10. */
const SQE_PS = 1_000_000;

/** What is declared for a port. */
interface PortVariables {
  readonly port: Port;
  readonly tx: number;
  readonly rx: number;
  readonly txLevel: number;
  readonly rxLevel: number;
  readonly txVolts: number;
  readonly rxVolts: number;
  /** Of the station behind it; -1 for a hub. */
  readonly mac: number;
  readonly carrier: number;
  readonly collision: number;
  readonly link: number;
  readonly states: MacStates | undefined;
  /** On a coax: what has been put on it since it was last silent here. */
  readonly parts: CoaxPart[];
  sending: number;
  hearing: number;
}

/** Writes what the stations' ports do as a VCD file. */
export class VcdRecorder implements Recorder, PortListener {
  /** What a reader of the file has to know: where levels and volts end for want of room. */
  note: string | undefined;
  private readonly writer: VcdWriter;
  private readonly watch: PortWatch;
  private readonly options: VcdRecorderOptions;
  private readonly wanted: readonly string[] | 'stations';
  private readonly fromPs: number;
  private readonly untilPs: number;
  private readonly detail: number;
  private readonly byPort = new Map<Port, PortVariables>();
  private readonly byPart = new Map<number, PortVariables>();
  private readonly hubStates = new Map<number, number>();
  /** What each variable was when the recorded part of the run began. */
  private readonly before = new Map<number, number | string>();
  private pulses: PulseTrains | undefined;
  private lab: Lab | undefined;

  constructor(options: VcdRecorderOptions = {}) {
    const { maxChanges = 4_000_000, application, comment } = options;
    this.options = options;
    this.fromPs = options.fromPs ?? 0;
    this.untilPs = options.untilPs ?? Number.POSITIVE_INFINITY;
    // What is left of the room is for activity and states, which go on to the end.
    this.detail = Math.floor(maxChanges * 0.9);
    this.writer = new VcdWriter({
      timescale: '1 ps',
      maxChanges,
      ...(application !== undefined && { application }),
      ...(comment !== undefined && { comment }),
    });
    this.wanted = options.ports ?? 'stations';
    // A pulse is heard from a port that nobody asked for: all of them are watched.
    this.watch = new PortWatch(this, options.linkPulses ? undefined : this.wanted);
  }

  /** Declares everything, and begins. @throws CaptureError BAD_ARGUMENT for the name of no port */
  attach(lab: Lab): void {
    this.lab = lab;
    this.watch.attach(lab);
    for (const port of chosenPorts(this.watch.ports, this.wanted)) this.declare(port);
    if (this.options.linkPulses) this.pulses = new PulseTrains(lab, this.watch.ports);
  }

  finish(): Uint8Array[] {
    this.watch.settle();
    const endPs = Math.min(this.lab!.now, this.untilPs);
    this.pulses?.finish(endPs, (port, direction, atPs) => this.pulse(port, direction, atPs));
    for (const [variable, value] of this.before) this.writer.change(variable, this.fromPs - 1, value);
    if (this.note !== undefined) this.writer.comment(this.note);
    const chunks = this.writer.finish(endPs);
    if (!this.options.sink) return chunks;
    for (const chunk of chunks) this.options.sink(chunk);
    return [];
  }

  begins(port: Port, direction: PortDirection, atPs: number): void {
    this.pulses?.begins(port, direction, atPs, (...pulse) => this.pulse(...pulse));
    const its = this.byPort.get(port);
    if (!its) return;
    if (direction === 'outbound') its.sending++;
    else its.hearing++;
    this.showActivity(its, atPs);
    if (direction === 'inbound') this.showState(its, atPs, its.states?.carrierOn(atPs));
  }

  passed({ port, direction, fromPs, toPs, image, count, silent }: Passage): void {
    if (silent) return;
    this.pulses?.ends(port, direction, toPs);
    const its = this.byPort.get(port);
    if (!its) return;
    const outbound = direction === 'outbound';
    if (outbound) its.sending--;
    else its.hearing--;
    this.showActivity(its, toPs);
    if (!outbound && its.hearing === 0) this.showState(its, toPs, its.states?.carrierOff(toPs));
    if (this.hasRoom(fromPs, toPs, count)) this.showSymbols(its, outbound, image, count, fromPs, toPs);
    if (its.sending + its.hearing === 0 && its.parts.length > 0) this.showCoax(its);
  }

  adds(port: Port, image: WireImage, fromPs: number, toPs: number): void {
    this.byPort.get(port)?.parts.push({ image, fromPs, toPs });
  }

  event(kind: number, atPs: number, part: number, _a: number, b: number): void {
    const hubState = this.hubStates.get(part);
    if (hubState !== undefined) {
      const state = HUB_STATES[kind];
      if (state !== undefined) this.change(hubState, atPs, state);
      return;
    }
    const its = this.byPart.get(part);
    if (!its) return;
    this.showState(its, atPs, its.states?.event(kind, atPs, b));
    if (kind === KIND.linkDown) this.change(its.link, atPs, 0);
    else if (kind === KIND.linkUp) this.change(its.link, atPs, 1);
    else if (kind === KIND.sqeTest) {
      this.change(its.collision, atPs, 1);
      this.change(its.collision, atPs + SQE_PS, 0);
    }
  }

  private declare(port: Port): void {
    const { writer } = this;
    const { levels = true, volts = true } = this.options;
    const { host, owner, medium } = port;
    const path = (name: string): string[] => [owner, host ? 'eth0' : port.name, name];
    const wire = (name: string, initial: number | 'z' = 0): number => writer.addVariable(path(name), { initial });
    const real = (name: string): number => (volts ? writer.addVariable(path(name), { kind: 'real' }) : -1);
    const ofStation = (name: string, initial: number): number =>
      host ? writer.addVariable([owner, name], { initial }) : -1;
    if (!host && !this.hubStates.has(port.part)) {
      this.hubStates.set(port.part, writer.addVariable([owner, 'state'], { kind: 'string', initial: 'idle' }));
    }
    const coaxVolts = medium === 'coax' ? real('volts') : -1;
    const its: PortVariables = {
      port,
      mac: host ? writer.addVariable([owner, 'mac'], { kind: 'string', initial: 'idle' }) : -1,
      carrier: ofStation('carrier', 0),
      collision: ofStation('collision', 0),
      link: ofStation('link', host?.phy?.linkUp === false ? 0 : 1),
      tx: wire('tx'),
      rx: wire('rx'),
      txLevel: levels ? wire('tx_level', 'z') : -1,
      rxLevel: levels ? wire('rx_level', 'z') : -1,
      txVolts: medium === 'pair' ? real('tx_volts') : coaxVolts,
      rxVolts: medium === 'pair' ? real('rx_volts') : coaxVolts,
      states: host && new MacStates(host.station),
      parts: [],
      sending: 0,
      hearing: 0,
    };
    this.byPort.set(port, its);
    if (host) this.byPart.set(port.part, its);
  }

  private showActivity(its: PortVariables, atPs: number): void {
    const tx = Number(its.sending > 0);
    const rx = Number(its.hearing > 0);
    this.change(its.tx, atPs, tx);
    this.change(its.rx, atPs, rx);
    this.change(its.carrier, atPs, tx | rx);
    const halfDuplex = its.port.host?.choices.duplex !== 'full';
    this.change(its.collision, atPs, halfDuplex ? tx & rx : 0);
  }

  private showState({ mac }: PortVariables, atPs: number, state: string | undefined): void {
    if (state !== undefined) this.change(mac, atPs, state);
  }

  private showSymbols(
    its: PortVariables,
    outbound: boolean,
    image: WireImage,
    count: number,
    fromPs: number,
    toPs: number,
  ): void {
    const level = outbound ? its.txLevel : its.rxLevel;
    if (level >= 0) {
      eachLevel(image, count, fromPs, (atPs, value) => this.change(level, atPs, value));
      this.change(level, toPs, 'z');
    }
    if (its.port.medium === 'coax') return;
    const volts = outbound ? its.txVolts : its.rxVolts;
    if (volts >= 0) eachPairStep(image, count, fromPs, (atPs, value) => this.change(volts, atPs, value));
  }

  private showCoax({ parts, txVolts }: PortVariables): void {
    const fromPs = parts.reduce((first, part) => Math.min(first, part.fromPs), Number.POSITIVE_INFINITY);
    const toPs = parts.reduce((last, part) => Math.max(last, part.toPs), 0);
    const symbols = parts.reduce((sum, { image }) => sum + keptSymbols(image), 0);
    if (txVolts >= 0 && this.hasRoom(fromPs, toPs, symbols)) {
      eachCoaxStep(parts, (atPs, volts) => this.change(txVolts, atPs, volts));
    }
    parts.length = 0;
  }

  private pulse(port: Port, direction: PortDirection, atPs: number): void {
    const its = this.byPort.get(port);
    if (!its || !this.hasRoom(atPs, atPs, 1)) return;
    const volts = direction === 'outbound' ? its.txVolts : its.rxVolts;
    if (volts < 0) return;
    everyPulse(atPs, (edgePs, value) => this.change(volts, edgePs, value));
  }

  /** Whether so many symbols are still to be shown: each may be a change of level and one of volts. */
  private hasRoom(fromPs: number, toPs: number, symbols: number): boolean {
    if (toPs + TP_IDL_PS < this.fromPs || fromPs > this.untilPs || this.note !== undefined) return false;
    if (this.writer.kept + 2 * Math.min(symbols, SYMBOL_OCTETS * 8) <= this.detail) return true;
    this.note = `Levels and volts end at ${formatPs(fromPs)}: ${this.detail} changes are enough for one file.`;
    return false;
  }

  private change(variable: number, atPs: number, value: number | string): void {
    if (variable < 0 || atPs > this.untilPs) return;
    if (atPs < this.fromPs) this.before.set(variable, value);
    else this.writer.change(variable, atPs, value);
  }
}

const HUB_STATES: Readonly<Record<number, string>> = {
  [KIND.repeat]: 'repeating',
  [KIND.repeaterCollision]: 'collision',
  [KIND.onePortLeft]: 'one port left',
  [KIND.repeaterIdle]: 'idle',
  [KIND.lockupProtection]: 'lockup protection',
};
