// Model 2 (clause 13.4) against the engine: in networks whose round trip it puts at 575 bit times at most the farthest
// stations hear of every collision within the slot time, however unluckily the second one begins; in much larger ones not.
import { describe, expect, it } from 'vitest';
import { Experiment } from '../src/lab/experiment.js';
import type { Host } from '../src/lab/host.js';
import { type ScenarioInput, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { KIND } from '../src/sim/probe.js';
import { draws } from './fixtures/experiments.js';
import { slowestRoundTrip } from './oracle/model2.js';

type Nodes = ScenarioInput['topology']['nodes'];
type Link = NonNullable<ScenarioInput['topology']['links']>[number];
type Draw = ReturnType<typeof draws>;

const BIT_PS = 100_000;
/** The largest round trip that is safe (clause 13.4.1). */
const LIMIT_BITS = 575;
/** Bit times that a metre of twisted pair costs there and back (table 13-2). */
const METRE_BITS = 0.113;
/** Long enough that a station is still sending whenever it hears of a collision. */
const PAYLOAD = new Uint8Array(1500);

interface Network {
  readonly input: ScenarioInput;
  readonly roundTripBits: number;
}

/** One to four hubs in a row, joined and ended by twisted pairs and coaxes, a station at each end and some in between. */
function drawRow(draw: Draw) {
  const nodes: Nodes = { west: { kind: 'host' }, east: { kind: 'host' } };
  const links: Link[] = [];
  const hubs = 1 + draw(4);
  const stops = ['west', ...Array.from({ length: hubs }, (_, i) => `hub${i + 1}`), 'east'];
  for (let i = 1; i <= hubs; i++) nodes[`hub${i}`] = { kind: 'repeater', ports: 4, partition: false };
  const straight = draw(hubs + 1);
  for (let i = 0; i <= hubs; i++) {
    const left = i === 0 ? 'west' : `${stops[i]}:2`;
    const right = i === hubs ? 'east' : `${stops[i + 1]}:1`;
    // One segment at least is a twisted pair, which can be as long as is wanted.
    if (i === straight || draw(2) === 0) {
      links.push({ endpoints: [left, right], length: `${1 + draw(100)}m` });
      continue;
    }
    const thick = draw(2) === 0;
    const metres = thick ? 500 : 185;
    nodes[`coax${i}`] = { kind: 'coax', type: thick ? '10base5' : '10base2', length: `${metres}m` };
    links.push({ endpoints: [left, `coax${i}`], at: '0m', drop: `${draw(50)}m` });
    links.push({ endpoints: [right, `coax${i}`], at: `${draw(metres)}m`, drop: `${draw(50)}m` });
    if (draw(2) === 0) continue;
    nodes[`tapped${i}`] = { kind: 'host' };
    links.push({ endpoints: [`tapped${i}`, `coax${i}`], at: `${draw(metres)}m` });
  }
  for (let i = 1; i <= hubs; i++) {
    if (draw(2) === 0) continue;
    nodes[`near${i}`] = { kind: 'host' };
    links.push({ endpoints: [`near${i}`, `hub${i}:3`], length: `${draw(100)}m` });
  }
  return { nodes, links };
}

/** A row with a round trip between `least` and `most`, of which a cable that is too long makes up what is missing. */
function drawNetwork(draw: Draw, least: number, most: number): Network {
  for (;;) {
    const { nodes, links } = drawRow(draw);
    const target = least + draw(1000 * (most - least)) / 1000;
    const cables = links.filter(({ length }) => length !== undefined && !String(length).startsWith('0'));
    const between = cables.filter(({ endpoints }) => !endpoints.some((end) => end.startsWith('near')));
    const stretched = between[draw(between.length)]!;
    const price = () => {
      const { nodes: named, links: wired } = scenarioFrom({ name: 'row', topology: { nodes, links } });
      return slowestRoundTrip(new Map(named.map((node) => [node.name, node])), wired)!;
    };
    const metres = Number.parseFloat(String(stretched.length)) + (target - price()) / METRE_BITS;
    if (metres < 1) continue;
    stretched.length = `${Math.floor(metres)}m`;
    const roundTripBits = price();
    if (roundTripBits < least || roundTripBits > most) continue;
    return { input: { name: 'row', topology: { nodes, links } }, roundTripBits };
  }
}

/** Two stations that began once each: collisions that both together have noticed, and how many of these were late. */
interface Clash {
  readonly late: number;
  readonly collisions: number;
}

/** Two stations of a network, and how long the first bit takes from one to the other. */
class Pair {
  private clash = { late: 0, collisions: 0 };
  private arrivedPs = 0;

  private constructor(private readonly experiment: Experiment) {
    experiment.lab.observe({
      event: (kind, atPs) => {
        if (kind === KIND.collision) this.clash.collisions++;
        else if (kind === KIND.lateCollision) this.clash.late++;
        else if (kind === KIND.frameReceived) this.arrivedPs = atPs;
      },
    });
  }

  static async of({ input }: Network, seed: number): Promise<Pair> {
    return new Pair(await Experiment.create(scenarioFrom(input), { seed }));
  }

  host(name: string): Host {
    return this.experiment.lab.hosts.find((host) => host.name === name)!;
  }

  /** From the first bit's leaving `from` to its coming to `to`, seen on a frame that has the network to itself. */
  pathPs(from: Host, to: Host): number {
    const { lab } = this.experiment;
    const beginPs = lab.now + 10e9;
    lab.run(beginPs);
    from.send(to.address, PAYLOAD);
    lab.run();
    const bits = 64 + (14 + PAYLOAD.length + 4) * 8;
    return this.arrivedPs - beginPs - bits * BIT_PS;
  }

  meet(first: Host, second: Host, offsetPs: number): Clash {
    const { lab } = this.experiment;
    this.clash = { late: 0, collisions: 0 };
    const beginPs = lab.now + 10e9;
    lab.run(beginPs);
    first.send(second.address, PAYLOAD);
    lab.run(beginPs + offsetPs);
    second.send(first.address, PAYLOAD);
    lab.run();
    return this.clash;
  }
}

/** Late collisions between the stations at both ends, the second always beginning just before the signal comes. */
async function worst(network: Network, seed: number, draw: Draw): Promise<Clash> {
  const pair = await Pair.of(network, seed);
  const ends = [pair.host('west'), pair.host('east')] as const;
  const sum = { late: 0, collisions: 0 };
  for (const [first, second] of [ends, [ends[1], ends[0]] as const]) {
    const pathPs = pair.pathPs(first, second);
    for (const early of [0, 1, BIT_PS / 2, BIT_PS, 8 * BIT_PS, draw(pathPs)]) {
      const { late, collisions } = pair.meet(first, second, pathPs - early);
      expect(collisions, `${early} ps before the signal, seed ${seed}`).toBeGreaterThan(1);
      sum.late += late;
      sum.collisions += collisions;
    }
  }
  return sum;
}

const FIRST = Number(process.env.THICKNET_SWARM ?? 1);
const NETWORKS = 60;

describe('networks that Model 2 allows', () => {
  it(`hear of every collision within the slot time (seeds ${FIRST} to ${FIRST + NETWORKS - 1})`, async () => {
    let nearest = 0;
    for (let seed = FIRST; seed < FIRST + NETWORKS; seed++) {
      const draw = draws(seed);
      // Half of them as close to the limit as a metre lets them be.
      const network = drawNetwork(draw, seed % 2 === 0 ? 350 : LIMIT_BITS - 1, LIMIT_BITS);
      nearest = Math.max(nearest, network.roundTripBits);
      const { late } = await worst(network, seed, draw);
      expect(late, `seed ${seed}, ${network.roundTripBits} bit times: ${JSON.stringify(network.input)}`).toBe(0);
    }
    expect(nearest).toBeGreaterThan(LIMIT_BITS - 0.2);
  });
});

describe('networks far above what Model 2 allows', () => {
  it(`have late collisions, each of them (seeds ${FIRST} to ${FIRST + NETWORKS - 1})`, async () => {
    for (let seed = FIRST; seed < FIRST + NETWORKS; seed++) {
      const draw = draws(seed);
      // Its bases hold the worst parts that the standard allows; ours are better by some 140 bit times
      // with one hub and 190 with four.
      const network = drawNetwork(draw, LIMIT_BITS + 200, LIMIT_BITS + 400);
      const { late } = await worst(network, seed, draw);
      expect(late, `seed ${seed}, ${network.roundTripBits} bit times: ${JSON.stringify(network.input)}`).not.toBe(0);
    }
  });
});
