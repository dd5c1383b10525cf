// A cable and its two ends: cut in mid-frame, lost, regained, its wires swapped; and the transceivers at its ends, which
// stop a babbler and test their own collision signal.
import { describe, expect, it } from 'vitest';
import type { Host, HostChoices } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import type { LabLink } from '../src/lab/labLink.js';
import { Alarm } from '../src/sim/scheduler.js';
import { listen } from './fixtures/log.js';

const BIT_PS = 100_000;
const MS = 1e9;
/** Transceivers' steady-state delays and 20 m at 0.585 c. */
const DELAY_PS = 7 * BIT_PS + Math.round((20 * 1e12) / (0.585 * 299_792_458));
const small = { limits: { streams: 64, frames: 256, signals: 64 } };

function at(lab: Lab, atPs: number, act: () => void): void {
  lab.scheduler.arm(new Alarm(act), atPs);
}

/** Two stations and a cable of 20 m between them. */
async function pair(duplex: 'half' | 'full' = 'half'): Promise<{ lab: Lab; a: Host; b: Host; link: LabLink }> {
  const lab = await Lab.create(small);
  const a = lab.host('a', { duplex });
  const b = lab.host('b', { duplex });
  return { lab, a, b, link: lab.cable(a, b, { metres: 20 }) };
}

/** Two stations on a hub with 20 m each; the link is b's. */
async function onHub(): Promise<{ lab: Lab; a: Host; b: Host; link: LabLink }> {
  const lab = await Lab.create(small);
  const hub = lab.hub('hub');
  const [a, b] = [lab.host('a'), lab.host('b')];
  lab.cable(a, hub, { metres: 20 });
  return { lab, a, b, link: lab.cable(b, hub, { metres: 20 }) };
}

const places = [
  { name: 'between two stations', build: pair, arrivalPs: DELAY_PS },
  { name: 'between a hub and the receiver', build: onHub, arrivalPs: 2 * DELAY_PS + 8 * BIT_PS },
];

/** What clause 4.2.4.1 makes of a frame that ends after so many bits, its preamble among them: bad, since its FCS is. */
function verdict(bits: number, whole: number): 'frame' | 'fragment' | 'fcsError' | 'alignmentError' | 'nothing' {
  if (bits <= 0) return 'nothing';
  if (bits >= whole) return 'frame';
  if (bits - 64 < 64 * 8) return 'fragment';
  return (bits - 64) % 8 === 0 ? 'fcsError' : 'alignmentError';
}

describe.each(places)('a cable $name that is cut', ({ build, arrivalPs }) => {
  it('leaves the receiver with exactly the bits that had passed, wherever the cut falls', async () => {
    const whole = 64 + 100 * 8;
    const seen = new Set<string>();
    for (let tenth = -20; tenth < whole * 10 + 40; tenth += 37) {
      const { lab, a, b, link } = await build();
      a.send(b.address, new Uint8Array(100 - 18));
      const cutPs = arrivalPs + tenth * (BIT_PS / 10);
      at(lab, cutPs, () => link.cut());
      lab.run(50 * MS);
      const { counters, fragments } = b.station;
      const found =
        (counters.framesReceived && 'frame') ||
        (counters.fcsErrors && 'fcsError') ||
        (counters.alignmentErrors && 'alignmentError') ||
        (fragments && 'fragment') ||
        'nothing';
      const bits = Math.floor((cutPs - arrivalPs) / BIT_PS);
      expect(found, `cut after ${tenth / 10} bits`).toBe(verdict(bits, whole));
      expect(a.station.counters.framesSent, 'the sender sees nothing of it').toBe(1);
      expect(lab.ledger.dropped).toEqual(found === 'frame' ? {} : { linkDown: 1 });
      expect(lab.ledger.delivered).toBe(found === 'frame' ? 1 : 0);
      expect([lab.signals.used, lab.frames.used]).toEqual([0, 0]);
      seen.add(found);
    }
    expect([...seen].sort()).toEqual(['alignmentError', 'fcsError', 'fragment', 'frame', 'nothing']);
  });

  it('and joined again within 100 ms has lost what was on it and nothing else', async () => {
    const { lab, a, b, link } = await build();
    const told = listen(lab);
    const heard: number[] = [];
    b.onFrame = ({ ticket }) => heard.push(ticket);
    for (const ms of [0, 1, 2]) at(lab, ms * MS, () => a.send(b.address, new Uint8Array(1000)));
    at(lab, 1.2 * MS, () => link.cut());
    at(lab, 1.3 * MS, () => link.restore());
    lab.run(500 * MS);
    expect(heard).toEqual([0, 2]);
    expect(told.filter(({ name }) => name === 'linkDown')).toEqual([]);
    expect(lab.ledger.dropped).toEqual({ linkDown: 1 });
  });
});

describe('the link integrity test (clause 14.2.1.7)', () => {
  it.each([0, 1, 15.9, 16, 16.1, 40, 100])(
    'gives the link up 100 ms after the last sign of life, cut %d ms after a frame',
    async (quietMs) => {
      const { lab, a, b, link } = await pair();
      const told = listen(lab);
      a.send(b.address, new Uint8Array(46));
      b.send(a.address, new Uint8Array(46));
      const lastPs = 100 * MS;
      at(lab, lastPs, () => a.send(b.address, new Uint8Array(46)));
      const frameEndPs = lastPs + 576 * BIT_PS;
      // b has been silent since its own frame, so that its pulses come 16 ms apart from then on.
      const cutPs = frameEndPs + quietMs * MS;
      at(lab, cutPs, () => link.cut());
      lab.run(2000 * MS);
      const lost = told.filter(({ name }) => name === 'linkDown').map(({ part, atPs }) => ({ part, atPs }));
      expect(lost.map(({ part }) => part).sort()).toEqual(['a', 'a:eth0-b:eth0', 'b']);
      for (const { atPs } of lost) {
        expect(atPs).toBeGreaterThanOrEqual(cutPs + 84 * MS);
        expect(atPs).toBeLessThanOrEqual(cutPs + 100 * MS);
      }
      expect(a.phy?.linkUp).toBe(false);
    },
  );

  it('lets the link come back with the fourth pulse, and holds all frames until then', async () => {
    const { lab, a, b, link } = await pair();
    const told = listen(lab);
    const heard: { ticket: number; atPs: number }[] = [];
    b.onFrame = ({ ticket, atPs }) => heard.push({ ticket, atPs });
    link.cut();
    at(lab, 200 * MS, () => {
      for (let i = 0; i < 5; i++) a.send(b.address, new Uint8Array(46));
    });
    at(lab, 300 * MS, () => link.restore());
    lab.run(300 * MS);
    expect(a.station.waiting).toBe(5);
    expect(a.station.counters.framesSent).toBe(0);
    lab.run(1000 * MS);
    const up = told.find(({ name, part }) => name === 'linkUp' && part === 'a')!;
    // Silent from the start, both send pulses at multiples of 16 ms: those at 304, 320, 336 and 352 ms come through.
    expect(up.atPs).toBe(352 * MS);
    expect(heard.map(({ ticket }) => ticket)).toEqual([0, 1, 2, 3, 4]);
    expect(heard[0]!.atPs).toBe(up.atPs + 576 * BIT_PS + DELAY_PS);
    expect(lab.ledger.dropped).toEqual({});
  });

  it('starts over when the cable is cut again before the fourth pulse', async () => {
    const { lab, link } = await pair();
    const told = listen(lab);
    link.cut();
    at(lab, 300 * MS, () => link.restore());
    at(lab, 340 * MS, () => link.cut());
    at(lab, 500 * MS, () => link.restore());
    lab.run(1000 * MS);
    const times = (wanted: string) =>
      told.filter(({ name, part }) => name === wanted && part === 'a').map((e) => e.atPs);
    expect(times('linkDown')).toEqual([100 * MS]);
    expect(times('linkUp')).toEqual([560 * MS]);
  });

  it('drops what the queue has no room for while the link is down, and sends the rest in order', async () => {
    const lab = await Lab.create(small);
    const [a, b] = [lab.host('a', { queue: 3 }), lab.host('b')];
    const link = lab.cable(a, b, { metres: 20 });
    const heard: number[] = [];
    b.onFrame = ({ ticket }) => heard.push(ticket);
    link.cut();
    lab.run(150 * MS);
    for (let i = 0; i < 5; i++) a.send(b.address, new Uint8Array(46));
    link.restore();
    lab.run(1000 * MS);
    expect(heard).toEqual([0, 1, 2]);
    expect(lab.ledger.dropped).toEqual({ queueFull: 2 });
    expect(a.station.counters.queueDrops).toBe(2);
  });

  it('notices a cut while both ends send without pause', async () => {
    const { lab, a, b, link } = await pair('full');
    const told = listen(lab);
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      from.station.onRoom = () => {
        if (lab.now < 300 * MS) from.send(to.address, new Uint8Array(1000));
      };
      from.send(to.address, new Uint8Array(1000));
    }
    at(lab, 10 * MS, () => link.cut());
    lab.run(1000 * MS);
    expect(told.find(({ name }) => name === 'linkDown')?.atPs).toBe(110 * MS);
    expect([a.station.waiting, b.station.waiting]).toEqual([1, 1]);
  });

  it('is none on a coax: a tap hears again the moment that it is back', async () => {
    const lab = await Lab.create(small);
    const bus = lab.coax('bus');
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.tap(a, bus, { at: 0 });
    const link = lab.tap(b, bus, { at: 100 });
    at(lab, 1 * MS, () => link.cut());
    at(lab, 400 * MS, () => a.send(b.address, new Uint8Array(46)));
    at(lab, 500 * MS, () => link.restore());
    at(lab, 500 * MS + 1, () => a.send(b.address, new Uint8Array(46)));
    lab.run(1000 * MS);
    expect(b.station.counters.framesReceived).toBe(1);
    expect(lab.ledger.dropped).toEqual({ linkDown: 1 });
  });

  it("ends a sender's frame for all others where its tap came off the coax", async () => {
    const lab = await Lab.create(small);
    const bus = lab.coax('bus');
    const [a, b] = [lab.host('a'), lab.host('b')];
    const link = lab.tap(a, bus, { at: 0 });
    lab.tap(b, bus, { at: 100 });
    a.send(b.address, new Uint8Array(1000));
    at(lab, 700 * BIT_PS, () => link.cut());
    lab.run(100 * MS);
    // 700 bits without preamble and SFD are 79 octets and 4 bits more.
    expect(b.station.counters.alignmentErrors).toBe(1);
    expect(lab.ledger.dropped).toEqual({ linkDown: 1 });
    expect(bus.directory.frames).toBe(1);
    expect(bus.directory.crcAlignErrors).toBe(1);
  });
});

describe('swapped wires (clause 14.3.1.3.1)', () => {
  it('are found out and corrected', async () => {
    const lab = await Lab.create(small);
    const told = listen(lab);
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, b, { metres: 20, swapped: true });
    for (let i = 0; i < 3; i++) at(lab, i * MS, () => a.send(b.address, new Uint8Array(46)));
    lab.run(100 * MS);
    expect(lab.ledger.delivered).toBe(3);
    expect(told.filter(({ name }) => name === 'polarityCorrected').map(({ atPs }) => atPs)).toEqual([DELAY_PS]);
  });

  it('turn every bit over where nobody corrects them, so that no SFD is found', async () => {
    const lab = await Lab.create(small);
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, b, { metres: 20, swapped: true, autoPolarity: false });
    // A payload that has an SFD of its own when it is turned over would be found: 0x54 is no such octet.
    a.send(b.address, new Uint8Array(46).fill(0x54));
    lab.run(100 * MS);
    expect(lab.ledger.delivered).toBe(0);
    expect(b.station.fragments).toBe(1);
  });

  it('are right again when they are swapped twice', async () => {
    const lab = await Lab.create(small);
    const hub = lab.hub('hub');
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, hub, { metres: 20, swapped: true, autoPolarity: false });
    lab.cable(b, hub, { metres: 20, swapped: true, autoPolarity: false });
    a.send(b.address, new Uint8Array(46));
    lab.run(100 * MS);
    expect(lab.ledger.delivered).toBe(1);
  });
});

describe('a transceiver', () => {
  const jabber = async (forMs: number, duplex: 'half' | 'full' = 'half') => {
    const { lab, a, b } = await pair(duplex);
    const told = listen(lab);
    at(lab, 10 * MS, () => a.babble(forMs * MS));
    return { lab, a, b, told };
  };
  const times = (told: ReturnType<typeof listen>, wanted: string) =>
    told.filter(({ name }) => name === wanted).map(({ atPs }) => atPs);

  it('cuts a babbling adapter off after 50 ms, and lets it talk again after 500 ms of silence', async () => {
    const { lab, a, b, told } = await jabber(200);
    at(lab, 900 * MS, () => a.send(b.address, new Uint8Array(46)));
    lab.run(2000 * MS);
    expect(times(told, 'jabberOn')).toEqual([60 * MS]);
    expect(times(told, 'signalEnd').slice(0, 1)).toEqual([60 * MS]);
    expect(times(told, 'jabberOff')).toEqual([710 * MS]);
    expect(a.station.counters.jabbers).toBe(1);
    expect(lab.ledger.delivered).toBe(1);
  });

  it.each([12, 60.001, 150, 300, 709.999])(
    'lets its MAC sense a carrier while its adapter babbles and while it is in jabber: what comes at %d ms waits',
    async (ms) => {
      const { lab, a, b, told } = await jabber(200);
      at(lab, ms * MS, () => a.send(b.address, new Uint8Array(46)));
      lab.run(2000 * MS);
      expect(times(told, 'jabberOff')).toEqual([710 * MS]);
      expect(times(told, 'transmitStart')).toEqual([710 * MS + 96 * BIT_PS]);
      expect(lab.ledger.dropped).toEqual({});
      expect(lab.ledger.delivered).toBe(1);
      expect(a.station.counters).toMatchObject({ framesSent: 1, collisions: 0, deferrals: 1 });
    },
  );

  it('lets its MAC see a collision where that sends all the same, since behind its own frame it looks at no carrier', async () => {
    const { lab, a, b, told } = await pair().then((made) => ({ ...made, told: listen(made.lab) }));
    for (let i = 0; i < 2; i++) a.send(b.address, new Uint8Array(46));
    at(lab, 10 * BIT_PS, () => a.babble(200 * MS));
    lab.run(2000 * MS);
    const [, second, third] = times(told, 'transmitStart');
    expect(second).toBe((576 + 96) * BIT_PS);
    expect(told.filter(({ name }) => name === 'collision').map(({ atPs }) => atPs)).toEqual([second]);
    const [off] = times(told, 'jabberOff');
    expect(third).toBe(off! + 96 * BIT_PS);
    expect(lab.ledger.dropped).toEqual({});
    expect(lab.ledger.delivered).toBe(2);
  });

  it('is seen through by no full-duplex MAC: what that sends in jabber is lost', async () => {
    const { lab, a, b, told } = await jabber(200, 'full');
    at(lab, 300 * MS, () => a.send(b.address, new Uint8Array(46)));
    lab.run(2000 * MS);
    // The frame was no silence: 500 ms count from its end.
    expect(times(told, 'jabberOff')).toEqual([800 * MS + 576 * BIT_PS]);
    expect(a.station.counters.framesSent).toBe(1);
    expect(lab.ledger.dropped).toEqual({ jabber: 1 });
  });

  it('lets a MAC that has been waiting for others go on waiting when its own carrier comes or goes', async () => {
    const { lab, a, b, told } = await pair().then((made) => ({ ...made, told: listen(made.lab) }));
    // b's babble is heard from 1 to 3 ms, a's own is there from 2 to 4 ms.
    at(lab, 1 * MS, () => b.babble(2 * MS));
    at(lab, 1.5 * MS, () => a.send(b.address, new Uint8Array(46)));
    at(lab, 2 * MS, () => a.babble(2 * MS));
    lab.run(100 * MS);
    expect(times(told, 'transmitStart')).toEqual([4 * MS + 96 * BIT_PS]);
    expect(lab.ledger.delivered).toBe(1);
  });

  it('lets a babble of less than 50 ms pass', async () => {
    const { lab, told } = await jabber(49);
    lab.run(2000 * MS);
    expect(times(told, 'jabberOn')).toEqual([]);
    expect(times(told, 'signalEnd')).toEqual([59 * MS]);
  });

  it('lets the frame go first that is being sent when its adapter goes mad', async () => {
    const { lab, a, b } = await jabber(1);
    at(lab, 10 * MS - 1, () => a.send(b.address, new Uint8Array(46)));
    at(lab, 10.5 * MS, () => a.send(b.address, new Uint8Array(46)));
    at(lab, 12 * MS, () => a.send(b.address, new Uint8Array(46)));
    lab.run(100 * MS);
    expect(lab.ledger.delivered).toBe(3);
    expect(lab.ledger.dropped).toEqual({});
    expect(a.station.counters.framesSent).toBe(3);
  });

  it('tests no collision signal in full duplex, while the link is down, or in jabber', async () => {
    const sqe = async (choices: HostChoices, play: (lab: Lab, a: Host, b: Host, link: LabLink) => void) => {
      const lab = await Lab.create(small);
      const [a, b] = [lab.host('a', { sqeTest: true, ...choices }), lab.host('b', choices)];
      const link = lab.cable(a, b, { metres: 20 });
      const told = listen(lab);
      play(lab, a, b, link);
      lab.run(2000 * MS);
      return times(told, 'sqeTest');
    };
    const frame = (a: Host, b: Host) => a.send(b.address, new Uint8Array(46));
    expect(await sqe({}, (_lab, a, b) => frame(a, b))).toEqual([576 * BIT_PS + 1e6]);
    expect(await sqe({ duplex: 'full' }, (_lab, a, b) => frame(a, b))).toEqual([]);
    // The link is given up in the very moment between a frame's end and the test that is due behind it.
    const gone = await sqe({}, (lab, a, b, link) => {
      at(lab, 1, () => link.cut());
      at(lab, 100 * MS - 576 * BIT_PS - 5e5, () => frame(a, b));
    });
    expect(gone).toEqual([]);
    // In jabber from 50 ms on: what a full babble ends with is no test, a shorter one's end is one.
    expect(await sqe({}, (_lab, a) => a.babble(100 * MS))).toEqual([]);
    expect(await sqe({}, (_lab, a) => a.babble(10 * MS))).toEqual([10 * MS + 1e6]);
  });

  it('tests its collision signal 1 us after each transmission where it is told to, which disturbs nobody', async () => {
    const lab = await Lab.create(small);
    const [a, b] = [lab.host('a', { sqeTest: true }), lab.host('b')];
    lab.cable(a, b, { metres: 20 });
    const told = listen(lab);
    for (let i = 0; i < 3; i++) a.send(b.address, new Uint8Array(46));
    lab.run(100 * MS);
    const ends = times(
      told.filter(({ part }) => part === 'a'),
      'transmitEnd',
    );
    expect(ends).toHaveLength(3);
    expect(times(told, 'sqeTest')).toEqual(ends.map((end) => end + 1e6));
    expect(a.station.counters.collisions).toBe(0);
    expect(lab.ledger.delivered).toBe(3);
  });
});
