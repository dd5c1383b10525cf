// Things that happen at one and the same picosecond: an answer as a frame ends, a cut as a signal comes.
import { describe, expect, it } from 'vitest';
import { Lab } from '../src/lab/lab.js';

it.each(['hub', 'direct cable', 'coax'])(
  'a station on a %s may answer in the instant in which a frame has come',
  async (medium) => {
    const lab = await Lab.create({ seed: 1 });
    const [a, b] = [lab.host('a'), lab.host('b')];
    if (medium === 'hub') {
      const hub = lab.hub('hub');
      for (const host of [a, b]) lab.cable(host, hub, { metres: 20 });
    } else if (medium === 'coax') {
      const coax = lab.coax('coax');
      for (const [i, host] of [a, b].entries()) lab.tap(host, coax, { at: 2.5 + 300 * i });
    } else lab.cable(a, b, { metres: 20 });
    let answers = 0;
    b.onFrame = () => b.send(a.address, new Uint8Array(46));
    a.onFrame = () => {
      answers++;
      if (answers < 10) a.send(b.address, new Uint8Array(46));
    };
    a.send(b.address, new Uint8Array(46));
    lab.run();
    expect(answers).toBe(10);
    // And between two runs, when the clock stands at the end of a frame.
    a.send(b.address, new Uint8Array(46));
    lab.run();
    b.send(a.address, new Uint8Array(46));
    lab.run();
    expect([a, b].map(({ station }) => station.waiting)).toEqual([0, 0]);
    expect(lab.ledger.delivered).toBe(lab.ledger.offered);
  },
);

describe.each(['hub', 'station'] as const)('a cable cut in the instant in which a signal reaches the %s', (end) => {
  it.each([-1, 0, 1])('(%i ps after it) leaves nobody with a carrier that never ends', async (afterPs) => {
    const lab = await Lab.create({ seed: 1 });
    const hub = lab.hub('hub');
    const [a, b] = [lab.host('a'), lab.host('b')];
    const cables = { hub: lab.cable(a, hub, { metres: 0 }), station: lab.cable(b, hub, { metres: 0 }) };
    // Transceivers take 2 + 5 bit times a cable, the hub 8.
    const arrivalPs = { hub: 700_000, station: 700_000 + 800_000 + 700_000 };
    a.send(b.address, new Uint8Array(1000));
    lab.run(10_000);
    if (end === 'station') b.send(a.address, new Uint8Array(100));
    lab.run(arrivalPs[end] + afterPs);
    cables[end].cut();
    lab.run(20e9);
    cables[end].restore();
    lab.run(40e9);
    const before = lab.ledger.delivered;
    a.send(b.address, new Uint8Array(100));
    b.send(a.address, new Uint8Array(100));
    lab.run();
    expect(lab.ledger.delivered - before).toBe(2);
    expect(lab.ledger.waiting).toBe(0);
    expect(lab.signals.used).toBe(0);
  });
});
