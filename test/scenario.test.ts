import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenario, type Scenario, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { scenarioJsonSchema } from '../src/lab/scenario/schema.js';

const bench = `name: bench
seed: 42
until: 10ms
topology:
  nodes:
    hub: { kind: repeater, ports: 4, speed: 10M, ppm: 30 }
    a: { kind: host }
    b: { kind: host, mac: '02-00-00-00-00-0A', duplex: half, multicast: ['01:80:c2:00:00:01'], ppm: -50 }
    c: { kind: host, lateCollision: drop, queue: 3 }
    bus: { kind: coax, length: 500m }
  links:
    - { endpoints: ['a:eth0', 'hub:1'], length: 1.5km, name: long, corrupt: 0.25 }
    - { endpoints: ['hub:2', 'b'], polarity: swapped, velocity: 0.6 }
    - { endpoints: ['hub:4', 'bus'], at: 12.5m, drop: 20m }
    - { endpoints: ['bus', 'c:eth0'], at: 500m }
script:
  - { at: 0us, do: a.frame, to: b, octets: 64 }
  - { at: 0.3us, do: b.frame, to: broadcast, count: 3, every: 1ms }
  - { at: 1us, do: c.frame, hex: 'ff ff ff ff ff ff 020000000003 0800 45' }
  - { at: 2ms, do: long.cut }
  - { at: 3ms, do: 'a:eth0.restore' }
  - { at: 4ms, do: a.babble, for: 30ms }
faults:
  - { at: 60us, link: 'b:eth0', flip: { bit: 17 }, count: 2, direction: hub }
  - { at: 61us, link: 'hub:4', noise: { for: 10us } }
  - { at: 62us, link: c, cut: true }
traffic:
  - { from: all, to: next, kind: poisson, rate: 2M, octetsFrom: { min: 64, max: 1518 } }
  - { from: [a, b], to: c, kind: on-off, on: 1ms, off: 2ms, rate: 100/s, octetsFrom: imix, start: 1ms, stop: 2ms }
  - { from: a, to: others, kind: saturated, octets: 1518 }
expect:
  - { event: collision, count: '3..5', node: a, after: 1us, before: 1ms }
  - { event: jam }
  - { stat: a.lateCollisions, equals: 0 }
  - { stat: lab.drops.queueFull, between: [1, 4] }
  - { event: linkDown, link: a }
  - { fingerprint: 0123456789 }
`;

const byName = (scenario: Scenario, name: string) => scenario.nodes.find((node) => node.name === name);

describe('a scenario', () => {
  const scenario = parseScenario(bench, 'bench.yaml');

  it('comes out with times in picoseconds, lengths in metres and rates in bits a second', () => {
    expect(scenario.untilPs).toBe(10_000_000_000);
    expect(scenario.script.map(({ atPs }) => atPs)).toEqual([0, 300_000, 1e6, 2e9, 3e9, 4e9]);
    expect(byName(scenario, 'hub')).toMatchObject({ rateBitsPerSecond: 10_000_000, ports: 4, ppm: 30 });
    expect(scenario.links[0]).toMatchObject({ kind: 'cable', lengthMetres: 1500, velocity: 0.585, corrupt: 0.25 });
    expect(byName(scenario, 'bus')).toMatchObject({ type: '10base5', lengthMetres: 500 });
  });

  it('gives every host an address of its own, in the order of the file unless it says one', () => {
    const macs = ['a', 'b', 'c'].map((name) => (byName(scenario, name) as { mac: string }).mac);
    expect(macs).toEqual(['02:00:00:00:00:01', '02:00:00:00:00:0a', '02:00:00:00:00:03']);
  });

  it('never hands out an address that a later host has claimed', () => {
    const nodes = { a: { kind: 'host' }, b: { kind: 'host', mac: '02:00:00:00:00:01' }, c: { kind: 'host' } } as const;
    const { nodes: hosts } = scenarioFrom({ name: 'claimed', topology: { nodes } });
    expect(new Set(hosts.map((host) => (host as { mac: string }).mac)).size).toBe(3);
  });

  it('plugs cables into ports and taps into coax, whichever end is written first', () => {
    expect(scenario.links.map(({ name }) => name)).toEqual(['long', 'hub:2-b:eth0', 'hub:4-bus', 'c:eth0-bus']);
    expect(scenario.links[1]).toMatchObject({
      ends: [
        { kind: 'repeater', node: 'hub', port: 2 },
        { kind: 'host', node: 'b', port: 'eth0' },
      ],
      polarity: 'swapped',
      lengthMetres: 10,
    });
    expect(scenario.links[2]).toMatchObject({ kind: 'tap', coax: 'bus', atMetres: 12.5, dropMetres: 20 });
    expect(scenario.links[3]).toMatchObject({ kind: 'tap', end: { node: 'c' }, atMetres: 500, dropMetres: 0 });
  });

  it('knows a link by its name, by a port, or by a host that has only one', () => {
    const named = [...scenario.script, ...scenario.faults].flatMap((entry) => ('link' in entry ? [entry.link] : []));
    expect(named).toEqual(['long', 'long', 'hub:2-b:eth0', 'hub:4-bus', 'c:eth0-bus']);
    expect(scenario.faults[0]).toMatchObject({ kind: 'flip', bit: 17, count: 2, from: 'hub' });
  });

  it('turns names of receivers into addresses, and hexadecimal frames into octets', () => {
    expect(scenario.script[0]).toMatchObject({ destination: '02:00:00:00:00:0a', octets: 64, count: 1 });
    expect(scenario.script[1]).toMatchObject({ destination: 'ff:ff:ff:ff:ff:ff', count: 3, everyPs: 1e9 });
    const given = scenario.script[2];
    expect(given?.verb === 'frame' && [...(given.frame ?? [])].slice(-4)).toEqual([3, 8, 0, 0x45]);
  });

  it('reads sources with their receivers, sizes and pattern', () => {
    expect(scenario.traffic[0]).toMatchObject({
      from: ['a', 'b', 'c'],
      to: { kind: 'next' },
      sizes: { kind: 'uniform', least: 64, most: 1518 },
      pattern: { kind: 'poisson', rate: { bitsPerSecond: 2e6 } },
    });
    expect(scenario.traffic[1]).toMatchObject({
      to: { kind: 'hosts', hosts: ['c'] },
      pattern: { kind: 'on-off', onPs: 1e9, offPs: 2e9, rate: { framesPerSecond: 100 } },
      startPs: 1e9,
      stopPs: 2e9,
    });
    expect(scenario.traffic[2]).toMatchObject({ to: { kind: 'others' }, pattern: { kind: 'saturated' } });
  });

  it('reads what it expects as bounds, and a fingerprint by its digits, leading zero and all', () => {
    expect(scenario.expect).toMatchObject([
      { kind: 'event', event: 'collision', count: { least: 3, most: 5 }, part: 'a', afterPs: 1e6, beforePs: 1e9 },
      { kind: 'event', event: 'jam', count: { least: 1, most: Number.POSITIVE_INFINITY } },
      { kind: 'stat', of: 'station', node: 'a', counter: 'lateCollisions', least: 0, most: 0 },
      { kind: 'stat', of: 'lab', node: 'lab', counter: 'drops.queueFull', least: 1, most: 4 },
      { kind: 'event', event: 'linkDown', part: 'long' },
      { kind: 'fingerprint', fingerprint: '0123456789' },
    ]);
  });

  it.each([
    ['3', 3, 3],
    ['0', 0, 0],
    ['>=2', 2, Number.POSITIVE_INFINITY],
    ['>2', 3, Number.POSITIVE_INFINITY],
    ['<=4', 0, 4],
    ['<4', 0, 3],
    ['= 4', 4, 4],
    ['7..9', 7, 9],
  ])('counts %s as %d to %d', (count, least, most) => {
    const { expect: expectations } = parseScenario(bench.replace("'3..5'", `'${count}'`), 'bench.yaml');
    expect(expectations[0]).toMatchObject({ count: { least, most } });
  });

  it.each([
    ['original', 1],
    ['saturate', 'saturate'],
    ['x10', 10],
    ['x0.5', 0.5],
  ])('replays a capture at the pace %s', (pace, factor) => {
    const { replay } = parseScenario(`${bench}replay: { file: talk.pcap, pace: ${pace}, at: 1ms }\n`, 'bench.yaml');
    expect(replay).toEqual({ file: 'talk.pcap', pace: factor, atPs: 1e9 });
  });

  it('is the same from JSON, tabs and all, from YAML with anchors, and behind a byte order mark', () => {
    const nodes = { a: { kind: 'host' as const }, b: { kind: 'host' as const } };
    const link = { endpoints: ['a', 'b'] as [string, string], length: '20m' };
    const value = { name: 'pair', topology: { nodes, links: [link] } };
    const expected = { ...parseScenario(JSON.stringify(value), 'pair.json'), warnings: [] };
    const yaml =
      'name: pair\ntopology:\n  nodes: { a: &h { kind: host }, b: *h }\n  links: [{ endpoints: [a, b], length: 20m }]\n';
    expect(parseScenario(JSON.stringify(value, null, '\t'), 'pair.json')).toEqual(expected);
    expect(parseScenario(`\uFEFF${yaml.replaceAll('\n', '\r\n')}`, 'pair.yaml')).toEqual(expected);
    expect(scenarioFrom(value)).toEqual(expected);
  });

  it('may be as large as 4096 stations', { timeout: 30_000 }, () => {
    const names = Array.from({ length: 4092 }, (_, index) => `s${index}`);
    const nodes = names.map((name) => `    ${name}: { kind: host }\n`).join('');
    const hubs = [1, 2, 3, 4].map((hub) => `    hub${hub}: { kind: repeater, ports: 1024 }\n`).join('');
    const links = names.map(
      (name, index) => `    - { endpoints: [${name}, 'hub${1 + (index % 4)}:${1 + (index >> 2)}'] }\n`,
    );
    const text = `name: crowd\ntopology:\n  nodes:\n${nodes}${hubs}  links:\n${links.join('')}`;
    const crowd = parseScenario(text, 'crowd.yaml');
    expect(crowd.nodes).toHaveLength(4096);
    expect(new Set(crowd.nodes.flatMap((node) => (node.kind === 'host' ? [node.mac] : []))).size).toBe(4092);
  });
});

describe('the published JSON Schema', () => {
  const published = fileURLToPath(new URL('../dist/scenario.schema.json', import.meta.url));

  it.skipIf(!existsSync(published))('is the one that the code checks by (else: npm run build)', () => {
    expect(JSON.parse(readFileSync(published, 'utf8'))).toEqual(JSON.parse(JSON.stringify(scenarioJsonSchema())));
  });

  it('carries the units and the reasons into editors', () => {
    const text = JSON.stringify(scenarioJsonSchema());
    for (const word of ['51.2us', '12.5m', '10M', 'clause 9', 'hub:1']) expect(text).toContain(word);
  });
});
