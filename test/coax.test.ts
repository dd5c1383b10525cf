// A station on a coax that has nothing to say sleeps: it is told of no edges, and yet it must hear, count and lose what
// it would have if it had been told of every one.
import { describe, expect, it } from 'vitest';
import { Fingerprint } from '../src/capture/fingerprint.js';
import { manchester } from '../src/coding/manchester.js';
import { Experiment } from '../src/lab/experiment.js';
import type { Host } from '../src/lab/host.js';
import { Lab } from '../src/lab/lab.js';
import { type ScenarioInput, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { draws } from './fixtures/labs.js';

const FIRST = Number(process.env.THICKNET_COAX ?? 1);
const NETWORKS = 80;

/** Coaxes far longer than allowed, taps anywhere, clocks that differ, faults, babble, cuts, and at times a hub with more. */
function randomCoax(seed: number): ScenarioInput {
  const draw = draws(seed);
  const metres = [100, 500, 500, 2000, 8000][draw(5)]!;
  const at = () => `${draw(metres * 100) / 100}m`;
  const flawed = draw(3) === 0;
  const nodes: ScenarioInput['topology']['nodes'] = { bus: { kind: 'coax', length: `${metres}m` } };
  const links: NonNullable<ScenarioInput['topology']['links']> = [];
  const homes = Array.from({ length: 2 + draw(8) }, (_, index) => `h${index}`);
  for (const name of homes) {
    nodes[name] = {
      kind: 'host',
      ...(draw(8) === 0 ? { promiscuous: true } : {}),
      ...(draw(5) === 0 ? { ppm: draw(201) - 100 } : {}),
      ...(draw(6) === 0 ? { lateCollision: 'drop' } : {}),
    };
    links.push({
      ...{ endpoints: [`${name}:eth0`, 'bus'], at: at() },
      ...(draw(3) === 0 ? { drop: `${draw(50)}m` } : {}),
      ...(flawed && draw(4) === 0 ? { corrupt: draw(30) / 100 } : {}),
      ...(flawed && draw(6) === 0 ? { loss: draw(30) / 100 } : {}),
    });
  }
  const hosts = [...homes];
  if (draw(3) === 0) {
    nodes.hub = { kind: 'repeater', ports: 3 };
    links.push({ endpoints: ['hub:1', 'bus'], at: at() });
    for (const port of [2, 3]) {
      nodes[`k${port}`] = { kind: 'host' };
      links.push({ endpoints: [`k${port}:eth0`, `hub:${port}`], length: `${1 + draw(100)}m` });
      hosts.push(`k${port}`);
    }
  }
  const script: NonNullable<ScenarioInput['script']> = [];
  const traffic: NonNullable<ScenarioInput['traffic']> = [];
  for (const from of hosts) {
    const start = `${draw(1000)}us`;
    const kind = draw(4);
    if (kind === 0)
      traffic.push({ from, to: 'others', kind: 'saturated', octets: 64 + draw(600), start, stop: '20ms' });
    else if (kind === 1) {
      const to = draw(4) === 0 ? 'broadcast' : 'others';
      const rate = `${1 + draw(800)}k`;
      traffic.push({ from, to, kind: 'poisson', rate, octets: 64 + draw(300), start, stop: '30ms' });
    } else {
      const others = hosts.filter((other) => other !== from);
      for (let frames = draw(6); frames >= 0; frames--) {
        const to = others[draw(others.length)]!;
        script.push({ at: `${draw(30_000)}us`, do: `${from}.frame`, to, octets: 64 + draw(1400), count: 1 + draw(3) });
      }
    }
  }
  if (draw(5) === 0) {
    script.push({ at: `${draw(20_000)}us`, do: `${hosts[draw(hosts.length)]}.babble`, for: `${1 + draw(3000)}us` });
  }
  if (flawed && draw(3) === 0) {
    const link = `h${draw(homes.length)}:eth0`;
    const us = draw(20_000);
    script.push({ at: `${us}us`, do: `${link}.cut` }, { at: `${us + 1 + draw(5000)}us`, do: `${link}.restore` });
  }
  return { name: `coax-${seed}`, seed, topology: { nodes, links }, script, traffic };
}

async function outcome(seed: number, awake: boolean) {
  const experiment = await Experiment.create(scenarioFrom(randomCoax(seed)));
  const { lab } = experiment;
  if (awake) for (const { line } of lab.coaxes) for (const tap of line.taps) tap.suffer();
  const fingerprint = new Fingerprint();
  fingerprint.attach(lab);
  const received: string[] = [];
  for (const host of lab.hosts) {
    const before = host.onFrame;
    host.onFrame = (frame) => {
      before?.(frame);
      received.push(`${host.name} #${frame.ticket} at ${frame.atPs}`);
    };
  }
  experiment.run();
  const { stations, segments, frames } = experiment.report();
  return {
    heard: { fingerprint: fingerprint.hex, received, stations, segments, frames, signals: lab.signals.used },
    events: lab.scheduler.fired,
  };
}

describe('a station that sleeps on a coax', () => {
  it(`hears what it would hear awake (networks ${FIRST} to ${FIRST + NETWORKS - 1})`, async () => {
    let [asleep, awake] = [0, 0];
    for (let seed = FIRST; seed < FIRST + NETWORKS; seed++) {
      const [sleeping, watching] = [await outcome(seed, false), await outcome(seed, true)];
      expect(sleeping.heard, `THICKNET_COAX=${seed}`).toEqual(watching.heard);
      asleep += sleeping.events;
      awake += watching.events;
    }
    expect(asleep).toBeLessThan(0.8 * awake);
  });

  /** Two stations that collide and then get their frames across, among so many that are silent. */
  async function conversation(silent: number) {
    let decoded = 0;
    const code: typeof manchester = {
      ...manchester,
      receive: (...given) => {
        decoded++;
        manchester.receive(...given);
      },
    };
    const lab = await Lab.create({ seed: 5, code });
    const coax = lab.coax('coax');
    const [a, b] = [lab.host('a'), lab.host('b')];
    lab.tap(a, coax, { at: 0 });
    lab.tap(b, coax, { at: 500 });
    for (let i = 0; i < silent; i++) lab.tap(lab.host(`s${i}`), coax, { at: (497.5 * (i + 1)) / (silent + 1) });
    for (let i = 0; i < 20; i++) {
      a.send(b.address, new Uint8Array(46));
      b.send(a.address, new Uint8Array(46));
    }
    lab.run();
    const fragments = lab.hosts.slice(2).map(({ station }) => station.fragments);
    return { events: lab.scheduler.fired, decoded, fragments, collisions: a.station.counters.collisions };
  }

  it('costs nothing: as many events and decoded signals among 200 silent stations as among 2', async () => {
    const [few, many] = [await conversation(2), await conversation(200)];
    expect(few.collisions).toBeGreaterThan(3);
    expect(many.events).toBe(few.events);
    expect(many.decoded).toBe(few.decoded);
    // Once for each of the forty frames that arrived; what is only counted as a fragment is not even composed.
    expect(many.decoded).toBe(40);
    expect(new Set(many.fragments)).toEqual(new Set([few.collisions]));
  });

  it('still counts each fragment of a collision that begins while it sleeps and ends while it waits to send', async () => {
    for (let atPs = 5e6; atPs < 25e6; atPs += 0.37e6) {
      const fragments: number[] = [];
      for (const awake of [false, true]) {
        const lab = await Lab.create({ seed: 9 });
        const coax = lab.coax('coax');
        const stations = ['first', 'middle', 'last'].map((name) => lab.host(name));
        for (const [i, host] of stations.entries()) lab.tap(host, coax, { at: 250 * i });
        if (awake) for (const tap of coax.line.taps) tap.suffer();
        const [first, middle, last] = stations as [Host, Host, Host];
        first.send(last.address, new Uint8Array(46));
        last.send(first.address, new Uint8Array(46));
        lab.run(atPs);
        middle.send(first.address, new Uint8Array(46));
        lab.run();
        expect(lab.ledger.delivered).toBe(3);
        fragments.push(...lab.hosts.map(({ station }) => station.fragments));
      }
      expect(fragments.slice(0, 3), `at ${atPs} ps`).toEqual(fragments.slice(3));
    }
  });
});
