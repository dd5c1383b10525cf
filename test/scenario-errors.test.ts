// One clear error for each thing that can be wrong: file, line, column, field, code, and words that help.
import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../src/lab/scenario/error.js';
import { parseScenario } from '../src/lab/scenario/scenario.js';

const good = `name: bench
topology:
  nodes:
    hub: { kind: repeater, ports: 4 }
    a: { kind: host }
    b: { kind: host }
    bus: { kind: coax, length: 100m }
  links:
    - { endpoints: ['a:eth0', 'hub:1'], length: 100m }
    - { endpoints: ['b:eth0', 'hub:2'], length: 25m }
    - { endpoints: ['hub:3', 'bus'], at: 2.5m }
script:
  - { at: 0us, do: a.frame, to: b, octets: 64 }
faults:
  - { at: 60us, link: 'a:eth0', flip: { bit: 17 } }
traffic:
  - { from: a, to: b, kind: poisson, rate: 100/s, stop: 1s }
expect:
  - { event: collision, count: '>=1' }
  - { stat: a.framesSent, equals: 1 }
`;

function refusal(text: string): ScenarioError {
  try {
    parseScenario(text, 'bench.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError);
    return error as ScenarioError;
  }
  throw new Error('accepted');
}

/** `good` with the first `from` replaced; `from` must be there. */
function changed(from: string, to: string): string {
  expect(good).toContain(from);
  return good.replace(from, to);
}

describe('what is wrong in a scenario is said with its place', () => {
  it.each([
    // from, to, code, line:column, field, words
    ['ports: 4', 'portz: 4', 'unknown-key', '4:28', 'topology.nodes.hub.portz', "did you mean 'ports'?"],
    ['ports: 4', 'ports: 10000', 'bad-value', '4:35', 'topology.nodes.hub.ports', 'from 1 to 1024'],
    ['ports: 4', 'ports: 0', 'bad-value', '4:35', 'topology.nodes.hub.ports', 'from 1 to 1024'],
    ['ports: 4', 'ports: 2.5', 'bad-value', '4:35', 'topology.nodes.hub.ports', 'whole number'],
    ['ports: 4', 'ports: four', 'bad-value', '4:35', 'topology.nodes.hub.ports', 'whole number'],
    ['ports: 4', 'ports: .nan', 'bad-value', '4:35', 'topology.nodes.hub.ports', 'not a finite number'],
    ['ports: 4', 'ports: 4, ppm: 101', 'bad-value', '4:43', 'topology.nodes.hub.ppm', 'from -100 to 100'],
    ['ports: 4', 'ports: 4, ppm: -1e3', 'bad-value', '4:43', 'topology.nodes.hub.ppm', 'from -100 to 100'],
    ['ports: 4', 'ports: 4, ppm: fast', 'bad-value', '4:43', 'topology.nodes.hub.ppm', 'whole number'],
    ['ports: 4', 'ports: 4, speed: 100M', 'bad-value', '4:45', 'topology.nodes.hub.speed', '10M'],
    ['kind: repeater', 'kind: repater', 'bad-value', '4:18', 'topology.nodes.hub.kind', "did you mean 'repeater'?"],
    ['kind: repeater', 'kind: switch', 'not-yet', '4:18', 'topology.nodes.hub.kind', 'not in this version'],
    ['kind: repeater', 'kind: router', 'not-yet', '4:18', 'topology.nodes.hub.kind', 'not in this version'],
    ['kind: repeater, ', '', 'missing', '4:10', 'topology.nodes.hub.kind', 'is missing'],
    ['a: { kind: host }', 'a: { kind: host, ip: 10.0.0.1 }', 'not-yet', '5:22', 'topology.nodes.a.ip', 'this version'],
    ['a: { kind: host }', 'a: { kind: host, ppm: 101 }', 'bad-value', '5:27', 'topology.nodes.a.ppm', '-100 to 100'],
    ['a: { kind: host }', 'a: host', 'bad-value', '5:8', 'topology.nodes.a', ''],
    ['a: { kind: host }', 'a b: { kind: host }', 'bad-value', '5:5', 'topology.nodes.a b', 'a name is a letter'],
    ['a: { kind: host }', 'all: { kind: host }', 'bad-value', '5:5', 'topology.nodes.all', 'a meaning of its own'],
    ['a: { kind: host }', '__proto__: { kind: host }', 'unknown-key', '5:5', 'topology.nodes', '__proto__'],
    ['length: 100m }\n  links', 'length: -3m }\n  links', 'bad-value', '7:32', 'topology.nodes.bus.length', 'negative'],
    ['length: 25m', 'length: -25m', 'bad-value', '10:49', 'topology.links[1].length', 'is negative'],
    ['length: 25m', 'length: 25', 'bad-value', '10:49', 'topology.links[1].length', 'has no unit'],
    ['length: 25m', 'length: 0m', 'bad-value', '10:49', 'topology.links[1].length', 'between 10cm and 10km'],
    ['length: 25m', 'length: 40000km', 'bad-value', '10:49', 'topology.links[1].length', '10km'],
    ['length: 25m', 'length: [25m]', 'bad-value', '10:49', 'topology.links[1].length', 'a length such as'],
    ['length: 25m', 'lenght: 25m', 'unknown-key', '10:41', 'topology.links[1].lenght', "did you mean 'length'?"],
    ['length: 25m', 'loss: 1.5', 'bad-value', '10:47', 'topology.links[1].loss', 'between 0 and 1'],
    ['length: 25m', 'at: 5m', 'contradiction', '10:41', 'topology.links[1].at', 'a cable between two ports'],
    ['length: 25m', 'reorder: 0.1', 'not-yet', '10:41', 'topology.links[1].reorder', 'not in this version'],
    ['length: 25m', 'duplex: full', 'unknown-key', '10:41', 'topology.links[1].duplex', 'said of a host'],
    ["'hub:2'", "'hub:1'", 'port-taken', '10:31', 'topology.links[1].endpoints[1]', 'hub:1 already holds'],
    [
      "'b:eth0', 'hub:2'",
      "'a:eth0', 'hub:2'",
      'port-taken',
      '10:21',
      'topology.links[1].endpoints[0]',
      'a:eth0 already',
    ],
    ["'hub:2'", "'hub:9'", 'bad-port', '10:31', 'topology.links[1].endpoints[1]', 'ports 1 to 4'],
    ["'hub:2'", "'hub:0'", 'bad-port', '10:31', 'topology.links[1].endpoints[1]', 'ports 1 to 4'],
    ["'hub:2'", 'hub', 'bad-port', '10:31', 'topology.links[1].endpoints[1]', 'which port?'],
    ["'b:eth0'", "'b:eth1'", 'bad-port', '10:21', 'topology.links[1].endpoints[0]', 'one port, eth0'],
    ["'hub:2'", "'hubb:2'", 'unknown-node', '10:31', 'topology.links[1].endpoints[1]', "did you mean 'hub'?"],
    ["'hub:2'", "'b:eth0'", 'self-link', '10:20', 'topology.links[1].endpoints', "both ends are at 'b'"],
    ["'hub:2'", 'constructor', 'unknown-node', '10:31', 'topology.links[1].endpoints[1]', "no node 'constructor'"],
    ["['b:eth0', 'hub:2']", "['b:eth0']", 'bad-value', '10:20', 'topology.links[1].endpoints', 'two endpoints'],
    ["['b:eth0', 'hub:2']", "['b:eth0', 'hub:2', 'a']", 'bad-value', '10:20', 'topology.links[1].endpoints', ''],
    ['at: 2.5m', 'length: 5m', 'contradiction', '11:38', 'topology.links[2].length', 'a tap on a coax'],
    [', at: 2.5m', '', 'missing', '11:7', 'topology.links[2].at', 'how far from the left end'],
    ['at: 2.5m', 'at: 102.5m', 'bad-tap', '11:42', 'topology.links[2].at', 'beyond the end'],
    ["'bus'], at", "'bus:1'], at", 'bad-port', '11:30', 'topology.links[2].endpoints[1]', 'a coax has no ports'],
    ['do: a.frame', 'do: a.fram', 'bad-value', '13:20', 'script[0].do', "did you mean 'frame'?"],
    ['do: a.frame', 'do: a.ping', 'not-yet', '13:20', 'script[0].do', 'not in this version'],
    ['do: a.frame', 'do: a.http.get', 'not-yet', '13:20', 'script[0].do', 'not in this version'],
    ['do: a.frame', 'do: hub.frame', 'unknown-node', '13:20', 'script[0].do', 'only a host sends'],
    ['do: a.frame', 'do: x.frame', 'unknown-node', '13:20', 'script[0].do', "no node 'x'"],
    ['do: a.frame', 'do: { toString: 1 }', 'bad-value', '13:20', 'script[0].do', 'a map'],
    ['do: a.frame, to: b, octets: 64', 'do: a.cut, to: b', 'unknown-key', '13:27', 'script[0].to', 'at, do'],
    ['do: a.frame, to: b, octets: 64', 'do: hub.cut', 'unknown-link', '13:20', 'script[0].do', '3 links'],
    ['to: b, octets', 'octets', 'missing', '13:5', 'script[0].to', 'who is the frame for?'],
    ['to: b, octets', 'to: a, octets', 'contradiction', '13:33', 'script[0].to', 'send to itself'],
    ['octets: 64', 'octets: 2001', 'bad-value', '13:44', 'script[0].octets', 'from 18 to 2000'],
    ['octets: 64', 'hex: abc', 'contradiction', '13:29', 'script[0].to', 'hex begins with'],
    ['to: b, octets: 64', 'hex: 123', 'bad-value', '13:34', 'script[0].hex', 'pairs of hexadecimal'],
    ['to: b, octets: 64', 'hex: 1234', 'bad-value', '13:34', 'script[0].hex', '2 octets'],
    ['at: 0us', 'at: soon', 'bad-value', '13:11', 'script[0].at', 'a duration such as'],
    ['at: 0us', 'at: 3', 'bad-value', '13:11', 'script[0].at', '3 has no unit'],
    ['at: 0us, ', '', 'missing', '13:5', 'script[0].at', 'is missing'],
    ["link: 'a:eth0'", 'link: c', 'unknown-link', '15:23', 'faults[0].link', "no link 'c'"],
    ['flip: { bit: 17 }', 'flip: { bit: -1 }', 'bad-value', '15:46', 'faults[0].flip.bit', 'from 0 to'],
    ['flip: { bit: 17 }', 'flop: 3', 'missing', '15:5', 'faults[0]', 'flip, noise, cut, restore'],
    ['flip: { bit: 17 }', 'flip: { bit: 1 }, direction: b', 'unknown-link', '15:62', 'faults[0].direction', 'hub:1'],
    ['kind: poisson', 'kind: poison', 'bad-value', '17:29', 'traffic[0].kind', "did you mean 'poisson'?"],
    ['rate: 100/s', 'rate: 100/min', 'bad-value', '17:44', 'traffic[0].rate', 'a rate such as'],
    ['rate: 100/s, ', '', 'missing', '17:5', 'traffic[0].rate', 'is missing'],
    [', stop: 1s', '', 'missing', '17:5', 'traffic[0]', 'would never end'],
    ['stop: 1s', 'start: 2s, stop: 1s', 'contradiction', '17:68', 'traffic[0].stop', 'stops before it starts'],
    ['from: a', 'from: [a, a]', 'duplicate-name', '17:17', 'traffic[0].from[1]', 'in the list already'],
    ['from: a', 'from: b', 'contradiction', '17:20', 'traffic[0].to', 'send to itself'],
    ['event: collision', 'event: colision', 'bad-value', '19:14', 'expect[0].event', "did you mean 'collision'?"],
    ["count: '>=1'", "count: '5..3'", 'bad-value', '19:32', 'expect[0].count', "'3..5'"],
    ['stat: a.framesSent', 'stat: a.frameSent', 'bad-value', '20:13', 'expect[1].stat', "did you mean 'framesSent'?"],
    ['stat: a.framesSent', 'stat: z.framesSent', 'unknown-node', '20:13', 'expect[1].stat', "no node 'z'"],
    [', equals: 1', '', 'bad-value', '20:5', 'expect[1]', 'one of equals'],
    ['equals: 1', 'between: [3, 1]', 'bad-value', '20:5', 'expect[1]', 'nothing lies between'],
    ['name: bench', 'nome: bench', 'unknown-key', '1:1', 'nome', "did you mean 'name'?"],
    ['name: bench\n', '', 'missing', '1:1', 'name', 'is missing'],
    ['name: bench', 'name: bench\nseed: -1', 'bad-value', '2:7', 'seed', 'from 0 to 4294967295'],
    ['name: bench', 'name: bench\nseed: 1e400', 'bad-value', '2:7', 'seed', 'not a finite number'],
    ['name: bench', 'name: bench\nname: again', 'duplicate-key', '2:1', 'name', 'a second time'],
    ['name: bench', 'name: bench\nuntil: 0s', 'bad-value', '2:8', 'until', 'longer than nothing'],
    ['name: bench', 'name: bench\nuntil: 3h', 'bad-value', '2:8', 'until', 'a duration such as'],
    ['name: bench', 'name: bench\nreplay: { file: x.pcap, pace: x0 }', 'bad-value', '2:31', 'replay.pace', 'never end'],
  ])('%j as %j is %s at %s', (from, to, code, at, field, words) => {
    const error = refusal(changed(from, to));
    expect(`${error.code} ${error.line}:${error.column} ${error.field}`, error.message).toBe(`${code} ${at} ${field}`);
    expect(error.message).toContain(words);
    expect(error.message).toContain(`bench.yaml:${at}: `);
    expect(error.message).not.toMatch(/Invalid input|\[object|undefined|\n/);
  });

  it('two hosts with one address, and says whose it is', () => {
    const one = "{ kind: host, mac: '02:00:00:00:00:09' }";
    const error = refusal(changed('a: { kind: host }', `a: ${one}`).replace('b: { kind: host }', `b: ${one}`));
    expect([error.code, error.line, error.field]).toEqual(['duplicate-mac', 6, 'topology.nodes.b.mac']);
    expect(error.message).toContain("the address of 'a' already");
  });

  it.each([
    ['01:00:00:00:00:01', 'a group address'],
    ['00:00:00:00:00:00', 'belongs to nobody'],
    ['02:00:00:00:00', 'expected a MAC address'],
  ])('a host called %s, which is %s', (mac, words) => {
    const error = refusal(changed('a: { kind: host }', `a: { kind: host, mac: '${mac}' }`));
    expect(error.field).toBe('topology.nodes.a.mac');
    expect(error.message).toContain(words);
  });

  it('a loop of hubs, and names it', () => {
    const nodes = ['x', 'y', 'z'].map((name) => `    ${name}: { kind: repeater, ports: 4 }\n`).join('');
    const links = ["['x:1', 'y:1']", "['y:2', 'z:1']", "['a', 'x:3']", "['z:2', 'x:2']"];
    const list = links.map((ends) => `    - { endpoints: ${ends} }\n`).join('');
    const error = refusal(`name: loop\ntopology:\n  nodes:\n    a: { kind: host }\n${nodes}  links:\n${list}`);
    expect([error.code, error.line, error.field]).toEqual(['loop', 12, 'topology.links[3].endpoints']);
    expect(error.reason).toBe('closes a loop of repeaters: z - y - x - z');
  });

  it('a hub that taps one coax twice, or two hubs that share two coaxes', () => {
    const error = refusal(changed('at: 2.5m }', "at: 2.5m }\n    - { endpoints: ['hub:4', 'bus'], at: 10m }"));
    expect([error.code, error.line]).toEqual(['loop', 12]);
    expect(error.reason).toContain('hub - bus - hub');
  });

  it('more nodes than a lab holds', () => {
    const nodes = Array.from({ length: 4097 }, (_, index) => `    s${index}: { kind: host }\n`).join('');
    const error = refusal(`name: crowd\ntopology:\n  nodes:\n${nodes}`);
    expect([error.code, error.field]).toEqual(['too-big', 'topology.nodes']);
    expect(error.message).toContain('4097 nodes');
  });

  it('a misspelt key rather than the one that it leaves missing', () => {
    expect(refusal(changed('endpoints: [', 'endpoint: [')).field).toBe('topology.links[0].endpoint');
  });

  it('the first of several faults in the file', () => {
    expect(refusal(changed('ports: 4', 'ports: 0').replace('length: 25m', 'length: 25')).line).toBe(4);
  });
});

describe('a text that is no scenario at all is refused', { timeout: 30_000 }, () => {
  const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...'bcdefghi'].map((line, index) =>
    index === 0
      ? line
      : `${line}: &${line} [${Array(9)
          .fill(`*${String.fromCharCode(96 + index)}`)
          .join(', ')}]`,
  );

  it.each([
    ['nothing', '', 'empty', '1:1'],
    ['blanks', ' \n\n  ', 'empty', '1:1'],
    ['only comments', '# one\n# two\n', 'empty', '1:1'],
    ['a bare mark', '\uFEFF', 'empty', '1:1'],
    ['null', 'null', 'empty', '1:1'],
    ['a list', '- a\n- b\n', 'bad-value', '1:1'],
    ['a word', 'hello', 'bad-value', '1:1'],
    ['a number', '42', 'bad-value', '1:1'],
    ['a tab as indentation', 'name: x\ntopology:\n\tnodes: {}\n', 'syntax', '3:1'],
    ['an open bracket', 'name: [x\n', 'syntax', ''],
    ['an open quote', 'name: "x\n', 'syntax', ''],
    ['two documents', 'name: a\n---\nname: b\n', 'syntax', '2:1'],
    ['a custom tag', 'name: !secret x\n', 'syntax', '1:7'],
    ['a binary tag', 'name: x\nabout: !!binary aGVsbG8=\n', 'bad-value', ''],
    ['a key that is a list', '? [a, b]\n: c\n', 'syntax', ''],
    ['an alias to nowhere', 'name: *nobody\n', 'syntax', '1:7'],
    ['an alias to itself', '&a [*a]', 'too-big', ''],
    ['a bomb of aliases', bomb.join('\n'), 'too-big', ''],
    ['a hundred thousand brackets', '['.repeat(100_000), 'too-big', ''],
    ['a hundred thousand braces', '{a: '.repeat(100_000), 'too-big', ''],
    ['a hundred thousand dashes', '- '.repeat(100_000), 'too-big', ''],
    ['a mebioctet and more', `name: ${'x'.repeat(1 << 20)}`, 'too-big', '1:1'],
    ['a NUL', 'name: a\u0000b\ntopology: { nodes: { a: { kind: host } } }\n', 'bad-value', '1:7'],
    ['JSON with a comma too many', '{"name": "x",, "topology": {}}', 'syntax', ''],
    ['JSON with a key twice', '{"name": "x", "name": "y"}', 'duplicate-key', '1:15'],
    ['half of JSON', '{"name": "x", "topology": {"nodes"', 'syntax', ''],
  ])('%s', (_, text, code, at) => {
    const error = refusal(text);
    expect(error.code, error.message).toBe(code);
    if (at !== '') expect(`${error.line}:${error.column}`, error.message).toBe(at);
    expect(error.line).toBeGreaterThan(0);
    expect(error.message.length).toBeLessThan(400);
  });
});

describe('what goes beyond the standard is only a warning', () => {
  const warnings = (text: string) => parseScenario(text, 'bench.yaml').warnings;

  it.each([
    ['length: 25m', 'length: 150m', 10, 'topology.links[1].length', '10BASE-T ends at 100 m'],
    ['length: 25m', 'velocity: 0.4', 10, 'topology.links[1].velocity', '0.585 c'],
    ['length: 100m }\n  links', 'length: 600m }\n  links', 7, 'topology.nodes.bus.length', 'ends at 500 m'],
    ['at: 2.5m', 'at: 3m', 11, 'topology.links[2].at', 'marks, every 2.5 m'],
    ['at: 2.5m', 'at: 2.5m, drop: 60m', 11, 'topology.links[2].drop', 'ends at 50 m'],
    ['octets: 64', 'octets: 1600', 13, 'script[0].octets', 'ends at 1518'],
    ['a: { kind: host }', 'a: { kind: host, duplex: full }', 5, 'topology.nodes.a.duplex', 'duplex mismatch'],
    ['a: { kind: host }', 'a: { kind: host }\n    lonely: { kind: host }', 6, 'topology.nodes.lonely', 'no cable'],
    ['name: bench', 'name: bench\nuntil: 10us', 16, 'faults[0].at', 'never happens'],
    [
      'ports: 4',
      'ports: 4, partition: { collisions: 5 }',
      4,
      'topology.nodes.hub.partition.collisions',
      'more than 30',
    ],
  ])('%j as %j', (from, to, line, field, words) => {
    const found = warnings(changed(from, to));
    expect(found.map((warning) => `${warning.line} ${warning.field}`)).toEqual([`${line} ${field}`]);
    expect(found[0]?.message).toContain(words);
  });

  it('such as taps too close together on thin coax', () => {
    const taps = [0, 0.5, 0.9].map((at, index) => `    - { endpoints: [h${index}, thin], at: ${at}m }\n`).join('');
    const nodes = [0, 1, 2].map((index) => `    h${index}: { kind: host }\n`).join('');
    const text = `name: thin\ntopology:\n  nodes:\n    thin: { kind: coax, type: 10base2, length: 185m }\n${nodes}  links:\n${taps}`;
    expect(warnings(text)).toMatchObject([
      { line: 11, field: 'topology.links[2].at', message: expect.stringContaining('0.4 m') },
    ]);
  });

  it('and nothing is said of a bench in order', () => {
    expect(warnings(good)).toEqual([]);
  });
});
