// One time for all views: the span in view, the cursor in it, and how it plays.
import { batch, computed, effect, signal } from '@preact/signals';
import { lowerBound } from '../run/columns.js';
import { firstSpan, type Span } from './firstSpan.js';
import { reducedMotion } from './preferences.js';
import { ghost, onStaged, revision, status, tape } from './session.js';

export type { Span };

/** Nearer than a tenth of a half bit there is nothing more to see. */
const LEAST_SPAN_PS = 5_000;

export const span = signal<Span>({ fromPs: 0, toPs: 100e6 });
/** The moment that all views look at. */
export const cursorPs = signal(0);
export const playing = signal(false);
/** Simulated picoseconds a second of wall time: a microsecond a tenth of a second at first. */
export const speed = signal(10e6);
/** Goes slower by itself where things collide. */
export const slowsDown = signal(true);

/** End of what is known. */
export const endPs = computed(() => {
  revision.value;
  return Math.max(1e6, tape.value?.knownPs ?? 0);
});

/** Shows a span, kept within what there is to see. */
export function show(fromPs: number, toPs: number): void {
  const most = Math.max(endPs.peek() * 1.1, 2e6);
  const width = Math.min(Math.max(toPs - fromPs, LEAST_SPAN_PS), most);
  const from = Math.min(Math.max(fromPs, -0.1 * width), Math.max(0, most - width));
  span.value = { fromPs: from, toPs: from + width };
}

/** Zooms by a factor (more than 1: nearer) about a moment that stays where it is. */
export function zoomAt(atPs: number, factor: number): void {
  const { fromPs, toPs } = span.peek();
  const width = Math.max((toPs - fromPs) / factor, LEAST_SPAN_PS);
  const share = (atPs - fromPs) / (toPs - fromPs);
  show(atPs - share * width, atPs + (1 - share) * width);
}

/** Moves the span. */
export function panBy(ps: number): void {
  const { fromPs, toPs } = span.peek();
  show(fromPs + ps, toPs + ps);
}

/** Puts the cursor at a moment, and brings that into view. */
export function moveTo(ps: number): void {
  batch(() => {
    cursorPs.value = Math.min(Math.max(0, ps), endPs.peek());
    const { fromPs, toPs } = span.value;
    const width = toPs - fromPs;
    if (cursorPs.value < fromPs || cursorPs.value > toPs) {
      show(cursorPs.value - width * 0.3, cursorPs.value + width * 0.7);
    }
  });
}

/** Shows a span with some room around it, and puts the cursor at its beginning. */
export function fit(fromPs: number, toPs: number): void {
  const width = Math.max(toPs - fromPs, LEAST_SPAN_PS);
  batch(() => {
    show(fromPs - 0.08 * width, toPs + 0.08 * width);
    cursorPs.value = Math.max(0, fromPs);
  });
}

/** Shows all that has happened so far, from the first event to the last. */
export function fitRun(): void {
  const its = tape.peek();
  if (!its || its.events === 0) {
    show(0, endPs.peek());
    return;
  }
  const [first, last] = [its.atPs.data[0]!, its.atPs.data[its.events - 1]!];
  const room = Math.max(0.02 * (last - first), 1e6);
  show(Math.max(0, first - room), last + room);
}

/** Plays on for so much wall time. */
function advance(seconds: number): void {
  const its = tape.peek();
  if (!its) return;
  let rate = speed.peek();
  if (slowsDown.peek()) rate *= caution(its.collisionsPs.data, its.collisionsPs.length, cursorPs.peek(), rate);
  const next = cursorPs.peek() + rate * seconds;
  if (next >= endPs.peek()) playing.value = false;
  moveTo(next);
}

/** Near a collision time goes at a fifth of its speed, from shortly before to the end of the jam. */
function caution(collisions: Float64Array, count: number, atPs: number, rate: number): number {
  const i = lowerBound(collisions, atPs - 10e6, count);
  return i < count && collisions[i]! - atPs < Math.min(rate * 0.4, 20e6) ? 0.2 : 1;
}

/** Shows where a new run begins, until enough of it is known or somebody looks elsewhere. */
function lookAtFirst(): void {
  let mayMove = false;
  // What is shown as long as nobody has looked elsewhere.
  let shown: Span | undefined;
  let stoodPs = 0;
  onStaged.add(() => {
    // Behind a run that is only another version of the one before, nobody wants to lose the place.
    mayMove = ghost.peek() === undefined;
    shown = span.peek();
    stoodPs = 0;
  });
  effect(() => {
    revision.value;
    const its = tape.value;
    if (!mayMove || !its || its.events === 0) return;
    mayMove = shown === span.peek() && cursorPs.peek() === stoodPs && !playing.peek();
    if (!mayMove) return;
    const first = firstSpan(its);
    batch(() => {
      show(first.span.fromPs, first.span.toPs);
      // Where what is in view begins: who presses play sees it, however late in the run that is.
      cursorPs.value = Math.min(Math.max(0, first.beginsPs), endPs.peek());
    });
    shown = span.peek();
    stoodPs = cursorPs.peek();
    // A short run may be over before anything of it has been told.
    mayMove = !first.settled && status.peek() !== 'over';
  });
}

/** Keeps time: to be called once. */
export function keepTime(): void {
  onStaged.add(() => {
    batch(() => {
      playing.value = false;
      if (!ghost.peek()) cursorPs.value = 0;
    });
  });
  lookAtFirst();
  effect(() => {
    if (!playing.value) return;
    // From the end it plays again from the beginning.
    if (status.peek() === 'over' && cursorPs.peek() >= endPs.peek()) moveTo(0);
    let before = performance.now();
    let frame = requestAnimationFrame(function tick(now) {
      // Whoever asks for no motion gets steps, four a second.
      if (!reducedMotion.peek() || now - before >= 250) {
        advance(Math.min(now - before, 500) / 1000);
        before = now;
      }
      if (playing.peek()) frame = requestAnimationFrame(tick);
    });
    return () => cancelAnimationFrame(frame);
  });
}
