// One experiment twice: everybody backs off as the standard says, and then one station as somebody else says.
import type { Backoff } from '../../lab/backoff.js';
import { Experiment } from '../../lab/experiment.js';
import { LabError, wholeWithin } from '../../lab/labError.js';
import type { RunReport } from '../../lab/report.js';
import type { Scenario } from '../../lab/scenario/scenario.js';
import type { Observer } from '../../sim/probe.js';
import { KIND } from '../../sim/probe.js';
import { type Breathe, planOf } from '../engine/jobs.js';
import { compileBackoff, lockDown } from './sandbox.js';
import type { Lap, RaceRequest, RaceResult, Standing, StationStanding } from './standing.js';

const SATURATED = { octets: 512, untilPs: 200e9 } as const;
const MOST_SEEDS = 20;
const MOST_SEED = 4_294_967_295;
const SLICE_MS = 40;
/** Longest that a race runs in simulated time: what goes on for ever must end here. */
const MOST_PS = 2e12;
/** Turns between looks at the clock. */
const TURNS = 4;

/** Times that frames waited, by station. */
class WaitMeter implements Observer {
  readonly waits = new Map<number, { count: number; sumPs: number; longestPs: number }>();
  readonly tried = new Set<number>();
  private readonly queues = new Map<number, number>();
  private readonly headSincePs = new Map<number, number>();
  private readonly startedPs = new Map<number, number>();

  event(kind: number, atPs: number, part: number, _a: number, _b: number, c: number): void {
    if (kind === KIND.frameQueued) {
      this.tried.add(part);
      this.queues.set(part, c);
      if (c === 1) this.headSincePs.set(part, atPs);
    } else if (kind === KIND.transmitStart) this.startedPs.set(part, atPs);
    else if (kind === KIND.transmitEnd) {
      this.count(part, this.startedPs.get(part)! - this.headSincePs.get(part)!);
      this.headSincePs.set(part, atPs);
    } else if (kind === KIND.excessiveCollisions) this.headSincePs.set(part, atPs);
  }

  private count(part: number, waitPs: number): void {
    const its = this.waits.get(part) ?? { count: 0, sumPs: 0, longestPs: 0 };
    its.count++;
    its.sumPs += waitPs;
    its.longestPs = Math.max(its.longestPs, waitPs);
    this.waits.set(part, its);
  }
}

/** The contest: the scenario in view, or everybody on its network always having something to say. */
export function contest({ request, load, station }: RaceRequest): ReturnType<typeof planOf> {
  const { scenario, options } = planOf(request);
  // Who has no cable takes no part.
  const plugged = new Set(
    scenario.links.flatMap((link) => (link.kind === 'cable' ? link.ends : [link.end])).map(({ node }) => node),
  );
  const hosts = scenario.nodes.filter((node) => node.kind === 'host').filter(({ name }) => plugged.has(name));
  const racer = hosts.find(({ name }) => name === station);
  if (!racer) throw new LabError('ERR_INVALID_ARGUMENT', `there is no station named '${station}' that is plugged in`);
  if (racer.duplex === 'full') {
    throw new LabError('ERR_INVALID_ARGUMENT', `${station} is in full duplex and never backs off`);
  }
  const untilPs = Math.min(options.untilPs ?? scenario.untilPs ?? MOST_PS, MOST_PS);
  if (load === 'scenario') return { scenario, options: { ...options, untilPs } };
  if (hosts.length < 2) throw new LabError('ERR_INVALID_ARGUMENT', 'a race takes two stations at least');
  const crowd: Scenario = {
    ...scenario,
    ...{ replay: undefined, script: [], faults: [], expect: [] },
    traffic: [
      {
        from: hosts.map(({ name }) => name),
        to: { kind: 'others' },
        sizes: { kind: 'fixed', octets: SATURATED.octets },
        pattern: { kind: 'saturated' },
        startPs: 0,
        stopPs: undefined,
      },
    ],
  };
  const { seed } = options;
  return { scenario: crowd, options: { untilPs: SATURATED.untilPs, ...(seed === undefined ? {} : { seed }) } };
}

/**
 * Carries a race out. From when the lines are compiled the global scope is bare: the thread is to be ended afterwards.
 * @param tell of each lap how far it is, often enough for whoever waits to know that it is alive
 * @throws CodeError, LabError, and what reading a scenario throws
 */
export async function race(
  wanted: RaceRequest,
  clock: () => number,
  breathe: Breathe,
  tell: (lap: Lap, share: number) => void,
): Promise<RaceResult> {
  const { scenario, options } = contest(wanted);
  const { station, code } = wanted;
  const count = wholeWithin(wanted.seeds, 1, MOST_SEEDS, 'seeds');
  const first = options.seed ?? scenario.seed;
  const seeds = Array.from({ length: count }, (_, i) => (first + i) % (MOST_SEED + 1));
  const all = async (which: Lap, backoffs: () => Readonly<Record<string, Backoff>>): Promise<Standing[]> => {
    const standings: Standing[] = [];
    for (const [i, seed] of seeds.entries()) {
      tell(which, i / count);
      const experiment = await Experiment.create(scenario, { ...options, seed, backoffs: backoffs() });
      standings.push(await lap(experiment, clock, breathe, (share) => tell(which, (i + share) / count)));
    }
    return standings;
  };
  const standard = await all('standard', () => ({}));
  lockDown(globalThis);
  // What the lines remember from one seed must not reach the next.
  const own = await all('own', () => ({ [station]: compileBackoff(code, station) }));
  return { station, seeds, standard, own };
}

/** Runs one experiment, and says how everybody fared. */
export async function lap(
  experiment: Experiment,
  clock: () => number,
  breathe: Breathe,
  tell: (share: number) => void,
): Promise<Standing> {
  const { lab } = experiment;
  const meter = new WaitMeter();
  lab.observe(meter);
  for (let more = true; more; ) {
    const until = clock() + SLICE_MS;
    do more = experiment.advance(TURNS);
    while (more && clock() < until);
    tell(Math.min(1, lab.now / (experiment.untilPs ?? MOST_PS)));
    if (more) await breathe();
  }
  return standingOf(experiment.report(), meter, new Map(lab.hosts.map(({ name, probe }) => [name, probe.part])));
}

function standingOf(report: RunReport, meter: WaitMeter, partOf: ReadonlyMap<string, number>): Standing {
  const all = Object.entries(report.stations).map(([name, its]): StationStanding & { tried: boolean } => {
    const part = partOf.get(name)!;
    const waits = meter.waits.get(part);
    return {
      ...{ name, framesSent: its.framesSent, octetsSent: its.octetsSent, collisions: its.collisions },
      givenUp: its.excessiveCollisions,
      meanWaitPs: waits ? waits.sumPs / waits.count : Number.NaN,
      longestWaitPs: waits?.longestPs ?? Number.NaN,
      tried: meter.tried.has(part),
    };
  });
  return {
    simulatedPs: report.simulatedPs,
    stations: all.map(({ tried: _, ...its }) => its),
    collisions: all.reduce((sum, { collisions }) => sum + collisions, 0),
    fairness: jain(all.filter(({ tried }) => tried).map(({ octetsSent }) => octetsSent)),
  };
}

/** Jain's index of fairness: (sum x)^2 / (n sum x^2); 1 for nobody and for nothing. */
export function jain(shares: readonly number[]): number {
  const sum = shares.reduce((all, share) => all + share, 0);
  const squares = shares.reduce((all, share) => all + share * share, 0);
  return squares === 0 ? 1 : (sum * sum) / (shares.length * squares);
}
