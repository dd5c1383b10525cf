// What the page says every part is doing at a moment, against the parts themselves, stopped at that moment.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { CsmaCd } from '../src/mac/csmaCd.js';
import { Job, prepare } from '../src/web/engine/jobs.js';
import { Moments } from '../src/web/run/moment.js';
import { Tape } from '../src/web/run/tape.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery).filter((name) => name.endsWith('.yaml'));

function request(name: string) {
  const text = readFileSync(gallery + name, 'utf8');
  const capture = text.includes('conversation.pcap')
    ? { name: 'conversation.pcap', octets: new Uint8Array(readFileSync(`${gallery}conversation.pcap`)) }
    : undefined;
  return { text, file: name, capture, seed: undefined, untilPs: name === 'saturated-hub.yaml' ? 20e9 : undefined };
}

async function taped(name: string): Promise<Tape> {
  const tapes: Tape[] = [];
  await new Job(1, await prepare(request(name)), () => 0).run(
    (word) => {
      if (word.say === 'staged') tapes.push(new Tape(word.stage));
      else if (word.say === 'chunk') tapes[0]!.append(word.chunk, word.delays, word.nowPs);
    },
    () => Promise.resolve(),
  );
  return tapes[0]!;
}

/** Numbers from a seed, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Moments between events and at them, early ones more often: that is where most scenarios are busy. */
function sample(tape: Tape, many: number, seed: number): number[] {
  const random = numbers(seed);
  const moments = Array.from({ length: many }, (_, i) => {
    const at = tape.atPs.data[Math.floor(random() * tape.events)]!;
    return i % 3 === 0 ? at : Math.floor(at + random() * (i % 2 ? 3e6 : 80e6));
  });
  return moments.filter((ps) => ps <= tape.knownPs).sort((a, b) => a - b);
}

describe.each(names)('moments of %s', (name) => {
  it('are what stations, hubs and links were doing, stopped at that moment (seed 7)', async () => {
    const tape = await taped(name);
    const moments = new Moments(tape);
    const { lab } = await prepare(request(name));
    const partOf = new Map(lab.parts.map((part, number) => [part.name, number]));
    for (const ps of sample(tape, 400, 7)) {
      lab.run(ps);
      moments.at(ps);
      for (const { name: host, station, choices, phy } of lab.hosts) {
        const known = moments.station(partOf.get(host)!);
        expect({ host, ps, waiting: known.waiting, up: known.linkUp }).toEqual({
          ...{ host, ps, waiting: station.waiting, up: phy?.linkUp ?? known.linkUp },
        });
        if (choices.duplex === 'full') continue;
        expect({ host, ps, state: known.state }).toEqual({ host, ps, state: (station.sender as CsmaCd).state });
      }
      for (const { probe, repeater } of lab.hubs) {
        const known = moments.hub(probe.part).state;
        const real =
          { receiveCollision: 'collision', transmitCollision: 'collision' }[repeater.state] ?? repeater.state;
        const quiet = ['idle', 'waiting', 'pending'];
        expect({ ps, state: known }).toEqual({ ps, state: quiet.includes(real) ? 'idle' : real });
        const off = tape.stage.ports.filter((port, i) => port.part === probe.part && moments.partitioned(i));
        expect(off.length).toBe(repeater.partitions);
      }
      for (const { link } of lab.links) {
        const { whole, up } = moments.link(link.probe.part);
        expect({ ps, whole, up }).toEqual({ ps, whole: link.whole, up: link.up });
      }
    }
  });

  it('are the same whether one comes to them from before, from behind or for the first time (seed 11)', async () => {
    const tape = await taped(name);
    const moments = new Moments(tape);
    const random = numbers(11);
    const all = (its: Moments) =>
      tape.stage.parts.map(({ kind }, part) =>
        kind === 'host' ? its.station(part) : kind === 'link' ? its.link(part) : kind === 'hub' ? its.hub(part) : '',
      );
    for (let i = 0; i < 60; i++) {
      const ps = Math.floor(random() * tape.knownPs);
      expect(all(moments.at(ps))).toEqual(all(new Moments(tape).at(ps)));
    }
  });
});
