// The engine's own thread: it takes orders, runs, and tells. It touches neither page nor network.
import { Experiment } from '../../lab/experiment.js';
import { LabError } from '../../lab/labError.js';
import { race } from '../race/race.js';
import { Job, planOf } from './jobs.js';
import type { Order, Word } from './protocol.js';
import { refusalOf } from './refusal.js';

/** What this thread is given of the worker's global scope. */
interface Scope {
  readonly origin: string;
  onmessage: ((message: { readonly data: Order }) => void) | null;
  postMessage(word: Word, transfer?: ArrayBufferLike[]): void;
}

const scope = globalThis as unknown as Scope;
const post = scope.postMessage.bind(scope);
let job: Job | undefined;
let newest = 0;

/** A turn of the event loop, sooner than a timer's. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  });
}

function say(word: Word): void {
  post(word, word.say === 'chunk' ? buffersOf(word.chunk) : []);
}

function buffersOf(rows: object): ArrayBufferLike[] {
  return Object.values(rows).flatMap((value) => (ArrayBuffer.isView(value) ? [value.buffer] : buffersOf(value)));
}

async function run(order: Order & { do: 'run' }): Promise<void> {
  newest = order.job;
  try {
    const { scenario, options } = planOf(order.request);
    // What can't be read leaves the run before alone.
    job?.stop();
    const experiment = await Experiment.create(scenario, options);
    if (newest !== order.job) return;
    job = new Job(order.job, experiment, () => performance.now());
    await job.run(say, breathe);
  } catch (error) {
    say({ say: 'failed', job: order.job, refusal: refusalOf(error) });
  }
}

/**
 * Races take somebody's own lines: they run in a sandbox, which has an origin of its own, and nowhere else. A thread that
 * has raced is of no more use: it is stripped of all that reaches out of it.
 */
async function raceHere(order: Order & { do: 'race' }): Promise<void> {
  const { ask } = order;
  if (scope.origin !== 'null') throw new LabError('ERR_INVALID_ARGUMENT', 'a race is run in a sandbox only');
  const clock = performance.now.bind(performance);
  const result = await race(order, clock, breathe, (lap, share) => say({ say: 'racing', ask, lap, share }));
  say({ say: 'raced', ask, result });
}

async function answer(order: Order): Promise<void> {
  if (order.do === 'run') return run(order);
  if (order.do === 'stop') return job?.stop();
  try {
    if (order.do === 'images') {
      const maker = await job!.imageMaker();
      say({ say: 'images', ask: order.ask, images: order.rows.map((row) => maker.image(row)) });
    } else if (order.do === 'race') {
      await raceHere(order);
    } else if (order.do === 'edit') {
      const { applyEdits } = await import('../edit/scenarioText.js');
      say({ say: 'edited', ask: order.ask, text: applyEdits(order.text, order.edits) });
    } else {
      const { exportRun } = await import('./exports.js');
      say({ say: 'exported', ask: order.ask, parts: await exportRun(order.request, order.kind, breathe) });
    }
  } catch (error) {
    say({ say: 'refused', ask: order.ask, refusal: refusalOf(error) });
  }
}

scope.onmessage = ({ data }) => void answer(data);
say({ say: 'ready' });
