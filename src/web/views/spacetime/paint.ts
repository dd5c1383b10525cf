// One picture, from back to front.
import { KIND } from '../../../sim/probe.js';
import { hovered, rowOf, selected, selectedRow, selectedTicket } from '../../state/selection.js';
import { ghost, revision } from '../../state/session.js';
import { cursorPs, span } from '../../state/time.js';
import type { Sheet } from '../../widgets/canvas.js';
import { windowOf } from './clashes.js';
import { inkOf } from './ink.js';
import { MOST_EVENTS, marksIn, type Placed } from './marksInView.js';
import { paintAxis, paintCollisionShades, paintCursor } from './paintAxis.js';
import {
  type Emphasis,
  isCrowded,
  paintBeds,
  paintChosen,
  paintGhost,
  paintPasses,
  paintShades,
} from './paintBands.js';
import { paintCuts } from './paintCuts.js';
import { paintLanes } from './paintLanes.js';
import { type Box, paintMarks } from './paintMarks.js';
import { cursorRule, paintRule, paintWindow, paintWindowWords } from './paintRule.js';
import { type Plot, plot, plotLike, type Scale, scaleOf } from './plot.js';
import { changing } from './rerun.js';

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
  paintCuts(ink, its, scale);
  paintAxis(ink, its, scale);
  const before = ghost.value && plotLike(ghost.value, its);
  if (before && !crowded) paintGhost(ink, before, scale);
  const emphasis = emphasized();
  if (crowded) {
    paintShades(ink, its, scale);
    paintChosen(ink, its, scale, emphasis);
  } else paintPasses(ink, its, scale, emphasis);
  const { value: pick } = selected;
  paintLanes(ink, its, scale, crowded, pick?.kind === 'part' ? pick.name : undefined);
  const window = windowOf(its.tape, its.layout.lanes, rowInQuestion(its, scale));
  if (window) paintWindow(ink, its, scale, window);
  paintCollisionShades(ink, its, scale);
  paintCursor(ink, its, scale, cursorPs.value);
  const chosen = pick?.kind === 'event' ? pick.index : -1;
  marks = marksIn(its, scale, chosen).filter(({ index }) => !crowded || index === chosen);
  boxes = paintMarks(ink, its.layout, marks, chosen, window ? paintWindowWords(ink, its, scale, window) : []);
  const laid = cursorRule();
  if (laid) paintRule(ink, its, scale, laid);
}

function emphasized(): Emphasis {
  const { value: pick } = selected;
  const { value: soft } = hovered;
  return {
    row: selectedRow.value,
    ticket: selectedTicket.value < 0 ? Number.NaN : selectedTicket.value,
    hoveredRow: soft?.kind === 'transmission' ? soft.row : -1,
    bit: pick?.kind === 'transmission' ? (pick.bit ?? -1) : -1,
  };
}

/** The transmission whose slot time matters: the one selected, else one of a late collision, else what a handle moves. */
function rowInQuestion({ tape }: Plot, { span: { fromPs, toPs } }: Scale): number {
  if (selectedRow.value >= 0) return selectedRow.value;
  const first = tape.eventFrom(fromPs);
  const last = Math.min(tape.eventFrom(toPs), first + MOST_EVENTS);
  const find = (kind: number): number => {
    for (let index = first; index < last; index++)
      if (tape.kind.data[index] === kind) return rowOf({ kind: 'event', index });
    return -1;
  };
  const late = find(KIND.lateCollision);
  return late >= 0 || !(changing.value || ghost.value) ? late : find(KIND.collision);
}
