// The scenario in view as something that can be changed: every change is one of its text, and runs it again.
import { effect, signal } from '@preact/signals';
import type { Edit } from '../edit/edits.js';
import { type History, NO_HISTORY, redone, stepped, undone } from '../edit/history.js';
import { RefusedError } from '../engine/client.js';
import type { Refusal, RunRequest } from '../engine/protocol.js';
import { engine, open, request } from './session.js';
import type { Span } from './time.js';

/** The editor is shown. */
export const editing = signal(false);
export const history = signal<History>(NO_HISTORY);
/** Why the last edit could not be made. */
export const editRefusal = signal<Refusal | undefined>(undefined);
/** A stretch of time that has been painted, for a fault to lie on. */
export const painted = signal<Span | undefined>(undefined);

/** Changes that follow each other so fast are one: somebody drags. */
const ONE_STEP_MS = 700;

let present: RunRequest | undefined;
let lastStep = Number.NEGATIVE_INFINITY;
let going: 'back' | 'forth' | undefined;
/** Asked for, and not yet in view. */
let asked: string | undefined;
let queue: Promise<void> = Promise.resolve();

effect(() => {
  const its = request.value;
  const before = present;
  present = its;
  asked = undefined;
  const way = going;
  going = undefined;
  if (!its || !before || its.file !== before.file || before.text === undefined || its.text === undefined) {
    history.value = NO_HISTORY;
    return;
  }
  if (its.text === before.text) return;
  const now = performance.now();
  const old = history.peek();
  if (way === 'back') history.value = undone(old, before.text);
  else if (way === 'forth') history.value = redone(old, before.text);
  else history.value = stepped(old, before.text, now - lastStep < ONE_STEP_MS);
  lastStep = way ? Number.NEGATIVE_INFINITY : now;
});

/** Makes edits and runs what comes of it, the run before staying as a ghost. */
export function change(edits: readonly Edit[]): Promise<void> {
  queue = queue.then(async () => {
    const text = asked ?? request.peek()?.text;
    if (text === undefined) return;
    try {
      const after = await engine().edit(text, edits);
      editRefusal.value = undefined;
      if (after !== text)
        apply(
          after,
          edits.some((edit) => edit.what === 'set' && edit.path[0] === 'seed'),
        );
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      editRefusal.value = error.refusal;
    }
  });
  return queue;
}

/** Runs another text of the same scenario. @param ownSeed what it says of its seed holds, whatever the run before had */
export function apply(text: string, ownSeed = false): void {
  const its = request.peek();
  if (!its) return;
  asked = text;
  open({ ...its, text, seed: ownSeed ? undefined : its.seed }, true);
}

export function undo(): void {
  const text = history.peek().past.at(-1);
  if (text === undefined) return;
  going = 'back';
  apply(text);
}

export function redo(): void {
  const text = history.peek().future.at(-1);
  if (text === undefined) return;
  going = 'forth';
  apply(text);
}
