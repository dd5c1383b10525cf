// What the standard says about boxes and cables once they are all known. Going beyond it is only a warning, since to see
// what happens there is what many come for; what can't be built at all is refused.
import type { Path } from './error.js';
import type { Findings } from './findings.js';
import { refuseLoops } from './loops.js';
import { warnOfLongPaths } from './path-delay.js';
import type { CoaxNode, ScenarioLink, ScenarioNode, TapLink } from './resolve-topology.js';

interface CoaxRules {
  lengthMetres: number;
  taps: number;
  spacingMetres: number;
  clause: string;
}

/** Clauses 8.6.1 and 8.6.2 for 10BASE5 (marks every 2.5 m), 10.7 for 10BASE2. */
const coaxRules: Record<CoaxNode['type'], CoaxRules> = {
  '10base5': { lengthMetres: 500, taps: 100, spacingMetres: 2.5, clause: '10BASE5, clause 8.6' },
  '10base2': { lengthMetres: 185, taps: 30, spacingMetres: 0.5, clause: '10BASE2, clause 10.7' },
};

/** Longest twisted pair of clause 14 and longest AUI cable of clause 7. */
const twistedPairMetres = 100;
const dropMetres = 50;

/** Checks a resolved topology; refuses loops and taps beyond the end, warns of the rest. */
export function checkTopology(nodes: Map<string, ScenarioNode>, links: ScenarioLink[], findings: Findings): void {
  refuseLoops(links, findings);
  const taps = new Map<string, { tap: TapLink; path: Path }[]>();
  const connected = new Set<string>();
  for (const [index, link] of links.entries()) {
    const path: Path = ['topology', 'links', index];
    if (link.kind === 'cable') {
      for (const end of link.ends) connected.add(end.node);
      if (link.lengthMetres > twistedPairMetres) {
        findings.warn(
          [...path, 'length'],
          `${link.lengthMetres} m of twisted pair; 10BASE-T ends at ${twistedPairMetres} m (clause 14.4.2)`,
        );
      }
      if (link.velocity < 0.585) findings.warn([...path, 'velocity'], 'slower than the 0.585 c of clause 14.4.2.4');
      continue;
    }
    connected.add(link.end.node);
    const list = taps.get(link.coax);
    if (list) list.push({ tap: link, path });
    else taps.set(link.coax, [{ tap: link, path }]);
  }
  for (const node of nodes.values()) {
    const path: Path = ['topology', 'nodes', node.name];
    if (node.kind === 'coax') checkCoax(node, taps.get(node.name) ?? [], path, findings);
    else if (node.kind === 'host' && !connected.has(node.name))
      findings.warn(path, 'has no cable, and will speak to nobody');
    else if (node.kind === 'repeater' && node.partition && node.partition.collisions < 31) {
      findings.warn(
        [...path, 'partition', 'collisions'],
        'clause 9.6.6.2 cuts a port off after more than 30 consecutive collisions',
      );
    }
  }
  warnOfDuplex(nodes, links, findings);
  warnOfLongPaths(nodes, links, findings);
}

function checkCoax(coax: CoaxNode, taps: { tap: TapLink; path: Path }[], path: Path, findings: Findings): void {
  const rules = coaxRules[coax.type];
  if (coax.lengthMetres > rules.lengthMetres) {
    findings.warn(
      [...path, 'length'],
      `${coax.lengthMetres} m; a segment ends at ${rules.lengthMetres} m (${rules.clause})`,
    );
  }
  if (taps.length > rules.taps)
    findings.warn(path, `${taps.length} taps; a segment has at most ${rules.taps} (${rules.clause})`);
  for (const { tap, path: at } of taps) {
    if (tap.atMetres > coax.lengthMetres) {
      findings.fail(
        [...at, 'at'],
        'bad-tap',
        `${tap.atMetres} m is beyond the end of '${coax.name}', which is ${coax.lengthMetres} m long`,
      );
    }
    if (tap.dropMetres > dropMetres)
      findings.warn([...at, 'drop'], `${tap.dropMetres} m; an AUI cable ends at ${dropMetres} m (clause 7.4.3)`);
    const marks = tap.atMetres / 2.5;
    if (coax.type === '10base5' && Math.abs(marks - Math.round(marks)) > 1e-9) {
      findings.warn(
        [...at, 'at'],
        `${tap.atMetres} m is not at one of the cable's marks, every 2.5 m (${rules.clause})`,
      );
    }
  }
  const inOrder = taps.toSorted((a, b) => a.tap.atMetres - b.tap.atMetres);
  for (const [index, { tap, path: at }] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (!before) continue;
    const gap = tap.atMetres - before.tap.atMetres;
    if (gap >= rules.spacingMetres - 1e-9) continue;
    const rounded = Math.round(gap * 1000) / 1000;
    findings.warn(
      [...at, 'at'],
      `${rounded} m from the tap of '${before.tap.end.node}'; at least ${rules.spacingMetres} m (${rules.clause})`,
    );
  }
}

/** Full duplex needs a direct cable and the same at both ends; anything else is the mismatch that everybody meets once. */
function warnOfDuplex(nodes: Map<string, ScenarioNode>, links: ScenarioLink[], findings: Findings): void {
  for (const link of links) {
    const hosts = (link.kind === 'cable' ? link.ends : [link.end]).map(({ node }) => nodes.get(node)!);
    const full = hosts.find((node) => node.kind === 'host' && node.duplex === 'full');
    if (!full) continue;
    const path: Path = ['topology', 'nodes', full.name, 'duplex'];
    const matched = link.kind === 'cable' && hosts.every((node) => node.kind === 'host' && node.duplex === 'full');
    if (matched) continue;
    if (link.kind === 'tap') {
      findings.fail(
        path,
        'contradiction',
        `full duplex, and taps the coax '${link.coax}', which is half duplex (clause 1.1.1.2)`,
      );
    }
    const other = `'${hosts.find((node) => node !== full)!.name}'`;
    findings.warn(path, `full duplex against ${other}, which is half duplex: a duplex mismatch`);
  }
}
