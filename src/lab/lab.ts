// The bench on which parts are put and cabled: the only place where they are composed, and the public face.
//
//   const lab = await Lab.create({ seed: 1 });
//   const hub = lab.hub('hub');
//   const alice = lab.host('alice');
//   const bob = lab.host('bob');
//   lab.cable(alice, hub, { metres: 100 });
//   lab.cable(bob, hub, { metres: 25 });
//   alice.send(bob.address, payload);
//   lab.run(1e9);
import type { LineCode } from '../coding/lineCode.js';
import { manchester } from '../coding/manchester.js';
import { LinkCondition } from '../line/condition.js';
import type { Arrival } from '../line/fanEar.js';
import { BothObservers, type LineObserver } from '../line/line.js';
import { SignalPool } from '../line/signal.js';
import { FramePool } from '../mac/frame.js';
import { Ledger } from '../mac/ledger.js';
import { type Arena, type ArenaLimits, createArena } from '../memory/arena.js';
import { MAU_RECEIVE_PS, MAU_TRANSMIT_PS } from '../phy/constants.js';
import { Link } from '../phy/link.js';
import { type Observer, Probe } from '../sim/probe.js';
import { Random } from '../sim/random.js';
import { Scheduler } from '../sim/scheduler.js';
import { parseDurationPs } from '../sim/units.js';
import type { Bench, Part } from './bench.js';
import { CoaxBus, type CoaxChoices } from './coaxBus.js';
import { Host, type HostChoices } from './host.js';
import { Hub, type HubChoices, type HubPort } from './hub.js';
import { choicesOf, LabError, nameOf, oneOf, wholeWithin, within } from './labError.js';
import { LabLink } from './labLink.js';
import { cableDelayPs, type Plug, type Socket, type TapChoices } from './plug.js';
import { Rations } from './rations.js';

/** What a lab is made with. */
export interface LabChoices {
  /** Decides every draw; a whole number, 0 to 2^53 - 1; 1 by default. */
  seed?: number;
  /** Room for parts and traffic; the default serves 1000 stations. */
  limits?: Partial<ArenaLimits>;
  /** Line code and rate of every wire; Manchester at 10 Mb/s by default. Delays in bit times follow it. */
  code?: LineCode;
}

/** A cable's choices. */
export interface CableChoices {
  /** Length in metres, 0 to 100 000; 100 is the most that clause 14 promises to carry. */
  metres: number;
  /** Fraction of the speed of light, 0.1 to 1; 0.585 by default (clause 14.4.2.4). */
  velocity?: number;
  name?: string;
  /** The wires of both pairs are swapped. */
  swapped?: boolean;
  /** Receivers find that out; true by default. */
  autoPolarity?: boolean;
}

/** Room for a thousand stations and their traffic. */
const DEFAULT_LIMITS: ArenaLimits = { streams: 4096, frames: 4096, signals: 4096 };
/** So many of each still fit into 4 GiB, the most that WebAssembly addresses. */
const MOST_SLOTS = 262_144;
const LONGEST_CABLE_METRES = 100_000;

/** What a cable's end goes into can be plugged into. */
function refuseNoEnd(end: Host | Hub | HubPort): void {
  if (typeof end?.plug === 'function') return;
  throw new LabError('ERR_INVALID_ARGUMENT', "a cable's end goes into a host, a hub or a hub's port of this lab");
}

/** A laboratory: one clock, one memory, one seed. Labs share nothing. */
export class Lab implements Bench {
  readonly scheduler = new Scheduler();
  readonly parts: Part[] = [];
  readonly hosts: Host[] = [];
  readonly hubs: Hub[] = [];
  readonly coaxes: CoaxBus[] = [];
  readonly links: LabLink[] = [];
  readonly ledger = new Ledger();
  readonly random: Random;
  readonly signals: SignalPool;
  readonly arrivals: Arrival[] = [];
  readonly frames: FramePool;
  readonly probes: Probe[] = [];
  private readonly observers: Observer[] = [];
  private readonly names = new Set<string>();
  private readonly rations: Rations;
  private lineObserver: LineObserver | undefined;

  private constructor(
    readonly arena: Arena,
    readonly seed: number,
    code: LineCode,
  ) {
    this.random = new Random(arena, seed, arena.streams, arena.limits.streams);
    this.signals = new SignalPool(arena, code);
    this.signals.settlement = this.ledger;
    this.rations = new Rations(arena.limits, code.bitPs);
    this.signals.onExhausted = () => this.rations.exhausted();
    this.frames = new FramePool(arena);
  }

  /** Makes an empty bench. @throws LabError ERR_INVALID_ARGUMENT, SimdUnavailableError where WebAssembly has no SIMD */
  static async create(choices: LabChoices = {}): Promise<Lab> {
    choicesOf(choices, 'the choices of a lab');
    const seed = wholeWithin(choices.seed ?? 1, 0, Number.MAX_SAFE_INTEGER, 'a seed');
    const limits = { ...DEFAULT_LIMITS, ...choicesOf(choices.limits ?? {}, 'the limits of a lab') };
    for (const [name, limit] of Object.entries(limits)) {
      oneOf(name, Object.keys(DEFAULT_LIMITS), "the name of a lab's limit");
      wholeWithin(limit, 1, MOST_SLOTS, `limits.${name}`);
    }
    return new Lab(await createArena(limits), seed, choices.code ?? manchester);
  }

  /** The present instant, in picoseconds. */
  get now(): number {
    return this.scheduler.now;
  }

  /**
   * Lets time pass up to and including `until`: picoseconds, or a duration such as `'1ms'`, since the start of the lab.
   * Without it, until nothing is left to happen. Traffic without a stop never leaves nothing.
   * @throws LabError ERR_INVALID_ARGUMENT; ERR_TOO_LARGE when faulty links or a coax keep more signals than there is room
   * for; QuantityError
   */
  run(until: number | string = Number.POSITIVE_INFINITY): void {
    const untilPs = typeof until === 'string' ? parseDurationPs(until) : until;
    within(untilPs, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 'the time until which a lab runs');
    this.scheduler.run(untilPs);
  }

  /** A station. @throws LabError ERR_INVALID_ARGUMENT, ERR_INVALID_ADDRESS, ERR_NAME_TAKEN, ERR_TOO_LARGE */
  host(name: string, choices: HostChoices = {}): Host {
    const make = () => new Host(this, name, this.hosts.length + 1, choices);
    const host = this.rations.host(name, choices.duplex !== 'full', make);
    this.hosts.push(host);
    return host;
  }

  /** A repeater hub. @throws LabError ERR_INVALID_ARGUMENT, ERR_NAME_TAKEN, ERR_TOO_LARGE */
  hub(name: string, choices: HubChoices = {}): Hub {
    const hub = this.rations.hub(name, () => new Hub(this, name, choices));
    this.hubs.push(hub);
    return hub;
  }

  /** A coax: 10BASE5 unless it is told otherwise. @throws LabError ERR_INVALID_ARGUMENT, ERR_NAME_TAKEN */
  coax(name: string, choices: CoaxChoices = {}): CoaxBus {
    const bus = new CoaxBus(this, name, choices);
    this.coaxes.push(bus);
    return bus;
  }

  /**
   * Plugs a twisted-pair cable in between two of: a host, a hub (its next free port), a hub's port.
   * @throws LabError ERR_INVALID_ARGUMENT, ERR_NAME_TAKEN, ERR_NO_SUCH_PORT, ERR_PORT_TAKEN, ERR_TOO_LARGE
   */
  cable(a: Host | Hub | HubPort, b: Host | Hub | HubPort, choices: CableChoices): LabLink {
    choicesOf(choices, "a cable's choices");
    refuseNoEnd(a);
    refuseNoEnd(b);
    const metres = within(choices.metres, 0, LONGEST_CABLE_METRES, "a cable's length in metres");
    const velocity = within(
      choices.velocity ?? 0.585,
      0.1,
      1,
      "a cable's velocity as a fraction of the speed of light",
    );
    const delayPs = MAU_TRANSMIT_PS + cableDelayPs(metres, velocity) + MAU_RECEIVE_PS;
    const { plugs, name, probe } = this.plugIn(a, b, delayPs, choices.name);
    const sockets = [plugs[1].receive(plugs[0], delayPs), plugs[0].receive(plugs[1], delayPs)] as const;
    const ways = sockets.map((socket, way) => {
      const condition = new LinkCondition(this.random.fork(`${name}/${way}`), probe);
      condition.swapped = choices.swapped ?? false;
      condition.corrected = choices.autoPolarity ?? true;
      const suffer = () => socket.ear.suffer(condition);
      if (condition.active) suffer();
      return { from: plugs[way].owner, condition, suffer };
    });
    const directions = sockets.map((socket, way) => direction(socket, plugs[way]));
    const link = new LabLink(
      name,
      new Link(this.scheduler, probe, directions, true),
      [plugs[0].owner, plugs[1].owner],
      ways,
    );
    this.links.push(link);
    return link;
  }

  /** Takes both ends and the name of a cable, or none of them. */
  private plugIn(a: Host | Hub | HubPort, b: Host | Hub | HubPort, delayPs: number, given: string | undefined) {
    const first = a.plug();
    let second: Plug | undefined;
    try {
      second = b.plug();
      if (first.fan === second.fan)
        throw new LabError('ERR_INVALID_ARGUMENT', `a cable from ${first.owner} to itself would be a loop`);
      const name = given ?? `${first.name}-${second.name}`;
      const stations = [a, b].filter((end) => end instanceof Host).length;
      const probe = this.rations.link(name, stations, delayPs, () => this.part(name, 'link'));
      return { plugs: [first, second] as const, name, probe };
    } catch (refusal) {
      first.release();
      second?.release();
      throw refusal;
    }
  }

  /**
   * Taps a coax with a host's or a hub port's AUI cable.
   * @throws LabError ERR_INVALID_ARGUMENT, ERR_NAME_TAKEN, ERR_NO_SUCH_PORT, ERR_PORT_TAKEN, ERR_TOO_LARGE
   */
  tap(a: Host | Hub | HubPort, bus: CoaxBus, choices: TapChoices): LabLink {
    choicesOf(choices, "a tap's choices");
    refuseNoEnd(a);
    if (!(bus instanceof CoaxBus)) throw new LabError('ERR_INVALID_ARGUMENT', 'what is tapped is a coax of this lab');
    const name = choices.name ?? `a tap of ${bus.name}`;
    const stations = a instanceof Host ? 1 : 0;
    const link = this.rations.link(name, stations, bus.longestPs, () => bus.connect(a, choices));
    this.links.push(link);
    return link;
  }

  /** Attaches an observer to every part there is and every part to come. @throws LabError ERR_INVALID_ARGUMENT */
  observe(observer: Observer): void {
    if (typeof observer?.event !== 'function')
      throw new LabError('ERR_INVALID_ARGUMENT', 'an observer has a method event');
    this.observers.push(observer);
    for (const probe of this.probes) probe.attach(observer);
  }

  /** Attaches an observer of lines: it is shown each emission with its signal. */
  watchLines(observer: LineObserver): void {
    const all = this.lineObserver ? new BothObservers(this.lineObserver, observer) : observer;
    this.lineObserver = all;
    for (const host of this.hosts) host.out.observer = all;
    for (const hub of this.hubs) hub.out.observer = all;
    for (const bus of this.coaxes) bus.line.observer = all;
  }

  /** Enters a new part and gives it its test point. @throws LabError ERR_NAME_TAKEN */
  part(name: string, kind: Part['kind']): Probe {
    nameOf(name, `the name of a ${kind}`);
    if (this.names.has(name)) throw new LabError('ERR_NAME_TAKEN', `the lab has a part named ${name} already`);
    this.names.add(name);
    const probe = new Probe(this.parts.length);
    this.parts.push({ name, kind });
    this.probes.push(probe);
    for (const observer of this.observers) probe.attach(observer);
    return probe;
  }

  /** The observer of lines, for a line that is made after it was attached. */
  get lines(): LineObserver | undefined {
    return this.lineObserver;
  }
}

function direction(socket: Socket, from: Plug) {
  return {
    part: () => from.fan.part(socket.ear.index),
    mend: () => from.fan.mend(socket.ear.index),
    setLink: (up: boolean) => socket.setLink(up),
    quietSincePs: () => from.quietSincePs(),
  };
}
