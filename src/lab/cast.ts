// Who plays whom in a replay: every source address of a capture gets a station of the scenario, one that bears the
// address in the scenario if there is one, else the next that is free; where there are too few, more are plugged in.
import { formatAddress, isGroup, parseAddress, readAddress } from '../mac/address.js';
import { LabError } from './labError.js';
import type { HostNode, RepeaterNode, ScenarioLink, ScenarioNode } from './scenario/resolve-topology.js';
import { type Scenario, scenarioFrom } from './scenario/scenario.js';

/** A frame of a capture, as far as a replay cares. */
export interface ReplayRecord {
  /** Place in the file, from 1. */
  readonly number: number;
  /** Since the first record; never less than the one before it. */
  readonly timePs: number;
  readonly octets: Uint8Array;
  /** Octets of FCS at the end that the file declares. */
  readonly fcsLength: 0 | 4;
  /** False when the file leaves open whether there is an FCS. */
  readonly fcsDeclared: boolean;
}

/** The scenario with its stations dressed for their parts. */
export interface Cast {
  readonly scenario: Scenario;
  /** The host that plays each address. */
  readonly players: ReadonlyMap<number, string>;
  readonly warnings: readonly string[];
}

/** How much faster than captured, or as fast as queues take it. */
export type Pace = number | 'saturate';

/** Addresses and type: what a frame must have to be sent by anybody (clause 3.1.1). */
export const HEADER_OCTETS = 14;
const MOST_PORTS = 1024;
/** Cable to a station that the scenario doesn't have. */
const EXTRA_METRES = 25;

/** The addresses that a capture's frames come from and go to, each in order of first appearance. */
export interface Addresses {
  readonly sources: readonly number[];
  /** Individual addresses that never send: somebody was there to hear. */
  readonly listeners: readonly number[];
}

/** Finds all addresses of a capture. */
export function addressesOf(records: readonly ReplayRecord[]): Addresses {
  const sources = new Set<number>();
  const destinations = new Set<number>();
  for (const { octets, fcsLength } of records) {
    if (octets.length - fcsLength < HEADER_OCTETS) continue;
    const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
    destinations.add(readAddress(view, 0));
    sources.add(readAddress(view, 6));
  }
  const listeners = [...destinations].filter((address) => !isGroup(address) && !sources.has(address));
  return { sources: [...sources], listeners };
}

/**
 * The scenario of a replay that names none: a hub, and on 25 m of cable each a station for every address; at least two,
 * since whoever sends to a group has listeners. Where no hub has so many ports, those who only listen stay out.
 *
 * @throws LabError ERR_NO_SUCH_PORT when no hub has ports for the sources alone
 */
export function hubFor({ sources, listeners }: Addresses): Scenario {
  const all = sources.length + listeners.length;
  const stations = Math.max(2, all <= MOST_PORTS ? all : sources.length);
  refuseCrowd(stations);
  const names = Array.from({ length: stations }, (_, index) => `s${index + 1}`);
  return scenarioFrom({
    name: 'replay',
    topology: {
      nodes: {
        hub: { kind: 'repeater', ports: Math.max(4, stations) },
        ...Object.fromEntries(names.map((name) => [name, { kind: 'host' as const }])),
      },
      links: names.map((name, index) => ({
        endpoints: [`${name}:eth0`, `hub:${index + 1}`] as [string, string],
        length: `${EXTRA_METRES}m`,
      })),
    },
  });
}

/**
 * The scenario as a stage for a capture: its boxes and cables with what is wrong with them, and what a script does to
 * those; without the frames that it would send itself, its end, and what it expects of them.
 */
export function stageFor(scenario: Scenario, file: string, pace: Pace): Scenario {
  return {
    ...scenario,
    replay: { file, pace, atPs: 0 },
    script: scenario.script.filter(({ verb }) => verb !== 'frame'),
    ...{ traffic: [], expect: [], untilPs: undefined },
  };
}

/**
 * Gives every source address a host, and those who only listen as long as there are hosts. The host takes the address
 * for its own, so that answers reach it, unless it is a group's: then the host keeps its own and only sends in that
 * name. All hosts receive all groups.
 *
 * @throws LabError ERR_NO_SUCH_PORT when there are more sources than the scenario can be given hosts
 */
export function castReplay(scenario: Scenario, { sources, listeners }: Addresses): Cast {
  const wanted = [...sources, ...listeners];
  const hosts = scenario.nodes.filter((node) => node.kind === 'host');
  const players = new Map<number, string>();
  const bearers = new Map(hosts.filter(({ macGiven }) => macGiven).map(({ mac, name }) => [parseAddress(mac), name]));
  for (const address of wanted) {
    const bearer = bearers.get(address);
    if (bearer !== undefined) players.set(address, bearer);
  }
  const taken = new Set(players.values());
  const free = hosts.filter(({ name }) => !taken.has(name)).map(({ name }) => name);
  const waiting = wanted.filter((address) => !players.has(address));
  for (const address of waiting.slice(0, free.length)) players.set(address, free.shift()!);
  const warnings: string[] = [];
  const rest = sources.filter((source) => !players.has(source));
  const { nodes, links } = rest.length > 0 ? plugIn(scenario, rest, players, warnings) : scenario;
  return { scenario: dress({ ...scenario, nodes, links }, players, warnings), players, warnings };
}

/** More hosts, on the free ports of the first repeater that has any, or on more ports than it was given. */
function plugIn(scenario: Scenario, sources: readonly number[], players: Map<number, string>, warnings: string[]) {
  const nodes = [...scenario.nodes];
  const links = [...scenario.links];
  const names = new Set(nodes.map(({ name }) => name));
  const hubs = nodes.filter((node) => node.kind === 'repeater');
  const home = hubs.find((hub) => freePorts(hub, links).length >= sources.length) ?? hubs[0];
  if (!home) {
    throw new LabError(
      'ERR_NO_SUCH_PORT',
      `the capture has ${sources.length} more source ${sources.length === 1 ? 'address' : 'addresses'} than '${scenario.name}' has hosts, and there is no repeater to plug more into`,
    );
  }
  const used = new Set(portsInUse(home, links));
  const ports = Math.max(home.ports, used.size + sources.length);
  refuseCrowd(ports);
  if (ports > home.ports) warnings.push(`'${home.name}' has been given ${ports} ports instead of ${home.ports}.`);
  nodes[nodes.indexOf(home)] = { ...home, ports };
  let [number, port] = [0, 0];
  for (const source of sources) {
    do number++;
    while (names.has(`s${number}`));
    do port++;
    while (used.has(port));
    const name = `s${number}`;
    nodes.push(extraHost(name, nodes));
    links.push(extraCable(name, home.name, port));
    players.set(source, name);
  }
  const [plugged, each] =
    sources.length === 1 ? ['One more host has', ''] : [`${sources.length} more hosts have`, ' each'];
  warnings.push(`${plugged} been plugged into '${home.name}', on ${EXTRA_METRES} m of cable${each}.`);
  return { nodes, links };
}

function refuseCrowd(stations: number): void {
  if (stations <= MOST_PORTS) return;
  throw new LabError(
    'ERR_NO_SUCH_PORT',
    `the capture needs ${stations} stations on one hub, and a hub has at most ${MOST_PORTS} ports`,
  );
}

function portsInUse(hub: RepeaterNode, links: readonly ScenarioLink[]): number[] {
  return links.flatMap((link) =>
    (link.kind === 'cable' ? link.ends : [link.end]).flatMap((end) =>
      end.kind === 'repeater' && end.node === hub.name ? [end.port] : [],
    ),
  );
}

function freePorts(hub: RepeaterNode, links: readonly ScenarioLink[]): number[] {
  const used = portsInUse(hub, links);
  return Array.from({ length: hub.ports }, (_, index) => index + 1).filter((port) => !used.includes(port));
}

function extraHost(name: string, nodes: readonly ScenarioNode[]): HostNode {
  return {
    ...{ name, kind: 'host', duplex: 'half', promiscuous: false, multicast: 'all', queue: 64 },
    ...{ lateCollision: 'retry', sqeTest: false, ppm: 0, mac: unusedMac(nodes), macGiven: false },
  };
}

/** A locally administered address (clause 3.2.3) that no host bears. */
function unusedMac(nodes: readonly ScenarioNode[], others: ReadonlySet<string> = new Set()): string {
  const borne = new Set(nodes.flatMap((node) => (node.kind === 'host' ? [node.mac] : [])));
  for (let number = 0x0200_0000_0001; ; number++) {
    const mac = formatAddress(number);
    if (!borne.has(mac) && !others.has(mac)) return mac;
  }
}

function extraCable(host: string, hub: string, port: number): ScenarioLink {
  return {
    ...{ kind: 'cable', name: `${host}:eth0-${hub}:${port}`, lengthMetres: EXTRA_METRES, velocity: 0.585 },
    ...{ polarity: 'normal', autoPolarity: true, corrupt: 0, loss: 0, down: false },
    ends: [
      { kind: 'host', node: host, port: 'eth0' },
      { kind: 'repeater', node: hub, port },
    ],
  };
}

/** Gives players their addresses, everybody else one that is not played, and scripts the addresses of now. */
function dress(scenario: Scenario, players: ReadonlyMap<number, string>, warnings: string[]): Scenario {
  const played = new Map<string, string>();
  for (const [address, name] of players) if (!isGroup(address)) played.set(name, formatAddress(address));
  const spoken = new Set(played.values());
  const moved = new Map<string, string>();
  const nodes: ScenarioNode[] = [];
  for (const node of scenario.nodes) {
    if (node.kind !== 'host') {
      nodes.push(node);
      continue;
    }
    const own = spoken.has(node.mac) && !played.has(node.name) ? unusedMac(scenario.nodes, spoken) : node.mac;
    const mac = played.get(node.name) ?? own;
    if (mac !== node.mac) {
      moved.set(node.mac, mac);
      spoken.add(mac);
      if (node.macGiven) warnings.push(`'${node.name}' has the address ${mac} in this replay, not ${node.mac}.`);
    }
    nodes.push({ ...node, mac, multicast: 'all' });
  }
  const script = scenario.script.map((action) =>
    action.verb === 'frame' && action.destination !== undefined
      ? { ...action, destination: moved.get(action.destination) ?? action.destination }
      : action,
  );
  return { ...scenario, nodes, script };
}
