// The tables of legal moves, walked: none is there that no network ever takes, and none is taken that isn't there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Experiment } from '../src/lab/experiment.js';
import { Lab } from '../src/lab/lab.js';
import type { LabLink } from '../src/lab/labLink.js';
import { type ScenarioInput, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { CSMA_CD_MOVES, type CsmaCd } from '../src/mac/csmaCd.js';
import { REPEATER_MOVES } from '../src/phy/repeaterMoves.js';
import { type Moves, StateMachine } from '../src/sim/moves.js';
import { GALLERY, galleryExperiment } from './fixtures/experiments.js';

/** The same tables in words, as clause 4.2.8 and figure 9-2 have them. */
const ARROWS: Record<string, string> = {
  'CSMA/CD': `
    idle > deferring gap transmitting
    deferring > gap idle
    gap > deferring transmitting idle
    transmitting > jamming idle
    jamming > backoff idle
    backoff > deferring gap transmitting idle`,
  repeater: `
    idle > pending
    pending > repeating transmitCollision
    repeating > receiveCollision transmitCollision waiting
    receiveCollision > transmitCollision waiting
    transmitCollision > onePortLeft waiting
    onePortLeft > transmitCollision waiting
    waiting > idle`,
};

/** Every legal move of a machine, as `from to to`. */
function arrows(machine: string): string[] {
  const lines = ARROWS[machine]!.trim().split('\n');
  return lines.flatMap((line) => {
    const [from, to] = line.split('>').map((part) => part.trim()) as [string, string];
    return to.split(' ').map((state) => `${from} to ${state}`);
  });
}

describe.each([CSMA_CD_MOVES, REPEATER_MOVES] as Moves<string>[])('the moves of $machine', (moves) => {
  const { names, is, machine: title } = moves;
  const legal = (from: string, to: string) => arrows(title).includes(`${from} to ${to}`);

  it('are the legal ones and no others, from every state to every state', () => {
    for (const from of names) {
      for (const to of names) {
        const machine = new StateMachine(moves, from);
        if (legal(from, to)) {
          machine.move(is[to]!);
          expect(machine.name).toBe(to);
        } else {
          expect(() => machine.move(is[to]!)).toThrow(`${title} cannot go from ${from} to ${to}`);
          expect(machine.name, 'an illegal move leaves the state as it was').toBe(from);
        }
      }
    }
  });

  it('lead from the first state to every other, and back', () => {
    const reach = (from: string) => {
      const found = new Set([from]);
      for (const state of found) for (const next of names) if (legal(state, next)) found.add(next);
      return found.size;
    };
    for (const name of names) expect(reach(name), `from ${name}`).toBe(names.length);
  });
});

/** A coax with stations of its own on a hub, and one station there that sends without listening. */
const CROWD: ScenarioInput = {
  name: 'crowd',
  topology: {
    nodes: {
      hub: { kind: 'repeater', ports: 4, partition: false },
      coax: { kind: 'coax', type: '10base5', length: '500m' },
      ...Object.fromEntries(['a', 'b', 'c'].map((name) => [name, { kind: 'host' as const }])),
      rude: { kind: 'host', duplex: 'full' },
    },
    links: [
      { endpoints: ['hub:1', 'coax'], at: '0m' },
      { endpoints: ['a', 'coax'], at: '100m' },
      { endpoints: ['b', 'coax'], at: '400m' },
      { endpoints: ['c', 'hub:2'], length: '100m' },
      { endpoints: ['rude', 'hub:3'], length: '20m' },
    ],
  },
  traffic: [
    ...['a', 'b', 'c'].map((from) => ({ from, to: 'next', kind: 'saturated' as const, octets: 64 })),
    { from: 'rude', to: 'a', kind: 'poisson', rate: '2000/s', octets: 200 },
  ],
  until: '200ms',
};

describe('every legal move', () => {
  const taken = new Set<string>();
  const { move } = StateMachine.prototype;

  beforeAll(async () => {
    StateMachine.prototype.move = function (this: StateMachine<string>, next: number) {
      const from = this.name;
      move.call(this, next);
      taken.add(`${this.moves.machine}: ${from} to ${this.name}`);
    };
    for (const name of GALLERY) (await galleryExperiment(name)).run();
    for (const seed of [1, 2, 3]) (await Experiment.create(scenarioFrom(CROWD), { seed })).run();
    await lostLinks();
  });
  afterAll(() => {
    StateMachine.prototype.move = move;
  });

  it.each([CSMA_CD_MOVES, REPEATER_MOVES] as Moves<string>[])('of $machine is taken in some network', (moves) => {
    const seen = [...taken].filter((step) => step.startsWith(`${moves.machine}: `));
    expect(seen.sort()).toEqual(
      arrows(moves.machine)
        .map((arrow) => `${moves.machine}: ${arrow}`)
        .sort(),
    );
  });
});

/** Two stations that contend, and one of them loses its link: in a gap, in its backoff, and while it waits for its own babble. */
async function lostLinks(): Promise<void> {
  for (const state of ['gap', 'backoff', 'deferring']) {
    const lab = await Lab.create({ seed: 1 });
    const hub = lab.hub('hub');
    const hosts = [lab.host('a'), lab.host('b')] as const;
    const [link] = hosts.map((host) => lab.cable(host, hub, { metres: 20 })) as [LabLink, LabLink];
    const [a, b] = hosts;
    const lose = () => {
      if (!link.link.up || (a.station.sender as CsmaCd).state !== state) return;
      link.unplug();
    };
    for (let frame = 0; frame < 20; frame++) {
      a.send(b.address, new Uint8Array(46));
      b.send(a.address, new Uint8Array(46));
    }
    if (state === 'deferring') a.babble(1e9);
    while (lab.scheduler.armed > 0 && link.link.up) {
      lab.run(lab.now + 1e6);
      lose();
    }
    lab.run();
  }
}
