// A loop of repeaters would carry every frame round for ever: repeaters have no memory to notice it (that is what bridges
// and their spanning tree are for), so a collision domain must be a tree.
import type { Path } from './error.js';
import type { Findings } from './findings.js';
import type { ScenarioLink } from './resolve-topology.js';

/** Refuses the first link that closes a loop of hubs and coaxes, and names the loop. */
export function refuseLoops(links: ScenarioLink[], findings: Findings): void {
  const parent = new Map<string, string>();
  const root = (node: string): string => {
    let top = node;
    for (let up = parent.get(top); up !== undefined; up = parent.get(top)) top = up;
    for (let next = node; next !== top; ) {
      const up = parent.get(next)!;
      parent.set(next, top);
      next = up;
    }
    return top;
  };
  const neighbours = new Map<string, string[]>();
  for (const [index, link] of links.entries()) {
    const [first, second] = nodesOf(link);
    const [firstRoot, secondRoot] = [root(first), root(second)];
    if (firstRoot === secondRoot) {
      const path: Path = ['topology', 'links', index, 'endpoints'];
      const loop = pathBetween(first, second, neighbours);
      findings.fail(path, 'loop', `closes a loop of repeaters: ${nameLoop([...loop, first])}`);
    }
    parent.set(firstRoot, secondRoot);
    neighbours.set(first, [...(neighbours.get(first) ?? []), second]);
    neighbours.set(second, [...(neighbours.get(second) ?? []), first]);
  }
}

/** The two boxes that a link joins. */
export function nodesOf(link: ScenarioLink): [string, string] {
  return link.kind === 'cable' ? [link.ends[0].node, link.ends[1].node] : [link.end.node, link.coax];
}

function pathBetween(from: string, to: string, neighbours: Map<string, string[]>): string[] {
  const cameFrom = new Map<string, string>([[from, from]]);
  const queue = [from];
  for (let at = queue.shift(); at !== undefined && at !== to; at = queue.shift()) {
    for (const next of neighbours.get(at) ?? []) {
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  }
  const path = [to];
  for (let at = to; at !== from; ) {
    at = cameFrom.get(at)!;
    path.push(at);
  }
  return path.reverse();
}

function nameLoop(loop: string[]): string {
  const shown = loop.length > 14 ? [...loop.slice(0, 12), '…', loop.at(-1)!] : loop;
  return shown.join(' - ');
}
