// Scripts, faults, traffic and expectations with every name looked up.
import type * as z from 'zod/mini';
import type { action, expectation, fault, source } from './actions-schema.js';
import type { Path } from './error.js';
import { didYouMean, type Findings } from './findings.js';
import { frameOctets } from './quantities.js';
import { type HostNode, portName, type ScenarioLink, type ScenarioNode } from './resolve-topology.js';
import { labStats, segmentStats, stationStats } from './words.js';

/** A frame of a script: its octets from the destination address on without the FCS, or a size and a destination. */
export interface FrameAction {
  verb: 'frame';
  atPs: number;
  host: string;
  /** The MAC address that it goes to; given with `octets`, never with `frame`. */
  destination?: string;
  /** Size with the FCS. */
  octets?: number;
  /** The frame as given in `hex`, without its FCS; the MAC pads and seals it. */
  frame?: Uint8Array;
  count: number;
  everyPs: number;
}

/** One line of the script; `link` is a link's name. */
export type ScenarioAction = FrameAction | Exclude<z.output<typeof action>, { verb: 'frame' }>;

type Fault = z.output<typeof fault>;
/** A fault; `link` is a link's name, `from` the node whose frames it befalls (both ways when undefined). */
export type ScenarioFault =
  | (Omit<Extract<Fault, { kind: 'flip' }>, 'direction'> & { from: string | undefined })
  | (Omit<Extract<Fault, { kind: 'noise' }>, 'direction'> & { from: string | undefined })
  | Extract<Fault, { kind: 'cut' | 'restore' }>;

/** Bits of frames (FCS included, preamble not) or frames a second. */
export type LoadRate = { bitsPerSecond: number } | { framesPerSecond: number };

/** Sizes of frames with their FCS, drawn one by one. */
export type FrameSizes =
  | { kind: 'fixed'; octets: number }
  | { kind: 'uniform'; least: number; most: number }
  | { kind: 'weighted'; sizes: { octets: number; weight: number }[] };

/** A source: each of `from` sends by itself. */
export interface TrafficSource {
  from: string[];
  /** 'next' is the host after each sender in the order of the file; 'others' and `hosts` draw one for each frame. */
  to: { kind: 'hosts'; hosts: string[] } | { kind: 'next' } | { kind: 'others' } | { kind: 'broadcast' };
  sizes: FrameSizes;
  pattern:
    | { kind: 'saturated' }
    | { kind: 'poisson'; rate: LoadRate }
    | { kind: 'on-off'; onPs: number; offPs: number; rate: LoadRate | undefined };
  startPs: number;
  stopPs: number | undefined;
}

type Expected = z.output<typeof expectation>;
/** What must be true at the end; counts and counters lie between `least` and `most`, both included. */
export type Expectation =
  /** `part`: the node or the link at which it must happen; anywhere when undefined. From `afterPs` to before `beforePs`. */
  | (Omit<Extract<Expected, { kind: 'event' }>, 'node' | 'link'> & { part: string | undefined })
  /** `of` says whose counter it is; `node` is 'lab' for those of the whole lab. */
  | (Extract<Expected, { kind: 'stat' }> & { of: 'station' | 'segment' | 'lab' })
  | Extract<Expected, { kind: 'fingerprint' }>;

const broadcastMac = 'ff:ff:ff:ff:ff:ff';
/** The simple internet mix in whole Ethernet frames: 40, 576 and 1500 octets of IP, 7 : 4 : 1. */
const imix = [
  { octets: 64, weight: 7 },
  { octets: 594, weight: 4 },
  { octets: 1518, weight: 1 },
];

/** Looks up what actions name: hosts, links, endpoints. */
export class ActionResolver {
  private readonly hosts: HostNode[];
  private readonly allHosts: string[];
  private readonly byName: Map<string, ScenarioLink>;
  /** What a link may be called, and which it then is. */
  private readonly linkNames = new Map<string, string[]>();

  constructor(
    private readonly nodes: Map<string, ScenarioNode>,
    links: ScenarioLink[],
    private readonly findings: Findings,
  ) {
    this.hosts = [...nodes.values()].filter((node) => node.kind === 'host');
    this.allHosts = this.hosts.map(({ name }) => name);
    this.byName = new Map(links.map((link) => [link.name, link]));
    const call = (name: string, link: ScenarioLink) => {
      const named = this.linkNames.get(name);
      if (named) named.push(link.name);
      else this.linkNames.set(name, [link.name]);
    };
    for (const link of links) {
      call(link.name, link);
      for (const end of link.kind === 'cable' ? link.ends : [link.end]) {
        call(portName(end), link);
        call(end.node, link);
      }
    }
  }

  action(given: z.output<typeof action>, path: Path): ScenarioAction {
    const named: Path = [...path, 'do'];
    if (given.verb === 'cut' || given.verb === 'restore') return { ...given, link: this.linkName(given.link, named) };
    const host = this.hostNamed(given.host, named);
    if (given.verb === 'babble') return given;
    const { to, octets, hex, ...rest } = given;
    if (hex !== undefined) {
      if (to !== undefined)
        this.findings.fail([...path, 'to'], 'contradiction', 'hex begins with the destination already', 'key');
      if (octets !== undefined)
        this.findings.fail([...path, 'octets'], 'contradiction', 'hex says how long the frame is', 'key');
      return { ...rest, frame: this.hexFrame(hex, [...path, 'hex']) };
    }
    if (to === undefined)
      return this.findings.fail([...path, 'to'], 'missing', 'is missing: who is the frame for?', 'key');
    this.warnOfSize(octets, [...path, 'octets']);
    const destination = this.destination(to, [...path, 'to']);
    if (destination === host.mac)
      this.findings.fail([...path, 'to'], 'contradiction', `'${host.name}' would send to itself`);
    return { ...rest, destination, octets: octets ?? frameOctets.minFrame };
  }

  fault(given: Fault, path: Path): ScenarioFault {
    const link = this.linkName(given.link, [...path, 'link']);
    if (given.kind === 'cut' || given.kind === 'restore') return { ...given, link };
    const { direction, ...rest } = given;
    return {
      ...rest,
      link,
      from: direction === undefined ? undefined : this.sender(link, direction, [...path, 'direction']),
    };
  }

  source(given: z.output<typeof source>, path: Path): TrafficSource {
    const from = this.senders(given.from, [...path, 'from']);
    const { start, stop } = given;
    if (stop !== undefined && stop <= start)
      this.findings.fail([...path, 'stop'], 'contradiction', 'stops before it starts');
    let pattern: TrafficSource['pattern'] = { kind: 'saturated' };
    if (given.kind === 'poisson') pattern = { kind: 'poisson', rate: given.rate };
    if (given.kind === 'on-off') pattern = { kind: 'on-off', onPs: given.on, offPs: given.off, rate: given.rate };
    const to = this.receivers(given.to, from, [...path, 'to']);
    return { from, to, sizes: this.sizes(given, path), pattern, startPs: start, stopPs: stop };
  }

  expectation(given: Expected, path: Path): Expectation {
    if (given.kind === 'fingerprint') return given;
    if (given.kind === 'stat') return this.counter(given, path);
    const { node, link, ...rest } = given;
    if (node !== undefined && link !== undefined) {
      this.findings.fail([...path, 'link'], 'contradiction', 'say node or link, not both', 'key');
    }
    if (rest.afterPs !== undefined && rest.beforePs !== undefined && rest.beforePs <= rest.afterPs) {
      this.findings.fail([...path, 'before'], 'contradiction', 'lies before after');
    }
    if (link !== undefined) return { ...rest, part: this.linkName(link, [...path, 'link']) };
    return { ...rest, part: node === undefined ? undefined : this.node(node, [...path, 'node']).name };
  }

  private counter(given: Extract<Expected, { kind: 'stat' }>, path: Path): Expectation {
    const of =
      given.node === 'lab' ? 'lab' : this.node(given.node, [...path, 'stat']).kind === 'host' ? 'station' : 'segment';
    const known = { station: stationStats, segment: segmentStats, lab: labStats }[of];
    if (known.includes(given.counter)) return { ...given, of };
    const guess = didYouMean(given.counter, known);
    const reason = `a ${of} has no counter '${given.counter}'${guess || `; there is ${known.join(', ')}`}`;
    return this.findings.fail([...path, 'stat'], 'bad-value', reason);
  }

  private node(name: string, path: Path): ScenarioNode {
    const node = this.nodes.get(name);
    return (
      node ??
      this.findings.fail(path, 'unknown-node', `there is no node '${name}'${didYouMean(name, this.nodes.keys())}`)
    );
  }

  private hostNamed(name: string, path: Path): HostNode {
    const node = this.node(name, path);
    return node.kind === 'host'
      ? node
      : this.findings.fail(path, 'unknown-node', `'${name}' is a ${node.kind}, and only a host sends`);
  }

  private linkName(reference: string, path: Path): string {
    const named = this.linkNames.get(reference) ?? [];
    if (named.length === 1) return named[0]!;
    if (named.length > 1)
      return this.findings.fail(path, 'unknown-link', `'${reference}' has ${named.length} links: say which port`);
    const guess = didYouMean(reference, this.linkNames.keys());
    return this.findings.fail(
      path,
      'unknown-link',
      `there is no link '${reference}'${guess || ': name it, or one of its ends such as a:eth0'}`,
    );
  }

  private sender(linkName: string, direction: string, path: Path): string {
    const link = this.byName.get(linkName)!;
    const ends =
      link.kind === 'cable'
        ? link.ends.map((end) => [end.node, portName(end)])
        : [[link.end.node, portName(link.end)], [link.coax]];
    const end = ends.find((names) => names.includes(direction));
    if (end) return end[0]!;
    return this.findings.fail(
      path,
      'unknown-link',
      `'${direction}' is not at an end of ${linkName}: expected ${ends.map((names) => names.at(-1)).join(' or ')}`,
    );
  }

  private destination(to: string, path: Path): string {
    if (to === 'broadcast') return broadcastMac;
    return to.includes(':') ? to : this.hostNamed(to, path).mac;
  }

  private hexFrame(hex: string, path: Path): Uint8Array {
    const digits = hex.replace(/[\s:-]/g, '');
    if (!/^([0-9A-Fa-f]{2})*$/.test(digits))
      this.findings.fail(path, 'bad-value', 'expected pairs of hexadecimal digits');
    const size = digits.length / 2;
    if (size < 14 || size > frameOctets.most - 4) {
      this.findings.fail(
        path,
        'bad-value',
        `${size} octets: a frame without its FCS has 14 to ${frameOctets.most - 4}`,
      );
    }
    this.warnOfSize(size + 4, path);
    return Uint8Array.from({ length: size }, (_, index) => Number.parseInt(digits.slice(2 * index, 2 * index + 2), 16));
  }

  private warnOfSize(octets: number | undefined, path: Path): void {
    if (octets !== undefined && octets > frameOctets.maxBasic) {
      this.findings.warn(
        path,
        `${octets} octets: a basic frame ends at ${frameOctets.maxBasic}, and its receivers count a longer one as a giant`,
      );
    }
  }

  private senders(from: string | string[], path: Path): string[] {
    if (from === 'all') return this.allHosts;
    return this.hostList(from, path);
  }

  private hostList(given: string | string[], path: Path): string[] {
    if (typeof given === 'string') return [this.hostNamed(given, path).name];
    const names = given.map((name, index) => this.hostNamed(name, [...path, index]).name);
    const seen = new Set<string>();
    for (const [index, name] of names.entries()) {
      if (seen.has(name)) this.findings.fail([...path, index], 'duplicate-name', `'${name}' is in the list already`);
      seen.add(name);
    }
    return names;
  }

  private receivers(to: string | string[], from: string[], path: Path): TrafficSource['to'] {
    if (to === 'broadcast') return { kind: 'broadcast' };
    if (to === 'next' || to === 'others' || to === 'all') {
      if (this.hosts.length < 2) this.findings.fail(path, 'contradiction', 'there is no other host');
      return { kind: to === 'next' ? 'next' : 'others' };
    }
    const hosts = this.hostList(to, path);
    if (hosts.length === 1 && from.includes(hosts[0]!)) {
      this.findings.fail(path, 'contradiction', `'${hosts[0]}' would send to itself`);
    }
    return { kind: 'hosts', hosts };
  }

  private sizes(given: z.output<typeof source>, path: Path): FrameSizes {
    const { octets, octetsFrom } = given;
    if (octets !== undefined && octetsFrom !== undefined) {
      this.findings.fail([...path, 'octetsFrom'], 'contradiction', 'say octets or octetsFrom, not both', 'key');
    }
    this.warnOfSize(octets, [...path, 'octets']);
    if (octetsFrom === undefined) return { kind: 'fixed', octets: octets ?? frameOctets.minFrame };
    if (octetsFrom === 'imix') return { kind: 'weighted', sizes: imix };
    if (Array.isArray(octetsFrom)) return { kind: 'weighted', sizes: octetsFrom };
    const { min, max } = octetsFrom;
    if (min > max) this.findings.fail([...path, 'octetsFrom', 'min'], 'contradiction', 'lies above max');
    return { kind: 'uniform', least: min, most: max };
  }
}
