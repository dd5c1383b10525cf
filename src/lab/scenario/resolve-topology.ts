// Boxes and cables with names looked up, ports checked and defaults filled in.
import type { Path } from './error.js';
import { didYouMean, type Findings } from './findings.js';
import { isGroup } from './quantities.js';
import { type CheckedLink, type CheckedNode, topologyLimits } from './topology-schema.js';

/** A station, with its name and address; `macGiven`: the address stands in the scenario. */
export type HostNode = Extract<CheckedNode, { kind: 'host' }> & { name: string; mac: string; macGiven: boolean };
/** A hub, with its name. */
export type RepeaterNode = Extract<CheckedNode, { kind: 'repeater' }> & { name: string };
/** A bus, with its name. */
export type CoaxNode = Extract<CheckedNode, { kind: 'coax' }> & { name: string };
/** A box of any kind. */
export type ScenarioNode = HostNode | RepeaterNode | CoaxNode;

/** A port that a cable or tap holds: a host's only one, or one of a repeater's, numbered from 1. */
export type End = { kind: 'host'; node: string; port: 'eth0' } | { kind: 'repeater'; node: string; port: number };

/** What cables and taps have in common. */
interface Wire {
  /** Unique among links; `a:eth0-hub:1` unless the file gives one. */
  name: string;
  /** Probability that a frame has a bit flipped on its way. */
  corrupt: number;
  /** Probability that a frame vanishes on its way. */
  loss: number;
  /** Unplugged at the start. */
  down: boolean;
}

/** A twisted-pair cable between two ports. */
export interface CableLink extends Wire {
  kind: 'cable';
  ends: [End, End];
  lengthMetres: number;
  /** Fraction of the speed of light. */
  velocity: number;
  polarity: 'normal' | 'swapped';
  autoPolarity: boolean;
}

/** A port's tap on a coax. */
export interface TapLink extends Wire {
  kind: 'tap';
  end: End;
  coax: string;
  /** From the left end of the coax. */
  atMetres: number;
  /** Length of the AUI cable between port and tap. */
  dropMetres: number;
}

/** A link of either kind. */
export type ScenarioLink = CableLink | TapLink;

/** Clause 14.4.2.4: at least 0.585 c. */
const twistedPairVelocity = 0.585;
const defaultLengthMetres = 10;
const reserved = new Set(['all', 'next', 'others', 'broadcast', 'lab']);

/** Refuses, on the raw value, none or far too many nodes: before time is spent on each of them. */
export function refuseCrowd(value: object, findings: Findings): void {
  const nodes = (value as { topology?: { nodes?: unknown } | null }).topology?.nodes;
  if (typeof nodes !== 'object' || nodes === null) return;
  const count = Object.keys(nodes).length;
  const path: Path = ['topology', 'nodes'];
  if (count === 0) findings.fail(path, 'empty', 'there is no node: a scenario needs at least one');
  if (count > topologyLimits.nodes) {
    findings.fail(path, 'too-big', `${count} nodes; a scenario has at most ${topologyLimits.nodes}`);
  }
}

/** The boxes in the order of the file. Every host gets an address. */
export function resolveNodes(nodes: Record<string, CheckedNode>, findings: Findings): Map<string, ScenarioNode> {
  const base: Path = ['topology', 'nodes'];
  const entries = Object.entries(nodes);
  const owners = new Map<string, string>();
  for (const [name, node] of entries) {
    if (reserved.has(name))
      findings.fail([...base, name], 'bad-value', `'${name}' has a meaning of its own and can't name a node`, 'key');
    if (node.kind === 'host' && node.mac !== undefined) claimMac(node.mac, name, owners, findings);
    if (node.kind === 'host' && node.multicast !== 'all') {
      for (const [index, group] of node.multicast.entries()) {
        if (!isGroup(group))
          findings.fail([...base, name, 'multicast', index], 'bad-value', `${group} is not a group address`);
      }
    }
  }
  const resolved = new Map<string, ScenarioNode>();
  let number = 0;
  for (const [name, node] of entries) {
    if (node.kind !== 'host') resolved.set(name, { ...node, name });
    else {
      let mac = node.mac ?? localMac(++number);
      if (node.mac === undefined) while (owners.has(mac)) mac = localMac(++number);
      else number++;
      owners.set(mac, name);
      resolved.set(name, { ...node, name, mac, macGiven: node.mac !== undefined });
    }
  }
  return resolved;
}

function claimMac(mac: string, name: string, owners: Map<string, string>, findings: Findings): void {
  const path: Path = ['topology', 'nodes', name, 'mac'];
  if (isGroup(mac)) findings.fail(path, 'bad-value', `${mac} is a group address: its first bit on the wire is 1`);
  if (mac === '00:00:00:00:00:00') findings.fail(path, 'bad-value', 'the address of all zeros belongs to nobody');
  const owner = owners.get(mac);
  if (owner !== undefined) findings.fail(path, 'duplicate-mac', `${mac} is the address of '${owner}' already`);
  owners.set(mac, name);
}

/** 02:00:00:00:00:01 and so on: locally administered, individual. */
function localMac(number: number): string {
  return `02:00:00:00:${hexOctet(number >> 8)}:${hexOctet(number)}`;
}

function hexOctet(value: number): string {
  return (value & 0xff).toString(16).padStart(2, '0');
}

/** The cables and taps in the order of the file, no port used twice. */
export function resolveLinks(
  links: CheckedLink[],
  nodes: Map<string, ScenarioNode>,
  findings: Findings,
): ScenarioLink[] {
  const taken = new Map<string, number>();
  const names = new Map<string, number>();
  return links.map((link, index) => {
    const path: Path = ['topology', 'links', index];
    const resolved = resolveLink(link, path, nodes, findings);
    for (const [position, end] of endsOf(resolved, link).entries()) {
      const port = portName(end);
      const other = taken.get(port);
      if (other !== undefined)
        findings.fail(
          [...path, 'endpoints', position],
          'port-taken',
          `${port} already holds the cable of links[${other}]`,
        );
      taken.set(port, index);
    }
    const other = names.get(resolved.name);
    if (other !== undefined)
      findings.fail([...path, 'name'], 'duplicate-name', `links[${other}] is named '${resolved.name}' too`);
    if (nodes.has(resolved.name))
      findings.fail([...path, 'name'], 'duplicate-name', `a node is named '${resolved.name}' too`);
    names.set(resolved.name, index);
    return resolved;
  });
}

function resolveLink(
  link: CheckedLink,
  path: Path,
  nodes: Map<string, ScenarioNode>,
  findings: Findings,
): ScenarioLink {
  const ends = link.endpoints.map(({ node, port }, position) => {
    const box = nodes.get(node);
    if (box) return { box, end: resolveEnd(box, port, [...path, 'endpoints', position], findings) };
    return findings.fail(
      [...path, 'endpoints', position],
      'unknown-node',
      `there is no node '${node}'${didYouMean(node, nodes.keys())}`,
    );
  });
  const [first, second] = ends as [(typeof ends)[number], (typeof ends)[number]];
  if (first.box === second.box)
    findings.fail([...path, 'endpoints'], 'self-link', `both ends are at '${first.box.name}'`);
  const { corrupt, loss, down } = link;
  if (first.end && second.end) {
    refuseKeys(
      link,
      ['at', 'drop'],
      'is said of a tap on a coax, and this is a cable between two ports',
      path,
      findings,
    );
    return {
      kind: 'cable',
      name: link.name ?? `${portName(first.end)}-${portName(second.end)}`,
      ends: [first.end, second.end],
      lengthMetres: link.length ?? defaultLengthMetres,
      velocity: link.velocity ?? twistedPairVelocity,
      polarity: link.polarity ?? 'normal',
      autoPolarity: link.autoPolarity ?? true,
      ...{ corrupt, loss, down },
    };
  }
  const end = first.end ?? second.end;
  if (!end)
    return findings.fail([...path, 'endpoints'], 'bad-port', 'two coaxes meet in a repeater, not in each other');
  const coax = first.end ? second.box : first.box;
  refuseKeys(
    link,
    ['length', 'velocity', 'polarity', 'autoPolarity'],
    'is said of a cable, and this is a tap on a coax',
    path,
    findings,
  );
  if (link.at === undefined)
    findings.fail(
      [...path, 'at'],
      'missing',
      `is missing: how far from the left end of '${coax.name}' is the tap?`,
      'key',
    );
  const name = link.name ?? `${portName(end)}-${coax.name}`;
  return {
    kind: 'tap',
    name,
    end,
    coax: coax.name,
    atMetres: link.at,
    dropMetres: link.drop ?? 0,
    ...{ corrupt, loss, down },
  };
}

function refuseKeys(link: CheckedLink, keys: (keyof CheckedLink)[], why: string, path: Path, findings: Findings): void {
  for (const key of keys) if (link[key] !== undefined) findings.fail([...path, key], 'contradiction', why, 'key');
}

/** The port named, or undefined for a coax, which has none. */
function resolveEnd(box: ScenarioNode, port: string | undefined, path: Path, findings: Findings): End | undefined {
  switch (box.kind) {
    case 'coax':
      if (port !== undefined)
        findings.fail(
          path,
          'bad-port',
          `a coax has no ports: write '${box.name}' and where the tap is, such as at: 12.5m`,
        );
      return undefined;
    case 'host':
      if (port !== undefined && port !== 'eth0')
        findings.fail(path, 'bad-port', `'${box.name}' has one port, eth0, and no '${port}'`);
      return { kind: 'host', node: box.name, port: 'eth0' };
    case 'repeater': {
      if (port === undefined)
        findings.fail(path, 'bad-port', `which port? '${box.name}:1' to '${box.name}:${box.ports}'`);
      const number = /^[1-9]\d{0,4}$/.test(port) ? Number(port) : 0;
      if (number < 1 || number > box.ports)
        findings.fail(path, 'bad-port', `'${box.name}' has ports 1 to ${box.ports}, and no '${port}'`);
      return { kind: 'repeater', node: box.name, port: number };
    }
  }
}

/** The ends with a port, in the order of `endpoints` (undefined for a coax is left out by position). */
function endsOf(link: ScenarioLink, checked: CheckedLink): Map<number, End> {
  if (link.kind === 'cable') return new Map(link.ends.entries());
  return new Map([[checked.endpoints[0].node === link.coax ? 1 : 0, link.end]]);
}

/** `a:eth0` or `hub:1`. */
export function portName(end: End): string {
  return `${end.node}:${end.port}`;
}
