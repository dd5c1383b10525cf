// The picture by keyboard alone.

import { EVENT_NAMES } from '../../../sim/probe.js';
import { redo, undo } from '../../state/editing.js';
import { selected } from '../../state/selection.js';
import { tape } from '../../state/session.js';
import { cursorPs, moveTo, panBy, show, span, zoomAt } from '../../state/time.js';
import { MARKS } from './marks.js';
import { measuring, toggleMeasure } from './measure.js';
import { measureFromCursor, pressMeasure } from './measureKeys.js';

/** How much of what is in view an arrow moves. */
const STEP = 0.12;
const ZOOM = 1.5;

const pan = (share: number) => (): void => {
  const { fromPs, toPs } = span.peek();
  panBy(share * (toPs - fromPs));
};

/** Zooms at the cursor where it is in view, else in the middle. */
const zoom = (factor: number) => (): void => {
  const { fromPs, toPs } = span.peek();
  const at = cursorPs.peek();
  zoomAt(at >= fromPs && at <= toPs ? at : (fromPs + toPs) / 2, factor);
};

/** The event at the cursor, or the next after it that the picture shows. */
function selectAtCursor(): void {
  const its = tape.peek();
  if (!its) return;
  for (let index = its.eventFrom(cursorPs.peek()); index < its.events; index++) {
    if (!MARKS[EVENT_NAMES[its.kind.data[index]!]!]) continue;
    selected.value = { kind: 'event', index };
    moveTo(its.atPs.data[index]!);
    return;
  }
}

const KEYS: Readonly<Record<string, () => void>> = {
  ArrowUp: pan(-STEP),
  ArrowLeft: pan(-STEP),
  ArrowDown: pan(STEP),
  ArrowRight: pan(STEP),
  PageUp: pan(-0.9),
  PageDown: pan(0.9),
  Home: () => {
    const { fromPs, toPs } = span.peek();
    show(0, toPs - fromPs);
  },
  End: () => {
    const { fromPs, toPs } = span.peek();
    const end = tape.peek()?.knownPs ?? toPs;
    show(end - (toPs - fromPs), end);
  },
  '+': zoom(ZOOM),
  '=': zoom(ZOOM),
  '-': zoom(1 / ZOOM),
  _: zoom(1 / ZOOM),
  Enter: selectAtCursor,
  m: measureFromCursor,
  M: measureFromCursor,
};

/** Answers whether the key was meant for the picture. */
export function press(event: KeyboardEvent): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey) return false;
  if (pressMeasure(event)) return true;
  if (key === 'Escape') {
    if (!measuring.peek()) return false;
    toggleMeasure();
    return true;
  }
  const does = KEYS[key];
  does?.();
  return does !== undefined;
}

/** Undoes and redoes what a handle has changed: keys that hold anywhere in the view. */
export function pressUndo({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean {
  if (!(ctrlKey || metaKey) || altKey) return false;
  const wanted = key.toLowerCase();
  if (wanted === 'y' || (wanted === 'z' && shiftKey)) redo();
  else if (wanted === 'z') undo();
  else return false;
  return true;
}
