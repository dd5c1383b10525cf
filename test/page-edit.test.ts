// Handles of the page write into the scenario's own text: nothing but the one value may change.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../src/lab/scenario/scenario.js';
import { applyEdits, setLinkLength, setScript, setTapPlace } from '../src/web/edit/scenarioText.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const text = (name: string) => readFileSync(`${gallery}${name}.yaml`, 'utf8');
const read = (yaml: string) => parseScenario(yaml, 'edited.yaml');

/** The lines in which two texts differ, as pairs. */
function changed(before: string, after: string): [string | undefined, string | undefined][] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, i): [string?, string?] => [a[i], b[i]])
    .filter(([x, y]) => x !== y)
    .map(([x, y]) => [x, y]);
}

describe('an edit of a scenario', () => {
  it('makes a cable longer and leaves every other line as it was', () => {
    const before = text('hub-question');
    const after = setLinkLength(before, 0, 3000);
    expect(changed(before, after)).toEqual([
      [
        "    - { endpoints: ['a:eth0', 'hub:1'], length: 100m }",
        "    - { endpoints: ['a:eth0', 'hub:1'], length: 3km }",
      ],
    ]);
    expect(read(after).links[0]).toMatchObject({ lengthMetres: 3000 });
  });

  it('can set the length of every cable of every scenario of the gallery', () => {
    for (const name of readdirSync(gallery).filter((file) => file.endsWith('.yaml'))) {
      const before = readFileSync(gallery + name, 'utf8');
      for (const [index, link] of read(before).links.entries()) {
        const after = link.kind === 'cable' ? setLinkLength(before, index, 77.25) : setTapPlace(before, index, 77.25);
        const its = read(after).links[index]!;
        expect(its.kind === 'cable' ? its.lengthMetres : its.atMetres).toBe(77.25);
        expect(changed(before, after)).toHaveLength(1);
      }
    }
  });

  it('gives a cable without a length one, and keeps the comments', () => {
    const before = [
      'name: bare',
      'topology:',
      '  nodes: { a: { kind: host }, b: { kind: host } } # two',
      '  links:',
      "    - { endpoints: ['a:eth0', 'b:eth0'] } # how long?",
      '',
    ].join('\n');
    const after = setLinkLength(before, 0, 12.5);
    expect(read(after).links[0]).toMatchObject({ lengthMetres: 12.5 });
    expect(after).toContain('# how long?');
    expect(after).toContain('# two');
  });

  it('changes one of two cables that were written once, and not the other', () => {
    const before = [
      'name: twins',
      'topology:',
      '  nodes: { hub: { kind: repeater, ports: 2 }, a: { kind: host }, b: { kind: host } }',
      '  links:',
      "    - { endpoints: ['a:eth0', 'hub:1'], length: &long 100m }",
      "    - { endpoints: ['b:eth0', 'hub:2'], length: *long }",
      '',
    ].join('\n');
    const lengths = read(setLinkLength(before, 1, 5)).links.map((link) => link.kind === 'cable' && link.lengthMetres);
    expect(lengths).toEqual([100, 5]);
  });

  it('moves a frame of the script to the picosecond, and sizes it', () => {
    const after = setScript(text('hub-question'), 1, { atPs: 1_234_567, octets: 512 });
    expect(read(after).script[1]).toMatchObject({ atPs: 1_234_567, octets: 512 });
    expect(read(after).script[0]).toMatchObject({ atPs: 0, octets: 64 });
  });

  it('edits JSON as JSON', () => {
    const nodes = { a: { kind: 'host' }, b: { kind: 'host' } };
    const links = [{ endpoints: ['a:eth0', 'b:eth0'], length: '10m' }];
    const before = JSON.stringify({ name: 'json', topology: { nodes, links } });
    const after = applyEdits(before, [{ what: 'length', link: 0, metres: 20 }]);
    expect(JSON.parse(after).topology.links[0].length).toBe('20m');
  });

  it('says so when there is no such cable', () => {
    expect(() => setLinkLength(text('hub-question'), 9, 10)).toThrow(/no topology\.links\.9/);
  });
});
