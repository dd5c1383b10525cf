/**
 * The ports of a lab: where its cables are plugged in, and where a recorder puts its probe. A line knows only ears;
 * whose they are follows from who listens there.
 */
import type { Host } from '../lab/host.js';
import type { Lab } from '../lab/lab.js';
import type { Fan } from '../line/fan.js';
import type { Listener, ObservedLine } from '../line/line.js';
import { CaptureError } from './capture-error.js';

/** A port with something plugged into it. */
export interface Port {
  /** `a:eth0`, `hub:3` */
  readonly name: string;
  /** Name of the host or hub that it belongs to. */
  readonly owner: string;
  /** That one's index in the lab's list of parts. */
  readonly part: number;
  /** The station behind it, unless it is a hub's. */
  readonly host: Host | undefined;
  /** Two pairs, or a coax that carries both directions. */
  readonly medium: 'pair' | 'coax';
}

/** The ports of one line, by the index of its ears; undefined where nobody records. */
export interface LinePorts {
  readonly medium: 'pair' | 'coax';
  /** A station's own pair: its one ear is what it does not send to while its transceiver keeps silent. */
  readonly single: boolean;
  /** Who sends to ear i (a pair), or from tap i (a coax), recorded or not: its index in the lab's list of parts, or -1. */
  readonly sources: readonly number[];
  /** Where what ear i hears leaves (a pair); the port at tap i (a coax). */
  readonly senders: readonly (Port | undefined)[];
  /** Where ear i hears. */
  readonly hearers: readonly (Port | undefined)[];
}

/** All ports of a lab, stations before hubs, each in the order of making and of numbers. */
export function portsOf(lab: Lab): Port[] {
  const tapped = new Set(lab.coaxes.flatMap(({ owners }) => owners));
  const medium = (name: string): Port['medium'] => (tapped.has(name) ? 'coax' : 'pair');
  const hosts = lab.hosts.flatMap((host): Port[] => {
    const name = `${host.name}:eth0`;
    if (!host.phy) return [];
    return [{ name, owner: host.name, part: host.probe.part, host, medium: medium(name) }];
  });
  const hubs = lab.hubs.flatMap((hub) =>
    [...hub.numbers]
      .sort((a, b) => a - b)
      .map((number): Port => {
        const name = `${hub.name}:${number}`;
        return { name, owner: hub.name, part: hub.probe.part, host: undefined, medium: medium(name) };
      }),
  );
  return [...hosts, ...hubs];
}

/**
 * The ports that a user asked for: by their own names or by the names of the stations and hubs that they belong to.
 * All of them when nothing is asked for, those of stations for `stations`.
 * @throws CaptureError BAD_ARGUMENT for a name that is nobody's
 */
export function chosenPorts(all: readonly Port[], names: readonly string[] | 'stations' | undefined): Port[] {
  if (names === undefined) return [...all];
  if (names === 'stations') return all.filter(({ host }) => host !== undefined);
  for (const name of names) {
    if (all.some((port) => port.name === name || port.owner === name)) continue;
    const known = all.map((port) => port.name).slice(0, 20);
    const sentence = `there is no port "${name}" with anything plugged in; there are ${known.join(', ')}${all.length > 20 ? ' ...' : ''}.`;
    throw new CaptureError('BAD_ARGUMENT', sentence);
  }
  return all.filter((port) => names.includes(port.name) || names.includes(port.owner));
}

/** Tells whose the ears of a line are. */
export class PortMap {
  private readonly byName: Map<string, Port>;
  private readonly byListener = new Map<Listener, Port>();
  private readonly lines = new Map<ObservedLine, LinePorts>();

  /** @param ports those to be recorded, of this lab */
  constructor(lab: Lab, ports: readonly Port[]) {
    this.byName = new Map(ports.map((port) => [port.name, port]));
    const listens = (listener: Listener | undefined, name: string): void => {
      const port = this.byName.get(name);
      if (listener && port) this.byListener.set(listener, port);
    };
    for (const { phy, name } of lab.hosts) listens(phy, `${name}:eth0`);
    for (const { repeater, numbers, name } of lab.hubs) {
      for (const port of repeater.ports) listens(port, `${name}:${numbers[port.index]}`);
    }
    for (const { name, probe, out } of lab.hosts) {
      const names = out.all.map(() => `${name}:eth0`);
      this.enterFan(out, probe.part, names, true);
    }
    for (const { name, probe, out, numbers } of lab.hubs) {
      const names = numbers.map((number) => `${name}:${number}`);
      this.enterFan(out, probe.part, names, false);
    }
    const parts = new Map(portsOf(lab).map(({ name, part }) => [name, part]));
    for (const { line, owners } of lab.coaxes) {
      const ports = owners.map((owner) => this.byName.get(owner));
      const sources = owners.map((owner) => parts.get(owner) ?? -1);
      this.enter(line, { medium: 'coax', single: false, sources, senders: ports, hearers: ports });
    }
  }

  /** The ports of a line, or undefined when none of them is recorded. */
  of(line: ObservedLine): LinePorts | undefined {
    return this.lines.get(line);
  }

  private enterFan(fan: Fan, part: number, names: readonly string[], single: boolean): void {
    const ports = names.map((name) => this.byName.get(name));
    this.enter(fan, {
      medium: 'pair',
      single,
      sources: names.map(() => part),
      // A port that taps a coax is seen on the coax.
      senders: ports.map((port) => (port?.medium === 'pair' ? port : undefined)),
      hearers: fan.all.map(({ listener }) => this.byListener.get(listener)),
    });
  }

  private enter(line: ObservedLine, ports: LinePorts): void {
    if ([...ports.senders, ...ports.hearers].some((port) => port !== undefined)) this.lines.set(line, ports);
  }
}
