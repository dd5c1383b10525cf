// The repeater by clause 9, on a bench of its own: what goes in at one port, and what comes out of the others and when.
// Times are bit times. A bare repeater has its cables cut off, so that every delay here is its own.
import { describe, expect, it } from 'vitest';
import { Lab } from '../src/lab/lab.js';
import { BIT_PS, RepeaterRig } from './fixtures/repeater.js';

const LATENCY = 8;
const LEAST = 96;

describe('a packet that comes in at one port (9.5.1 to 9.5.5)', () => {
  it('leaves on all others 8 bit times later, whole, and on its own port nothing does', async () => {
    const rig = (await RepeaterRig.create(4)).frame(1, 10, 100).run();
    const last = 10 + LATENCY + 64 + 800;
    for (const port of [0, 2, 3]) {
      expect(rig.outputs.filter((output) => output.port === port)).toEqual([
        { port, from: 10 + LATENCY, to: last, bits: 864, frame: 100, header: 64 },
      ]);
    }
    expect(rig.spans(1)).toEqual([]);
    expect(rig.repeater.state).toBe('waiting');
  });

  it.each([1, 3, 8])('with a start-up delay of %d leaves so much later', async (latencyBits) => {
    const rig = (await RepeaterRig.create(2, { latencyBits })).frame(0, 0, 64).run();
    expect(rig.spans(1)).toEqual([`${latencyBits}-${latencyBits + 576}`]);
  });

  it('is timed by the repeater: what a fast or a slow clock sends leaves at its own rate', async () => {
    for (const ppm of [-100, 100]) {
      const rig = (await RepeaterRig.create(2, { ppm })).frame(0, 0, 1518).run();
      const bits = 64 + 1518 * 8;
      const [from, to] = rig.spans(1)[0]!.split('-').map(Number);
      expect(rig.outputs[0]!.frame).toBe(1518);
      expect((to! - from!) / bits).toBeCloseTo(1 + ppm / 1e6, 9);
    }
  });

  it('goes through a chain of four hubs with its preamble whole each time, and nothing lost', async () => {
    const lab = await Lab.create({ limits: { streams: 64, frames: 16, signals: 64 } });
    const hubs = [1, 2, 3, 4].map((n) => lab.hub(`hub${n}`));
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, hubs[0]!, { metres: 100 });
    for (let i = 1; i < 4; i++) lab.cable(hubs[i - 1]!, hubs[i]!, { metres: 100 });
    lab.cable(b, hubs[3]!, { metres: 100 });
    let at = 0;
    b.onFrame = ({ atPs }) => {
      at = atPs;
    };
    a.send(b.address, new Uint8Array(46));
    lab.run();
    const cable = 7 * BIT_PS + Math.round((100 * 1e12) / (0.585 * 299_792_458));
    expect(at).toBe(576 * BIT_PS + 5 * cable + 4 * LATENCY * BIT_PS);
    expect(lab.ledger.delivered).toBe(1);
  });

  it.each([1, 5, 20, 50, 95.5])('of only %d bit times is extended to 96 (9.5.7)', async (bits) => {
    const rig = (await RepeaterRig.create()).carrier(0, 0, bits).run();
    expect(rig.spans(1)).toEqual([`${LATENCY}-${LATENCY + LEAST}`]);
    expect(rig.spans(2)).toEqual(rig.spans(1));
    expect(rig.events('fragmentExtended')).toHaveLength(1);
  });

  it.each([96, 97, 300])('of %d bit times is not', async (bits) => {
    const rig = (await RepeaterRig.create()).carrier(0, 0, bits).run();
    expect(rig.spans(1)).toEqual([`${LATENCY}-${LATENCY + bits}`]);
    expect(rig.events('fragmentExtended')).toEqual([]);
  });

  it('behind a fragment of its own port that is still being extended drowns in the jam, until it is over', async () => {
    // The fragment goes out from 8 to 104; the frame comes at 60, and what is left of it at 104 is no packet.
    const rig = (await RepeaterRig.create()).carrier(0, 0, 20).frame(0, 60, 64).frame(0, 1000, 64).run();
    expect(rig.spans(1)).toEqual([`8-${60 + 576 + 4}`, '1008-1584']);
    expect(rig.outputs.filter(({ port }) => port === 2).map(({ frame }) => frame)).toEqual([0, 64]);
    expect(rig.spans(0)).toEqual([]);
    expect(rig.repeater.collisions).toBe(0);
    // Another fragment instead: the jam is none the longer for it.
    const twice = (await RepeaterRig.create()).carrier(0, 0, 20).carrier(0, 40, 20).run();
    expect(twice.spans(1)).toEqual(['8-104']);
    // And a second port that joins in makes it a collision like any other.
    const joined = (await RepeaterRig.create()).carrier(0, 0, 20).frame(0, 60, 64).carrier(1, 300, 50).run();
    expect(joined.events('repeaterCollision', 'onePortLeft')).toEqual(['300 repeaterCollision', '402 onePortLeft']);
    expect([0, 1, 2].map((port) => joined.spans(port))).toEqual([['306-402'], ['8-640'], ['8-640']]);
    expect(joined.lab.signals.used).toBe(0);
  });

  it('leaves after a latency of any fraction of a bit at a whole picosecond', async () => {
    const rig = (await RepeaterRig.create(2, { latencyBits: 10 / 3 })).frame(0, 0, 64).run();
    expect(rig.outputs.map(({ from, frame }) => [from * BIT_PS, frame])).toEqual([[333_333, 64]]);
  });

  it('right behind another is taken up when the repeater looks again, 5 bit times after its output', async () => {
    // The first goes out until 108, the repeater rests until 113; what comes meanwhile is kept.
    const rig = (await RepeaterRig.create()).carrier(0, 0, 100).frame(1, 110, 64).run();
    expect(rig.spans(2)).toEqual(['8-108', '121-697']);
    expect(rig.outputs.at(-1)!.frame).toBe(64);
  });
});

describe('a collision (9.5.6)', () => {
  it('is jammed on all ports, the two that collide among them, for 96 bit times at least', async () => {
    const rig = (await RepeaterRig.create(4)).carrier(0, 0, 150).carrier(1, 40, 80).run();
    expect(rig.events('repeaterCollision', 'onePortLeft')).toEqual(['40 repeaterCollision', '142 onePortLeft']);
    // The first has been sent nothing before the jam; it is the last one active and hears no more from 142 on.
    expect(rig.spans(0)).toEqual(['46-142']);
    // The others hear its packet, then jam in its place, until 4 bit times after it has fallen silent.
    for (const port of [1, 2, 3]) expect(rig.spans(port)).toEqual(['8-154']);
    expect(rig.outputs.every(({ frame }) => frame === 0)).toBe(true);
  });

  it('before a bit is out sends nothing but jam, to all', async () => {
    const rig = (await RepeaterRig.create()).carrier(0, 0, 60).carrier(1, 3, 60).run();
    for (const port of [0, 1, 2]) expect(rig.spans(port)).toEqual([`${LATENCY}-${LATENCY + LEAST}`]);
  });

  it('is jammed within 6.5 bit times, and no more 5 bit times after silence, wherever it comes', async () => {
    for (let offset = 9; offset < 500; offset += 7.3) {
      const rig = (await RepeaterRig.create())
        .carrier(0, 0, 600)
        .carrier(1, offset, 700 - offset)
        .run();
      const jam = rig.outputs.find(({ port }) => port === 0)!;
      expect(jam.from - offset, `${offset}`).toBeLessThanOrEqual(6.5);
      expect(jam.from - offset, `${offset}`).toBeGreaterThan(0);
      expect(jam.to - jam.from).toBeGreaterThanOrEqual(LEAST);
      const { to } = rig.outputs.find(({ port }) => port === 2)!;
      expect(to - 700, `${offset}`).toBeLessThanOrEqual(5);
      expect(to - 700, `${offset}`).toBeGreaterThan(0);
    }
  });

  it('lets the one port that is left hear nothing more, so that it can be heard to fall silent (9.5.6.5)', async () => {
    const rig = (await RepeaterRig.create()).carrier(0, 0, 60).carrier(1, 20, 400).run();
    expect(rig.events('onePortLeft')).toEqual(['122 onePortLeft']);
    expect([0, 1, 2].map((port) => rig.spans(port))).toEqual([['26-424'], ['8-122'], ['8-424']]);
  });

  it('jams all ports again when another joins the one that is left, however often, and leaves none without', async () => {
    const rig = (await RepeaterRig.create(4))
      .carrier(0, 0, 50)
      .carrier(1, 20, 1000)
      .carrier(2, 300, 100)
      .carrier(0, 600, 100)
      .run();
    expect(rig.events('repeaterCollision', 'onePortLeft')).toEqual([
      '20 repeaterCollision',
      '122 onePortLeft',
      '300 repeaterCollision',
      '400 onePortLeft',
      '600 repeaterCollision',
      '700 onePortLeft',
    ]);
    expect([0, 1, 2, 3].map((port) => rig.spans(port))).toEqual([
      ['26-1024'],
      ['8-122', '300-400', '600-700'],
      ['8-1024'],
      ['8-1024'],
    ]);
    expect(rig.lab.signals.used).toBe(0);
  });

  it('of three ports goes on until two of them are silent', async () => {
    const rig = (await RepeaterRig.create(4)).carrier(0, 0, 200).carrier(1, 20, 250).carrier(2, 30, 400).run();
    expect(rig.events('repeaterCollision', 'onePortLeft')).toEqual(['20 repeaterCollision', '270 onePortLeft']);
    expect([0, 1, 2, 3].map((port) => rig.spans(port))).toEqual([['26-434'], ['8-434'], ['8-270'], ['8-434']]);
  });

  it('is noticed where the packet is over at its port but not yet at the others', async () => {
    const rig = (await RepeaterRig.create()).carrier(0, 0, 200).carrier(1, 204, 96).run();
    expect(rig.events('repeaterCollision')).toEqual(['204 repeaterCollision']);
    expect(rig.repeater.collisions).toBe(1);
  });

  it('of several stations on the coax of one port is jammed on all others, and that port hears nothing', async () => {
    const rig = (await RepeaterRig.create()).crowd(0, 0, 150, 50, 160).run();
    expect(rig.events('repeaterCollision')).toEqual(['50 repeaterCollision']);
    expect(rig.repeater.collisions).toBe(1);
    expect([0, 1, 2].map((port) => rig.spans(port))).toEqual([[], ['8-214'], ['8-214']]);
  });

  it('on the coax of one port is noticed during start-up too', async () => {
    const rig = (await RepeaterRig.create()).crowd(0, 0, 150, 3, 160).run();
    expect(rig.events('repeaterCollision')).toEqual(['8 repeaterCollision']);
    expect(rig.spans(1)).toEqual(['8-167']);
  });

  it('on the coax of one port is jammed there too once another port joins in', async () => {
    const rig = (await RepeaterRig.create()).crowd(0, 0, 300, 50, 60).carrier(1, 100, 100).run();
    expect(rig.events('repeaterCollision', 'onePortLeft')).toEqual([
      '50 repeaterCollision',
      '100 repeaterCollision',
      '202 onePortLeft',
    ]);
    expect([0, 1, 2].map((port) => rig.spans(port))).toEqual([['106-202'], ['8-304'], ['8-304']]);
  });
});

describe('auto-partition (9.6.6.2)', () => {
  /** Ports 0 and 1 collide so many times, one collision every 400 bit times. */
  const collide = async (times: number, from = 0, rig?: RepeaterRig): Promise<RepeaterRig> => {
    const on = rig ?? (await RepeaterRig.create(4));
    for (let i = 0; i < times; i++) on.carrier(0, from + 400 * i, 100).carrier(1, from + 400 * i + 20, 100);
    return on;
  };

  it('takes a port off after 31 collisions in a row, and not after 30', async () => {
    const rig = (await collide(30)).run();
    expect(rig.ports.map(({ partitioned }) => partitioned)).toEqual([false, false, false, false]);
    await collide(1, 30 * 400, rig);
    rig.run();
    expect(rig.ports.map(({ partitioned }) => partitioned)).toEqual([true, true, false, false]);
    const told = rig.told.filter(({ name }) => name === 'partition').map(({ numbers }) => numbers);
    expect(told).toEqual([0, 1].map((port) => ({ port, collisions: 31 })));
  });

  it('counts anew after a packet of 512 bit times without a collision', async () => {
    for (const [bits, partitioned] of [
      [500, true],
      [512, false],
    ] as const) {
      const rig = (await collide(20)).carrier(2, 20 * 400, bits);
      await collide(20, 22 * 400, rig);
      rig.run();
      expect(rig.ports[0]!.partitioned, `${bits} bits in between`).toBe(partitioned);
    }
  });

  it('repeats nothing of a port that is off, and goes on sending to it', async () => {
    const rig = (await collide(31)).run();
    rig.outputs.length = 0;
    rig.carrier(0, 20_000, 300).carrier(2, 30_000, 300).run();
    expect([0, 1, 2, 3].map((port) => rig.spans(port))).toEqual([
      ['30008-30308'],
      ['30008-30308'],
      [],
      ['30008-30308'],
    ]);
  });

  it('takes a port back after 512 bit times of its own carrier, from the next on', async () => {
    const rig = (await collide(31)).run();
    rig.outputs.length = 0;
    rig.frame(0, 20_000, 64).frame(0, 30_000, 64).run();
    // Its second packet is what takes the other one back.
    expect(rig.events('reconnect')).toEqual(['20512 reconnect', '30576 reconnect']);
    expect(rig.spans(2)).toEqual(['30008-30584']);
  });

  it('takes a port back after a packet that has gone out to it, but not while it babbles against it', async () => {
    const rig = (await collide(31)).run();
    rig.carrier(0, 20_100, 300).frame(2, 20_000, 100).run();
    // Port 1 had been silent; port 0 had not.
    expect(rig.told.filter(({ name }) => name === 'reconnect').map(({ numbers }) => numbers.port)).toEqual([1]);
    rig.frame(2, 30_000, 100).run();
    expect(rig.ports[0]!.partitioned).toBe(false);
  });

  it('does not take it for good activity when a port sends against what is sent to it', async () => {
    const rig = (await collide(31)).run();
    rig.carrier(2, 20_000, 2000).carrier(0, 20_100, 1000).run(21_500);
    expect(rig.ports[0]!.partitioned).toBe(true);
  });

  it('takes off at once the ports whose collision lasts longer than 2048 bit times, and sets the others free', async () => {
    const rig = (await RepeaterRig.create(4)).carrier(0, 0, 30_000).carrier(1, 100, 30_000).run(5000);
    expect(rig.events('partition', 'repeaterIdle')).toEqual(['2148 partition', '2148 partition', '2152 repeaterIdle']);
    expect(rig.ports.map(({ partitioned }) => partitioned)).toEqual([true, true, false, false]);
    rig.outputs.length = 0;
    rig.frame(2, 6000, 64).run(8000);
    expect(rig.spans(3)).toEqual(['6008-6584']);
    expect(rig.outputs[0]!.frame).toBe(64);
  });

  it('does not hold it against the one port left that it goes on, since nothing is sent to it (9.5.6.5)', async () => {
    const rig = (await RepeaterRig.create(4)).carrier(0, 0, 30_000).carrier(1, 100, 100).run();
    expect(rig.events('partition')).toEqual([]);
    expect(rig.events('onePortLeft')).toEqual(['202 onePortLeft']);
  });

  it('measures each collision of the one port left by itself', async () => {
    const rig = await RepeaterRig.create(4);
    rig.carrier(0, 0, 9000).carrier(1, 100, 1500).carrier(1, 2000, 1500).carrier(1, 4000, 3000).run();
    const off = rig.told.filter(({ name }) => name === 'partition');
    // Both are there without a break from 4000 on.
    expect(off.map(({ atPs, numbers }) => [atPs / BIT_PS, numbers.port])).toEqual([
      [6048, 0],
      [6048, 1],
    ]);
  });

  it('times a collision on the coax of one port as one between two', async () => {
    const rig = (await RepeaterRig.create()).crowd(0, 0, 5000, 50, 4000).run();
    expect(rig.events('partition')).toEqual(['2098 partition']);
  });

  it('does not count late collisions, and begins to count anew behind one', async () => {
    const late = await RepeaterRig.create(4);
    for (let i = 0; i < 100; i++) late.carrier(0, 2000 * i, 700).carrier(1, 2000 * i + 8 + 512, 100);
    late.run();
    expect(late.repeater.collisions).toBe(100);
    expect(late.events('partition')).toEqual([]);
    const early = await RepeaterRig.create(4);
    for (let i = 0; i < 31; i++) early.carrier(0, 2000 * i, 700).carrier(1, 2000 * i + 8 + 500, 100);
    early.run();
    expect(early.ports.map(({ partitioned }) => partitioned)).toEqual([true, true, false, false]);
    const rig = await collide(20);
    rig.carrier(0, 20 * 400, 700).carrier(1, 20 * 400 + 600, 100);
    await collide(20, 24 * 400, rig);
    rig.run();
    expect(rig.ports[0]!.collisions).toBe(20);
    expect(rig.events('partition')).toEqual([]);
  });

  it('is left out where it is told to be', async () => {
    const rig = await collide(100, 0, await RepeaterRig.create(4, { partitionAfter: Number.POSITIVE_INFINITY }));
    rig.carrier(0, 50_000, 10_000).carrier(1, 50_100, 10_000).run();
    expect(rig.events('partition')).toEqual([]);
  });
});

describe('jabber lockup protection (9.6.5)', () => {
  it('interrupts what is repeated after 5 ms for 106 bit times, again and again', async () => {
    const rig = (await RepeaterRig.create()).carrier(0, 0, 120_000).run();
    expect(rig.events('lockupProtection')).toEqual(['50008 lockupProtection', '100122 lockupProtection']);
    expect(rig.spans(1)).toEqual(['8-50008', '50122-100122', '100236-120008']);
  });

  it('leaves what follows alone', async () => {
    const rig = (await RepeaterRig.create()).carrier(0, 0, 50_050).frame(1, 50_060, 64).frame(0, 60_000, 64).run();
    expect(rig.outputs.filter(({ port }) => port === 2).map(({ frame }) => frame)).toEqual([0, 64, 64]);
    expect(rig.spans(2)).toEqual(['8-50008', '50122-50698', '60008-60584']);
  });

  it('interrupts a jam that lasts as long, too', async () => {
    const rig = await RepeaterRig.create(3, { partitionAfter: Number.POSITIVE_INFINITY });
    rig.carrier(0, 0, 60_000).carrier(1, 100, 60_000).run();
    expect(rig.events('lockupProtection')).toEqual(['50008 lockupProtection']);
    for (const port of [0, 1, 2]) expect(rig.spans(port)).toHaveLength(2);
    expect(rig.lab.signals.used).toBe(0);
  });
});
