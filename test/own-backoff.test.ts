// A station may back off in its own way: what it answers is checked, and the standard's way is one of many.
import { describe, expect, it } from 'vitest';
import { type Backoff, Experiment, Lab, LabError, parseScenario } from '../src/index.js';
import { EVENT_NAMES, EVENTS, type Observer } from '../src/sim/probe.js';

const standard: Backoff = (collisions, random) => random(2 ** Math.min(collisions, 10));

const CROWD = `
name: crowd
seed: 5
until: 60ms
topology:
  nodes:
    hub: { kind: repeater, ports: 4 }
    a: { kind: host }
    b: { kind: host }
    c: { kind: host }
    d: { kind: host }
  links:
    - { endpoints: ['a:eth0', 'hub:1'], length: 10m }
    - { endpoints: ['b:eth0', 'hub:2'], length: 40m }
    - { endpoints: ['c:eth0', 'hub:3'], length: 70m }
    - { endpoints: ['d:eth0', 'hub:4'], length: 100m }
traffic:
  - { from: all, to: others, kind: saturated, octets: 200 }
`;

/** All events of a run as text, and the range of each backoff apart. */
class Log implements Observer {
  readonly events: string[] = [];
  readonly ranges: number[] = [];
  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    const backoff = EVENT_NAMES[kind] === 'backoff';
    if (backoff) this.ranges.push(d);
    this.events.push([EVENT_NAMES[kind], atPs, part, a, b, c, backoff ? '' : d].join(' '));
  }
}

async function run(backoffs: Record<string, Backoff>): Promise<{ log: Log; report: ReturnType<Experiment['report']> }> {
  const experiment = await Experiment.create(parseScenario(CROWD, 'crowd.yaml'), { backoffs });
  const log = new Log();
  experiment.lab.observe(log);
  experiment.run();
  return { log, report: experiment.report() };
}

describe("a station's own backoff", () => {
  it("that is the standard's gives the very run of the standard", async () => {
    const plain = await run({});
    const own = await run({ a: standard, c: standard });
    expect(plain.log.ranges.length).toBeGreaterThan(50);
    expect(own.log.events).toEqual(plain.log.events);
  });

  it('is told as drawn from all that it may answer', async () => {
    const { log } = await run({ a: standard, b: standard, c: standard, d: standard });
    expect(EVENTS.backoff[3]).toBe('range');
    expect(new Set(log.ranges)).toEqual(new Set([1024]));
  });

  it('that never waits takes the wire from those who do', async () => {
    const { report } = await run({ a: () => 0 });
    const { a, ...others } = report.stations;
    for (const { framesSent } of Object.values(others)) expect(a!.framesSent).toBeGreaterThan(2 * framesSent);
    expect(a!.backoffSlots).toBe(0);
  });

  it('gives the same run for the same seed', async () => {
    const odd: Backoff = (collisions, random) => (random(3) === 0 ? 0 : random(7 * collisions));
    const [one, two] = [await run({ b: odd }), await run({ b: odd })];
    expect(one.log.events).toEqual(two.log.events);
  });

  it('draws without bias from ranges that are no powers of two (seed 5)', async () => {
    const counts = new Array<number>(7).fill(0);
    await run({
      a: (_, random) => {
        for (let i = 0; i < 200; i++) counts[random(7)]!++;
        return 1;
      },
    });
    const all = counts.reduce((sum, count) => sum + count, 0);
    const chiSquare = counts.reduce((sum, count) => sum + (count - all / 7) ** 2 / (all / 7), 0);
    expect(all).toBeGreaterThan(10_000);
    // Exceeded once in 10 000 times with six degrees of freedom.
    expect(chiSquare).toBeLessThan(27.9);
  });

  it.each<[string, () => unknown]>([
    ['half a slot', () => 0.5],
    ['a negative number', () => -1],
    ['more than 1023', () => 1024],
    ['no number', () => 'soon'],
    ['nothing', () => undefined],
    ['NaN', () => Number.NaN],
  ])('that answers %s is refused by name', async (_, answer) => {
    const wrong = run({ b: answer as Backoff });
    await expect(wrong).rejects.toThrow(LabError);
    await expect(run({ b: answer as Backoff })).rejects.toThrow(/the backoff of b after collision 1, in slot times,/);
  });

  it.each([0, 65_537, 1.5, Number.NaN, -4])('that draws below %s is refused', async (below) => {
    await expect(run({ a: (_, random) => random(below) })).rejects.toThrow(/what random draws below/);
  });

  it('is for stations that there are, in half duplex', async () => {
    await expect(run({ nobody: standard })).rejects.toThrow(/'nobody'/);
    const lab = await Lab.create();
    expect(() => lab.host('f', { duplex: 'full', backoff: standard })).toThrow(/never backs off/);
    expect(() => lab.host('g', { backoff: 3 as unknown as Backoff })).toThrow(LabError);
  });
});
