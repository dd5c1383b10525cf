// A fault that is planned while the lab runs makes an ear listen that did not: it must not be misled by what it missed.
import { expect, it } from 'vitest';
import { FrameMaker, Source } from '../src/app/source.js';
import { Lab } from '../src/lab/lab.js';

it('leaves no station waiting for ever when a link begins to suffer in mid-run (seeds 1 to 60)', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const lab = await Lab.create({ seed, limits: { frames: 64, signals: 128, streams: 64 } });
    const hub = lab.hub('hub');
    const hosts = ['a', 'b', 'c', 'd'].map((name) => lab.host(name));
    const links = hosts.map((host) => lab.cable(host, hub, { metres: 10 + 20 * hosts.indexOf(host) }));
    for (const [i, host] of hosts.entries()) {
      const stream = lab.random.fork(host.name);
      const to = hosts[(i + 1) % hosts.length].address;
      const maker = new FrameMaker(lab.arena, host.station, stream, [to], { kind: 'uniform', least: 64, most: 300 });
      new Source(lab.scheduler, host.station, maker, stream, { kind: 'saturated' }, 20e9).start(0);
    }
    const draw = lab.random.fork('when');
    for (const link of links) {
      lab.run(lab.now + draw.below(4e9));
      link.plan({ atPs: lab.now, kind: 'flip', bit: draw.below(400), forPs: 0 });
    }
    lab.run();
    expect(lab.ledger.waiting, `seed ${seed}`).toBe(0);
    expect(lab.signals.used, `seed ${seed}`).toBe(0);
  }
});
