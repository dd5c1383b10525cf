// Model 2 (clause 13.4) by the book: for every pair of stations, in both directions, walk the path and add up the table.
import type { ScenarioLink, ScenarioNode } from '../../src/lab/scenario/resolve-topology.js';

/** Table 13-2: base of a left end, a middle and a right end, and bit times a metre. */
const table = {
  '10base5': { base: [11.75, 46.5, 169.5], metre: 0.0866 },
  '10base2': { base: [11.75, 46.5, 169.5], metre: 0.1026 },
  '10base-t': { base: [15.25, 42, 165], metre: 0.113 },
} as const;

interface Hop {
  link: ScenarioLink;
  other: string;
}

/** The largest path delay value between two stations with a repeater between them; cables of the usual velocity. */
export function slowestRoundTrip(nodes: Map<string, ScenarioNode>, links: ScenarioLink[]): number | undefined {
  const hops = new Map<string, Hop[]>([...nodes.keys()].map((name) => [name, []]));
  for (const link of links) {
    const [a, b] = link.kind === 'cable' ? [link.ends[0].node, link.ends[1].node] : [link.end.node, link.coax];
    hops.get(a)!.push({ link, other: b });
    hops.get(b)!.push({ link, other: a });
  }
  const hosts = [...nodes.values()].filter(({ kind }) => kind === 'host').map(({ name }) => name);
  const values = hosts.flatMap((from) =>
    hosts
      .filter((to) => to !== from)
      .flatMap((to) => {
        const route = routeBetween(from, to, hops);
        return route?.some(({ other }) => nodes.get(other)!.kind === 'repeater') ? [pathDelay(route, nodes)] : [];
      }),
  );
  return values.length > 0 ? Math.max(...values) : undefined;
}

function routeBetween(from: string, to: string, hops: Map<string, Hop[]>, came?: ScenarioLink): Hop[] | undefined {
  if (from === to) return [];
  for (const hop of hops.get(from)!) {
    if (hop.link === came) continue;
    const rest = routeBetween(hop.other, to, hops, hop.link);
    if (rest) return [hop, ...rest];
  }
  return undefined;
}

function pathDelay(route: Hop[], nodes: Map<string, ScenarioNode>): number {
  const segments: { metres: number; excess: number; type: keyof typeof table }[] = [];
  for (let at = 0; at < route.length; at++) {
    const { link } = route[at]!;
    if (link.kind === 'cable') segments.push({ metres: link.lengthMetres, excess: 0, type: '10base-t' });
    else {
      const next = route[++at]!.link;
      const coax = nodes.get(link.coax)!;
      if (next.kind !== 'tap' || coax.kind !== 'coax') throw new Error('a coax is left as it was entered, by a tap');
      const excess = Math.max(0, link.dropMetres - 2) + Math.max(0, next.dropMetres - 2);
      segments.push({ metres: Math.abs(link.atMetres - next.atMetres), excess, type: coax.type });
    }
  }
  const sum = segments.reduce((total, { metres, excess, type }, index) => {
    const part = index === 0 ? 0 : index === segments.length - 1 ? 2 : 1;
    return total + table[type].base[part] + metres * table[type].metre + excess * 0.1026;
  }, 0);
  return sum + 5;
}
