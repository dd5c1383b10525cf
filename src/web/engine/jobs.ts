// What the worker does, without the worker: so that it can be tested where there is none.
import { Fingerprint } from '../../capture/fingerprint.js';
import { readCapture } from '../../capture/reader.js';
import { addressesOf, hubFor, stageFor } from '../../lab/cast.js';
import { Experiment, type ExperimentOptions } from '../../lab/experiment.js';
import { LabError } from '../../lab/labError.js';
import { parseScenario, type Scenario } from '../../lab/scenario/scenario.js';
import { ImageMaker } from '../run/images.js';
import { RunRecorder } from '../run/recorder.js';
import { stageOf } from '../run/stage.js';
import type { Ending, RunRequest, Word } from './protocol.js';

/** Octets of record that a page holds; beyond, a run ends with a word about it. */
const RECORD_LIMIT = 150e6;
/** Turns between looks at the clock. */
const TURNS = 16;
/** How long a slice of work may take before the worker listens again, in milliseconds. */
const SLICE_MS = 24;

/** Lets other things have their turn: an order to stop, for one. */
export type Breathe = () => Promise<void>;

/** Builds what is asked for; nothing has happened yet. @throws what refusalOf explains */
export async function prepare(request: RunRequest): Promise<Experiment> {
  const { scenario, options } = planOf(request);
  return Experiment.create(scenario, options);
}

/** The experiment that is asked for. @throws what refusalOf explains */
export function planOf({ text, file, capture, seed, untilPs }: RunRequest): {
  readonly scenario: Scenario;
  readonly options: ExperimentOptions;
} {
  const records = capture && readCapture(capture.octets, capture.name).records;
  const options = {
    ...(seed === undefined ? {} : { seed }),
    ...(untilPs === undefined ? {} : { untilPs }),
    ...(records === undefined ? {} : { replay: records }),
  };
  if (text === undefined) {
    if (!records) throw new LabError('ERR_REPLAY_MISSING', 'neither a scenario nor a capture was given');
    return { scenario: stageFor(hubFor(addressesOf(records)), capture.name, 1), options };
  }
  const scenario = parseScenario(text, file);
  const staged = records && !scenario.replay ? stageFor(scenario, capture.name, 1) : scenario;
  return { scenario: staged, options };
}

/** One run on its way: recorded piece by piece, and looked into afterwards. */
export class Job {
  readonly recorder: RunRecorder;
  private readonly fingerprint = new Fingerprint();
  private images: Promise<ImageMaker> | undefined;
  private stopped = false;

  constructor(
    private readonly number: number,
    readonly experiment: Experiment,
    private readonly clock: () => number,
    /** Octets of record after which it ends. */
    private readonly most = RECORD_LIMIT,
  ) {
    this.fingerprint.attach(experiment.lab);
    this.recorder = new RunRecorder(experiment.lab);
  }

  /** Ends the run at the next breath. */
  stop(): void {
    this.stopped = true;
  }

  /** Carries the run out and tells of it. */
  async run(say: (word: Word) => void, breathe: Breathe): Promise<void> {
    const { experiment, number: job, recorder, clock, most } = this;
    const { lab, scenario } = experiment;
    say({ say: 'staged', job, stage: stageOf(scenario, lab) });
    const begun = clock();
    let ending: Ending = 'over';
    for (let more = true; more; ) {
      const until = clock() + SLICE_MS;
      do more = experiment.advance(TURNS);
      while (more && clock() < until && recorder.size < most);
      if (more && this.stopped) ending = 'stopped';
      else if (more && recorder.size >= most) ending = 'enough';
      if (ending !== 'over') more = false;
      const chunk = recorder.take(!more);
      const part: Word = { say: 'chunk', job, chunk, delays: recorder.takeDelays(), nowPs: lab.now };
      // The end follows the last part at once, so that both are shown together.
      const report = more ? undefined : experiment.report(this.fingerprint.hex);
      say(part);
      if (report) say({ say: 'ended', job, ending, report, wallMs: clock() - begun });
      else await breathe();
    }
  }

  /** The maker of this run's images. */
  imageMaker(): Promise<ImageMaker> {
    this.images ??= ImageMaker.create(this.experiment.lab.signals.code, () => this.recorder.tables);
    return this.images;
  }
}
