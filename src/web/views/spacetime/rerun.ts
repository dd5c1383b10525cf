// A handle is dragged: the scenario's text is changed and run again at once, with the run from before the drag behind it.
import { signal } from '@preact/signals';
import type { Edit } from '../../edit/edits.js';
import type { Tape } from '../../run/tape.js';
import { engine, ghost, onStaged, open, request, status, tape } from '../../state/session.js';

/** The run that stays behind while a handle moves. */
let held: Tape | undefined;
let pending: Edit | undefined;
let busy = false;

/** A handle is being moved. */
export const changing = signal(false);

/** What is in view has a text that can be changed. */
export function isChangeable(): boolean {
  return request.value?.text !== undefined;
}

/** The run in view becomes the one to compare with. */
export function beginChange(): void {
  held = tape.peek();
  changing.value = true;
}

/** Runs the scenario with one value changed; of changes that come faster than runs begin, the latest counts. */
export function change(edit: Edit): void {
  pending = edit;
  if (!busy) void carryOut();
}

export function endChange(): void {
  changing.value = false;
}

async function carryOut(): Promise<void> {
  busy = true;
  try {
    while (pending) {
      const edit = pending;
      pending = undefined;
      const its = request.peek();
      if (its?.text === undefined) break;
      const text = await engine().edit(its.text, [edit]);
      if (request.peek() !== its) break;
      open({ ...its, text }, true);
      await begun();
    }
  } catch {
    // What can't be edited stays as it is.
  } finally {
    busy = false;
    if (!changing.peek()) held = undefined;
  }
}

/** Resolves when the run that was asked for has begun, or was refused. */
function begun(): Promise<void> {
  return new Promise((resolve) => {
    let stop: (() => void) | undefined;
    let over = false;
    stop = status.subscribe((value) => {
      if (value === 'building') return;
      over = true;
      stop?.();
      resolve();
    });
    if (over) stop();
  });
}

onStaged.add(() => {
  if (held && ghost.peek()) ghost.value = held;
});
