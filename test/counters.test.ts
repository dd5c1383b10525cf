// Counters of clause 30.3 and RFC 2819, each driven by the thing that it counts, and the reason that a lost frame is given.
import { describe, expect, it } from 'vitest';
import type { Host, HostChoices } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import { Alarm } from '../src/sim/scheduler.js';

const small = { limits: { streams: 64, frames: 64, signals: 64 } };
const US = 1e6;
const MS = 1e9;

/** A frame to `to` without FCS: so many octets, the type or length as given. */
function frame(to: number, octets: number, type = 0x88b5): Uint8Array {
  const made = new Uint8Array(octets).fill(0x5a);
  for (let i = 0; i < 6; i++) made[i] = Math.floor(to / 256 ** (5 - i)) % 256;
  made.set([2, 0, 0, 0, 0, 9, type >> 8, type & 255], 6);
  return made;
}

async function onHub(choices: HostChoices[] = [{}, {}]) {
  const lab = await Lab.create(small);
  const hub = lab.hub('hub');
  const hosts = choices.map((choice, i) => lab.host('abcd'[i]!, choice));
  const links = hosts.map((host) => lab.cable(host, hub, { metres: 50 }));
  return { lab, hub, hosts: hosts as [Host, Host, ...Host[]], links };
}

function at(lab: Lab, ps: number, act: () => void): void {
  lab.scheduler.arm(new Alarm(act), ps);
}

describe('frames to groups', () => {
  it('are counted by whoever sends and by whoever receives them, broadcasts apart from multicasts', async () => {
    const { lab, hosts, hub } = await onHub([{}, { multicast: 'all' }]);
    const [a, b] = hosts;
    for (let i = 0; i < 3; i++) a.send(0xffff_ffff_ffff, new Uint8Array(46));
    for (let i = 0; i < 2; i++) a.send(0x0100_5e00_0001, new Uint8Array(46));
    a.send(b.address, new Uint8Array(46));
    lab.run();
    const { framesSent, broadcastsSent, multicastsSent } = a.station.counters;
    expect({ framesSent, broadcastsSent, multicastsSent }).toEqual({
      framesSent: 6,
      broadcastsSent: 3,
      multicastsSent: 2,
    });
    const { framesReceived, broadcastsReceived, multicastsReceived } = b.station.counters;
    expect([framesReceived, broadcastsReceived, multicastsReceived]).toEqual([6, 3, 2]);
    expect([hub.directory.broadcasts, hub.directory.multicasts, hub.directory.packets]).toEqual([3, 2, 6]);
  });
});

describe('the length field (30.3.1.1.23 and 24)', () => {
  it.each([
    ['that is right', 100, 114, 0, 0],
    ['of less than the padding fills', 10, 60, 0, 0],
    ['of less than the padding fills, in a frame with more', 10, 61, 1, 0],
    ['that promises too much', 101, 114, 1, 0],
    ['that promises too little', 99, 114, 1, 0],
    ['of 1500, kept', 1500, 1514, 0, 0],
    ['of 1501, which data never has', 1501, 1514, 0, 1],
    ['of 1535', 1535, 200, 0, 1],
    ['of 1536 is a type', 1536, 200, 0, 0],
  ])('%s', async (_what, field, octets, inRange, outOfRange) => {
    const { lab, hosts } = await onHub();
    const [a, b] = hosts;
    a.sendFrame(frame(b.address, octets, field));
    lab.run();
    const { inRangeLengthErrors, outOfRangeLengths, framesReceived } = b.station.counters;
    expect([inRangeLengthErrors, outOfRangeLengths, framesReceived]).toEqual([inRange, outOfRange, 1]);
  });
});

describe('long frames', () => {
  it.each([
    [0x88b5, 1514],
    [0x88b5, 1515],
    [0x88b5, 1518],
    [0x8100, 1518],
    [0x8100, 1519],
    [0x88a8, 1996],
    [0x88a8, 1997],
  ])(
    'of type %i with %i octets and FCS are giants to the station exactly if they are oversize to the segment',
    async (type, octets) => {
      const { lab, hosts, hub } = await onHub();
      const [a, b] = hosts;
      a.sendFrame(frame(b.address, octets, type));
      lab.run();
      expect(hub.directory.oversize).toBe(b.station.counters.giants);
      expect(b.station.counters.giants + b.station.counters.framesReceived).toBe(1);
    },
  );

  it('are jabbers when their FCS is bad', async () => {
    const { lab, hosts, hub, links } = await onHub();
    const [a, b] = hosts;
    links[0]!.plan({ kind: 'flip', atPs: 0, bit: 5000, forPs: 0 });
    a.sendFrame(frame(b.address, 1600));
    lab.run();
    const { jabbers, oversize, crcAlignErrors } = hub.directory;
    expect({ jabbers, oversize, crcAlignErrors }).toEqual({ jabbers: 1, oversize: 0, crcAlignErrors: 0 });
  });
});

describe('a station that does not hear itself', () => {
  it('counts carrier sense errors, and SQE tests that did not come, while its drop is off the coax', async () => {
    const lab = await Lab.create(small);
    const bus = lab.coax('bus');
    const [a, b] = [lab.host('a', { sqeTest: true }), lab.host('b')];
    const link = lab.tap(a, bus, { at: 0 });
    lab.tap(b, bus, { at: 100 });
    const send = () => a.send(b.address, new Uint8Array(46));
    send();
    at(lab, 1 * MS, () => link.cut());
    at(lab, 2 * MS, send);
    at(lab, 3 * MS, () => link.restore());
    at(lab, 4 * MS, send);
    // Cut in the middle of the last one.
    at(lab, 5 * MS, send);
    at(lab, 5 * MS + 20 * US, () => link.cut());
    lab.run(10 * MS);
    const { framesSent, carrierSenseErrors, sqeTestErrors } = a.station.counters;
    expect({ framesSent, carrierSenseErrors, sqeTestErrors }).toEqual({
      framesSent: 4,
      carrierSenseErrors: 2,
      sqeTestErrors: 2,
    });
    expect(b.station.counters.carrierSenseErrors).toBe(0);
    expect(lab.ledger.dropped).toEqual({ linkDown: 2 });
  });

  it('is not one whose transmission a collision ended', async () => {
    const { lab, hosts } = await onHub();
    const [a, b] = hosts;
    a.send(b.address, new Uint8Array(46));
    b.send(a.address, new Uint8Array(46));
    lab.run();
    expect(a.station.counters.collisions).toBeGreaterThan(0);
    expect(a.station.counters.carrierSenseErrors + b.station.counters.carrierSenseErrors).toBe(0);
  });
});

describe('frames that no buffer takes', () => {
  it('are lost inside the MAC, and a full queue is something else', async () => {
    const lab = await Lab.create({ limits: { streams: 64, frames: 3, signals: 64 } });
    const [a, b] = [lab.host('a', { queue: 2 }), lab.host('b')];
    lab.cable(a, b, { metres: 20 });
    for (let i = 0; i < 3; i++) a.send(b.address, new Uint8Array(46));
    a.sendFrame(new Uint8Array(3000));
    expect(a.station.counters.queueDrops).toBe(1);
    expect(a.station.counters.internalTransmitErrors).toBe(1);
    expect(lab.ledger.dropped).toEqual({ queueFull: 1, tooLong: 1 });
  });
});

describe('the reason for a loss', () => {
  it('is what the station says that the frame was meant for, though the monitor saw it first', async () => {
    const { lab, hosts, links } = await onHub();
    const [a, b] = hosts;
    // Noise in mid-frame breaks the line code: more than an FCS error.
    links[0]!.plan({ kind: 'noise', atPs: 40 * US, bit: 0, forPs: 2 * US });
    a.send(b.address, new Uint8Array(400));
    lab.run();
    expect(b.station.counters.symbolErrors).toBe(1);
    expect(lab.ledger.dropped).toEqual({ symbolError: 1 });
  });

  it('is not that a pair was cut on which nobody waited for it', async () => {
    const { lab, hosts, links } = await onHub([{}, {}, {}]);
    const [a, b] = hosts;
    links[2]!.cut();
    links[0]!.plan({ kind: 'flip', atPs: 0, bit: 200, forPs: 0 });
    a.send(b.address, new Uint8Array(400));
    lab.run(5 * MS);
    expect(lab.ledger.dropped).toEqual({ fcsError: 1 });
  });

  it('is the cut, and not the damage that it did, where the pair parts under the frame', async () => {
    for (const which of [0, 1]) {
      const { lab, hosts, links } = await onHub();
      const [a, b] = hosts;
      a.send(b.address, new Uint8Array(400));
      at(lab, 100 * US, () => links[which]!.cut());
      lab.run(5 * MS);
      expect(lab.ledger.dropped, `link ${which}`).toEqual({ linkDown: 1 });
    }
  });

  it('is the cut pair where that is all that happened to a frame for the station behind it', async () => {
    const { lab, hosts, links } = await onHub();
    const [a, b] = hosts;
    links[1]!.cut();
    a.send(b.address, new Uint8Array(400));
    lab.run(5 * MS);
    expect(lab.ledger.dropped).toEqual({ linkDown: 1 });
  });
});
