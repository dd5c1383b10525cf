// The editor changes a scenario as a careful hand would: what it says is changed, and nothing else.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../src/lab/scenario/scenario.js';
import { EditError, type NetworkEdit } from '../src/web/edit/edits.js';
import { patched } from '../src/web/edit/patch.js';
import { applyEdits } from '../src/web/edit/scenarioText.js';
import { prepare } from '../src/web/engine/jobs.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery).filter((name) => name.endsWith('.yaml'));
const text = (name: string): string => readFileSync(`${gallery}${name}.yaml`, 'utf8');
const read = (yaml: string) => parseScenario(yaml, 'edited.yaml');

/** Lines that went and lines that came, in order. */
function changes(before: string, after: string): string[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  const [rest, fresh] = [[...b], a.filter((line) => !b.includes(line)).map((line) => `- ${line.trim()}`)];
  for (const line of a) if (rest.includes(line)) rest.splice(rest.indexOf(line), 1);
  return [...fresh, ...rest.map((line) => `+ ${line.trim()}`)];
}

const edited = (name: string, ...edits: NetworkEdit[]): string => applyEdits(text(name), edits);

describe('an edit of the network', () => {
  it.each<[string, string, NetworkEdit, string[]]>([
    ['adds a station', 'hub-question', { what: 'addNode', kind: 'host' }, ['+ d: { kind: host }']],
    [
      'adds a station after numbered ones',
      'saturated-hub',
      { what: 'addNode', kind: 'host' },
      ['+ s9: { kind: host }'],
    ],
    [
      'adds a second hub',
      'hub-question',
      { what: 'addNode', kind: 'repeater' },
      ['+ hub2: { kind: repeater, ports: 8 }'],
    ],
    ['changes the seed', 'cable-cut', { what: 'set', path: ['seed'], value: 99 }, ['- seed: 1', '+ seed: 99']],
    [
      'sets a station to full duplex',
      'hub-question',
      { what: 'set', path: ['topology', 'nodes', 'b', 'duplex'], value: 'full' },
      ['- b: { kind: host }', '+ b: { kind: host, duplex: full }'],
    ],
    [
      'sets it back to what holds by default',
      'duplex-mismatch',
      { what: 'set', path: ['topology', 'nodes', 'a', 'duplex'], value: undefined },
      ['- a: { kind: host, duplex: full }', '+ a: { kind: host }'],
    ],
    [
      'sends a frame',
      'hub-question',
      { what: 'append', list: 'script', item: { at: '1ms', do: 'c.frame', to: 'a', octets: 100 } },
      ['+ - { at: 1ms, do: c.frame, to: a, octets: 100 }'],
    ],
    [
      'paints a first fault',
      'hub-question',
      { what: 'append', list: 'faults', item: { at: '6us', link: 'a:eth0', noise: { for: '2us' } } },
      ['+ faults:', '+ - { at: 6us, link: a:eth0, noise: { for: 2us } }'],
    ],
    [
      'takes a fault away, and the list with its last',
      'flipped-bit',
      { what: 'removeItem', list: 'faults', index: 0 },
      [
        '- faults:',
        '- # Bit 0 is the first after the start frame delimiter, so bit 200 is the first one of octet 25.',
        '- - { at: 0.9ms, link: last-metres, flip: { bit: 200 } }',
      ],
    ],
  ])('%s, and leaves every other line as it was', (_, name, edit, expected) => {
    const after = edited(name, edit);
    expect(changes(text(name), after)).toEqual(expected);
    read(after);
  });

  it('plugs a new station into the next free port, and gives the hub one more when there is none', () => {
    const after = edited(
      'hub-question',
      { what: 'addNode', kind: 'host' },
      { what: 'connect', node: 'd', to: 'hub', metres: 25 },
    );
    expect(changes(text('hub-question'), after)).toEqual([
      '- hub: { kind: repeater, ports: 3 }',
      '+ hub: { kind: repeater, ports: 4 }',
      '+ d: { kind: host }',
      '+ - { endpoints: [d:eth0, hub:4], length: 25m }',
    ]);
    expect(read(after).links.at(-1)).toMatchObject({ name: 'd:eth0-hub:4', lengthMetres: 25 });
  });

  it('moves a station from one hub to another with its one cable', () => {
    const after = read(edited('chained-hubs', { what: 'connect', node: 'middle', to: 'hub3', metres: 30 }));
    expect(after.links.filter(({ name }) => name.startsWith('middle')).map(({ name }) => name)).toEqual([
      'middle:eth0-hub3:2',
    ]);
  });

  it('taps a coax in the middle of its widest free stretch, on a mark', () => {
    const after = read(
      edited('coax-bus', { what: 'addNode', kind: 'host' }, { what: 'connect', node: 'a', to: 'yellow', metres: 0 }),
    );
    expect(after.links.at(-1)).toMatchObject({ kind: 'tap', coax: 'yellow', atMetres: 375 });
  });

  it('removes a station with its cable and all that is said of it', () => {
    const after = read(
      edited(
        'cable-cut',
        { what: 'removeNode', name: 'b' },
        { what: 'append', list: 'script', item: { at: '1ms', do: 'a.frame', to: 'broadcast' } },
      ),
    );
    expect(after.nodes.map(({ name }) => name)).toEqual(['hub', 'a']);
    expect(after.links).toHaveLength(1);
    expect(after.script).toHaveLength(1);
    expect(after.expect).toHaveLength(2);
  });

  it.each(names)('can take any station and any cable of %s away, so that what is left still runs', async (file) => {
    const before = text(file.replace('.yaml', ''));
    const { nodes, links } = read(before);
    if (read(before).replay) return;
    for (const { name } of nodes) {
      const after = applyEdits(before, [{ what: 'removeNode', name }]);
      for (const line of before.split('\n').filter((one) => one.startsWith('#'))) expect(after).toContain(line);
      // Of two stations one is left, and nobody to send to: that alone may be refused, with a word about it.
      if (nodes.filter((node) => node.kind === 'host').length > 2)
        expect(read(after).nodes).toHaveLength(nodes.length - 1);
    }
    for (const [link] of links.entries()) {
      const after = read(applyEdits(before, [{ what: 'removeLink', link }]));
      expect(after.links).toHaveLength(links.length - 1);
      await prepare({
        text: applyEdits(before, [{ what: 'removeLink', link }]),
        file,
        capture: undefined,
        seed: undefined,
        untilPs: undefined,
      });
    }
  });

  it('keeps comments and folded text of every scenario', () => {
    for (const file of names) {
      const before = readFileSync(gallery + file, 'utf8');
      const after = applyEdits(before, [{ what: 'addNode', kind: 'coax' }]);
      expect(
        changes(before, after).filter((line) => line.startsWith('-')),
        file,
      ).toEqual([]);
      expect(changes(before, after), file).toHaveLength(1);
    }
  });

  it('is the same edit in a layout that is not the usual one', () => {
    const before = text('cable-cut')
      .split('\n')
      .map((line) => (/^ *- \{/.test(line) ? `    ${line}` : line))
      .join('\n');
    const item = { at: '3ms', do: 'a.frame', to: 'b' };
    const after = applyEdits(before, [{ what: 'append', list: 'script', item }]);
    expect(read(after).script).toHaveLength(read(before).script.length + 1);
    expect(after).toContain('# into the void');
  });

  it('leaves JSON JSON', () => {
    const before = JSON.stringify({ name: 'j', topology: { nodes: { a: { kind: 'host' }, b: { kind: 'host' } } } });
    const after = applyEdits(before, [{ what: 'connect', node: 'a', to: 'b', metres: 5 }]);
    expect(JSON.parse(after).topology.links).toEqual([{ endpoints: ['a:eth0', 'b:eth0'], length: '5m' }]);
  });

  it.each<[string, NetworkEdit]>([
    ['a node that is not there', { what: 'removeNode', name: 'nobody' }],
    ['a link that is not there', { what: 'removeLink', link: 7 }],
    ['a cable from a station to itself', { what: 'connect', node: 'a', to: 'a', metres: 1 }],
    ['a value of nothing', { what: 'set', path: ['topology', 'nodes', 'x', 'duplex'], value: 'full' }],
  ])('refuses %s with a word about it', (_, edit) => {
    expect(() => edited('hub-question', edit)).toThrow(EditError);
  });

  it('may take away every station: the hub that is left can still be run', async () => {
    const bare = edited('hub-question', ...['a', 'b', 'c'].map((name): NetworkEdit => ({ what: 'removeNode', name })));
    expect(read(bare).nodes.map(({ name }) => name)).toEqual(['hub']);
    const experiment = await prepare({ text: bare, file: 'x', capture: undefined, seed: undefined, untilPs: 1e9 });
    experiment.run();
    expect(experiment.report()).toMatchObject({ simulatedPs: 1e9, stations: {} });
  });

  it('refuses to touch a text that is no scenario', () => {
    for (const garbage of ['', '[', 'a: b: c', '- 1', '\u0000']) {
      expect(() => applyEdits(garbage, [{ what: 'addNode', kind: 'host' }])).toThrow(EditError);
    }
  });
});

describe('a variant', () => {
  it('puts a coax in the place of a hub: the two farthest stations are as far apart as before', () => {
    const { nodes, links, expect: expected } = read(edited('hub-question', { what: 'variant', to: 'coax' }));
    expect(nodes[0]).toMatchObject({ kind: 'coax', name: 'hub', lengthMetres: 200 });
    expect(links.map((link) => link.kind === 'tap' && link.atMetres)).toEqual([0, 10, 200]);
    expect(expected).toEqual([]);
  });

  it('sets everybody to full duplex, and back', () => {
    const full = edited('hub-question', { what: 'variant', to: 'fullDuplex' });
    const duplex = (yaml: string) => read(yaml).nodes.flatMap((node) => (node.kind === 'host' ? [node.duplex] : []));
    expect(duplex(full)).toEqual(['full', 'full', 'full']);
    expect(duplex(applyEdits(full, [{ what: 'variant', to: 'halfDuplex' }]))).toEqual(['half', 'half', 'half']);
  });

  it('of every scenario with hubs and stations is one that can be built', async () => {
    for (const file of names) {
      const before = readFileSync(gallery + file, 'utf8');
      const scenario = read(before);
      if (scenario.replay || !scenario.nodes.some(({ kind }) => kind === 'repeater') || file.startsWith('chained'))
        continue;
      const after = applyEdits(before, [{ what: 'variant', to: 'coax' }]);
      await prepare({ text: after, file, capture: undefined, seed: undefined, untilPs: undefined });
    }
  });
});

describe('a patched text', () => {
  it('takes only the changed lines from another layout of it', () => {
    const mine = 'a:   1  # one\n\nlist:\n    - x\n    - y\nfolded: >-\n  many\n  words\nseed: 1\nend: true\n';
    const before = 'a: 1 # one\n\nlist:\n  - x\n  - y\nfolded: >-\n  many words\nseed: 1\nend: true\n';
    expect(patched(mine, before, before)).toBe(mine);
    expect(patched(mine, before, before.replace('  - y\n', '  - y\n  - z\n'))).toBe(
      mine.replace('    - y\n', '    - y\n  - z\n'),
    );
    expect(patched(mine, before, before.replace('end: true', 'end: false'))).toBe(
      mine.replace('end: true', 'end: false'),
    );
  });
});
