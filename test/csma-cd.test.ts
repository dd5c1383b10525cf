// Half-duplex transmission by clause 4.2.3.2 and 4.2.8, a MAC alone with a line that does as it is told. Times are bit times.
import { describe, expect, it } from 'vitest';
import { MacRig } from './fixtures/mac.js';

/** Frame of 64 octets with preamble and SFD. */
const SHORT = 64 + 512;
const GAP = 96;
const PART_1 = 64;
const SLOT = 512;

describe('deference (4.2.8)', () => {
  it('lets a frame go at once on a line that has been quiet for a gap', async () => {
    const rig = (await MacRig.create())
      .carrier(0, 100)
      .send(100 + GAP)
      .run();
    expect(rig.log).toEqual(['196 sends 64 octets', `${196 + SHORT} silent`]);
    expect(rig.station.counters.deferrals).toBe(0);
  });

  it('leaves 96 bit times between its own frames, whatever comes in between', async () => {
    const rig = await MacRig.create();
    // Within the gap behind its own frame nothing is heard: it sends all the same, and collides.
    rig
      .send(0)
      .send(0)
      .carrier(SHORT + 10, SHORT + 300)
      .run();
    expect(rig.log.slice(0, 4)).toEqual([
      '0 sends 64 octets',
      `${SHORT} silent`,
      `${SHORT + GAP} sends 64 octets`,
      `${SHORT + GAP} jams 32 bits after 64`,
    ]);
  });

  it.each([0, 1, 63])('begins the gap anew for a carrier %d bit times into it', async (into) => {
    const rig = (await MacRig.create())
      .carrier(0, 100)
      .send(50)
      .carrier(100 + into + 0.5, 400)
      .run();
    expect(rig.log[0]).toBe(`${400 + GAP} sends 64 octets`);
    expect(rig.station.counters.deferrals).toBe(1);
  });

  it.each([64, 65, 95])('takes no notice of a carrier %d bit times into the gap', async (into) => {
    const rig = (await MacRig.create())
      .carrier(0, 100)
      .send(50)
      .carrier(100 + into, 400)
      .run();
    expect(rig.log.slice(0, 2)).toEqual([`${100 + GAP} sends 64 octets`, `${100 + GAP} jams 32 bits after 64`]);
  });

  it('begins anew again and again, as often as there is a carrier in the first two thirds', async () => {
    const rig = (await MacRig.create()).carrier(0, 100).send(50);
    for (let i = 1; i <= 5; i++) rig.carrier(i * 150, i * 150 + 100);
    rig.run();
    expect(rig.log[0]).toBe(`${850 + GAP} sends 64 octets`);
  });

  it.each([
    ['part 1', PART_1 - 1, 500 + GAP],
    ['part 2', PART_1 + 1, 100 + GAP],
  ])('reckons the same for a frame that comes after a carrier in %s of the gap', async (_part, into, starts) => {
    // The station had nothing to send until 5 bit times before the end of the gap, and has to look back.
    const rig = (await MacRig.create())
      .carrier(0, 100)
      .carrier(100 + into, 500)
      .send(100 + GAP - 5)
      .run();
    expect(rig.log[0]).toBe(`${starts} sends 64 octets`);
  });

  it('waits for a carrier that came in the deaf part, once that gap is over', async () => {
    const rig = (await MacRig.create())
      .carrier(0, 100)
      .carrier(170, 500)
      .send(100 + GAP + 1)
      .run();
    expect(rig.log[0]).toBe(`${500 + GAP} sends 64 octets`);
  });

  it('does not sense yet what arrives in the very instant of its decision', async () => {
    const rig = (await MacRig.create()).send(1000).carrier(1000, 1100).run();
    expect(rig.log.slice(0, 2)).toEqual(['1000 sends 64 octets', '1000 jams 32 bits after 64']);
  });

  const overdue = (rig: MacRig) =>
    rig.told
      .filter(({ name }) => name === 'excessiveDeferral')
      .map(({ atPs, numbers }) => `frame ${numbers.frame} at ${atPs / 1e5} after ${numbers.waitedPs! / 1e5}`);

  it('tells when a frame has waited for 24 288 bit times, at that moment and once (30.3.1.1.20)', async () => {
    const fine = (await MacRig.create()).carrier(0, 24_200).send(10).run();
    expect([fine.station.counters.excessiveDeferrals, ...overdue(fine)]).toEqual([0]);
    // Nothing is left that would hold the end of the run up.
    expect(fine.lab.now / 1e5).toBe(24_200 + GAP + 576);
    const late = (await MacRig.create()).carrier(0, 90_000).send(10).run();
    expect(overdue(late)).toEqual(['frame 0 at 24298 after 24288']);
    expect(late.station.counters).toMatchObject({ excessiveDeferrals: 1, framesSent: 1 });
    // Whether it is ever sent or not.
    const never = (await MacRig.create()).carrier(0, 1e9).send(10).run(30_000);
    expect(never.station.counters).toMatchObject({ excessiveDeferrals: 1, framesSent: 0 });
    // In the gap as well as before it.
    const gap = (await MacRig.create()).carrier(0, 24_250).send(10).run();
    expect(overdue(gap)).toEqual(['frame 0 at 24298 after 24288']);
    expect(gap.log[0]).toBe(`${24_250 + GAP} sends 64 octets`);
  });

  it('tells it at whichever attempt it comes, and not again at another', async () => {
    // Waits too long at its first attempt, collides, waits too long at its second.
    const twice = (await MacRig.create()).carrier(0, 25_000).send(10).carrier(25_200, 60_000).run();
    expect(overdue(twice)).toEqual(['frame 0 at 24298 after 24288']);
    // Waits in vain for 20 000, collides, and waits from the end of its backoff on.
    const second = (await MacRig.create()).carrier(0, 20_000).send(10).carrier(20_100, 60_000).run();
    const backedOff = 20_000 + GAP + 64 + 32 + 512 * second.draws[0]!;
    expect(overdue(second)).toEqual([`frame 0 at ${backedOff + 24_288} after 24288`]);
    // And of each frame anew.
    const both = (await MacRig.create())
      .carrier(0, 25_000)
      .send(10)
      .send(20)
      .carrier(25_000 + GAP + 600, 60_000)
      .run();
    expect(overdue(both)).toHaveLength(2);
  });

  it('forgets a wait that the link put an end to', async () => {
    const rig = (await MacRig.create()).carrier(0, 60_000).send(10);
    rig.at(20_000, () => rig.mii.setLink(false)).at(70_000, () => rig.mii.setLink(true));
    rig.run();
    expect(overdue(rig)).toEqual([]);
    expect(rig.station.counters.framesSent).toBe(1);
  });
});

describe('a collision', () => {
  it.each([0, 0.1, 1, 40, 63.5, 64])(
    'after %d bit times lets preamble and SFD go out before 32 bits of jam',
    async (bit) => {
      const rig = (await MacRig.create())
        .send(1000)
        .carrier(1000 + bit, 1200)
        .run();
      expect(rig.log.slice(0, 3)).toEqual([
        '1000 sends 64 octets',
        `${1000 + bit} jams 32 bits after 64`,
        '1096 silent',
      ]);
    },
  );

  it.each([
    [64.1, 65],
    [65, 65],
    [100.9, 101],
    [511.5, 512],
  ])('after %d bit times is jammed from the next whole bit, %d', async (bit, from) => {
    const rig = (await MacRig.create())
      .send(1000)
      .carrier(1000 + bit, 2000)
      .run();
    expect(rig.log[1]).toBe(`${1000 + bit} jams 32 bits after ${from}`);
    expect(rig.log[2]).toBe(`${1000 + from + 32} silent`);
    expect(rig.station.counters.lateCollisions).toBe(0);
  });

  it('is noticed once, however many carriers come', async () => {
    const rig = (await MacRig.create()).send(1000).carrier(1010, 1100).carrier(1020, 1100).carrier(1070, 1100).run();
    expect(rig.log.filter((line) => line.includes('jams'))).toHaveLength(1);
    expect(rig.station.counters.collisions).toBe(1);
  });

  it('is late from 512 bit times after the start on, and the frame is tried again by the standard', async () => {
    for (const [bit, late] of [
      [512, 0],
      [512.1, 1],
      [1000, 1],
    ] as const) {
      const rig = (await MacRig.create())
        .send(1000, 1518)
        .carrier(1000 + bit, 2200)
        .run();
      expect(rig.station.counters.lateCollisions, `${bit}`).toBe(late);
      expect(rig.station.counters.framesSent).toBe(1);
      expect(rig.station.counters.attempts[1]).toBe(1);
    }
  });

  it('that is late costs the frame where the station is told to drop it', async () => {
    const rig = (await MacRig.create(1, 'drop')).send(1000, 1518).carrier(1600, 2200).send(1100).run();
    expect(rig.lab.ledger.dropped).toEqual({ lateCollision: 1 });
    expect(rig.log.slice(0, 3)).toEqual(['1000 sends 1518 octets', '1600 jams 32 bits after 600', '1632 silent']);
    expect(rig.log[3]).toBe(`${2200 + GAP} sends 64 octets`);
  });
});

describe('backoff (4.2.3.2.5)', () => {
  /** Each attempt meets a carrier of 10 bit times, 20 bit times after it began. */
  const harassed = async (times: number, seed = 1): Promise<MacRig> => {
    const rig = await MacRig.create(seed);
    let left = times;
    const { transmit } = rig.mii;
    rig.mii.transmit = (frame, octets) => {
      transmit.call(rig.mii, frame, octets);
      const start = rig.lab.now / 100_000;
      if (left-- > 0) rig.carrier(start + 20, start + 30);
    };
    rig.send(1000).send(1000);
    return rig.run();
  };
  const startsOf = ({ log }: MacRig) =>
    log.filter((line) => line.includes('sends')).map((line) => Number.parseFloat(line));

  it('waits r slots from the end of jam, and for the gap when r is 0', async () => {
    for (let seed = 1; seed < 40; seed++) {
      const rig = await harassed(5, seed);
      const starts = startsOf(rig);
      const { draws } = rig;
      expect(draws).toHaveLength(5);
      for (const [n, r] of draws.entries()) {
        expect(r).toBeLessThan(2 ** (n + 1));
        const jamEnd = starts[n]! + 96;
        expect(starts[n + 1], `seed ${seed}, collision ${n + 1}, r = ${r}`).toBe(jamEnd + (r === 0 ? GAP : r * SLOT));
      }
    }
  });

  it('gives up after 16 attempts, not 17, and goes on with the next frame at its first', async () => {
    const rig = await harassed(16);
    const starts = startsOf(rig);
    expect(starts).toHaveLength(17);
    expect(rig.lab.ledger.dropped).toEqual({ excessiveCollisions: 1 });
    expect(rig.station.counters.excessiveCollisions).toBe(1);
    expect(rig.station.counters.collisions).toBe(16);
    expect(rig.draws).toHaveLength(15);
    expect(starts[16]).toBe(starts[15]! + 96 + GAP);
    expect(rig.station.counters.attempts).toEqual([1, ...new Array(15).fill(0)]);
    expect(rig.sender.state).toBe('idle');
  });

  it('sends at the 16th attempt what has collided 15 times', async () => {
    const rig = await harassed(15);
    expect(rig.lab.ledger.dropped).toEqual({});
    expect(rig.station.counters.attempts[15]).toBe(1);
    expect(rig.station.counters.multipleCollisionFrames).toBe(1);
    expect(rig.station.counters.backoffSlots).toBe(rig.draws.reduce((sum, r) => sum + r));
  });

  it('draws from a range that doubles up to the tenth collision and stays at 1024', async () => {
    const rig = await harassed(16);
    const ranges = rig.told.filter(({ name }) => name === 'backoff').map(({ numbers }) => numbers.range);
    expect(ranges).toEqual(Array.from({ length: 15 }, (_, n) => 2 ** Math.min(n + 1, 10)));
  });

  it('runs beside deference: a carrier that ends long before the slots are over costs nothing', async () => {
    const rig = await seedWith((r) => r >= 1);
    const jamEnd = 1096;
    rig.carrier(jamEnd + 10, jamEnd + 300).run();
    expect(startsOf(rig)[1]).toBe(jamEnd + rig.draws[0]! * SLOT);
    expect(rig.told.filter(({ name }) => name === 'deferring')).toEqual([]);
  });

  it('that ends while a carrier is on waits for it and for its gap', async () => {
    const rig = await seedWith((r) => r === 1);
    rig.carrier(1096 + 400, 1096 + 900).run();
    expect(startsOf(rig)[1]).toBe(1096 + 900 + GAP);
    // No frame whose first attempt had to wait.
    expect(rig.station.counters.deferrals).toBe(0);
  });

  it('that ends within the gap of a carrier waits for the rest of it', async () => {
    const rig = await seedWith((r) => r === 1);
    rig.carrier(1096 + 400, 1096 + 450).run();
    expect(startsOf(rig)[1]).toBe(1096 + 450 + GAP);
  });

  it('with r = 0 waits for a jam that outlasts its own, though it began within the gap before', async () => {
    const rig = await seedWith((r) => r === 0);
    // On from before its own jam is over: there has been no gap since.
    rig.carrier(1090, 1180).run();
    expect(startsOf(rig)[1]).toBe(1180 + GAP);
  });

  /** A station that collides at 1020 and whose first draw is as wanted, not yet run beyond. */
  const seedWith = async (wanted: (r: number) => boolean): Promise<MacRig> => {
    for (let seed = 1; ; seed++) {
      const trial = (await MacRig.create(seed)).send(1000).carrier(1020, 1030).run();
      if (wanted(trial.draws[0]!)) return (await MacRig.create(seed)).send(1000).carrier(1020, 1030);
    }
  };
});

describe('a link that goes down', () => {
  const states = [
    { state: 'gap', bit: 150 },
    { state: 'backoff', bit: 500 },
  ];

  it.each(states)(
    'finds a station $state and leaves it idle, its frame kept until the link is back',
    async ({ state, bit }) => {
      for (let seed = 1; ; seed++) {
        const rig = (await MacRig.create(seed)).carrier(0, 100).send(10);
        // For the backoff: a collision at 216, and a draw that is not over at 500.
        if (state === 'backoff') rig.carrier(216, 230);
        rig.run(bit);
        if (rig.sender.state !== state) continue;
        rig.mii.setLink(false);
        expect(rig.sender.state).toBe('idle');
        rig.run(100_000);
        expect(rig.station.waiting).toBe(1);
        rig.at(200_000, () => rig.mii.setLink(true)).run();
        expect(rig.log.at(-2)).toBe('200000 sends 64 octets');
        expect(rig.station.counters.framesSent).toBe(1);
        return;
      }
    },
  );
});
