// Transmission System Model 2 (clause 13.4): is every path of a collision domain short enough for both ends of a
// collision to notice it? The table gives each segment of a path its share of the round trip, in bit times at 10 Mb/s:
//
//   station ── left end ── repeater ── middle ── repeater ── right end ── station      sum + 5 ≤ 575
import type { Path } from './error.js';
import type { Findings } from './findings.js';
import type { CableLink, CoaxNode, End, ScenarioLink, ScenarioNode, TapLink } from './resolve-topology.js';

/** Clause 13.4.1: the most that a path may take, and the repeaters that it may cross (clause 13.3). */
export const pathLimits = { roundTripBits: 575, repeaters: 4 } as const;

interface Share {
  left: number;
  middle: number;
  right: number;
  /** Round trip of a metre. */
  metre: number;
}

/** Table 13-2; the MAUs and 2 m of AUI cable at each are part of the base. */
const shares: Record<'10base5' | '10base2' | '10base-t', Share> = {
  '10base5': { left: 11.75, middle: 46.5, right: 169.5, metre: 0.0866 },
  '10base2': { left: 11.75, middle: 46.5, right: 169.5, metre: 0.1026 },
  '10base-t': { left: 15.25, middle: 42, right: 165, metre: 0.113 },
};
/** The velocity that the table's twisted pair goes by, as a fraction of the speed of light. */
const twistedPairVelocity = 0.585;
const auiMetre = 0.1026;
const auiMetresInBase = 2;
const marginBits = 5;

/** The path of the longest round trip between two stations with a repeater on their way. */
export interface LongestPath {
  from: string;
  to: string;
  roundTripBits: number;
  repeaters: number;
}

type Part = 'left' | 'middle' | 'right';

/** A port on a segment; `repeater` is the number of its repeater, or -1 for a station. */
interface Member {
  node: string;
  repeater: number;
  tap: TapLink | undefined;
}

/** A cable or a coax: the repeaters on it, and what a path from one member to another adds. */
interface Segment {
  repeaters: Member[];
  bits(from: Member, to: Member, part: Part): number;
}

/** A segment as one of its repeaters sees it, with the stations on it that are worst at either end of a path. */
interface Side {
  segment: Segment;
  self: Member;
  left: { host: string; bits: number } | undefined;
  right: { host: string; bits: number } | undefined;
}

interface Reach {
  from: string;
  bits: number;
  repeaters: number;
}

/**
 * The path with the longest round trip and the one with the most repeaters, or nothing when no path crosses a repeater.
 * The links must form a tree. Grows with the square of the number of repeaters, not with the number of stations.
 */
export function longestPaths(
  nodes: Map<string, ScenarioNode>,
  links: ScenarioLink[],
): { slowest: LongestPath; deepest: LongestPath } | undefined {
  const around = sidesOf(nodes, links);
  let slowest: LongestPath | undefined;
  let deepest: LongestPath | undefined;
  const arrive = (at: number, entered: Segment, reach: Reach): void => {
    for (const { segment, right } of around[at]!) {
      if (segment === entered || !right) continue;
      const roundTripBits = reach.bits + right.bits + marginBits;
      const path = { from: reach.from, to: right.host, roundTripBits, repeaters: reach.repeaters };
      if (!slowest || roundTripBits > slowest.roundTripBits) slowest = path;
      if (!deepest || path.repeaters > deepest.repeaters) deepest = path;
    }
  };
  for (const [first, sides] of around.entries()) {
    // The two worst stations at this repeater, on different segments: one of them is not where a path leaves again.
    const starts = sides
      .flatMap(({ segment, left }) => (left ? [{ segment, from: left.host, bits: left.bits }] : []))
      .sort((a, b) => b.bits - a.bits)
      .slice(0, 2);
    for (const { segment, ...start } of starts) walk(first, segment, { ...start, repeaters: 1 }, around, arrive);
  }
  return slowest && deepest ? { slowest, deepest } : undefined;
}

/** Tells of every repeater that a path reaches which entered the `first` one from `origin`. */
function walk(
  first: number,
  origin: Segment,
  start: Reach,
  around: Side[][],
  arrive: (at: number, entered: Segment, reach: Reach) => void,
): void {
  const stack = [{ at: first, entered: origin, reach: start }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { at, entered, reach } = next;
    arrive(at, entered, reach);
    for (const { segment, self } of around[at]!) {
      if (segment === entered) continue;
      for (const other of segment.repeaters) {
        if (other === self) continue;
        const bits = reach.bits + segment.bits(self, other, 'middle');
        stack.push({ at: other.repeater, entered: segment, reach: { ...reach, bits, repeaters: reach.repeaters + 1 } });
      }
    }
  }
}

/** For each repeater, by its number, the segments around it. */
function sidesOf(nodes: Map<string, ScenarioNode>, links: ScenarioLink[]): Side[][] {
  const repeaters = [...nodes.values()].filter(({ kind }) => kind === 'repeater');
  const numbers = new Map(repeaters.map(({ name }, index) => [name, index]));
  const around: Side[][] = repeaters.map(() => []);
  const member = ({ node }: End, tap?: TapLink): Member => ({ node, repeater: numbers.get(node) ?? -1, tap });
  const add = (members: Member[], bits: Segment['bits']): void => {
    const segment: Segment = { repeaters: members.filter(({ repeater }) => repeater >= 0), bits };
    const stations = members.filter(({ repeater }) => repeater < 0);
    for (const self of segment.repeaters) {
      const [left, right] = [worst(segment, self, stations, 'left'), worst(segment, self, stations, 'right')];
      around[self.repeater]!.push({ segment, self, left, right });
    }
  };
  const taps = new Map<string, Member[]>();
  for (const link of links) {
    if (link.kind === 'cable') {
      add(
        link.ends.map((end) => member(end)),
        (_from, _to, part) => cableBits(link, part),
      );
      continue;
    }
    const members = taps.get(link.coax);
    if (members) members.push(member(link.end, link));
    else taps.set(link.coax, [member(link.end, link)]);
  }
  for (const [name, members] of taps) {
    const coax = nodes.get(name);
    if (coax?.kind === 'coax') add(members, (from, to, part) => coaxBits(coax, from.tap!, to.tap!, part));
  }
  return around;
}

function worst(segment: Segment, self: Member, stations: Member[], part: Part): Side['left'] {
  let found: Side['left'];
  for (const station of stations) {
    const bits = segment.bits(station, self, part);
    if (!found || bits > found.bits) found = { host: station.node, bits };
  }
  return found;
}

function cableBits({ lengthMetres, velocity }: CableLink, part: Part): number {
  const share = shares['10base-t'];
  return share[part] + (lengthMetres * share.metre * twistedPairVelocity) / velocity;
}

function coaxBits(coax: CoaxNode, a: TapLink, b: TapLink, part: Part): number {
  const share = shares[coax.type];
  const excess = [a, b].map(({ dropMetres }) => Math.max(0, dropMetres - auiMetresInBase) * auiMetre);
  return share[part] + Math.abs(a.atMetres - b.atMetres) * share.metre + excess[0]! + excess[1]!;
}

/** Warns of the longest path when Model 2 does not allow it. */
export function warnOfLongPaths(nodes: Map<string, ScenarioNode>, links: ScenarioLink[], findings: Findings): void {
  const paths = longestPaths(nodes, links);
  if (!paths) return;
  const { slowest, deepest } = paths;
  const path: Path = ['topology', 'links'];
  if (slowest.roundTripBits > pathLimits.roundTripBits) {
    const bits = `${slowest.roundTripBits.toFixed(1)} bit times by Model 2; above ${pathLimits.roundTripBits} collisions may be late`;
    findings.warn(path, `the round trip from '${slowest.from}' to '${slowest.to}' is ${bits} (clause 13.4.1)`);
  }
  if (deepest.repeaters > pathLimits.repeaters) {
    const count = `${deepest.repeaters} repeaters; at most ${pathLimits.repeaters}`;
    findings.warn(path, `from '${deepest.from}' to '${deepest.to}' there are ${count} (clause 13.3)`);
  }
}
