// Every instant at which anything happens in a small network, and a picosecond before and after each: a cable cut, joined
// or unplugged then, or an adapter that goes mad then, must leave nobody with a carrier that never ends, a frame without
// an end, or a signal that nobody lets go of. Deeds of the very instant are done before and after all else in it.
import { describe, expect, it } from 'vitest';
import type { Host } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import type { EventName } from '../src/sim/probe.js';
import { Alarm } from '../src/sim/scheduler.js';
import { listen } from './fixtures/log.js';
import { BIT_PS, RepeaterRig } from './fixtures/repeater.js';
import { Witness } from './fixtures/witness.js';

const MS = 1e9;
/** Long after the last backoff of anybody, and any jabber. */
const CALM_PS = 5000 * MS;

interface Place {
  readonly lab: Lab;
  readonly hosts: readonly Host[];
}

const media: Record<string, () => Promise<Place>> = {
  'a hub': () =>
    build((lab, hosts) => {
      const hub = lab.hub('hub');
      hosts.forEach((host, i) => {
        lab.cable(host, hub, { metres: 10 * i });
      });
    }),
  'two hubs': () =>
    build((lab, hosts) => {
      const hubs = [lab.hub('hub1'), lab.hub('hub2', { latencyBits: 3 })] as const;
      hosts.forEach((host, i) => {
        lab.cable(host, hubs[i % 2]!, { metres: 5 });
      });
      lab.cable(hubs[0], hubs[1], { metres: 0 });
    }),
  'a coax': () =>
    build((lab, hosts) => {
      const bus = lab.coax('bus');
      hosts.forEach((host, i) => {
        lab.tap(host, bus, { at: 100 * i });
      });
    }),
  'a hub on a coax': () =>
    build((lab, hosts) => {
      const [bus, hub] = [lab.coax('bus'), lab.hub('hub')];
      lab.tap(hub, bus, { at: 0 });
      hosts.forEach((host, i) => {
        if (i === 0) lab.tap(host, bus, { at: 50 });
        else lab.cable(host, hub, { metres: 5 });
      });
    }),
  'a direct cable': () =>
    build((lab, [a, b]) => {
      lab.cable(a!, b!, { metres: 20 });
    }, 2),
  'a full-duplex cable': () =>
    build(
      (lab, [a, b]) => {
        lab.cable(a!, b!, { metres: 20 });
      },
      2,
      'full',
    ),
};

async function build(connect: (lab: Lab, hosts: Host[]) => void, stations = 3, duplex: 'half' | 'full' = 'half') {
  const lab = await Lab.create({ seed: 3, limits: { streams: 32, frames: 32, signals: 64 } });
  const hosts = ['a', 'b', 'c'].slice(0, stations).map((name) => lab.host(name, { duplex }));
  connect(lab, hosts);
  // A collision of two, a third that has to wait, and one alone at the end.
  const [a, b, c = a] = hosts as [Host, Host, Host];
  const deeds: [number, Host, Host, number][] = [
    [0, a, b, 46],
    [0.4e6, b, a, 300],
    [20e6, c, a, 46],
  ];
  for (const [atPs, from, to, octets] of deeds) at(lab, atPs, () => from.send(to.address, new Uint8Array(octets)));
  return { lab, hosts };
}

function at(lab: Lab, atPs: number, act: () => void): void {
  lab.scheduler.arm(new Alarm(act), atPs);
}

/** When anything happens there, if nobody meddles. */
async function instants(make: () => Promise<Place>): Promise<number[]> {
  const { lab } = await make();
  const times = new Set<number>();
  for (let next = lab.scheduler.next(); next < 2 * MS; next = lab.scheduler.next()) {
    times.add(next);
    lab.run(next);
  }
  return [...times].sort((x, y) => x - y);
}

const mishaps: Record<string, (place: Place, link: number) => void> = {
  'is cut, and joined 20 us later': ({ lab }, i) => {
    const link = lab.links[i]!;
    link.cut();
    at(lab, lab.now + 20e6, () => link.restore());
  },
  'is cut and joined at once': ({ lab }, i) => {
    lab.links[i]!.cut();
    lab.links[i]!.restore();
  },
  'is cut, and joined when its link is down': ({ lab }, i) => {
    const link = lab.links[i]!;
    link.cut();
    at(lab, lab.now + 200 * MS, () => link.restore());
  },
  'is unplugged, and plugged in again': ({ lab }, i) => {
    const link = lab.links[i]!;
    link.unplug();
    at(lab, lab.now + 1 * MS, () => link.restore());
  },
  'brings the babble of a mad adapter for 3 us': ({ hosts }, i) => hosts[i % hosts.length]!.babble(3e6),
  'brings the babble of a mad adapter until it is in jabber': ({ hosts }, i) =>
    hosts[i % hosts.length]!.babble(60 * MS),
};

/** What is wrong after `play` has had its way with a place: somebody is deaf, or something is left over. */
async function aftermath(make: () => Promise<Place>, play: (place: Place) => void): Promise<string[]> {
  const place = await make();
  const { lab, hosts } = place;
  const { ledger } = lab;
  const witness = new Witness(lab);
  play(place);
  lab.run(CALM_PS);
  const settled = ledger.delivered;
  for (const from of hosts) {
    for (const to of hosts) if (to !== from) from.send(to.address, new Uint8Array(46));
    lab.run(lab.now + 100 * MS);
  }
  lab.run();
  witness.judgeDeference();
  const wrong = [...witness.faults];
  const expected = hosts.length * (hosts.length - 1);
  if (ledger.delivered - settled !== expected)
    wrong.push(`${ledger.delivered - settled} of ${expected} arrive afterwards`);
  const left = [ledger.waiting, lab.signals.used, lab.frames.used, lab.scheduler.armed];
  if (left.some((count) => count !== 0)) wrong.push(`left over: ${left.join(' ')}`);
  return wrong;
}

/** A picosecond before and after an instant, and in it: before all else, or after it. */
const MOMENTS = [
  [-1, false],
  [0, true],
  [0, false],
  [1, false],
] as const;

describe.each(Object.entries(media))('on %s', (_medium, make) => {
  it.each(Object.entries(mishaps))('a cable that %s, at any instant', { timeout: 120_000 }, async (_name, mishap) => {
    const links = (await make()).lab.links.length;
    for (const instant of await instants(make)) {
      for (const [offsetPs, before] of MOMENTS) {
        const atPs = instant + offsetPs;
        if (atPs < 0) continue;
        for (let i = 0; i < links; i++) {
          const wrong = await aftermath(make, (place) => {
            if (before) at(place.lab, atPs, () => mishap(place, i));
            place.lab.run(atPs);
            if (!before) mishap(place, i);
          });
          expect(wrong, `link ${i}, ${instant} ${offsetPs} ps, ${before ? 'before' : 'after'} all else`).toEqual([]);
        }
      }
    }
  });

  /** What happens long after its cause. */
  const late: Record<string, [cause: (place: Place) => void, events: EventName[]]> = {
    'a link goes down or comes up': [
      ({ lab }) => {
        at(lab, 1 * MS, () => lab.links[0]!.cut());
        at(lab, 200 * MS, () => lab.links[0]!.restore());
      },
      ['linkDown', 'linkUp', 'cableCut', 'cableRestored'],
    ],
    'jabber begins or ends': [
      ({ lab, hosts }) => at(lab, 1 * MS, () => hosts[0]!.babble(70 * MS)),
      ['jabberOn', 'jabberOff'],
    ],
  };

  it.each(Object.entries(late))(
    'a frame whose first or last bit leaves or arrives as %s',
    { timeout: 120_000 },
    async (_name, [cause, events]) => {
      const place = await make();
      cause(place);
      const told = listen(place.lab);
      place.lab.run(CALM_PS);
      const times = new Set(told.filter(({ name }) => events.includes(name)).map(({ atPs }) => atPs));
      const [link] = place.lab.links;
      const frameBits = 576;
      // From the sender's first bit to the moment that is meant: transceivers and copper, and a hub between.
      const copperPs = [0, 20].map((metres) => Math.round((metres * 1e12) / (0.585 * 299_792_458)));
      const ways = [0, ...copperPs.map((ps) => 7 * BIT_PS + ps)];
      expect(link).toBeDefined();
      for (const timePs of times) {
        for (const lead of [0, frameBits * BIT_PS]) {
          for (const way of ways) {
            for (const [offsetPs, before] of MOMENTS) {
              const atPs = timePs - lead - way + offsetPs;
              const wrong = await aftermath(make, (place) => {
                const { lab, hosts } = place;
                const send = () => {
                  hosts.at(-1)!.send(hosts[0]!.address, new Uint8Array(46));
                  if (lead > 0) hosts[0]!.send(hosts[1]!.address, new Uint8Array(46));
                };
                if (before) at(lab, atPs, send);
                cause(place);
                lab.run(atPs);
                if (!before) send();
              });
              expect(wrong, `${timePs} ps, ${offsetPs}, ${lead}, ${way}, ${before}`).toEqual([]);
            }
          }
        }
      }
    },
  );
});

describe('a repeater', () => {
  /** The moments at which it does something of its own accord, in bit times; ports that send nothing then; and the carriers that make it. */
  const moments: [what: string, atBit: number, silent: number[], make: (rig: RepeaterRig) => RepeaterRig][] = [
    ['starts to repeat', 8, [2, 3], (rig) => rig.carrier(0, 0, 200)],
    ['begins to extend a fragment', 20, [1, 2, 3], (rig) => rig.carrier(0, 0, 20)],
    ['has extended a fragment', 104, [0, 1, 2, 3], (rig) => rig.carrier(0, 0, 20)],
    ['falls silent', 208, [0, 1, 2, 3], (rig) => rig.carrier(0, 0, 200)],
    ['looks at its ports again', 213, [0, 1, 2, 3], (rig) => rig.carrier(0, 0, 200)],
    ['begins to jam', 26, [2, 3], (rig) => rig.carrier(0, 0, 60).carrier(1, 20, 400)],
    ['leaves the one port', 122, [0, 2, 3], (rig) => rig.carrier(0, 0, 60).carrier(1, 20, 400)],
    ['ceases to jam', 424, [0, 1, 2, 3], (rig) => rig.carrier(0, 0, 60).carrier(1, 20, 400)],
    ['partitions two ports', 2148, [2, 3], (rig) => rig.carrier(0, 0, 3000).carrier(1, 100, 3000)],
    ['is interrupted', 50_008, [1, 2, 3], (rig) => rig.carrier(0, 0, 50_500)],
    ['goes on after that', 50_114, [1, 2, 3], (rig) => rig.carrier(0, 0, 50_500)],
  ];

  it.each(moments)(
    'that %s in the instant of an edge at any port',
    { timeout: 60_000 },
    async (_what, atBit, silent, make) => {
      for (const [offsetPs, before] of MOMENTS) {
        for (const port of silent) {
          for (const bits of [30, 700]) {
            // A carrier that begins then, and one that ends then.
            for (const from of [atBit, atBit - bits]) {
              const rig = await RepeaterRig.create(4);
              const edge = from + offsetPs / BIT_PS;
              // Ports that have had their own carrier begin again then, but have not been at it before.
              if (edge < 0 || (port < 2 && from < atBit)) continue;
              const meet = () => rig.carrier(port, edge, bits);
              if (before) meet();
              make(rig);
              if (!before) {
                rig.run(edge);
                meet();
              }
              rig.run();
              const what = `${offsetPs} ps, port ${port}, ${bits} bits from ${from}, ${before}`;
              for (const each of [0, 1, 2, 3]) {
                const spans = rig.outputs.filter((output) => output.port === each);
                for (let i = 1; i < spans.length; i++)
                  expect(spans[i]!.from, `${what}: two at once out of port ${each}`).toBeGreaterThanOrEqual(
                    spans[i - 1]!.to,
                  );
              }
              // All ports are on again after good activity of their own, and pass a frame on.
              for (const each of [0, 1, 2, 3]) rig.carrier(each, 100_000 + each * 2000, 600);
              rig.run();
              rig.outputs.length = 0;
              for (const each of [0, 1, 2, 3]) rig.frame(each, 120_000 + each * 2000, 64);
              rig.run();
              expect(rig.outputs.filter(({ frame }) => frame === 64).length, what).toBe(12);
              expect([rig.lab.signals.used, rig.lab.scheduler.armed, rig.repeater.state], what).toEqual([
                0,
                0,
                'waiting',
              ]);
            }
          }
        }
      }
    },
  );
});
