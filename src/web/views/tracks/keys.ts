// The tracks by keyboard: a row is chosen with the arrows, and Enter picks what is in it at the cursor.
import { announce } from '../../state/announcer.js';
import { selected } from '../../state/selection.js';
import { tape } from '../../state/session.js';
import { cursorPs, panBy, span, zoomAt } from '../../state/time.js';
import { idOf, type Layout, type Row } from './layout.js';
import type { Finding } from './track.js';
import { chosen, psPerPixel } from './view.js';
import { words } from './words.js';

/** The row that the arrow keys have come to; undefined before the first. */
export function chosenRow({ rows }: Layout): Row | undefined {
  return rows.find((row) => idOf(row) === chosen.peek());
}

/** Takes a key that was pressed on the tracks themselves. @returns whether it meant something here */
export function onKey(event: KeyboardEvent, layout: Layout): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target !== event.currentTarget) return false;
  const { fromPs, toPs } = span.peek();
  const width = toPs - fromPs;
  const middle = cursorPs.peek() >= fromPs && cursorPs.peek() <= toPs ? cursorPs.peek() : (fromPs + toPs) / 2;
  if (event.key === 'ArrowLeft') panBy(-0.1 * width);
  else if (event.key === 'ArrowRight') panBy(0.1 * width);
  else if (event.key === 'ArrowUp') choose(layout, -1);
  else if (event.key === 'ArrowDown') choose(layout, 1);
  else if (event.key === '+' || event.key === '=') zoomAt(middle, 1.5);
  else if (event.key === '-') zoomAt(middle, 1 / 1.5);
  else if (event.key === 'Enter') pick(layout);
  else return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function choose(layout: Layout, by: number): void {
  const { rows } = layout;
  const before = rows.findIndex((row) => idOf(row) === chosen.peek());
  const row = rows[Math.min(Math.max(before + by, 0), rows.length - 1)];
  if (!row) return;
  chosen.value = idOf(row);
  announce(findIn(row)?.says.join(', ') ?? words.nothingThere(nameOf(row)));
}

function nameOf({ track, place }: Row): string {
  const { stage } = tape.peek()!;
  return `${place.node} ${track.label(stage, place)}`;
}

function findIn({ track, place }: Row): Finding | undefined {
  const its = tape.peek();
  return its && track.at(its, place, cursorPs.peek(), psPerPixel());
}

/** Enter: what is at the cursor in the row chosen, or without one in the uppermost row that has something of a wire there. */
function pick(layout: Layout): void {
  const row = chosenRow(layout) ?? layout.rows.find((one) => !one.track.chief && findIn(one));
  const finding = row && findIn(row);
  if (finding) selected.value = finding.pick;
  if (row) announce(finding?.says.join(', ') ?? words.nothingThere(nameOf(row)));
}
