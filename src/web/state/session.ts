// The run that the page shows: asked of the worker, growing while it goes on.
import { batch, signal } from '@preact/signals';
import type { RunReport } from '../../lab/report.js';
import { EngineClient } from '../engine/client.js';
import { type Ending, type Refusal, type RunRequest, refusalOfAll, type Word } from '../engine/protocol.js';
import type { Image } from '../run/images.js';
import { Tape } from '../run/tape.js';
import { ImageStore, IN_USE_MS } from './imageStore.js';

export type Status = 'empty' | 'building' | 'running' | 'over';

/** The run in view; undefined before the first. Its contents grow: read `revision` too. */
export const tape = signal<Tape | undefined>(undefined);
/** Bumped whenever more of the run is known. */
export const revision = signal(0);
export const status = signal<Status>('empty');
export const ending = signal<Ending | undefined>(undefined);
export const report = signal<RunReport | undefined>(undefined);
/** Why what was asked for last can't be shown; the run before stays in view. */
export const refusal = signal<Refusal | undefined>(undefined);
/** What the run in view was asked for with. */
export const request = signal<RunRequest | undefined>(undefined);
/** The run before, shown faintly behind this one while a handle is dragged or two runs are compared. */
export const ghost = signal<Tape | undefined>(undefined);
/** Wall time that the run took in the worker, in milliseconds. */
export const wallMs = signal(0);
/** Called once with each new run's tape, when it comes into view. */
export const onStaged = new Set<(tape: Tape) => void>();

let asked: { readonly job: number; readonly request: RunRequest; readonly keepGhost: boolean } | undefined;
/** The run in view, by the number that its words bear. */
let shown = 0;
let client: EngineClient | undefined;
/** A run that has begun and is not in view yet: it comes into view with its first events, and all views are drawn once. */
let coming: { readonly job: number; readonly tape: Tape } | undefined;

/** The worker, begun when it is first needed. */
export function engine(): EngineClient {
  client ??= new EngineClient(hear, (message) => {
    client = undefined;
    coming = undefined;
    batch(() => {
      refusal.value = refusalOfAll('WORKER', message);
      status.value = tape.value ? 'over' : 'empty';
    });
  });
  return client;
}

/** Asks for a run. @param keepGhost leaves the run in view as a ghost behind the new one */
export function open(wanted: RunRequest, keepGhost = false): void {
  if (coming) tell();
  const job = engine().run(wanted);
  asked = { job, request: wanted, keepGhost };
  refusal.value = undefined;
  status.value = 'building';
}

/** How to have the run in view again: one that was ended early goes as far as it came, however long it would go on. */
export function requestAgain(): RunRequest | undefined {
  const its = request.peek();
  const isWhole = (ending.peek() ?? 'over') === 'over';
  return its && !isWhole ? { ...its, untilPs: Math.max(1, Math.round(tape.peek()!.knownPs)) } : its;
}

/** Ends the run where it is. */
export function stop(): void {
  client?.stop();
}

/** While a run grows, views look at it again this often, in milliseconds: drawing it must not keep it from growing. */
const LOOK_MS = 120;
let told = 0;
let telling: ReturnType<typeof setTimeout> | undefined;

/** Bumps `revision`: at once when that was not done lately, else a little later for all that has come by then. */
function tellSoon(): void {
  telling ??= setTimeout(tell, Math.max(0, told + LOOK_MS - performance.now()));
}

function tell(): void {
  clearTimeout(telling);
  telling = undefined;
  told = performance.now();
  batch(() => {
    if (coming) bringIntoView(coming.job, coming.tape);
    revision.value++;
  });
}

function bringIntoView(job: number, its: Tape): void {
  coming = undefined;
  shown = job;
  ghost.value = asked?.keepGhost ? tape.value : undefined;
  tape.value = its;
  request.value = asked?.request;
  report.value = undefined;
  ending.value = undefined;
  status.value = 'running';
  images.clear();
  for (const listener of onStaged) listener(its);
}

function hear(word: Word): void {
  if (word.say === 'staged') {
    coming = { job: word.job, tape: new Tape(word.stage) };
    // The first chunk is shown as soon as it is here.
    clearTimeout(telling);
    telling = undefined;
    told = 0;
  } else if (word.say === 'chunk') {
    (coming?.tape ?? tape.value)?.append(word.chunk, word.delays, word.nowPs);
    tellSoon();
  } else if (word.say === 'ended') {
    batch(() => {
      tell();
      report.value = word.report;
      ending.value = word.ending;
      wallMs.value = word.wallMs;
      if (asked?.job === shown) status.value = 'over';
    });
  } else if (word.say === 'failed') {
    batch(() => {
      if (coming) tell();
      refusal.value = word.refusal;
      const goesOn = tape.value && word.job !== shown && !report.value;
      // The run before is in view again, as far as it has come.
      if (asked && word.job !== shown) asked = { ...asked, job: shown };
      status.value = goesOn ? 'running' : tape.value ? 'over' : 'empty';
    });
  }
}

const images = new ImageStore();
/** Bumped when images have come, or can be asked for again. */
export const imageRevision = signal(0);
let wanted: number[] = [];
let askingAgain = false;

/** What was on the line in a row of the run, if it has come already; asks for it otherwise. */
export function imageOf(row: number): Image | undefined {
  const known = images.ask(row, performance.now());
  if (known === 'wanted') {
    if (wanted.length === 0) queueMicrotask(fetchImages);
    wanted.push(row);
  } else if (known === 'full' && !askingAgain) {
    askingAgain = true;
    setTimeout(() => {
      askingAgain = false;
      imageRevision.value++;
    }, IN_USE_MS);
  }
  return typeof known === 'object' ? known : undefined;
}

async function fetchImages(): Promise<void> {
  const rows = wanted;
  wanted = [];
  const of = tape.value;
  try {
    const come = await engine().images(rows);
    if (of !== tape.value) return;
    rows.forEach((row, i) => {
      images.put(row, come[i]!);
    });
    imageRevision.value++;
  } catch {
    // The run was replaced meanwhile: its images are no longer wanted.
  }
}
