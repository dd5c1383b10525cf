// One picture, from back to front.

import { hovered, selected, selectedRow, selectedTicket } from '../../state/selection.js';
import { ghost, revision } from '../../state/session.js';
import { cursorPs, span } from '../../state/time.js';
import type { Sheet } from '../../widgets/canvas.js';
import { inkOf } from './ink.js';
import { isCrowded, paintBeds, paintGhost, paintPasses, paintShades } from './paintBands.js';
import { paintLanes } from './paintLanes.js';
import {
  type Box,
  marksIn,
  type Placed,
  paintAxis,
  paintCollisionShades,
  paintCursor,
  paintMarks,
} from './paintMarks.js';
import { cursorRule, paintRule, paintWindow } from './paintRule.js';
import { plot, plotLike, scaleOf } from './plot.js';

let boxes: readonly Box[] = [];
let marks: readonly Placed[] = [];

/** Where words stood when it was last drawn, and the ticks. */
export const paintedBoxes = (): readonly Box[] => boxes;
export const paintedMarks = (): readonly Placed[] => marks;

/** Draws the view; what it reads of the page's state makes it be drawn again. */
export function paint(sheet: Sheet): void {
  revision.value;
  const its = plot.value;
  if (!its) return;
  const ink = inkOf(sheet, its.tape);
  const scale = scaleOf(span.value, sheet.height);
  const crowded = isCrowded(its, scale);
  paintBeds(ink, its, scale);
  paintAxis(ink, its, scale);
  const before = ghost.value && plotLike(ghost.value, its);
  if (before && !crowded) paintGhost(ink, before, scale);
  const { value: pick } = selected;
  const { value: soft } = hovered;
  const emphasis = {
    row: selectedRow.value,
    ticket: selectedTicket.value < 0 ? Number.NaN : selectedTicket.value,
    hoveredRow: soft?.kind === 'transmission' ? soft.row : -1,
  };
  if (crowded) paintShades(ink, its, scale);
  else paintPasses(ink, its, scale, emphasis);
  paintLanes(ink, its, scale, crowded);
  paintWindow(ink, its, scale, selectedRow.value);
  paintCollisionShades(ink, its, scale);
  paintCursor(ink, its, scale, cursorPs.value);
  marks = crowded ? [] : marksIn(its, scale);
  boxes = paintMarks(ink, its, marks, pick?.kind === 'event' ? pick.index : -1);
  const laid = cursorRule();
  if (laid) paintRule(ink, its, scale, laid);
}
