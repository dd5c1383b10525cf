// Full duplex (clause 4.2.3.2.6): both at once and nobody waits; and what happens where only one end believes in it.
import { describe, expect, it } from 'vitest';
import { ceiling } from '../bench/theory/ceiling.js';
import type { Host } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import { listen } from './fixtures/log.js';

const BIT_PS = 100_000;
const small = { limits: { streams: 64, frames: 64, signals: 64 } };

/** Keeps a station sending frames of so many octets (with FCS) to another for as long. */
function saturate(from: Host, to: Host, octets: number, untilPs: number, lab: Lab): void {
  const more = (): void => {
    if (lab.now < untilPs && from.station.waiting === 0) from.send(to.address, new Uint8Array(octets - 18));
  };
  from.station.onRoom = more;
  more();
}

describe('a full-duplex cable', () => {
  it.each([64, 512, 1518])('carries %d octets both ways at what gap and preamble leave, to the bit', async (octets) => {
    const lab = await Lab.create(small);
    const [a, b] = [lab.host('a', { duplex: 'full' }), lab.host('b', { duplex: 'full' })];
    lab.cable(a, b, { metres: 100 });
    const forPs = 1e12;
    saturate(a, b, octets, forPs, lab);
    saturate(b, a, octets, forPs, lab);
    lab.run();
    for (const { station } of [a, b]) {
      const { counters } = station;
      const cycle = (64 + octets * 8 + 96) * BIT_PS;
      // One more is handed over at each end of a frame, a gap before the next could start.
      expect(counters.framesSent).toBe(Math.ceil((forPs + 96 * BIT_PS) / cycle));
      expect(counters.framesReceived).toBe(counters.framesSent);
      expect((counters.octetsReceived * 8 * BIT_PS) / forPs).toBeCloseTo(ceiling(octets), 3);
      expect([counters.collisions, counters.deferrals, counters.fcsErrors, station.fragments]).toEqual([0, 0, 0, 0]);
    }
    expect(lab.ledger.dropped).toEqual({});
  });

  it('keeps exactly 96 bit times between frames, and none before the first', async () => {
    const lab = await Lab.create(small);
    const [a, b] = [lab.host('a', { duplex: 'full' }), lab.host('b', { duplex: 'full' })];
    lab.cable(a, b, { metres: 100 });
    const told = listen(lab);
    for (let i = 0; i < 4; i++) a.send(b.address, new Uint8Array(46));
    lab.run();
    const starts = told.filter(({ name }) => name === 'transmitStart').map(({ atPs }) => atPs / BIT_PS);
    expect(starts).toEqual([0, 672, 1344, 2016]);
  });
});

describe('a duplex mismatch', () => {
  const mismatch = async (connect: (lab: Lab, full: Host, half: Host) => void) => {
    const lab = await Lab.create(small);
    const [full, half] = [lab.host('full', { duplex: 'full' }), lab.host('half')];
    connect(lab, full, half);
    const told = listen(lab);
    saturate(half, full, 1518, 2e12, lab);
    // The other end speaks up now and then, and never looks first.
    for (let ms = 1; ms < 2000; ms += 7.3) {
      lab.run(ms * 1e9);
      full.send(half.address, new Uint8Array(400));
    }
    lab.run();
    return { lab, full: full.station, half: half.station, told };
  };

  it.each<[string, (lab: Lab, full: Host, half: Host) => void]>([
    ['on one cable', (lab, full, half) => lab.cable(full, half, { metres: 50 })],
    [
      'across a hub',
      (lab, full, half) => {
        const hub = lab.hub('hub', { partitionAfter: Number.POSITIVE_INFINITY });
        lab.cable(full, hub, { metres: 50 });
        lab.cable(half, hub, { metres: 50 });
      },
    ],
  ])('%s shows late collisions at the half-duplex end and broken frames at the other', async (_where, connect) => {
    const { lab, full, half, told } = await mismatch(connect);
    expect(half.counters.lateCollisions).toBeGreaterThan(50);
    expect(full.counters.collisions).toBe(0);
    expect(full.counters.deferrals).toBe(0);
    // What the half-duplex end breaks off with its jam is heard at the other: too short, or with a bad FCS.
    const { fcsErrors, alignmentErrors, symbolErrors } = full.counters;
    expect(fcsErrors + alignmentErrors + symbolErrors + full.fragments).toBeGreaterThan(50);
    expect(half.counters.fcsErrors).toBeLessThan(fcsErrors + alignmentErrors + symbolErrors + full.fragments);
    // And yet most of it works, which is why nobody looks for it.
    expect(full.counters.framesReceived).toBeGreaterThan(1000);
    expect(told.filter(({ name, part }) => name === 'lateCollision' && part === 'full')).toEqual([]);
    const { offered, delivered, dropped } = lab.ledger;
    expect(offered).toBe(delivered + Object.values(dropped).reduce((sum, count) => sum + count, 0));
    expect(dropped.noReceiver ?? 0).toBe(0);
  });

  it('makes no hub take a port off: late collisions are none in a row, and short once the other end has jammed', async () => {
    const { told } = await mismatch((lab, full, half) => {
      const hub = lab.hub('hub');
      lab.cable(full, hub, { metres: 50 });
      lab.cable(half, hub, { metres: 50 });
    });
    expect(told.some(({ name }) => name === 'repeaterCollision')).toBe(true);
    expect(told.some(({ name }) => name === 'partition')).toBe(false);
  });
});

describe('two full-duplex stations on a hub', () => {
  it('are taken off when both talk for longer than a collision may last, and taken back', async () => {
    const lab = await Lab.create({ limits: { streams: 16, frames: 64, signals: 64 } });
    const hub = lab.hub('hub');
    const ends = ['a', 'b'].map((name) => lab.host(name, { duplex: 'full' }));
    for (const host of ends) lab.cable(host, hub, { metres: 50 });
    const told = listen(lab);
    const [a, b] = ends as [Host, Host];
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const)
      from.send(to.address, new Uint8Array(1000));
    lab.run();
    const off = told.filter(({ name }) => name === 'partition').map(({ atPs }) => atPs);
    // Tw6, 2048 bit times here, after both have come to the hub by 7 bit times of transceivers and 50 m.
    const arrivalPs = 7e5 + Math.round((50 * 1e12) / (0.585 * 299_792_458));
    expect(off).toEqual([arrivalPs + 2048e5, arrivalPs + 2048e5]);
    for (let i = 0; i < 2; i++) a.send(b.address, new Uint8Array(1000));
    lab.run();
    expect(told.some(({ name }) => name === 'reconnect')).toBe(true);
    expect(lab.ledger.delivered).toBe(1);
  });
});

describe('a half-duplex station on a hub', () => {
  it('that looks up after a port has collided and fallen silent many times finds the jam that has been on all the while', async () => {
    const lab = await Lab.create({ limits: { streams: 16, frames: 64, signals: 64 } });
    const hub = lab.hub('hub');
    const [a, b, c] = [lab.host('a'), lab.host('b', { duplex: 'full' }), lab.host('c')];
    for (const host of [a, b, c]) lab.cable(host, hub, { metres: 50 });
    const told = listen(lab);
    a.babble(4e9);
    lab.run(1e8);
    saturate(b, a, 64, 3e9, lab);
    lab.run(3.5e9);
    c.send(a.address, new Uint8Array(46));
    lab.run();
    expect(told.filter(({ name }) => name === 'onePortLeft').length).toBeGreaterThan(30);
    const start = told.find(({ name, part }) => name === 'transmitStart' && part === 'c')!;
    const end = told.find(({ name, part }) => name === 'repeaterIdle' && part === 'hub')!;
    expect(start.atPs).toBeGreaterThan(end.atPs + 96 * BIT_PS);
    expect(c.station.counters.deferrals).toBe(1);
  });
});
