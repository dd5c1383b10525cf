// What a station makes of what it hears (clause 4.2.4 and 4.2.9): frames, fragments, giants, damaged ones, and whose they are.
import { describe, expect, it } from 'vitest';
import type { Host, HostChoices } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import type { Signal } from '../src/line/signal.js';
import { Alarm } from '../src/sim/scheduler.js';

const BIT_PS = 100_000;
const small = { limits: { streams: 64, frames: 64, signals: 64 } };
const BROADCAST = 0xffff_ffff_ffff;

async function pair(choices: HostChoices = {}): Promise<{ lab: Lab; a: Host; b: Host; heard: Uint8Array[] }> {
  const lab = await Lab.create(small);
  const [a, b] = [lab.host('a'), lab.host('b', choices)];
  lab.cable(a, b, { metres: 20 });
  const heard: Uint8Array[] = [];
  b.onFrame = ({ octets }) => heard.push(octets.slice());
  return { lab, a, b, heard };
}

/** A frame without FCS from a to b: so many octets, the type as given. */
function frame(a: Host, b: Host, octets: number, type = 0x88b5): Uint8Array {
  const made = Uint8Array.from({ length: octets }, (_, i) => 1 + (i % 255));
  made.set([0, 8, 16, 24, 32, 40].map((shift) => Math.floor(b.address / 2 ** (40 - shift)) % 256));
  made.set(
    [0, 8, 16, 24, 32, 40].map((shift) => Math.floor(a.address / 2 ** (40 - shift)) % 256),
    6,
  );
  made.set([type >> 8, type & 255], 12);
  return made;
}

describe('padding (4.2.3.3)', () => {
  it('fills every frame up to 64 octets with zeros, and no other', async () => {
    for (let octets = 14; octets <= 64; octets++) {
      const { lab, a, b, heard } = await pair();
      const sent = frame(a, b, octets);
      a.sendFrame(sent);
      lab.run();
      const whole = new Uint8Array(Math.max(60, octets));
      whole.set(sent);
      expect(heard, `${octets} octets`).toEqual([whole]);
      expect(b.station.counters.octetsReceived).toBe(whole.length + 4);
    }
  });
});

describe('the longest frame', () => {
  it.each([
    ['untagged', 0x88b5, 1514, 'received'],
    ['untagged', 0x88b5, 1515, 'giant'],
    ['with a Q-tag', 0x8100, 1518, 'received'],
    ['with a Q-tag', 0x8100, 1519, 'giant'],
    ['untagged', 0x88b5, 2228, 'giant'],
    ['an envelope frame (S-tag)', 0x88a8, 1996, 'received'],
    ['an envelope frame (S-tag)', 0x88a8, 1997, 'giant'],
    ['an envelope frame (MACsec)', 0x88e5, 1996, 'received'],
  ])('%s (type %i), %i octets without FCS, is %s', async (_tag, type, octets, fate) => {
    const { lab, a, b } = await pair();
    a.sendFrame(frame(a, b, octets, type));
    lab.run();
    const { framesReceived, giants, fcsErrors } = b.station.counters;
    expect({ framesReceived, giants, fcsErrors }).toEqual({
      framesReceived: fate === 'received' ? 1 : 0,
      giants: fate === 'giant' ? 1 : 0,
      fcsErrors: 0,
    });
    expect(lab.ledger.dropped).toEqual(fate === 'giant' ? { frameTooLong: 1 } : {});
  });

  it('is refused where no slot could hold it', async () => {
    const { lab, a, b } = await pair();
    a.sendFrame(frame(a, b, 2229));
    expect(lab.ledger.dropped).toEqual({ tooLong: 1 });
    expect(lab.frames.used).toBe(0);
  });
});

/** Puts a frame of a's on its pair with some bits behind it, and after something was done to it. */
async function odd(octets: number, dribble: number, harm: (signal: Signal) => void = () => {}, skip = 0) {
  const { lab, a, b, heard } = await pair();
  const slot = lab.frames.take()!;
  const sent = frame(a, b, octets - 4);
  slot.fill(sent);
  lab.arena.kernels.sealFrame(slot.address, octets - 4);
  const signal = lab.signals.take(BIT_PS / 2);
  // Whole octets of the preamble may be missing.
  signal.load(slot.address - 8 + skip, octets + 8 - skip);
  signal.count = 2 * (8 * (octets + 8 - skip) + dribble);
  signal.edit('jam', 16 * (octets + 8 - skip), Number.POSITIVE_INFINITY);
  harm(signal);
  const emission = a.out.start(signal, -1, -1);
  lab.scheduler.arm(new Alarm(() => a.out.end(emission)), (signal.count * BIT_PS) / 2);
  lab.run();
  signal.release();
  const { framesReceived, fcsErrors, alignmentErrors, symbolErrors, undersize } = b.station.counters;
  const counted = {
    framesReceived,
    fcsErrors,
    alignmentErrors,
    symbolErrors,
    undersize,
    fragments: b.station.fragments,
  };
  const nonzero = Object.fromEntries(Object.entries(counted).filter(([, count]) => count > 0));
  return { nonzero, intact: heard.length === 1 && Buffer.compare(heard[0]!, sent) === 0 };
}

const flip =
  (bit: number) =>
  (signal: Signal): void =>
    signal.edit('flip', 2 * (64 + bit), 2 * (65 + bit));

describe('bits that are too many or wrong (4.2.4.1)', () => {
  it.each([1, 2, 3, 4, 5, 6, 7])('%d dribble bits behind a good frame do it no harm', async (bits) => {
    expect(await odd(100, bits)).toEqual({ nonzero: { framesReceived: 1 }, intact: true });
  });

  it('eight more are an octet too many, and spoil the FCS', async () => {
    expect((await odd(100, 8)).nonzero).toEqual({ fcsErrors: 1 });
  });

  it('a flipped bit is an FCS error, with dribble bits an alignment error, wherever it is behind the address', async () => {
    for (let bit = 48; bit < 800; bit += 7) {
      expect((await odd(100, 0, flip(bit))).nonzero, `bit ${bit}`).toEqual({ fcsErrors: 1 });
      expect((await odd(100, 1 + (bit % 7), flip(bit))).nonzero, `bit ${bit}`).toEqual({ alignmentErrors: 1 });
    }
  });

  it("a flipped bit in the destination makes it somebody else's", async () => {
    for (let bit = 1; bit < 48; bit++) expect((await odd(100, 0, flip(bit))).nonzero, `bit ${bit}`).toEqual({});
  });

  it('half a bit turned over breaks the code: a symbol error', async () => {
    expect((await odd(100, 0, (signal) => signal.edit('flip', 2 * 300, 2 * 300 + 1))).nonzero).toEqual({
      symbolErrors: 1,
    });
  });

  it('a preamble of which five octets are missing is enough; none at all, and nobody finds the frame', async () => {
    for (const skip of [1, 3, 5]) expect((await odd(100, 0, undefined, skip)).intact, `without ${skip}`).toBe(true);
    expect((await odd(100, 0, undefined, 8)).intact).toBe(false);
  });

  it('63 octets are a fragment, or undersize if their FCS is good; 64 are a frame', async () => {
    expect((await odd(63, 0, flip(100))).nonzero).toEqual({ fragments: 1 });
    expect((await odd(63, 7, flip(100))).nonzero).toEqual({ fragments: 1 });
    expect((await odd(63, 0)).nonzero).toEqual({ undersize: 1 });
    expect((await odd(18, 7)).nonzero).toEqual({ undersize: 1 });
    expect((await odd(64, 0)).nonzero).toEqual({ framesReceived: 1 });
  });
});

describe('the address filter (4.2.9)', () => {
  const group = 0x0100_5e00_0001;
  const other = 0x0100_5e00_0002;
  const stranger = 0x0200_0000_0fff;
  const cases: [string, HostChoices, number[]][] = [
    ['a plain station', {}, [BROADCAST]],
    ['one that joined a group', { multicast: ['01:00:5e:00:00:01'] }, [BROADCAST, group]],
    ['one that wants all groups', { multicast: 'all' }, [BROADCAST, group, other]],
    ['a promiscuous one', { promiscuous: true }, [BROADCAST, group, other, stranger]],
  ];

  it.each(cases)('%s hears what it wants, on a cable, on a coax and on a hub', async (_name, choices, wanted) => {
    const media: ((lab: Lab, hosts: Host[]) => void)[] = [
      (lab, [a, b]) => lab.cable(a!, b!, { metres: 20 }),
      (lab, hosts) => {
        const bus = lab.coax('bus');
        for (const [i, host] of hosts.entries()) lab.tap(host, bus, { at: 10 * i });
      },
      (lab, hosts) => {
        const hub = lab.hub('hub');
        for (const host of hosts) lab.cable(host, hub, { metres: 20 });
      },
    ];
    for (const connect of media) {
      const lab = await Lab.create(small);
      const [a, b] = [lab.host('a'), lab.host('b', choices)];
      connect(lab, [a, b]);
      const heard: number[] = [];
      b.onFrame = ({ octets }) => heard.push(octets.subarray(0, 6).reduce((sum, octet) => sum * 256 + octet, 0));
      const all = [b.address, BROADCAST, group, other, stranger];
      for (const to of all) a.send(to, new Uint8Array(46));
      lab.run();
      expect(heard).toEqual([b.address, ...wanted]);
      expect(lab.ledger.dropped).toEqual(wanted.length < 4 ? { noReceiver: 4 - wanted.length } : {});
      const { counters } = b.station;
      expect(counters.broadcastsReceived).toBe(1);
      expect(counters.multicastsReceived).toBe(wanted.filter((to) => to === group || to === other).length);
    }
  });
});

describe('the queue', () => {
  it.each([1, 2, 7, 64])('of %d frames takes no more, loses none of those, and keeps their order', async (queue) => {
    const lab = await Lab.create({ limits: { streams: 64, frames: 128, signals: 64 } });
    const [a, b] = [lab.host('a', { queue }), lab.host('b')];
    lab.cable(a, b, { metres: 20 });
    const heard: number[] = [];
    b.onFrame = ({ ticket }) => heard.push(ticket);
    for (let i = 0; i < queue + 5; i++) a.send(b.address, new Uint8Array(46));
    lab.run();
    expect(heard).toEqual(Array.from({ length: queue }, (_, i) => i));
    expect(lab.ledger.dropped).toEqual({ queueFull: 5 });
    expect(a.station.counters.queueDrops).toBe(5);
  });

  it('of a lab whose memory is full refuses, and says why', async () => {
    const lab = await Lab.create({ limits: { streams: 64, frames: 3, signals: 64 } });
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, b, { metres: 20 });
    for (let i = 0; i < 5; i++) a.send(b.address, new Uint8Array(46));
    expect(lab.ledger.dropped).toEqual({ noBuffer: 2 });
    lab.run();
    expect(lab.ledger.delivered).toBe(3);
    expect(lab.frames.used).toBe(0);
  });
});
