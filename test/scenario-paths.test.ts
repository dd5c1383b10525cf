// Model 2 of clause 13: which collision domains are small enough, judged against a walk of every path.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestPaths } from '../src/lab/scenario/path-delay.js';
import { type Scenario, type ScenarioInput, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { slowestRoundTrip } from './oracle/model2.js';

type Nodes = ScenarioInput['topology']['nodes'];
type Link = NonNullable<ScenarioInput['topology']['links']>[number];

const mapOf = ({ nodes }: Scenario) => new Map(nodes.map((node) => [node.name, node]));
const paths = (scenario: Scenario) => longestPaths(mapOf(scenario), scenario.links);

/** A row of `hubs` hubs, a station at each end, `metres` of twisted pair everywhere. */
function row(hubs: number, metres: number): Scenario {
  const nodes: Nodes = { west: { kind: 'host' }, east: { kind: 'host' } };
  for (let hub = 1; hub <= hubs; hub++) nodes[`hub${hub}`] = { kind: 'repeater', ports: 2 };
  const stops = ['west', ...Array.from({ length: hubs }, (_, index) => `hub${index + 1}`), 'east'];
  const links = stops.slice(1).map((stop, index): Link => {
    const left = index === 0 ? 'west' : `${stops[index]}:2`;
    return { endpoints: [left, stop === 'east' ? 'east' : `${stop}:1`], length: `${metres}m` };
  });
  return scenarioFrom({ name: 'row', topology: { nodes, links } });
}

describe('the round trip by Model 2', () => {
  it('of four hubs and five full segments of twisted pair is 26.55 + 3 x 53.3 + 176.3 + 5 bit times', () => {
    const found = paths(row(4, 100));
    expect(found?.slowest.roundTripBits).toBeCloseTo(26.55 + 3 * 53.3 + 176.3 + 5, 9);
    expect(found?.deepest.repeaters).toBe(4);
  });

  const facts = fileURLToPath(new URL('../../shared/facts/delays.json', import.meta.url));
  it.skipIf(!existsSync(facts))('takes each full segment from the published table', () => {
    const { rows } = JSON.parse(readFileSync(facts, 'utf8')).model2_path_delay;
    const twisted = rows.find(([segment]: [string]) => segment === '10BASE-T');
    expect(paths(row(1, 100))?.slowest.roundTripBits).toBeCloseTo(twisted[3] + twisted[7] + 5, 9);
    for (const [segment, metres, , left] of rows.filter(([name]: [string]) => /^10BASE[25]$/.test(name))) {
      const nodes: Nodes = {
        a: { kind: 'host' },
        b: { kind: 'host' },
        hub: { kind: 'repeater', ports: 2 },
        bus: { kind: 'coax', type: segment.toLowerCase(), length: `${metres}m` },
      };
      const links: Link[] = [
        { endpoints: ['a', 'bus'], at: '0m' },
        { endpoints: ['hub:1', 'bus'], at: `${metres}m` },
        { endpoints: ['hub:2', 'b'], length: '100m' },
      ];
      const found = paths(scenarioFrom({ name: 'mixed', topology: { nodes, links } }));
      const right = rows.find(([name]: [string]) => name === segment)[7];
      expect(found?.slowest.roundTripBits).toBeCloseTo(Math.max(left + twisted[7], twisted[3] + right) + 5, 2);
    }
  });

  it('is the largest that a walk of every pair of stations finds, on any tree of hubs and coaxes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(1e6), fc.nat(200), fc.nat(50)), { maxLength: 24 }), (steps) => {
        const scenario = growTree(steps);
        const found = paths(scenario);
        const slowest = slowestRoundTrip(mapOf(scenario), scenario.links);
        if (slowest === undefined) expect(found).toBeUndefined();
        else expect(found?.slowest.roundTripBits).toBeCloseTo(slowest, 6);
      }),
      { numRuns: 300 },
    );
  });
});

/** Adds a host, a hub or a coax at a time, each to some hub or coax that stands already. */
function growTree(steps: [number, number, number, number][]): Scenario {
  const nodes: Nodes = { hub0: { kind: 'repeater', ports: 30 } };
  const links: Link[] = [];
  const anchors = ['hub0'];
  let ports = 0;
  for (const [kind, place, metres, drop] of steps) {
    const anchor = anchors[place % anchors.length]!;
    const onCoax = anchor.startsWith('bus');
    const name = `${['host', 'host', 'hub', 'bus'][onCoax && kind === 3 ? 2 : kind]}${links.length + 1}`;
    nodes[name] = name.startsWith('host')
      ? { kind: 'host' }
      : name.startsWith('hub')
        ? { kind: 'repeater', ports: 30 }
        : { kind: 'coax', type: metres % 2 ? '10base2' : '10base5', length: '200m' };
    const end = name.startsWith('hub') ? `${name}:30` : name;
    const attached = onCoax ? anchor : `${anchor}:${++ports}`;
    const tap = onCoax || name.startsWith('bus');
    links.push({
      endpoints: [end, attached],
      ...(tap ? { at: `${metres}m`, drop: `${drop}m` } : { length: `${metres + 1}m` }),
    });
    if (!name.startsWith('host')) anchors.push(name);
  }
  return scenarioFrom({ name: 'tree', topology: { nodes, links } });
}

describe('a warning', () => {
  const messages = (scenario: Scenario) => scenario.warnings.map(({ message }) => message).join('\n');

  it('comes with a fifth hub, and with a round trip above 575 bit times', () => {
    expect(messages(row(4, 100))).toBe('');
    expect(messages(row(5, 100))).toBe("from 'west' to 'east' there are 5 repeaters; at most 4 (clause 13.3)");
    // 15.25 + 3 x 42 + 165 + 5 + 5 x 0.113 a metre = 575 at 466.8 m.
    expect(messages(row(4, 466))).not.toContain('Model 2');
    expect(messages(row(4, 467))).toContain("the round trip from 'west' to 'east' is 575.1 bit times by Model 2");
  });

  it('is not given for stations on one segment, which its own length judges', () => {
    const nodes: Nodes = { a: { kind: 'host' }, b: { kind: 'host' } };
    const links: Link[] = [{ endpoints: ['a', 'b'], length: '100m' }];
    expect(paths(scenarioFrom({ name: 'pair', topology: { nodes, links } }))).toBeUndefined();
  });
});
