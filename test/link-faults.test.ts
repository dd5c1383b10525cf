// What a link does to a frame, and what becomes of the frame then: as little as in life where a receiver can bear it.
import { describe, expect, it } from 'vitest';
import type { Host } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import type { LabLink } from '../src/lab/labLink.js';
import { KIND } from '../src/sim/probe.js';

interface Way {
  lab: Lab;
  a: Host;
  b: Host;
  /** The link at the sender's end. */
  link: LabLink;
}

/** From a to b in every way that there is. */
const WAYS: Record<string, (seed: number) => Promise<Way>> = {
  'a cable': async (seed) => {
    const lab = await Lab.create({ seed });
    const [a, b] = [lab.host('a'), lab.host('b')];
    return { lab, a, b, link: lab.cable(a, b, { metres: 50 }) };
  },
  'two hubs': async (seed) => {
    const lab = await Lab.create({ seed });
    const [a, b] = [lab.host('a'), lab.host('b')];
    const [near, far] = [lab.hub('near'), lab.hub('far')];
    const link = lab.cable(a, near, { metres: 50 });
    lab.cable(near, far, { metres: 50 });
    lab.cable(far, b, { metres: 50 });
    lab.cable(lab.host('c'), near, { metres: 5 });
    return { lab, a, b, link };
  },
  'a coax': async (seed) => {
    const lab = await Lab.create({ seed });
    const [a, b] = [lab.host('a'), lab.host('b')];
    const coax = lab.coax('coax');
    const link = lab.tap(a, coax, { at: 0 });
    lab.tap(b, coax, { at: 250 });
    lab.tap(lab.host('c'), coax, { at: 500 });
    return { lab, a, b, link };
  },
};

describe.each(Object.entries(WAYS))('over %s', (_name, way) => {
  it('noise in the first bits of the preamble costs nothing but those bits (seeds 1 to 40)', async () => {
    let lost = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const { lab, a, b, link } = await way(seed);
      const arrivals: number[] = [];
      let faults = 0;
      lab.observe({ event: (kind) => (faults += kind === KIND.fault ? 1 : 0) });
      b.onFrame = ({ octets }) => arrivals.push(octets.length);
      // From before the front until 20 bits of the preamble have passed, wherever on the way it is.
      link.plan({ kind: 'noise', atPs: 0, bit: 0, forPs: 2e6 }, 'a');
      a.send(b.address, new Uint8Array(200));
      lab.run();
      expect([faults, b.station.counters.symbolErrors], `seed ${seed}`).toEqual([1, 0]);
      if (arrivals.length === 0) lost++;
    }
    // Eight bits of noise may look like an SFD by chance, and so they do to a real receiver.
    expect(lost).toBeLessThanOrEqual(2);
  });

  it('noise behind the SFD breaks the code of the frame, or its FCS', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { lab, a, b, link } = await way(seed);
      link.plan({ kind: 'noise', atPs: 60e6, bit: 0, forPs: 3e6 }, 'a');
      a.send(b.address, new Uint8Array(200));
      lab.run();
      expect(b.station.counters.symbolErrors + b.station.counters.fcsErrors, `seed ${seed}`).toBe(1);
    }
  });

  it('a frame that is lost is lost by `loss`, whoever is first to miss it', async () => {
    const { lab, a, b, link } = await way(3);
    link.chance(0, 0.5);
    for (let i = 0; i < 60; i++) a.send(i % 4 === 0 ? 0xffff_ffff_ffff : b.address, new Uint8Array(100 + i));
    lab.run();
    const { loss = 0, ...others } = lab.ledger.dropped;
    expect(others).toEqual({});
    expect(loss).toBeGreaterThan(15);
    expect(loss + lab.ledger.delivered).toBe(60);
    expect(b.station.counters.framesReceived).toBe(60 - loss);
  });
});

describe('a pair whose wires are swapped', () => {
  it('is its own for the first signal only, by which its receiver finds that out', async () => {
    const lab = await Lab.create({ seed: 1 });
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.cable(a, b, { metres: 10, swapped: true });
    let own = 0;
    lab.watchLines({
      emissionStart: () => undefined,
      emissionEnd: () => undefined,
      heard: () => own++,
    });
    for (let i = 0; i < 10; i++) a.send(b.address, new Uint8Array(46));
    lab.run();
    expect(b.station.counters.framesReceived).toBe(10);
    expect(own).toBe(1);
  });
});
