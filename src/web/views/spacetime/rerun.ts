// A handle is dragged: the scenario's text is changed and run again at once, with the run from before the drag behind it.
import { signal } from '@preact/signals';
import type { Edit } from '../../edit/edits.js';
import type { Tape } from '../../run/tape.js';
import { gestureOf } from '../../state/editing.js';
import { firstSpan } from '../../state/firstSpan.js';
import { engine, ghost, onStaged, open, request, status, tape } from '../../state/session.js';
import { type Span, show, span } from '../../state/time.js';

/** The run that stays behind while a handle moves. */
let held: Tape | undefined;
/** What was in view then, if the first collision was: so that it stays in view wherever it goes. */
let followed: Span | undefined;
let pending: { readonly edit: Edit; readonly gesture: object } | undefined;
let busy = false;
let gesture = {};
let pressed = Number.NEGATIVE_INFINITY;

/** Presses of keys that follow each other so fast are one gesture, in milliseconds. */
const ONE_GESTURE_MS = 700;

/** A run that takes longer is replaced before it is over while a handle moves. */
const LASTS_MS = 120;

/** A handle is being moved. */
export const changing = signal(false);

/** What is in view has a text that can be changed. */
export function isChangeable(): boolean {
  return request.value?.text !== undefined;
}

/** The run in view becomes the one to compare with. @param by a drag is one gesture, however long; so are keys in a row */
export function beginChange(by: 'drag' | 'key'): void {
  const now = performance.now();
  if (by === 'drag' || now - pressed > ONE_GESTURE_MS) gesture = {};
  pressed = by === 'key' ? now : Number.NEGATIVE_INFINITY;
  held = tape.peek();
  const { fromPs, toPs } = span.peek();
  const first = held && held.collisionsPs.length > 0 ? held.collisionsPs.data[0]! : Number.NaN;
  followed = first >= fromPs && first <= toPs ? { fromPs, toPs } : undefined;
  changing.value = true;
}

/** Runs the scenario with one value changed; of changes that come faster than runs begin, the latest counts. */
export function change(edit: Edit): void {
  pending = { edit, gesture };
  if (!busy) void carryOut();
}

export function endChange(): void {
  changing.value = false;
}

async function carryOut(): Promise<void> {
  busy = true;
  try {
    while (pending) {
      const { edit, gesture: from } = pending;
      pending = undefined;
      const its = request.peek();
      if (its?.text === undefined) break;
      const text = await engine().edit(its.text, [edit]);
      if (request.peek() !== its) break;
      const wanted = { ...its, text };
      gestureOf.set(wanted, from);
      open(wanted, true);
      await settled();
      follow();
    }
  } catch {
    // What can't be edited stays as it is.
  } finally {
    busy = false;
    if (!changing.peek()) held = undefined;
  }
}

/** Widens the view as far as the first collision has moved. */
function follow(): void {
  const its = tape.peek();
  if (!followed || !its) return;
  const { fromPs, toPs } = firstSpan(its).span;
  show(Math.min(followed.fromPs, fromPs), Math.max(followed.toPs, toPs));
}

/** Resolves when the run that was asked for is over, or was refused, or lasts. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    let told = false;
    const stop = status.subscribe((value) => {
      if (value === 'over' || value === 'empty') tell();
    });
    const timer = setTimeout(tell, LASTS_MS);
    function tell(): void {
      if (told) return;
      told = true;
      clearTimeout(timer);
      queueMicrotask(() => stop());
      resolve();
    }
  });
}

onStaged.add(() => {
  if (held && ghost.peek()) ghost.value = held;
});
