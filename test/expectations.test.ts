// What expectations count and what segments add up, judged by the event log and by intervals swept by hand.
import { describe, expect, it } from 'vitest';
import type { LabEvent } from '../src/capture/labEvent.js';
import { Experiment } from '../src/lab/experiment.js';
import type { Expectation } from '../src/lab/scenario/resolve-actions.js';
import { galleryExperiment, logged } from './fixtures/experiments.js';

describe('expectations', () => {
  const eventsOf = async (name: string) => logged(await galleryExperiment(name));
  const judged = async (name: string, expected: Expectation[], fingerprint?: string) => {
    const { scenario } = await galleryExperiment(name);
    const experiment = await Experiment.create({ ...scenario, expect: expected });
    experiment.run();
    return experiment.report(fingerprint).expect;
  };

  it('count every kind of event at every part as the event log has them', async () => {
    const name = 'duplex-mismatch';
    const events = await eventsOf(name);
    const counts = new Map<string, number>();
    for (const { event, part } of events) {
      const key = `${event} ${part}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const exactly = (count: number, key: string): Expectation => {
      const [event, part] = key.split(' ') as [LabEvent['event'], string];
      return {
        kind: 'event',
        event,
        part,
        count: { least: count, most: count },
        afterPs: undefined,
        beforePs: undefined,
      };
    };
    const keys = [...counts.keys()];
    expect(keys.length).toBeGreaterThan(15);
    const right = await judged(
      name,
      keys.map((key) => exactly(counts.get(key)!, key)),
    );
    expect(right).toEqual({ passed: keys.length, failed: 0, failures: [] });
    const wrong = await judged(
      name,
      keys.map((key) => exactly(counts.get(key)! + 1, key)),
    );
    expect(wrong.failed).toBe(keys.length);
    const [event, part] = keys[0]!.split(' ');
    const count = counts.get(keys[0]!)!;
    expect(wrong.failures[0]).toBe(`expect[0]: ${event} at ${part}: ${count} times, expected ${count + 1}`);
  });

  it('count from an instant on and before another', async () => {
    const name = 'three-station-backoff';
    const collisions = (await eventsOf(name)).filter(({ event }) => event === 'collision');
    const times = collisions.map(({ atPs }) => atPs);
    for (const afterPs of times) {
      for (const beforePs of times) {
        if (beforePs <= afterPs) continue;
        const inside = times.filter((atPs) => atPs >= afterPs && atPs < beforePs).length;
        const count = { least: inside, most: inside };
        const window: Expectation = { kind: 'event', event: 'collision', part: undefined, count, afterPs, beforePs };
        expect((await judged(name, [window])).failures).toEqual([]);
      }
    }
  });

  it('say which counter is out of which bounds', async () => {
    const stat = (of: 'station' | 'segment' | 'lab', node: string, counter: string, least: number, most: number) =>
      ({ kind: 'stat', of, node, counter, least, most }) as const;
    const none = Number.POSITIVE_INFINITY;
    const verdict = await judged('flipped-bit', [
      stat('station', 'b', 'fcsErrors', 2, 2),
      stat('station', 'b', 'framesReceived', 2, 2),
      stat('segment', 'hub', 'frames', 4, none),
      stat('lab', 'lab', 'drops.fcsError', 0, 0),
      stat('lab', 'lab', 'delivered', 7, 9),
    ]);
    expect(verdict).toEqual({
      passed: 1,
      failed: 4,
      failures: [
        'expect[0]: b.fcsErrors is 1, expected 2',
        'expect[2]: hub.frames is 3, expected at least 4',
        'expect[3]: lab.drops.fcsError is 1, expected 0',
        'expect[4]: lab.delivered is 2, expected 7 to 9',
      ],
    });
  });

  it('know a fingerprint by its first digits, and do not take silence for one', async () => {
    const expected: Expectation[] = [{ kind: 'fingerprint', fingerprint: '0123abcd' }];
    expect((await judged('flipped-bit', expected, '0123abcdef')).passed).toBe(1);
    expect((await judged('flipped-bit', expected, '1123abcdef')).failed).toBe(1);
    expect((await judged('flipped-bit', expected)).failed).toBe(1);
  });
});

describe('segments', () => {
  /** Time for which at least one of the intervals is on, and the sum of all; sorted and swept. */
  function sweep(intervals: readonly (readonly [number, number])[]): { union: number; sum: number } {
    let [union, sum, end] = [0, 0, 0];
    for (const [from, to] of intervals.toSorted((a, b) => a[0] - b[0])) {
      sum += to - from;
      union += Math.max(0, to - Math.max(from, end));
      end = Math.max(end, to);
    }
    return { union, sum };
  }

  function intervalsOn(events: readonly LabEvent[], lines: readonly string[]): [number, number][] {
    const open = new Map<string, number>();
    const all: [number, number][] = [];
    for (const event of events) {
      if (!lines.includes(event.part)) continue;
      if (event.event !== 'signalStart' && event.event !== 'signalEnd') continue;
      const key = `${event.part} ${event.frame} ${event.except}`;
      if (event.event === 'signalStart') open.set(key, event.atPs);
      else all.push([open.get(key)!, event.atPs]);
    }
    return all;
  }

  it('of coax are in use while anybody on it sends, and collide when a second one begins', async () => {
    const experiment = await galleryExperiment('coax-bus');
    const events = await logged(experiment);
    const { segments, simulatedPs } = experiment.report();
    const { union } = sweep(intervalsOn(events, ['yellow:line']));
    expect(segments.yellow).toMatchObject({ kind: 'coax', collisions: 1 });
    expect(segments.yellow!.utilisation).toBeCloseTo(union / simulatedPs, 12);
    expect(segments.yellow!.frames).toBe(3);
  });

  it('of a direct cable are the mean of both directions in full duplex, and either of them in half duplex', async () => {
    for (const [name, collisions] of [
      ['full-duplex', 0],
      ['excessive-collisions', 16],
    ] as const) {
      const experiment = await galleryExperiment(name);
      const events = await logged(experiment);
      const { segments, simulatedPs } = experiment.report();
      const { union, sum } = sweep(intervalsOn(events, ['a:eth0', 'b:eth0']));
      const [segment] = Object.entries(segments);
      expect(segment![0]).toBe('a:eth0-b:eth0');
      // The last transmission is still going on when the run ends.
      const bound = 1.3e9 / simulatedPs;
      const busy = (name === 'full-duplex' ? sum / 2 : union) / simulatedPs;
      expect(Math.abs(segment![1].utilisation - busy)).toBeLessThan(bound);
      expect(segment![1].collisions).toBe(collisions);
    }
  });

  it('of full-duplex cables carry 812.7 frames of 1518 octets a second each way, which is 99.2 % of the time', async () => {
    const experiment = await galleryExperiment('full-duplex', { untilPs: 2e12 });
    experiment.run();
    const { segments, stations } = experiment.report();
    expect(stations.a!.framesSent).toBe(Math.floor(2 / 1230.4e-6));
    expect(segments['a:eth0-b:eth0']!.utilisation).toBeCloseTo(1526 / 1538, 4);
  });
});
