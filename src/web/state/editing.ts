// The scenario in view as something that can be changed: every change is one of its text, and runs it again.
import { effect, signal } from '@preact/signals';
import type { Edit } from '../edit/edits.js';
import { type History, NO_HISTORY, redone, stepped, undone } from '../edit/history.js';
import { RefusedError } from '../engine/client.js';
import type { Refusal, RunRequest } from '../engine/protocol.js';
import { bindKeys } from './keys.js';
import { selected } from './selection.js';
import { engine, onStaged, open, refusal, request } from './session.js';
import type { Span } from './time.js';

/** The editor is shown. */
export const editing = signal(false);
export const history = signal<History>(NO_HISTORY);
/** Why the last edit could not be made. */
export const editRefusal = signal<Refusal | undefined>(undefined);
/** A stretch of time that has been painted, for a fault to lie on. */
export const painted = signal<Span | undefined>(undefined);

/** Which gesture asked for a run, where one did: all that one drag asks for is one step. */
export const gestureOf = new WeakMap<RunRequest, object>();

let present: RunRequest | undefined;
let lastGesture: object | undefined;
let going: 'back' | 'forth' | undefined;
/** Asked for, and not yet in view. */
let asked: string | undefined;
/** Names of all nodes before one was added that is to be selected. */
let fresh: ReadonlySet<string> | undefined;
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
  const gesture = gestureOf.get(its);
  const joined = gesture !== undefined && gesture === lastGesture;
  lastGesture = gesture;
  const old = history.peek();
  if (way === 'back') history.value = undone(old, before.text);
  else if (way === 'forth') history.value = redone(old, before.text);
  else history.value = stepped(old, before.text, joined);
});

// What can't be built never came to be: the next edit is one of what is in view.
effect(() => {
  const its = refusal.value;
  if (!its || asked === undefined) return;
  asked = undefined;
  going = undefined;
  fresh = undefined;
  editRefusal.value = its;
});

onStaged.add(({ stage }) => {
  const before = fresh;
  fresh = undefined;
  const name = before && stage.nodes.find((node) => !before.has(node.name))?.name;
  if (name !== undefined) selected.value = { kind: 'part', name };
});

/** Adds a node and selects it when it is there. */
export function addNode(kind: 'host' | 'repeater' | 'coax', names: readonly string[]): Promise<void> {
  fresh = new Set(names);
  return change([{ what: 'addNode', kind }]);
}

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
  editRefusal.value = undefined;
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

/** Ctrl-Z and ctrl-shift-Z (or ctrl-Y), but for where somebody writes, which has its own. To be called once. */
export function listenForUndo(): () => void {
  const hear = (event: KeyboardEvent): void => {
    const { key, shiftKey, target } = event;
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (target instanceof Element && target.closest('input, textarea, select, dialog[open]')) return;
    const back = key.toLowerCase() === 'z' && !shiftKey;
    const forth = (key.toLowerCase() === 'z' && shiftKey) || key.toLowerCase() === 'y';
    if (!back && !forth) return;
    event.preventDefault();
    if (back) undo();
    else redo();
  };
  document.addEventListener('keydown', hear);
  const unlist = bindKeys(
    { keys: ['Ctrl+Z'], does: ['undo the last edit', '마지막 편집 취소'], run: undo },
    { keys: ['Ctrl+Shift+Z'], does: ['redo it', '다시 실행'], run: redo },
  );
  return () => {
    document.removeEventListener('keydown', hear);
    unlist();
  };
}
