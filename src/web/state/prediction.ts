// Predict, then reveal: before a backoff draw is shown a person may say what it will be.
//
//   asks ── the cursor comes to a draw ──▶ question ── a guess ──▶ answered, and scored ── go on ──▶ asks
//
// Meanwhile the next draw that has not been asked about, and what comes after it, is veiled in all views.
import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { KIND } from '../../sim/probe.js';
import type { Tape } from '../run/tape.js';
import { selected } from './selection.js';
import { onStaged, revision, tape } from './session.js';
import { cursorPs, moveTo, playing } from './time.js';

/** Whether to be asked at all. */
export const asks = signal(false);

/** The draw that a person is asked about: numbers of its events. Stations that draw at one moment are asked about one by one. */
export interface Question {
  /** The backoff event. */
  readonly event: number;
  readonly station: string;
  /** Collisions so far of this frame. */
  readonly attempt: number;
  /** r is one of 0 to range - 1. */
  readonly range: number;
  readonly r: number;
}

export const question = signal<Question | undefined>(undefined);
/** What was guessed; undefined until then. */
export const guess = signal<number | undefined>(undefined);
export const score = signal({ right: 0, asked: 0, expected: 0 });

/** Draws that have been shown already: up to and with this event. */
const shownUpTo = signal(-1);
let wasPlaying = false;

/** The first draw among events [from, to), or -1. */
export function firstDraw(its: Tape, from: number, to: number): number {
  for (let event = from; event < to; event++) if (its.kind.data[event] === KIND.backoff) return event;
  return -1;
}

/** A draw as a question. */
export function questionOf(its: Tape, event: number): Question {
  const { part, numbers } = its.event(event);
  const { attempt, r, range } = numbers as { attempt: number; r: number; range: number };
  return { event, station: its.stage.parts[part]!.name, attempt, r, range };
}

/** The next draw that is still to be guessed: nobody gives it away, nor what follows from it. Undefined for none. */
export const veil = computed((): { readonly event: number; readonly atPs: number } | undefined => {
  revision.value;
  const its = tape.value;
  if (!asks.value || !its || its.collisionsPs.length === 0) return undefined;
  const asked = question.value;
  if (asked && guess.value === undefined) return { event: asked.event, atPs: its.atPs.data[asked.event]! };
  const shown = asked ? asked.event : shownUpTo.value;
  const event = firstDraw(its, Math.max(its.eventFrom(cursorPs.value), shown + 1), its.events);
  return event < 0 ? undefined : { event, atPs: its.atPs.data[event]! };
});

/** Whether an event is a draw that is still to be guessed. */
export function isMasked(event: number): boolean {
  const from = veil.value;
  return from !== undefined && event >= from.event && tape.value?.kind.data[event] === KIND.backoff;
}

/** A draw between where the page stands and an event that it is about to go to: asks about it, and answers true. */
export function asksBefore(event: number): boolean {
  const its = tape.peek();
  if (!asks.peek() || !its || question.peek()) return false;
  const from = Math.max(its.eventFrom(cursorPs.peek()), shownUpTo.peek() + 1);
  const draw = firstDraw(its, from, event + 1);
  if (draw < 0) return false;
  ask(its, draw);
  return true;
}

function ask(its: Tape, draw: number): void {
  wasPlaying = playing.peek();
  playing.value = false;
  guess.value = undefined;
  batch(() => {
    question.value = questionOf(its, draw);
    // A bit before it: what everybody is doing then gives nothing away.
    moveTo(its.atPs.data[draw]! - its.stage.bitPs);
  });
}

/** Takes a guess, and reveals. */
export function answer(r: number): void {
  const its = question.peek();
  if (!its || guess.peek() !== undefined) return;
  const { right, asked, expected } = score.peek();
  reveal(its.event, r);
  score.value = { right: right + (r === its.r ? 1 : 0), asked: asked + 1, expected: expected + 1 / its.range };
}

/** Lifts the veil of a draw, and stands at it: the other views say why. */
function reveal(event: number, said: number | undefined): void {
  batch(() => {
    guess.value = said;
    selected.value = { kind: 'event', index: event };
    moveTo(tape.peek()!.atPs.data[event]!);
  });
}

/** Goes on after an answer, or without one. */
export function goOn(): void {
  const its = question.peek();
  if (!its) return;
  if (guess.peek() === undefined) reveal(its.event, undefined);
  close(its);
  playing.value = wasPlaying;
}

function close({ event }: Question): void {
  batch(() => {
    shownUpTo.value = event;
    question.value = undefined;
    guess.value = undefined;
  });
}

/** Watches the cursor while it plays: to be called once. */
export function keepAsking(): void {
  let before = 0;
  effect(() => {
    const at = cursorPs.value;
    const from = before;
    before = at;
    const its = tape.peek();
    if (!its || !asks.peek() || !playing.peek() || question.peek() || at <= from) return;
    const first = Math.max(its.eventFrom(from), shownUpTo.peek() + 1);
    const draw = firstDraw(its, first, Math.min(its.events, its.eventFrom(at) + 1));
    if (draw >= 0 && its.atPs.data[draw]! <= at) untracked(() => ask(its, draw));
  });
  // Who goes on without an answer wants none.
  effect(() => {
    const asked = question.value;
    const at = cursorPs.value;
    if (asked && at > tape.peek()!.atPs.data[asked.event]!) untracked(() => close(asked));
  });
  // Who goes back in time is asked again.
  effect(() => {
    const its = tape.peek();
    const at = cursorPs.value;
    if (its && !question.peek() && shownUpTo.peek() >= 0 && at < its.atPs.data[shownUpTo.peek()]!) shownUpTo.value = -1;
  });
  onStaged.add(() => {
    question.value = undefined;
    guess.value = undefined;
    shownUpTo.value = -1;
  });
}
