// What run and replay have in common: an experiment carried out in slices, so that Control-C, files and progress get
// their turns, and then its summary.
import { setImmediate } from 'node:timers/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { Fingerprint } from '../capture/fingerprint.js';
import { Trace } from '../capture/trace.js';
import type { ReplayRecord } from '../lab/cast.js';
import { Experiment, type ExperimentOptions } from '../lab/experiment.js';
import { LabError } from '../lab/labError.js';
import type { RunReport } from '../lab/report.js';
import type { Scenario } from '../lab/scenario/scenario.js';
import { formatPs, parseDurationPs, QuantityError } from '../sim/units.js';
import { CheckFailed, Interrupted, InvalidInput, UsageError } from './failure.js';
import { type RecordingOptions, Recordings, recordsToStdout, withRecordingOptions } from './recordings.js';
import { summaryLines, tracePaint } from './summary.js';
import type { CommonOptions, Terminal } from './terminal.js';

/** Options of a command that carries out an experiment. */
export interface RunOptions extends CommonOptions, RecordingOptions {
  readonly seed?: number;
  readonly until?: number;
}

/** An experiment to be carried out. */
export interface Task {
  readonly scenario: Scenario;
  /** What to call the scenario in messages. */
  readonly name: string;
  readonly replay: readonly ReplayRecord[] | undefined;
  /** What was odd about its inputs. */
  readonly warnings: readonly string[];
}

const MOST_SEED = 0xffff_ffff;
/** Lines of the timeline from its start and from its end. */
const TIMELINE = { first: 120, last: 40 };
const SLICE_MS = 20;
const TURNS = 32;
const PROGRESS_MS = 2000;

/** Gives `command` the options that all experiments share. */
export function withRunOptions(command: Command): Command {
  return withRecordingOptions(command)
    .option('--seed <n>', "decides every draw, instead of the scenario's", parseSeed)
    .option('--until <time>', 'when the run ends, such as 2s or 51.2us', parseUntil);
}

function parseSeed(text: string): number {
  const seed = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (seed <= MOST_SEED) return seed;
  throw new InvalidArgumentError(`A seed is a whole number from 0 to ${MOST_SEED}.`);
}

function parseUntil(text: string): number {
  try {
    const ps = parseDurationPs(text);
    if (ps > 0) return ps;
  } catch (error) {
    if (!(error instanceof QuantityError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
  throw new InvalidArgumentError('A run that ends at once shows nothing.');
}

/**
 * Carries an experiment out: timeline, summary, files, expectations.
 *
 * @throws CheckFailed when something expected did not hold or a replayed frame arrived changed, Interrupted
 */
export async function carryOut(task: Task, options: RunOptions, terminal: Terminal): Promise<void> {
  if (options.json && recordsToStdout(options)) throw new UsageError('only one output can go to stdout');
  const experiment = await create(task, options);
  const fingerprint = new Fingerprint();
  fingerprint.attach(experiment.lab);
  const text = !options.json && !options.quiet && !recordsToStdout(options);
  const trace = text ? new Trace({ ...TIMELINE, paint: tracePaint(terminal.colours) }) : undefined;
  trace?.attach(experiment.lab);
  const recordings = await Recordings.open(options, experiment.lab, terminal);
  for (const warning of task.warnings) terminal.warn(warning);
  const begun = performance.now();
  const interrupted = await inSlices(experiment, recordings, terminal);
  const wallSeconds = (performance.now() - begun) / 1000;
  const report = experiment.report(fingerprint.hex);
  await recordings.close();
  for (const warning of report.warnings) terminal.warn(warning);
  if (interrupted) terminal.warn('interrupted: this is what had happened until then');
  if (options.json) await terminal.printJson(withWall(report, wallSeconds));
  if (trace) {
    await terminal.print(...trace.lines, '');
    await terminal.print(...summaryLines(report, wallSeconds, terminal.colours));
    const files = recordings.lines();
    if (files.length > 0)
      await terminal.print('', 'written, and how to look at it:', ...files.map((file) => `  ${file}`));
  }
  verdict(report, interrupted, terminal);
}

async function create({ scenario, name, replay }: Task, { seed, until }: RunOptions): Promise<Experiment> {
  const options: ExperimentOptions = {
    ...(seed === undefined ? {} : { seed }),
    ...(until === undefined ? {} : { untilPs: until }),
    ...(replay === undefined ? {} : { replay }),
  };
  try {
    return await Experiment.create(scenario, options);
  } catch (error) {
    if (error instanceof LabError) throw new InvalidInput({ file: name }, `${error.message}.`);
    throw error;
  }
}

/** Runs it to its end, or until somebody has had enough; true in that case. */
async function inSlices(experiment: Experiment, recordings: Recordings, terminal: Terminal): Promise<boolean> {
  let stopped = false;
  const forget = terminal.onInterrupt(() => {
    stopped = true;
  });
  let told = performance.now();
  for (let more = true; more && !stopped; ) {
    const begun = performance.now();
    do more = experiment.advance(TURNS);
    while (more && performance.now() - begun < SLICE_MS);
    await recordings.drain();
    if (begun - told > PROGRESS_MS) {
      told = begun;
      terminal.log(`${formatPs(Math.floor(experiment.lab.now / 1e9) * 1e9)} simulated`);
    }
    await setImmediate();
  }
  forget();
  return stopped;
}

function withWall({ scenario, fingerprint, seed, simulatedPs, ...rest }: RunReport, wallSeconds: number): object {
  return { scenario, fingerprint, seed, simulatedPs, wallSeconds, ...rest };
}

function verdict({ expect, replay }: RunReport, interrupted: boolean, terminal: Terminal): void {
  if (interrupted) throw new Interrupted('interrupted');
  for (const failure of expect.failures) terminal.complain(failure);
  if (replay && replay.different > 0) terminal.complain(`${replay.different} frames arrived other than they were sent`);
  if (expect.failed > 0 || (replay && replay.different > 0)) throw new CheckFailed('');
}
