// The picture of the network: nothing lies on anything else, lengths are lengths, and light is where the signal is.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseScenario, type Scenario } from '../src/lab/scenario/scenario.js';
import { MAU_RECEIVE_PS, MAU_TRANSMIT_PS } from '../src/phy/constants.js';
import { Job, prepare } from '../src/web/engine/jobs.js';
import { Tape } from '../src/web/run/tape.js';
import { cableBands, coaxBands, overlaps } from '../src/web/views/topology/bands.js';
import { along, type Box, layOut } from '../src/web/views/topology/layout.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery).filter((name) => name.endsWith('.yaml'));
const read = (name: string): string => readFileSync(gallery + name, 'utf8');

const choices = { width: 290, most: () => 8, always: new Set<string>(), moved: new Map() };
const layoutOf = ({ nodes, links }: Scenario, other: Partial<typeof choices> = {}) =>
  layOut(nodes, links, { ...choices, ...other });

function star(stations: number): Scenario {
  const all = Array.from({ length: stations }, (_, i) => i + 1);
  return parseScenario(
    [
      'name: star',
      'topology:',
      '  nodes:',
      `    hub: { kind: repeater, ports: ${Math.max(2, stations)} }`,
      ...all.map((i) => `    s${i}: { kind: host }`),
      '  links:',
      ...all.map((i) => `    - { endpoints: ['s${i}:eth0', 'hub:${i}'], length: ${i % 100 || 100}m }`),
    ].join('\n'),
    'star.yaml',
  );
}

function crossing(boxes: readonly Box[]): string[] {
  return boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height)
      .map((b) => `${a.name} on ${b.name}`),
  );
}

describe('the layout', () => {
  it.each([
    ...names.map((name) => [name, parseScenario(read(name), name)] as const),
    ...([2, 8, 9, 50, 1000] as const).map((n) => [`${n} stations`, star(n)] as const),
  ])('of %s has room for every box, within its width, and a wire for every cable in view', (_, scenario) => {
    for (const width of [240, 290, 800]) {
      const { boxes, wires, mores, width: whole, height } = layoutOf(scenario, { width });
      expect(crossing(boxes)).toEqual([]);
      expect(whole).toBeLessThanOrEqual(Math.max(width, 320));
      for (const { x, y, ...box } of boxes) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x + box.width).toBeLessThanOrEqual(whole);
        expect(y + box.height).toBeLessThanOrEqual(height);
      }
      const hidden = mores.reduce((sum, more) => sum + more.names.length, 0);
      expect(boxes.length + hidden).toBe(scenario.nodes.length);
      expect(wires.length + hidden).toBe(scenario.links.length);
    }
  });

  it('draws cables of a hub as long, one beside the other, as they are', () => {
    const { wires } = layoutOf(parseScenario(read('saturated-hub.yaml'), 's'), { width: 900 });
    const lengths = wires.map(({ path }) => path.at(-1)!.x - path[0]!.x).map(Math.abs);
    for (const [i, length] of lengths.entries()) expect(length / lengths[7]!).toBeCloseTo((i + 1) / 8, 6);
  });

  it('puts taps on a coax at their places', () => {
    const scenario = parseScenario(read('coax-bus.yaml'), 'c');
    const { wires, coaxes } = layoutOf(scenario);
    const { fromY, toY } = coaxes.get('yellow')!;
    const places = wires.map(({ path }) => ((path.at(-1)!.y - fromY) / (toY - fromY)) * 500);
    expect(places.map((place) => Math.round(place * 10) / 10)).toEqual([0, 12.5, 250, 500]);
  });

  it('never hides the station that is asked for, nor a single one', () => {
    expect(layoutOf(star(1000), { always: new Set(['s777']) }).boxes.some(({ name }) => name === 's777')).toBe(true);
    expect(layoutOf(star(9)).mores).toEqual([]);
    expect(layoutOf(star(10)).mores.map(({ names }) => names)).toEqual([['s9', 's10']]);
  });

  it('takes cables along when a box is moved', () => {
    const scenario = star(2);
    const still = layoutOf(scenario);
    const drawn = layoutOf(scenario, { moved: new Map([['s1', { x: -5, y: 70 }]]) });
    const end = (its: typeof still) => its.wires[0]!.path[0]!;
    expect(end(drawn)).toEqual({ x: end(still).x - 5, y: end(still).y + 70 });
    expect(drawn.wires[0]!.path.at(-1)).toEqual(still.wires[0]!.path.at(-1));
  });
});

describe('a part of a path', () => {
  const path = [
    { x: 0, y: 0 },
    { x: 0, y: 30 },
    { x: 10, y: 30 },
  ];
  it('goes around its corners', () => {
    expect(along(path, 0.5, 1)).toEqual([
      { x: 0, y: 20 },
      { x: 0, y: 30 },
      { x: 10, y: 30 },
    ]);
    expect(along(path, 0, 0.25)).toEqual([
      { x: 0, y: 0 },
      { x: 0, y: 10 },
    ]);
    expect(along(path, 0.75, 1).at(-1)).toEqual({ x: 10, y: 30 });
  });
});

async function taped(name: string): Promise<Tape> {
  const tapes: Tape[] = [];
  const request = { text: read(name), file: name, capture: undefined, seed: undefined, untilPs: undefined };
  await new Job(1, await prepare(request), () => 0).run(
    (word) => {
      if (word.say === 'staged') tapes.push(new Tape(word.stage));
      else if (word.say === 'chunk') tapes[0]!.append(word.chunk, word.delays, word.nowPs);
    },
    () => Promise.resolve(),
  );
  return tapes[0]!;
}

describe('light on a cable', () => {
  it.each(['hub-question.yaml', 'chained-hubs.yaml', 'full-duplex.yaml', 'cable-too-long.yaml'])(
    'of %s leaves one end and reaches the other when the engine says that the signal does',
    async (name) => {
      const tape = await taped(name);
      let seen = 0;
      tape.stage.links.forEach(({ ports, cablePs }, link) => {
        ports.forEach((port, end) => {
          for (const { row, fromPs, toPs } of tape.passages(ports[1 - end]!, 'in', 0, tape.knownPs, 40)) {
            const out = tape.passages(port, 'out', 0, tape.knownPs, 1e6).find((one) => one.row === row);
            if (!out || toPs - fromPs !== out.toPs - out.fromPs) continue;
            const share = (ps: number) => {
              const own = cableBands(tape, link, ps).filter((band) => band.row === row && band.port === port);
              const ends = own.flatMap(({ from, to }) => (end === 0 ? [from, to] : [1 - from, 1 - to]));
              return { tail: Math.min(...ends), head: Math.max(...ends) };
            };
            const entersPs = out.fromPs + MAU_TRANSMIT_PS;
            const arrivesPs = fromPs - MAU_RECEIVE_PS;
            expect(arrivesPs - entersPs).toBe(cablePs);
            expect(share(entersPs).head).toBe(Number.NEGATIVE_INFINITY);
            expect(share(arrivesPs).head).toBeCloseTo(1, 9);
            expect(share(entersPs + cablePs / 4).head).toBeCloseTo(0.25, 4);
            expect(share(toPs - MAU_RECEIVE_PS - cablePs / 2).tail).toBeCloseTo(0.5, 4);
            expect(share(toPs - MAU_RECEIVE_PS + 1).tail).toBe(Number.POSITIVE_INFINITY);
            seen++;
          }
        });
      });
      expect(seen).toBeGreaterThan(3);
    },
  );

  it('goes both ways from a tap, and reaches each other tap when the engine says so', async () => {
    const tape = await taped('coax-bus.yaml');
    const portOf = (station: string) => tape.stage.ports.findIndex(({ owner }) => owner === station);
    const [near, middle] = [portOf('near'), portOf('middle')];
    const sent = tape.passages(middle, 'out', 5e9, 6e9)[0]!;
    const heard = tape.passages(near, 'in', 5e9, 6e9).find(({ row }) => row === sent.row)!;
    const bands = coaxBands(tape, 'yellow', heard.fromPs - MAU_RECEIVE_PS).filter(({ row }) => row === sent.row);
    const left = Math.min(...bands.map(({ from }) => from));
    expect(left * 500).toBeCloseTo(12.5, 2);
    expect(Math.max(...bands.map(({ to }) => to)) * 500).toBeCloseTo(250 + 237.5, 2);
  });

  it('tells where signals add up on a coax: in the middle first, when both ends begin together', async () => {
    const tape = await taped('coax-bus.yaml');
    const meet = 250 * (3335.640951981521 / 0.77) + MAU_TRANSMIT_PS;
    expect(overlaps(coaxBands(tape, 'yellow', meet - 10_000))).toEqual([]);
    const [one] = overlaps(coaxBands(tape, 'yellow', meet + 100_000));
    expect(((one!.from + one!.to) / 2) * 500).toBeCloseTo(250, 6);
    expect((one!.to - one!.from) * 500).toBeCloseTo((2 * 100_000 * 0.77) / 3335.640951981521, 3);
  });
});
