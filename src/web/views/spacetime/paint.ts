// One picture, from back to front.

import { hovered, selected, selectedRow, selectedTicket } from '../../state/selection.js';
import { ghost, revision } from '../../state/session.js';
import { cursorPs, span } from '../../state/time.js';
import type { Sheet } from '../../widgets/canvas.js';
import { inkOf } from './ink.js';
import { isCrowded, paintBeds, paintGhost, paintPasses, paintShades } from './paintBands.js';
import { paintLanes } from './paintLanes.js';
import { marksIn, paintAxis, paintCollisionShades, paintCursor, paintMarks } from './paintMarks.js';
import { plot, plotLike, scaleOf } from './plot.js';

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
  paintCollisionShades(ink, its, scale);
  if (!crowded) paintMarks(ink, its, marksIn(its, scale), pick?.kind === 'event' ? pick.index : -1);
  paintCursor(ink, its, scale, cursorPs.value);
}
