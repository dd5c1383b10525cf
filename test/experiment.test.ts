// Scenarios carried out: the gallery, what expectations count, segments, sources, ends, and that nobody who watches matters.
import { describe, expect, it } from 'vitest';
import { EventLog } from '../src/capture/eventLog.js';
import { Fingerprint } from '../src/capture/fingerprint.js';
import { PcapngRecorder } from '../src/capture/pcapngRecorder.js';
import { Trace } from '../src/capture/trace.js';
import { Experiment, type ExperimentOptions } from '../src/lab/experiment.js';
import { type ScenarioInput, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { GALLERY, galleryExperiment, logged, onHub, watchFrames } from './fixtures/experiments.js';

const create = (input: ScenarioInput, options?: ExperimentOptions) => Experiment.create(scenarioFrom(input), options);

async function fingerprintOf(experiment: Experiment, go = () => experiment.run()): Promise<string> {
  const fingerprint = new Fingerprint();
  fingerprint.attach(experiment.lab);
  go();
  return fingerprint.hex;
}

describe('the gallery', () => {
  it.each(GALLERY)('%s meets what it expects, and no frame is forgotten or changed', async (name) => {
    const experiment = await galleryExperiment(name);
    const frames = watchFrames(experiment);
    experiment.run();
    const { expect: verdict, frames: books } = experiment.report();
    expect(verdict.failures).toEqual([]);
    expect(verdict.passed).toBe(experiment.scenario.expect.length);
    const lost = Object.values(books.dropped).reduce((sum, count) => sum + count, 0);
    expect(books).toMatchObject({ offered: books.delivered + lost, waiting: 0 });
    expect(frames.wrong).toEqual([]);
    expect(books.offered).toBeGreaterThan(0);
  });

  it.each(GALLERY)('%s meets what it expects with thirty other seeds too', { timeout: 60_000 }, async (name) => {
    for (let seed = 1000; seed < 1030; seed++) {
      const experiment = await galleryExperiment(name, { seed });
      experiment.run();
      expect(experiment.report().expect.failures, `${name}, seed ${seed}`).toEqual([]);
    }
  });
});

describe('a run', () => {
  it('is the same again with the same seed, and another with another', async () => {
    for (const name of ['hub-collision', 'lossy-cable', 'three-station-backoff']) {
      const once = await fingerprintOf(await galleryExperiment(name));
      expect(await fingerprintOf(await galleryExperiment(name))).toBe(once);
      expect(await fingerprintOf(await galleryExperiment(name, { seed: 4711 }))).not.toBe(once);
    }
  });

  it.each(GALLERY)('of %s is not changed by anybody who watches it', async (name) => {
    const alone = await fingerprintOf(await galleryExperiment(name));
    const watched = await galleryExperiment(name);
    for (const recorder of [new EventLog(), new PcapngRecorder(), new Trace({ verbosity: 'all' })]) {
      recorder.attach(watched.lab);
    }
    expect(await fingerprintOf(watched)).toBe(alone);
  });

  it('is the same in slices of any size', async () => {
    const whole = await fingerprintOf(await galleryExperiment('capture-effect', { untilPs: 50e9 }));
    for (const turns of [1, 7]) {
      const sliced = await galleryExperiment('capture-effect', { untilPs: 50e9 });
      const go = () => {
        while (sliced.advance(turns));
      };
      expect(await fingerprintOf(sliced, go)).toBe(whole);
      expect(sliced.lab.now).toBe(50e9);
    }
  });

  it('shares nothing with a run beside it', async () => {
    const options = { untilPs: 20e9 };
    const apart = await fingerprintOf(await galleryExperiment('saturated-hub', options));
    const pair = await Promise.all([
      galleryExperiment('saturated-hub', options),
      galleryExperiment('saturated-hub', options),
    ]);
    const prints = pair.map((experiment) => {
      const fingerprint = new Fingerprint();
      fingerprint.attach(experiment.lab);
      return fingerprint;
    });
    // One of them always a turn ahead of the other.
    while (pair.map((experiment) => experiment.advance(1)).some(Boolean));
    expect(prints.map(({ hex }) => hex)).toEqual([apart, apart]);
  });

  it('without an end of its own ends with its last event', async () => {
    const experiment = await create(onHub(['a', 'b'], { script: [{ at: '1ms', do: 'a.frame', to: 'b' }] }));
    const events = await logged(experiment);
    expect(experiment.report().simulatedPs).toBe(events.at(-1)?.atPs);
  });

  it('with an end stops there, and says of what it interrupts that it is unfinished', async () => {
    const input = onHub(['a', 'b'], {
      script: [{ at: 0, do: 'a.frame', to: 'b', octets: 1518, count: 10 }],
      until: '3ms',
    });
    const experiment = await create(input);
    experiment.run();
    // 1538 octet times (preamble and gap included) of 800 ns each fit twice into 3 ms.
    expect(experiment.report()).toMatchObject({
      simulatedPs: 3e9,
      frames: { offered: 10, delivered: 2, dropped: { unfinished: 8 } },
    });
  });

  it('reports plain data, the same when asked twice', async () => {
    const experiment = await galleryExperiment('coax-against-hub');
    experiment.run();
    const report = experiment.report('00ff');
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(experiment.report('00ff')).toEqual(report);
  });
});

describe('scripts', () => {
  it('let the first line of two at one instant go first', async () => {
    const script = ['b', 'a', 'c'].map((name) => ({ at: '5us', do: `${name}.frame`, to: 'd' }));
    const events = await logged(await create(onHub(['a', 'b', 'c', 'd'], { script })));
    expect(events.filter(({ event }) => event === 'frameQueued').map(({ part }) => part)).toEqual(['b', 'a', 'c']);
  });

  it('send frames as often and as far apart as they say', async () => {
    const script = [{ at: '10us', do: 'a.frame', to: 'b', octets: 200, count: 5, every: '300us' }];
    const events = await logged(await create(onHub(['a', 'b'], { script })));
    const queued = events.filter(({ event }) => event === 'frameQueued');
    expect(queued.map(({ atPs }) => atPs / 1e6)).toEqual([10, 310, 610, 910, 1210]);
    expect(events.filter((event) => event.event === 'frameReceived' && event.octets === 200)).toHaveLength(5);
  });

  it('send the very octets that hex gives, padded by the MAC and no more', async () => {
    const hex = '02 00 00 00 00 02  02 00 00 00 00 01  88 b5  de ad be ef';
    const experiment = await create(onHub(['a', 'b'], { script: [{ at: 0, do: 'a.frame', hex }] }));
    const heard: string[] = [];
    experiment.lab.hosts[1]!.onFrame = ({ octets }) => heard.push(Buffer.from(octets).toString('hex'));
    experiment.run();
    expect(heard).toEqual([hex.replaceAll(' ', '').padEnd(120, '0')]);
  });

  it('lose what a queue has no room for, for that reason', async () => {
    const input = onHub(['a', 'b'], { script: [{ at: 0, do: 'a.frame', to: 'b', count: 1000 }] });
    const experiment = await create(input);
    experiment.run();
    expect(experiment.report().frames).toMatchObject({ offered: 1000, delivered: 64, dropped: { queueFull: 936 } });
  });

  it('keep a babbler that stops in time from harming anybody but those it talks over', async () => {
    const script = [
      { at: 0, do: 'a.babble', for: '1ms' },
      { at: '2ms', do: 'a.frame', to: 'b' },
    ];
    const experiment = await create(onHub(['a', 'b'], { script }));
    experiment.run();
    const { stations, frames } = experiment.report();
    expect(frames).toMatchObject({ offered: 1, delivered: 1 });
    expect(stations.a!.jabbers).toBe(0);
  });
});

describe('hubs', () => {
  it('send on at the pace of their own clock', async () => {
    const arrivals: number[] = [];
    for (const ppm of [-100, 0, 100]) {
      const input = onHub(['a', 'b'], { script: [{ at: 0, do: 'a.frame', to: 'b', octets: 1518 }] });
      input.topology.nodes.hub = { kind: 'repeater', ports: 2, ppm };
      const events = await logged(await create(input));
      arrivals.push(events.find(({ event }) => event === 'frameReceived')!.atPs);
    }
    // A half bit is 50 ns, 5 ps more or less; 8 bits of latency and the frame with its preamble go by it.
    const halfBits = 2 * (8 + 64 + 1518 * 8);
    expect(arrivals.map((atPs) => atPs - arrivals[1]!)).toEqual([-5 * halfBits, 0, 5 * halfBits]);
  });

  it('that three babblers talk to at once jam, rest for a moment, jam again, and serve the others afterwards', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const babbles = names.slice(0, 3).map((name) => ({ at: 0, do: `${name}.babble`, for: '12ms' }));
    const script = [...babbles, { at: '13ms', do: 'd.frame', to: 'e' }];
    const input = onHub(names, { script });
    input.topology.nodes.hub = { kind: 'repeater', ports: 5, partition: false };
    const experiment = await create(input);
    const events = await logged(experiment);
    // Clause 9.6.5: interrupted after 4 to 7.5 ms, here after 5: twice in 12 ms.
    expect(events.filter(({ event }) => event === 'lockupProtection')).toHaveLength(2);
    expect(experiment.report()).toMatchObject({
      frames: { offered: 1, delivered: 1 },
      segments: { hub: { collisions: 3 } },
    });
  });
});

describe('links', () => {
  const unplugged = (script: ScenarioInput['script']): ScenarioInput => {
    const input = onHub(['a', 'b'], { script });
    input.topology.links![0]!.down = true;
    return input;
  };

  it('that are down from the start let nothing out', async () => {
    const experiment = await create(unplugged([{ at: '1ms', do: 'a.frame', to: 'b', count: 3 }]));
    const events = await logged(experiment);
    expect(events.filter(({ event }) => event === 'signalStart')).toEqual([]);
    expect(experiment.report().frames).toMatchObject({ delivered: 0, dropped: { unfinished: 3 } });
  });

  it('that are plugged in later carry what has waited, once the link test pulses have come', async () => {
    const deeds = [
      { at: '1ms', do: 'a.frame', to: 'b', count: 3 },
      { at: '200ms', do: 'a:eth0.restore' },
    ];
    const experiment = await create(unplugged(deeds));
    const events = await logged(experiment);
    expect(experiment.report().frames).toMatchObject({ delivered: 3, dropped: {} });
    const up = events.find(({ event, part }) => event === 'linkUp' && part === 'a')!;
    const first = events.find(({ event }) => event === 'signalStart')!;
    // Clause 14.2.1.7: 2 to 10 pulses, 8 to 24 ms apart.
    expect(up.atPs).toBeGreaterThan(200e9 + 8e9);
    expect(up.atPs).toBeLessThan(200e9 + 10 * 24e9);
    expect(first.atPs).toBe(up.atPs);
  });

  it('of a hub that never partitions stay on through any number of collisions', async () => {
    const input = onHub(['a', 'b'], {
      traffic: [{ from: 'all', to: 'next', kind: 'saturated', octets: 64 }],
      // A collision that lasts.
      script: [{ at: '100ms', do: 'a.babble', for: '20ms' }],
      until: '200ms',
    });
    for (const [partition, least, most] of [
      [{ collisions: 2 }, 1, Number.POSITIVE_INFINITY],
      [false, 0, 0],
    ] as const) {
      input.topology.nodes.hub = { kind: 'repeater', ports: 2, partition };
      const experiment = await create(input);
      experiment.run();
      const { partitions } = experiment.report().segments.hub!;
      expect(partitions).toBeGreaterThanOrEqual(least);
      expect(partitions).toBeLessThanOrEqual(most);
    }
  });
});
