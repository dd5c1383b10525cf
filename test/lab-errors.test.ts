// Building a lab wrongly: every mistake is a LabError that says what is wrong; and `run` with its three kinds of end.
import { describe, expect, it } from 'vitest';
import type { CoaxBus } from '../src/lab/coaxBus.js';
import type { Host } from '../src/lab/host.js';
import { type CableChoices, Lab } from '../src/lab/lab.js';
import { LabError, type LabErrorCode } from '../src/lab/labError.js';
import type { Observer } from '../src/sim/probe.js';
import { QuantityError } from '../src/sim/units.js';

/** What somebody without types may pass. */
function wrong<As>(value: unknown): As {
  return value as As;
}

function cable(lab: Lab, choices: unknown): unknown {
  return lab.cable(lab.host('a'), lab.hub('h'), wrong<CableChoices>(choices));
}

/** Puts stations on a hub of eight ports. */
function crowd(lab: Lab, stations: number): void {
  const hub = lab.hub('h', { ports: 8 });
  for (let i = 0; i < stations; i++) lab.cable(lab.host(`s${i}`), hub, { metres: 1 });
}

const mistakes: [string, LabErrorCode, (lab: Lab) => unknown][] = [
  [
    'a cable of negative length',
    'ERR_INVALID_ARGUMENT',
    (lab) => lab.cable(lab.host('a'), lab.hub('h'), { metres: -1 }),
  ],
  [
    'a cable of no length at all',
    'ERR_INVALID_ARGUMENT',
    (lab) => lab.cable(lab.host('a'), lab.hub('h'), { metres: Number.NaN }),
  ],
  [
    'a signal faster than light',
    'ERR_INVALID_ARGUMENT',
    (lab) => lab.cable(lab.host('a'), lab.hub('h'), { metres: 1, velocity: 2 }),
  ],
  ['a cable whose length is a text', 'ERR_INVALID_ARGUMENT', (lab) => cable(lab, { metres: '5' })],
  ['a cable without choices', 'ERR_INVALID_ARGUMENT', (lab) => cable(lab, undefined)],
  [
    'a cable to nothing',
    'ERR_INVALID_ARGUMENT',
    (lab) => lab.cable(lab.host('a'), wrong<Host>(undefined), { metres: 1 }),
  ],
  ['a cable to a name', 'ERR_INVALID_ARGUMENT', (lab) => lab.cable(lab.host('a'), wrong<Host>('b'), { metres: 1 })],
  ['a tap on nothing', 'ERR_INVALID_ARGUMENT', (lab) => lab.tap(lab.host('a'), wrong<CoaxBus>(undefined), { at: 1 })],
  ['a station without a name', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('')],
  ['a station with a number for a name', 'ERR_INVALID_ARGUMENT', (lab) => lab.host(wrong<string>(5))],
  ['a duplex of its own', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a', { duplex: wrong<'full'>('fulll') })],
  ['groups that are no list', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a', { multicast: wrong<'all'>('none') })],
  ['a coax of no kind', 'ERR_INVALID_ARGUMENT', (lab) => lab.coax('c', { type: wrong<'10base5'>('10base9') })],
  ['a payload that is a text', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a').send(1, wrong<Uint8Array>('hello'))],
  ['a frame that is a list', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a').sendFrame(wrong<Uint8Array>([1, 2]))],
  ['an observer that is none', 'ERR_INVALID_ARGUMENT', (lab) => lab.observe(wrong<Observer>({}))],
  ['a run until an object', 'ERR_INVALID_ARGUMENT', (lab) => lab.run(wrong<number>({}))],
  ['a hub without ports', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { ports: 0 })],
  ['a hub with half a port', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { ports: 1.5 })],
  ['a hub that repeats before it hears', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { latencyBits: -1 })],
  ['a hub with a latency of no length', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { latencyBits: Number.NaN })],
  ['a hub that partitions at once', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { partitionAfter: 0 })],
  ['a hub that partitions before', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { partitionAfter: -1 })],
  ['a hub that partitions some day', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { partitionAfter: Number.NaN })],
  ['a hub whose clock runs away', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { ppm: -101 })],
  ['a hub whose clock is none', 'ERR_INVALID_ARGUMENT', (lab) => lab.hub('h', { ppm: Number.NaN })],
  ['a clock that is far off', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a', { ppm: 101 })],
  ['a queue without room', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a', { queue: 0 })],
  ['a coax of no length', 'ERR_INVALID_ARGUMENT', (lab) => lab.coax('c', { metres: 0 })],
  ['a tap beyond the end', 'ERR_INVALID_ARGUMENT', (lab) => lab.tap(lab.host('a'), lab.coax('c'), { at: 500.1 })],
  [
    'full duplex on a coax',
    'ERR_INVALID_ARGUMENT',
    (lab) => lab.tap(lab.host('a', { duplex: 'full' }), lab.coax('c'), { at: 0 }),
  ],
  ['a babble of no length', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a').babble(0)],
  ['a type of 17 bits', 'ERR_INVALID_ARGUMENT', (lab) => lab.host('a').send(1, new Uint8Array(), 0x10000)],
  [
    'a certainty and a half',
    'ERR_INVALID_ARGUMENT',
    (lab) => lab.cable(lab.host('a'), lab.hub('h'), { metres: 1 }).chance(1.5, 0),
  ],
  ['a run until no time', 'ERR_INVALID_ARGUMENT', (lab) => lab.run(Number.NaN)],
  ['an address of three octets', 'ERR_INVALID_ADDRESS', (lab) => lab.host('a', { mac: '02:00:00' })],
  ["a group's address for a station", 'ERR_INVALID_ADDRESS', (lab) => lab.host('a', { mac: '01:00:5e:00:00:01' })],
  ['a destination of 49 bits', 'ERR_INVALID_ADDRESS', (lab) => lab.host('a').send(2 ** 48, new Uint8Array())],
  ['a destination in words', 'ERR_INVALID_ADDRESS', (lab) => lab.host('a').send('bob', new Uint8Array())],
  ['two hosts of one name', 'ERR_NAME_TAKEN', (lab) => [lab.host('a'), lab.host('a')]],
  ['a hub named like a host', 'ERR_NAME_TAKEN', (lab) => [lab.host('a'), lab.hub('a')]],
  ['a ninth cable in eight ports', 'ERR_NO_SUCH_PORT', (lab) => crowd(lab, 9)],
  [
    'a port that is not there',
    'ERR_NO_SUCH_PORT',
    (lab) => lab.cable(lab.host('a'), lab.hub('h').port(9), { metres: 1 }),
  ],
  [
    'two cables in one port of a hub',
    'ERR_PORT_TAKEN',
    (lab) => {
      const port = lab.hub('h').port(3);
      for (const name of ['a', 'b']) lab.cable(lab.host(name), port, { metres: 1 });
    },
  ],
  [
    'a cable and a tap in one host',
    'ERR_PORT_TAKEN',
    (lab) => {
      const a = lab.host('a');
      lab.cable(a, lab.hub('h'), { metres: 1 });
      lab.tap(a, lab.coax('c'), { at: 0 });
    },
  ],
];

describe('a lab refuses', () => {
  it.each(mistakes)('%s: %s', async (_, code, mistake) => {
    const lab = await Lab.create();
    let error: unknown;
    try {
      mistake(lab);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(LabError);
    expect((error as LabError).code).toBe(code);
    // Says where or what, not only that.
    expect((error as LabError).message.length).toBeGreaterThan(20);
  });

  it.each([
    [{ seed: -1 }],
    [{ seed: 0.5 }],
    [{ seed: 2 ** 53 }],
    [{ limits: { frames: 0 } }],
    [{ limits: { signals: 1e9 } }],
    [{ limits: { frame: 8 } as object }],
    [{ limits: 8 as unknown as object }],
  ])('to be made with %j', async (choices) => {
    await expect(Lab.create(choices)).rejects.toMatchObject({ name: 'LabError', code: 'ERR_INVALID_ARGUMENT' });
  });

  it('nothing of eight cables in eight ports', async () => {
    const lab = await Lab.create();
    crowd(lab, 8);
    expect(lab.links).toHaveLength(8);
  });
});

describe('a lab that is too small for what is to be plugged in', () => {
  /** Plugs stations into hubs, each hub cabled to the one before, until something is refused. */
  async function fill(limits: { streams: number; frames: number; signals: number }, hubs: number, stations: number) {
    const lab = await Lab.create({ limits });
    for (let h = 0; h < hubs; h++) {
      const hub = lab.hub(`hub${h}`, { ports: 1024 });
      if (h > 0) lab.cable(lab.hubs[h - 1]!, hub, { metres: 10 });
      for (let i = 0; i < stations; i++) lab.cable(lab.host(`h${h}-${i}`), hub, { metres: 50 });
    }
    return lab;
  }

  it('refuses the station that its memory has no signals for, and not a run with all of them colliding', async () => {
    const few = { streams: 16_384, frames: 64, signals: 4096 };
    await expect(fill(few, 5, 1000)).rejects.toMatchObject({
      code: 'ERR_TOO_LARGE',
      message: expect.stringMatching(/limits\.signals/),
    });
    const lab = await fill({ streams: 16_384, frames: 1024, signals: 1024 }, 5, 100);
    for (const host of lab.hosts) host.send(0xffff_ffff_ffff, new Uint8Array(46));
    lab.run('100ms');
    expect(lab.hubs.every(({ repeater }) => repeater.collisions > 0)).toBe(true);
    expect(lab.ledger.delivered).toBeGreaterThan(0);
  });

  it('refuses the station that its memory has no random streams for, and stays as it was', async () => {
    const lab = await Lab.create({ limits: { streams: 6, frames: 8, signals: 64 } });
    const hub = lab.hub('hub');
    for (const name of ['a', 'b']) lab.cable(lab.host(name), hub, { metres: 1 });
    expect(() => lab.host('c')).toThrow(expect.objectContaining({ name: 'LabError', code: 'ERR_TOO_LARGE' }));
    const c = lab.host('c', { duplex: 'full' });
    expect(() => lab.cable(c, hub, { metres: 1 })).toThrow(/limits\.streams/);
    expect(() => lab.tap(c, lab.coax('bus'), { at: 1 })).toThrow(/limits\.streams/);
    expect([lab.hosts.length, lab.links.length]).toEqual([3, 2]);
    lab.hosts[0]!.send(lab.hosts[1]!.address, new Uint8Array(46));
    lab.run();
    expect(lab.ledger.delivered).toBe(1);
  });

  it('does not count what could not be made for another reason', async () => {
    const lab = await Lab.create({ limits: { streams: 2, frames: 8, signals: 8 } });
    lab.host('a');
    for (let i = 0; i < 5; i++) expect(() => lab.host('a')).toThrow(/a part named a/);
    lab.host('b');
  });

  it('stops with the same error where faulty links keep more signals than it has room for', async () => {
    const lab = await Lab.create({ limits: { streams: 256, frames: 64, signals: 60 } });
    const bus = lab.coax('bus');
    for (let i = 0; i < 20; i++) lab.tap(lab.host(`h${i}`), bus, { at: i }).chance(0.1, 0.1);
    for (const host of lab.hosts) host.send(0xffff_ffff_ffff, new Uint8Array(46));
    expect(() => lab.run()).toThrow(expect.objectContaining({ name: 'LabError', code: 'ERR_TOO_LARGE' }));
  });
});

describe('a lab runs', () => {
  /** Two stations with a frame of 64 octets from one to the other: 2 x 0.7 us and 5 m of copper plus 57.6 us. */
  async function pair(): Promise<Lab> {
    const lab = await Lab.create();
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, b, { metres: 5 });
    a.send(b.address, new Uint8Array(10));
    return lab;
  }

  it('until a time, in picoseconds or in words, and stands there', async () => {
    const lab = await pair();
    lab.run(50e6);
    expect([lab.now, lab.ledger.delivered]).toEqual([50e6, 0]);
    lab.run('100us');
    expect([lab.now, lab.ledger.delivered]).toEqual([100e6, 1]);
    expect(() => lab.run('100')).toThrow(QuantityError);
  });

  it('without a time until nothing is left to happen, and can go on from there', async () => {
    const lab = await pair();
    lab.run();
    expect(lab.ledger.delivered).toBe(1);
    // 72 octets of preamble, SFD, frame and FCS, then two transceivers and the cable; no later than 1 us after that.
    expect(lab.now).toBeGreaterThanOrEqual(57.6e6);
    expect(lab.now).toBeLessThan(59.6e6);
    const [a, b] = lab.hosts;
    a.send(b.address, new Uint8Array(10));
    lab.run();
    expect(lab.ledger.delivered).toBe(2);
  });
});

it('is as it was after a cable that was refused: ports stay free, and frames go where they went', async () => {
  const lab = await Lab.create({ seed: 1 });
  const hub = lab.hub('hub', { ports: 4 });
  const [a, b, c] = ['a', 'b', 'c'].map((name) => lab.host(name));
  lab.cable(a, hub, { metres: 10 });
  expect(() => lab.cable(a, hub, { metres: 10 })).toThrow(/one port/);
  expect(() => lab.cable(hub, hub, { metres: 10 })).toThrow(/itself/);
  expect(() => lab.cable(b, hub.port(1), { metres: 10 })).toThrow(/already/);
  expect(() => lab.cable(b, hub, { metres: 10, name: 'a' })).toThrow(/named a/);
  lab.cable(b, hub, { metres: 10 });
  lab.cable(c, hub, { metres: 10 });
  b.send(c.address, new Uint8Array(50));
  lab.run();
  expect(c.station.counters.framesReceived).toBe(1);
  expect(b.station.counters.collisions).toBe(0);
});
