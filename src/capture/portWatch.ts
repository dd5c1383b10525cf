/**
 * A probe at every port: what leaves and what arrives there, each at its own time, told in order of time together with
 * the events of the run. Recorders listen to it and need not know how lines work.
 *
 *     emission starts ──▶ begins(port, outbound)    front arrives ──▶ begins(port, inbound)
 *     emission ends   ──▶ passed(port, outbound)    tail passes   ──▶ passed(port, inbound)
 *
 * What happens at one instant is told events first, so that whoever is told of a signal knows already what its stations
 * made of it. The watch has a clock of its own, which follows the lab's: it arms nothing there.
 */
import type { Lab } from '../lab/lab.js';
import type { Emission, LineObserver, ObservedLine } from '../line/line.js';
import type { Signal } from '../line/signal.js';
import type { Observer } from '../sim/probe.js';
import { Alarm, Scheduler } from '../sim/scheduler.js';
import { CoaxPort } from './coaxPort.js';
import { chosenPorts, type LinePorts, type Port, PortMap, portsOf } from './ports.js';
import { imageOf, type WireImage } from './wireImage.js';

export type PortDirection = 'outbound' | 'inbound';

/** One signal that has passed a port. */
export interface Passage {
  readonly port: Port;
  readonly direction: PortDirection;
  readonly fromPs: number;
  readonly toPs: number;
  readonly image: WireImage;
  /** Symbols of the image that passed here: fewer than all where it was cut, or not sent to this port to its end. */
  readonly count: number;
  /** The transceiver kept it to itself: the link is down, or it is in jabber. */
  readonly silent: boolean;
  /** Transmitters whose signals overlap in it: on a coax there may be several. */
  readonly signals: number;
}

/** What a recorder is told. */
export interface PortListener {
  begins(port: Port, direction: PortDirection, atPs: number): void;
  passed(passage: Passage): void;
  /** A transmission is over at its source; told before any port that it passes. */
  sent?(image: WireImage): void;
  /** One transmitter's part in what is on a coax at a tap, its own or another's, when it is over at its source. */
  adds?(port: Port, image: WireImage, fromPs: number, toPs: number): void;
  event?(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void;
}

/** A begin is told after an end of the same instant, by this part of a picosecond. */
const BEGIN_LATER = 0.25;
const NEVER = Number.POSITIVE_INFINITY;

/** One signal at one port. */
class Passing {
  toPs = NEVER;
  image: WireImage | undefined;
  count = 0;
  /** Its front has come by. */
  begun = false;
  /** It has been told apart: what the emission itself would say no longer matters. */
  own = false;
  gone = false;
  tail: Edge | undefined;

  constructor(
    readonly port: Port,
    readonly direction: PortDirection,
    readonly ear: number,
    readonly fromPs: number,
    readonly silent: boolean,
  ) {}
}

/** One emission with all ports that it passes. */
interface Flight {
  readonly line: ObservedLine;
  readonly ports: LinePorts;
  readonly emission: Emission;
  readonly serial: number;
  readonly passings: Passing[];
  /** Passings that are not over. */
  left: number;
}

/** Something that the watch is going to tell. Pooled: an idle one holds on to nothing. */
class Edge {
  what: 'begin' | 'over' | 'sent' = 'begin';
  flight: Flight | undefined;
  passing: Passing | undefined;
  image: WireImage | undefined;
  readonly alarm: Alarm;

  constructor(watch: PortWatch) {
    this.alarm = new Alarm(() => watch.tell(this));
  }
}

export class PortWatch implements Observer, LineObserver {
  /** The ports that are watched, in order. */
  ports: readonly Port[] = [];
  private map: PortMap | undefined;
  private lab: Lab | undefined;
  private readonly clock = new Scheduler();
  private readonly spare: Edge[] = [];
  private readonly flights = new Map<ObservedLine, Flight[]>();
  /** What passes the ports of coaxes. */
  private readonly taps = new Map<Port, CoaxPort>();

  /** @param names ports, stations or hubs; `stations` for all of those; everything by default */
  constructor(
    private readonly listener: PortListener,
    private readonly names?: readonly string[] | 'stations',
  ) {}

  /** Puts the probes in place, before the run. @throws CaptureError BAD_ARGUMENT for the name of no port */
  attach(lab: Lab): void {
    if (this.lab) throw new Error('a recorder records one lab, once');
    this.lab = lab;
    this.ports = chosenPorts(portsOf(lab), this.names);
    this.map = new PortMap(lab, this.ports);
    lab.observe(this);
    lab.watchLines(this);
  }

  /** Tells everything up to and including the lab's present instant. */
  settle(): void {
    this.clock.run(this.lab!.now + BEGIN_LATER);
  }

  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    this.follow(atPs);
    this.listener.event?.(kind, atPs, part, a, b, c, d);
  }

  emissionStart(line: ObservedLine, emission: Emission): void {
    const ports = this.map!.of(line);
    if (!ports) return;
    this.follow(emission.startPs);
    const flight: Flight = { line, ports, emission, serial: emission.serial, passings: [], left: 0 };
    const { except, only, startPs } = emission;
    if (ports.medium === 'coax') this.enter(flight, ports.senders[except], 'outbound', except, startPs, only >= 0);
    else if (ports.single) this.enter(flight, ports.senders[0], 'outbound', 0, startPs, except === 0);
    for (let ear = 0; ear < ports.hearers.length; ear++) {
      const reached = only >= 0 ? only === ear : except !== ear;
      if (ports.medium === 'pair' && !ports.single && reached) {
        this.enter(flight, ports.senders[ear], 'outbound', ear, startPs, false);
      }
      if (!ports.hearers[ear]) continue;
      const fromPs = line.heardFrom(emission, ear);
      if (fromPs !== NEVER) this.enter(flight, ports.hearers[ear], 'inbound', ear, fromPs, false);
    }
    if (flight.left === 0) return;
    const under = this.flights.get(line);
    if (under) under.push(flight);
    else this.flights.set(line, [flight]);
  }

  emissionEnd(line: ObservedLine, emission: Emission): void {
    const under = this.flights.get(line);
    const flight = under?.find((other) => other.emission === emission && other.serial === emission.serial);
    if (!flight) return;
    const { now } = this.lab!;
    this.follow(now);
    const { sources } = flight.ports;
    const source = sources[flight.ports.medium === 'coax' ? emission.except : 0] ?? -1;
    const image = imageOf(emission.signal, source, emission.startPs, emission.endPs);
    if (this.listener.sent) this.arm('sent', now, undefined, undefined, image);
    for (const passing of flight.passings) {
      if (flight.ports.medium === 'coax') this.add(flight, passing, image);
      if (passing.gone) continue;
      if (passing.direction === 'inbound' && line.tells?.(passing.ear)) {
        // What such a tap has heard is told when all of it is over.
        this.leave(flight, passing);
        continue;
      }
      if (passing.own) continue;
      const toPs = passing.direction === 'inbound' ? line.heardTo(emission, passing.ear) : endOf(emission, passing.ear);
      this.end(flight, passing, image, toPs);
    }
  }

  heard(line: ObservedLine, ear: number, signal: Signal, fromPs: number, toPs: number): void {
    const ports = this.map!.of(line);
    const port = ports?.hearers[ear];
    if (!ports || !port) return;
    this.follow(this.lab!.now);
    const image = imageOf(signal, ports.medium === 'coax' ? -1 : ports.sources[0]!, fromPs, toPs);
    if (ports.medium === 'coax') {
      // Some of it may have been heard before the tap began to tell.
      for (const flight of this.flights.get(line) ?? []) {
        for (const passing of flight.passings) if (passing.port === port && passing.begun) passing.own = true;
      }
      this.end(undefined, new Passing(port, 'inbound', ear, fromPs, false), image, toPs);
      return;
    }
    for (const flight of this.flights.get(line) ?? []) {
      const passing = flight.passings.find(
        (other) => other.ear === ear && other.direction === 'inbound' && other.fromPs === fromPs && !other.gone,
      );
      if (!passing) continue;
      passing.own = true;
      this.end(flight, passing, image, toPs);
      return;
    }
  }

  /** Tells what was over, or had begun, before `nowPs`. */
  private follow(nowPs: number): void {
    this.clock.run(nowPs - 0.5);
  }

  /** The time of an edge has come. */
  tell(edge: Edge): void {
    const { what, flight, passing, image } = edge;
    edge.flight = undefined;
    edge.passing = undefined;
    edge.image = undefined;
    this.spare.push(edge);
    if (what === 'sent') this.listener.sent?.(image!);
    else if (what === 'begin') this.begin(flight!, passing!);
    else this.over(flight, passing!);
  }

  private arm(what: Edge['what'], atPs: number, flight?: Flight, passing?: Passing, image?: WireImage): Edge {
    const edge = this.spare.pop() ?? new Edge(this);
    edge.what = what;
    edge.flight = flight;
    edge.passing = passing;
    edge.image = image;
    this.clock.arm(edge.alarm, Math.max(atPs, this.clock.now));
    return edge;
  }

  private enter(
    flight: Flight,
    port: Port | undefined,
    direction: PortDirection,
    ear: number,
    fromPs: number,
    silent: boolean,
  ): void {
    if (!port) return;
    const passing = new Passing(port, direction, ear, fromPs, silent);
    flight.passings.push(passing);
    flight.left++;
    if (!silent) this.arm('begin', fromPs + BEGIN_LATER, flight, passing);
  }

  private begin(flight: Flight, passing: Passing): void {
    const { line, emission, serial } = flight;
    const { port, direction, ear, fromPs } = passing;
    if (direction === 'inbound') {
      // The cable may have been cut while the front was on its way.
      if (emission.serial === serial && line.heardFrom(emission, ear) === NEVER) {
        if (!passing.gone) this.leave(flight, passing);
        return;
      }
      passing.begun = true;
      if (port.medium === 'coax') {
        const tap = this.tapAt(port);
        tap.front();
        if (tap.signals > 1) return;
      }
    }
    this.listener.begins(port, direction, fromPs);
  }

  private add({ line, emission }: Flight, { port, direction, ear, fromPs, silent }: Passing, image: WireImage): void {
    if (silent || !this.listener.adds) return;
    const toPs = direction === 'outbound' ? emission.endPs : line.heardTo(emission, ear);
    this.listener.adds(port, image, fromPs, toPs);
  }

  private end(flight: Flight | undefined, passing: Passing, image: WireImage, toPs: number): void {
    const { fromPs } = passing;
    const whole = toPs - fromPs >= image.endPs - image.startPs;
    passing.image = image;
    passing.toPs = toPs;
    passing.count = whole ? image.count : Math.min(image.count, Math.floor((toPs - fromPs) / image.symbolPs));
    if (passing.tail) this.clock.arm(passing.tail.alarm, Math.max(toPs, this.clock.now));
    else passing.tail = this.arm('over', toPs, flight, passing);
  }

  private over(flight: Flight | undefined, passing: Passing): void {
    const { port, direction, fromPs, toPs, count, silent, image } = passing;
    passing.tail = undefined;
    if (flight) this.leave(flight, passing);
    if (port.medium === 'pair' || direction === 'outbound') {
      this.listener.passed({ port, direction, fromPs, toPs, image: image!, count, silent, signals: 1 });
      return;
    }
    const tap = this.tapAt(port);
    const { signals } = tap;
    if (!flight) {
      tap.clear();
      this.listener.passed({ port, direction, fromPs, toPs, image: image!, count, silent, signals: signals || 1 });
      return;
    }
    if (passing.own || !tap.tail({ fromPs, toPs, image: image! })) return;
    const whole = tap.whole(this.lab!.signals);
    const begunPs = tap.fromPs;
    tap.clear();
    const heard = { fromPs: begunPs, toPs, image: whole, count: whole.count };
    this.listener.passed({ port, direction, silent, signals, ...heard });
  }

  private tapAt(port: Port): CoaxPort {
    const tap = this.taps.get(port) ?? new CoaxPort();
    this.taps.set(port, tap);
    return tap;
  }

  private leave(flight: Flight, passing: Passing): void {
    passing.gone = true;
    if (--flight.left > 0) return;
    const under = this.flights.get(flight.line)!;
    under.splice(under.indexOf(flight), 1);
  }
}

/** When an emission stopped leaving towards one ear. */
function endOf({ leavers, endPs }: Emission, ear: number): number {
  return leavers.reduce((end, leaver) => (leaver.ear === ear ? Math.min(end, leaver.atPs) : end), endPs);
}
