// A scenario carried out: built on a bench, let run to its end, and reported.
//
//   const experiment = await Experiment.create(parseScenario(text, file), { seed: 7 });
//   lab.observe(…)                       captures and the like attach to experiment.lab
//   while (experiment.advance(1000)) …   or experiment.run()
//   experiment.report()
import { DROP } from '../sim/drop.js';
import { Assembly } from './assemble.js';
import type { Backoff } from './backoff.js';
import { addressesOf, castReplay, type ReplayRecord } from './cast.js';
import { Expectations } from './expectations.js';
import type { Lab } from './lab.js';
import { LabError } from './labError.js';
import { Replay } from './replay.js';
import { type RunReport, reportStations, SegmentMeter } from './report.js';
import { roomFor } from './room.js';
import type { ScenarioWarning } from './scenario/error.js';
import type { Scenario } from './scenario/scenario.js';
import { armScenario } from './script.js';
import { Tally } from './tally.js';

/** What a run may say otherwise than its scenario. */
export interface ExperimentOptions {
  seed?: number;
  /** When the run ends, in picoseconds. */
  untilPs?: number;
  /** The frames of the capture that the scenario replays. */
  replay?: readonly ReplayRecord[];
  /** By station, whose backoff is not the standard's. A scenario can't say that: it is data, never code. */
  backoffs?: Readonly<Record<string, Backoff>>;
}

/** How far one turn goes in a run that ends at a given time: a millisecond. */
const TURN_PS = 1e9;

/** One run of one scenario. */
export class Experiment {
  readonly scenario: Scenario;
  readonly lab: Lab;
  /** When the run ends; undefined: when everything asked for has happened and the wire is quiet. */
  readonly untilPs: number | undefined;
  private readonly tally: Tally;
  private readonly meter: SegmentMeter;
  private readonly expectations: Expectations;
  private over = false;

  private constructor(
    private readonly assembly: Assembly,
    private readonly replay: Replay | undefined,
    private readonly warnings: readonly string[],
    untilPs: number | undefined,
  ) {
    this.scenario = assembly.scenario;
    this.lab = assembly.lab;
    this.untilPs = untilPs;
    this.tally = new Tally(this.lab.parts.length);
    this.meter = new SegmentMeter(assembly, this.tally);
    this.expectations = new Expectations(this.scenario.expect, this.lab, this.tally);
    this.lab.observe(this.tally);
    armScenario(assembly);
    if (!replay) return;
    replay.arm();
    this.lab.ledger.onSettled = (ticket, reason) => replay.settled(ticket, reason);
  }

  /**
   * Builds everything and arms everything; nothing has happened yet.
   * @throws LabError when the scenario replays a capture and none is given, or one with too many stations; or a backoff is
   *   given for nobody
   */
  static async create(scenario: Scenario, options: ExperimentOptions = {}): Promise<Experiment> {
    const { seed = scenario.seed, untilPs = scenario.untilPs, backoffs = {} } = options;
    for (const name of Object.keys(backoffs)) {
      if (scenario.nodes.some((node) => node.kind === 'host' && node.name === name)) continue;
      throw new LabError('ERR_INVALID_ARGUMENT', `a backoff is given for '${name}', and no station has that name`);
    }
    if (!scenario.replay) {
      const assembly = await Assembly.create(scenario, seed, roomFor(scenario, new Map()), backoffs);
      return new Experiment(assembly, undefined, [], untilPs);
    }
    const records = options.replay;
    if (!records) throw new LabError('ERR_REPLAY_MISSING', `'${scenario.name}' replays a capture: give its frames`);
    const cast = castReplay(scenario, addressesOf(records));
    const replayed = new Map([...cast.players.values()].map((name) => [name, records.length]));
    const assembly = await Assembly.create(cast.scenario, seed, roomFor(cast.scenario, replayed), backoffs);
    const { pace, atPs } = scenario.replay;
    const replay = new Replay(assembly, records, cast.players, pace, atPs);
    return new Experiment(assembly, replay, [...cast.warnings, ...replay.warnings], untilPs);
  }

  /** Lets time pass for that many turns; true while there is more to come. */
  advance(turns: number): boolean {
    for (let turn = 0; turn < turns && !this.over; turn++) this.turn();
    return !this.over;
  }

  /** Lets everything happen. */
  run(): void {
    while (!this.over) this.turn();
  }

  /** Ends the run here, if it has not ended yet: frames that are still waiting are dropped as `unfinished`. */
  finish(): void {
    this.over = true;
    this.replay?.finish();
    const { ledger } = this.lab;
    const { waiting } = ledger;
    if (waiting < 0) throw new Error(`${-waiting} frames have come to more than one end`);
    ledger.lost[DROP.unfinished] += waiting;
  }

  /**
   * What has happened, and how it lived up to what was expected. Ends the run.
   * @param fingerprint of all events, from whoever observed them
   */
  report(fingerprint: string | null = null): RunReport {
    this.finish();
    const { lab, scenario } = this;
    const { offered, delivered, waiting, dropped } = lab.ledger;
    const report = {
      ...{ scenario: scenario.name, fingerprint, seed: lab.seed, simulatedPs: lab.now, events: this.tally.events },
      stations: reportStations(this.assembly),
      segments: this.meter.report(),
      sockets: [],
      frames: { offered, delivered, waiting, dropped },
      ...(this.replay ? { replay: this.replay.report() } : {}),
    };
    const warnings = [...scenario.warnings.map(warningText), ...this.warnings];
    return { ...report, expect: this.expectations.judge({ ...report, warnings }), warnings };
  }

  /** Without an end the clock stops at the last event, so each turn is an instant; else a turn is a stretch of time. */
  private turn(): void {
    const { lab, untilPs } = this;
    const nextPs = lab.scheduler.next();
    if (untilPs === undefined) {
      if (nextPs === Number.POSITIVE_INFINITY) this.over = true;
      else lab.run(nextPs);
      return;
    }
    lab.run(Math.min(untilPs, Math.max(nextPs, lab.now + TURN_PS)));
    if (lab.now >= untilPs) this.over = true;
  }
}

function warningText({ line, field, message }: ScenarioWarning): string {
  return `${line > 0 ? `line ${line}: ` : ''}${field}: ${message}`;
}
