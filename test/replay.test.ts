// Captures carried over emulated wires: every frame is accounted for, and what arrives is what was captured.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../src/capture/reader.js';
import { addressesOf, castReplay, hubFor, type Pace, type ReplayRecord, stageFor } from '../src/lab/cast.js';
import { Experiment } from '../src/lab/experiment.js';
import type { ReplayReport } from '../src/lab/replay.js';
import { type Scenario, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { KIND } from '../src/sim/probe.js';
import { slowFcs } from './fixtures/fcs.js';

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const A = '02000000aa01';
const B = '02000000bb02';
const C = '02000000cc03';

/** A record of a frame from one address to another, `size` octets without FCS. */
function record(to: string, from: string, size = 64, more: Partial<ReplayRecord> = {}): ReplayRecord {
  const octets = Uint8Array.from({ length: size }, (_, i) => (i * 7 + size) & 0xff);
  octets.set(Buffer.from(`${to}${from}88b5`, 'hex').subarray(0, size));
  return { number: 1, timePs: 0, octets, fcsLength: 0, fcsDeclared: true, ...more };
}

/** Records in a row, one a millisecond. */
function conversation(...records: ReplayRecord[]): ReplayRecord[] {
  return records.map((each, index) => ({ ...each, number: index + 1, timePs: index * 1e9 }));
}

function withFcs(original: ReplayRecord, flip = 0): ReplayRecord {
  const octets = Uint8Array.from([...original.octets, ...slowFcs(original.octets)]);
  octets[octets.length - 1]! ^= flip;
  return { ...original, octets };
}

interface Played {
  readonly experiment: Experiment;
  readonly replay: ReplayReport;
  readonly warnings: readonly string[];
  /** Frames as hosts received them, the same frame once however many did. */
  readonly heard: readonly string[];
  /** When each frame was queued, and by whom. */
  readonly queued: readonly { atPs: number; host: string }[];
}

async function play(records: readonly ReplayRecord[], pace: Pace, over?: Scenario, untilPs?: number): Promise<Played> {
  const stage = stageFor(over ?? hubFor(addressesOf(records)), 'test.pcap', pace);
  const experiment = await Experiment.create(stage, { replay: records, ...(untilPs ? { untilPs } : {}) });
  const { lab } = experiment;
  const heard = new Map<number, string>();
  for (const host of lab.hosts) {
    const before = host.onFrame;
    host.onFrame = (frame) => {
      before?.(frame);
      heard.set(frame.ticket, hex(frame.octets));
    };
  }
  const queued: { atPs: number; host: string }[] = [];
  lab.observe({
    event(kind, atPs, part) {
      if (kind === KIND.frameQueued) queued.push({ atPs, host: lab.parts[part]!.name });
    },
  });
  experiment.run();
  const { replay, warnings } = experiment.report();
  return { experiment, replay: replay!, warnings, heard: [...heard.values()], queued };
}

const sum = (dropped: object): number =>
  Object.values(dropped).reduce((total: number, count: number) => total + count, 0);
const padded = (octets: Uint8Array): string => hex(octets).padEnd(120, '0');

const folder = fileURLToPath(new URL('../../shared/captures/pcap/', import.meta.url));
const real = existsSync(folder) ? readdirSync(folder).sort() : [];
const own = fileURLToPath(new URL('../src/lab/gallery/conversation.pcap', import.meta.url));
const PACES: readonly Pace[] = [1, 10, 'saturate'];

describe('a capture', () => {
  const carried = async (path: string, pace: Pace) => {
    const { records } = readCapture(readFileSync(path), path);
    const { replay, heard } = await play(records, pace);
    expect(replay).toMatchObject({ records: records.length, sent: records.length, different: 0 });
    expect(replay.sent).toBe(replay.delivered + sum(replay.dropped));
    expect(replay.compared).toBeGreaterThanOrEqual(replay.delivered);
    expect(heard).toHaveLength(replay.delivered);
    // Whatever was heard stands in the file, as it is or with an FCS behind it, and as often.
    const captured = records.flatMap(({ octets }) => [padded(octets), padded(octets.subarray(0, -4))]);
    for (const frame of heard) {
      const place = captured.indexOf(frame);
      expect(place, frame).toBeGreaterThanOrEqual(0);
      captured.splice(place - (place % 2), 2);
    }
    return replay;
  };

  it.each(PACES)('of our own goes through whole at pace %s', async (pace) => {
    expect(await carried(own, pace)).toMatchObject({ sent: 36, delivered: 36, dropped: {} });
  });

  describe.skipIf(real.length === 0)('of real hosts', () => {
    it.each(real.flatMap((file) => PACES.map((pace) => [file, pace] as const)))(
      '%s goes through at pace %s, every frame accounted for',
      async (file, pace) => {
        await carried(folder + file, pace);
      },
    );
  });
});

describe('paces', () => {
  const times = [0, 1e9, 1e9, 5e9, 5.5e9];
  const timed = (timesPs: readonly number[]) =>
    timesPs.map((timePs, i) => ({ ...record(i % 2 ? A : B, i % 2 ? B : A), number: i + 1, timePs }));

  it.each([
    [1, times],
    [10, times.map((ps) => ps / 10)],
    [0.5, times.map((ps) => ps * 2)],
  ])('of %d offers each frame at its time', async (pace, expected) => {
    const { queued } = await play(timed(times), pace);
    expect(queued.map(({ atPs }) => atPs)).toEqual(expected);
  });

  it('that overrun a queue lose what it has no room for, as a host would', async () => {
    const { replay } = await play(timed(Array.from({ length: 200 }, () => 0)), 1);
    expect(replay).toMatchObject({ sent: 200, delivered: 128, dropped: { queueFull: 72 } });
  });

  it('of saturation lose nothing to queues, and keep the order of the capture', async () => {
    const records = timed(Array.from({ length: 400 }, (_, i) => i * 1e12));
    const { replay, queued, experiment } = await play(records, 'saturate');
    expect(replay).toMatchObject({ sent: 400, delivered: 400, dropped: {} });
    expect(queued.map(({ host }) => host)).toEqual(records.map((_, i) => (i % 2 ? 's2' : 's1')));
    // 400 frames of 67.2 us, and collisions; not the 400 seconds of the capture.
    expect(experiment.lab.now).toBeLessThan(0.1e12);
    expect(experiment.lab.now).toBeGreaterThan(400 * 67.2e6);
  });

  it('cut silences short that no lab clock could count through, and say so', async () => {
    const days = 86_400e12;
    const { replay, queued, warnings } = await play(timed([0, 1e9, 100 * days, 100 * days + 2e9]), 1);
    expect(replay).toMatchObject({ sent: 4, delivered: 4 });
    expect(queued[1]!.atPs).toBe(1e9);
    expect(queued[3]!.atPs - queued[2]!.atPs).toBe(2e9);
    expect(queued[3]!.atPs).toBeLessThan(Number.MAX_SAFE_INTEGER);
    expect(warnings.join('\n')).toContain('silences are cut');
    // Fast enough, nothing has to be cut.
    const fast = await play(timed([0, 1e9, days, days + 2e9]), 100);
    expect(fast.queued[2]!.atPs).toBe(days / 100);
    expect(fast.warnings).toEqual([]);
  });

  it('leave to a run that ends early what nobody came to send', async () => {
    const records = timed(times.map((ps) => ps * 1e3));
    const early = await play(records, 1, undefined, 100e6);
    expect(early.replay).toMatchObject({ sent: 5, delivered: 1, dropped: { unfinished: 4 } });
    const frames = { offered: 5, delivered: 1, dropped: { unfinished: 4 } };
    expect(early.experiment.report().frames).toMatchObject(frames);
    // Far more than queues hold, and no time.
    const many = timed(Array.from({ length: 400 }, () => 0));
    const { replay } = await play(many, 'saturate', undefined, 1e6);
    expect(replay).toMatchObject({ sent: 400, delivered: 0, dropped: { unfinished: 400 } });
  });
});

describe('frames of a capture', () => {
  it('lose the FCS that the file declares, good or bad, and get a right one', async () => {
    const good = withFcs(record(A, B, 100, { fcsLength: 4 }));
    const bad = withFcs(record(B, A, 100, { fcsLength: 4 }), 0x10);
    const { replay, heard, warnings } = await play(conversation(good, bad), 1);
    expect(replay).toMatchObject({ delivered: 2, dropped: {}, different: 0 });
    expect(heard).toEqual([good, bad].map(({ octets }) => hex(octets.subarray(0, -4))));
    expect(warnings).toEqual(['1 record ends with a wrong FCS, the first is record 2; a right one is sent.']);
  });

  it('lose an FCS that the file does not declare if it is right, and keep four octets that are none', async () => {
    const silent = { fcsDeclared: false };
    const frames = [withFcs(record(A, B, 100, silent)), record(B, A, 100, silent), record(A, B, 61, silent)];
    const { heard, warnings } = await play(conversation(...frames), 1);
    expect(heard).toEqual([hex(frames[0]!.octets.subarray(0, -4)), hex(frames[1]!.octets), hex(frames[2]!.octets)]);
    expect(warnings).toEqual(["The file doesn't say so, but 1 record ends with an FCS, which is made anew."]);
  });

  it('that are too short to say who sends them are fragments, and the others are padded', async () => {
    const sizes = [13, 14, 15, 59, 60];
    const { replay, heard } = await play(conversation(...sizes.map((size) => record(A, B, size)), record(B, A)), 1);
    expect(replay).toMatchObject({ sent: 6, delivered: 5, dropped: { fragment: 1 } });
    expect(heard.slice(0, 4)).toEqual(sizes.slice(1).map((size) => padded(record(A, B, size).octets)));
  });

  it('that are longer than 802.3 allows are carried and refused, or not carried at all', async () => {
    const sizes = [1514, 1515, 2228, 2229, 9000, 65_535];
    const { replay } = await play(conversation(...sizes.map((size) => record(A, B, size)), record(B, A)), 1);
    expect(replay).toMatchObject({ sent: 7, delivered: 2, dropped: { frameTooLong: 2, tooLong: 3 }, different: 0 });
  });

  it('with a Q-tag may be four octets longer', async () => {
    const tagged = record(A, B, 1518);
    tagged.octets.set([0x81, 0x00], 12);
    const { replay } = await play(conversation(tagged, record(B, A)), 1);
    expect(replay).toMatchObject({ delivered: 2, dropped: {} });
  });

  it('from a group address are sent by a station with an address of its own', async () => {
    const group = `01005e${B.slice(6)}`;
    const { replay, heard, experiment } = await play(conversation(record(A, group), record(B, A)), 1);
    expect(replay).toMatchObject({ delivered: 2, stations: { s1: ['01:00:5e:00:bb:02'], s2: ['02:00:00:00:aa:01'] } });
    expect(heard[0]!.slice(12, 24)).toBe(group);
    expect(experiment.lab.hosts.map(({ mac }) => mac)).toEqual([
      '02:00:00:00:00:01',
      '02:00:00:00:aa:01',
      '02:00:00:00:bb:02',
    ]);
  });

  it('to a group are heard by all, and each hearing is compared', async () => {
    const { replay } = await play(conversation(record('ffffffffffff', A), record('0180c2000000', B), record(A, C)), 1);
    expect(replay).toMatchObject({ sent: 3, delivered: 3, compared: 2 + 2 + 1 });
  });

  it('that arrive other than they were sent are counted', async () => {
    const records = conversation(record(B, A), record(A, B));
    const experiment = await Experiment.create(stageFor(hubFor(addressesOf(records)), 'x', 1), { replay: records });
    const [a, b] = experiment.lab.hosts as [(typeof experiment.lab.hosts)[0], (typeof experiment.lab.hosts)[0]];
    const hear = b.onFrame!;
    b.onFrame = (frame) => {
      const octets = frame.octets.slice();
      octets[20]! ^= 1;
      hear({ ...frame, octets });
      hear({ ...frame, octets: frame.octets.slice(0, -1) });
    };
    experiment.run();
    expect(a.station.counters.framesReceived).toBe(1);
    expect(experiment.report().replay).toMatchObject({ delivered: 2, compared: 3, different: 2 });
  });
});

describe('casting', () => {
  const onHub = (hosts: Record<string, { mac?: string }>, ports = 4) =>
    scenarioFrom({
      name: 'stage',
      topology: {
        nodes: {
          hub: { kind: 'repeater', ports },
          ...Object.fromEntries(
            Object.entries(hosts).map(([name, host]) => [name, { kind: 'host' as const, ...host }]),
          ),
        },
        links: Object.keys(hosts).map((name, i) => ({
          endpoints: [`${name}:eth0`, `hub:${i + 1}`] as [string, string],
        })),
      },
    });
  const number = (address: string) => Number.parseInt(address, 16);
  const cast = (scenario: Scenario, sources: string[], listeners: string[] = []) => {
    const done = castReplay(scenario, { sources: sources.map(number), listeners: listeners.map(number) });
    const players = Object.fromEntries(
      [...done.players].map(([address, name]) => [address.toString(16).padStart(12, '0'), name]),
    );
    return { ...done, players };
  };

  it('gives an address to the host that bears it, and the rest in order of appearance', () => {
    const scenario = onHub({ x: {}, y: { mac: '02:00:00:00:aa:01' }, z: {} });
    const { players, warnings } = cast(scenario, [C, A, B]);
    expect(players).toEqual({ [A]: 'y', [C]: 'x', [B]: 'z' });
    expect(warnings).toEqual([]);
  });

  it('takes hosts with another address for want of others, and says so', () => {
    const { players, warnings } = cast(onHub({ x: { mac: '02:00:00:00:00:77' }, y: {} }), [A, B]);
    expect(players).toEqual({ [A]: 'x', [B]: 'y' });
    expect(warnings).toEqual(["'x' has the address 02:00:00:00:aa:01 in this replay, not 02:00:00:00:00:77."]);
  });

  it('leaves no two hosts with one address', () => {
    // The first address that the scenario would give out by itself is one of the capture's.
    const { scenario } = cast(onHub({ x: {}, y: {}, z: {} }), ['020000000002', A]);
    const macs = scenario.nodes.flatMap((node) => (node.kind === 'host' ? [node.mac] : []));
    expect(new Set(macs).size).toBe(3);
    expect(macs.slice(0, 2)).toEqual(['02:00:00:00:00:02', '02:00:00:00:aa:01']);
  });

  it('plugs hosts that are missing into free ports, then into more ports, and says so', async () => {
    const some = cast(onHub({ x: {} }, 4), [A, B, C]);
    expect(some.warnings).toEqual(["2 more hosts have been plugged into 'hub', on 25 m of cable each."]);
    const more = cast(onHub({ x: {}, y: {} }, 2), [A, B, C]);
    expect(more.warnings).toEqual([
      "'hub' has been given 3 ports instead of 2.",
      "One more host has been plugged into 'hub', on 25 m of cable.",
    ]);
    const records = conversation(record(B, A), record(C, B), record(A, C));
    const { replay } = await play(records, 1, onHub({ x: {}, y: {} }, 2));
    expect(replay).toMatchObject({
      delivered: 3,
      stations: { x: [expect.any(String)], y: [expect.any(String)], s1: [expect.any(String)] },
    });
  });

  it('refuses plainly where there is nothing to plug them into, or no hub is large enough', () => {
    const cable = scenarioFrom({
      name: 'two',
      topology: { nodes: { x: { kind: 'host' }, y: { kind: 'host' } }, links: [{ endpoints: ['x:eth0', 'y:eth0'] }] },
    });
    expect(() => cast(cable, [A, B, C])).toThrow(/1 more source address than 'two' has hosts.*no repeater/);
    const crowd = Array.from({ length: 1025 }, (_, i) => i * 4);
    expect(() => hubFor({ sources: crowd, listeners: [] })).toThrow(/at most 1024/);
    expect(() => castReplay(onHub({ x: {} }), { sources: crowd, listeners: [] })).toThrow(/at most 1024/);
  });

  it('gives those who are only spoken to a place where there is one', async () => {
    expect(addressesOf([record(A, B), record('ffffffffffff', B), record(B, A), record(C, A)])).toEqual({
      sources: [number(B), number(A)],
      listeners: [number(C)],
    });
    const records = conversation(record(C, A), record(A, B));
    expect((await play(records, 1)).replay).toMatchObject({ delivered: 2, dropped: {} });
    const { replay } = await play(records, 1, onHub({ x: {}, y: {} }));
    expect(replay).toMatchObject({ sent: 2, delivered: 1, dropped: { noReceiver: 1 } });
  });

  it('leaves out the frames and expectations of its stage, and keeps what befalls its cables', async () => {
    const stage = scenarioFrom({
      name: 'stage',
      until: '1ms',
      topology: {
        nodes: { x: { kind: 'host' }, y: { kind: 'host' } },
        links: [{ endpoints: ['x:eth0', 'y:eth0'], name: 'wire' }],
      },
      script: [
        { at: 0, do: 'x.frame', to: 'y', count: 10 },
        { at: '1.5ms', do: 'wire.cut' },
      ],
      traffic: [{ from: 'y', to: 'x', kind: 'saturated' }],
      expect: [{ event: 'collision', count: 77 }],
    });
    const records = conversation(record(B, A), record(A, B), record(B, A), record(A, B));
    const { replay, experiment } = await play(records, 1, stage);
    expect(replay).toMatchObject({ sent: 4, delivered: 2, dropped: { linkDown: 2 } });
    expect(experiment.report()).toMatchObject({ frames: { offered: 4 }, expect: { passed: 0, failed: 0 } });
  });
});
