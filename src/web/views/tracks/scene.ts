// The whole picture of tracks: rows in view, time axis, collisions, selection, cursor.
import { lowerBound } from '../../run/columns.js';
import { passageThrough } from '../../run/passing.js';
import { axisOf } from './axis.js';
import { type Layout, type Row, rowsBetween } from './layout.js';
import { NORMAL } from './lineDrawings.js';
import { markKey, marksOf } from './marks.js';
import { Pen, type PenOptions } from './pen.js';

export const AXIS_PX = 28;

type Marks = ReturnType<typeof marksOf>;

export interface SceneOptions extends PenOptions {
  readonly layout: Layout;
  readonly scrollTop: number;
  readonly cursorPs: number;
  /** The transmission that is selected, or -1: also when an event or a frame is. */
  readonly selectedRow: number;
}

/** Draws everything. */
export function drawScene(options: SceneOptions): void {
  const pen = new Pen(options);
  const { context } = pen;
  const { left, width, sheet, layout, scrollTop } = options;
  context.font = NORMAL;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  context.save();
  context.beginPath();
  context.rect(left, 0, width, sheet.height);
  context.clip();
  const axis = drawGrid(pen, sheet.height);
  context.save();
  context.beginPath();
  context.rect(left, AXIS_PX, width, sheet.height - AXIS_PX);
  context.clip();
  const bit = options.selected?.kind === 'transmission' ? options.selected.bit : undefined;
  const marks = marksOf(pen.tape, options.selectedRow, bit);
  for (const row of rowsBetween(layout, scrollTop, scrollTop + sheet.height)) {
    const top = AXIS_PX + row.top - scrollTop;
    context.fillStyle = pen.colour('line');
    context.globalAlpha = row.last ? 1 : 0.35;
    context.fillRect(left, Math.round(top + row.height), width, row.last ? 1 : 0.5);
    context.globalAlpha = 1;
    row.track.draw(pen, row.place, top, row.height);
    outline(pen, options, marks, row, top);
  }
  drawMoment(pen, options.cursorPs, sheet.height);
  context.restore();
  drawAxis(pen, axis);
  drawCollisions(pen);
  context.restore();
}

function drawGrid(pen: Pen, height: number): ReturnType<typeof axisOf> {
  const { fromPs, toPs, width } = pen.its;
  const axis = axisOf(fromPs, toPs, width);
  pen.context.globalAlpha = 0.5;
  for (const { ps } of axis.ticks) pen.edge(ps, AXIS_PX, height - AXIS_PX, pen.colour('line'));
  pen.context.globalAlpha = 1;
  return axis;
}

function drawAxis(pen: Pen, { ticks, base }: ReturnType<typeof axisOf>): void {
  const { context } = pen;
  const { left, width } = pen.its;
  context.fillStyle = pen.colour('line');
  context.fillRect(left, AXIS_PX - 1, width, 1);
  let reach = left;
  for (const { ps, label } of ticks) {
    pen.edge(ps, AXIS_PX - 7, 6, pen.colour('soft'));
    // The moment that the others add to may be long.
    if (pen.x(ps) < reach) continue;
    reach = pen.x(ps) + 8 + context.measureText(label).width;
    context.fillStyle = pen.colour(base?.ps === ps ? 'ink' : 'soft');
    context.fillText(label, pen.x(ps) + 4, AXIS_PX - 16);
  }
}

/** A small wedge on the axis for each collision, one a pixel at most. */
function drawCollisions(pen: Pen): void {
  const { context, tape, psPerPixel } = pen;
  const { fromPs, toPs } = pen.its;
  const { data, length } = tape.collisionsPs;
  context.fillStyle = pen.colour('collision');
  for (let i = lowerBound(data, fromPs, length); i < length && data[i]! <= toPs; ) {
    const at = data[i]!;
    const x = pen.x(at);
    context.beginPath();
    context.moveTo(x - 4, AXIS_PX - 9);
    context.lineTo(x + 4, AXIS_PX - 9);
    context.lineTo(x, AXIS_PX - 1);
    context.fill();
    i = Math.max(i + 1, lowerBound(data, at + 2 * psPerPixel, length));
  }
}

/** The cursor. */
function drawMoment(pen: Pen, ps: number, height: number): void {
  const { left, width } = pen.its;
  const x = pen.x(ps);
  if (x < left || x > left + width) return;
  pen.context.fillStyle = pen.colour('cursor');
  pen.context.fillRect(x - 0.75, AXIS_PX - 6, 1.5, height);
}

/** Frames around what is selected or pointed at, on every cable that it passes: thinly the transmission, firmly the bit. */
function outline(pen: Pen, options: SceneOptions, marks: Marks, row: Row, top: number): void {
  const { direction } = row.track;
  if (!direction) return;
  const { port } = row.place;
  const { selected, hovered } = options;
  if (hovered?.kind === 'transmission') {
    const its = passageThrough(pen.tape, hovered.row, port);
    if (its?.direction === direction) box(pen, its.fromPs, its.toPs, top, row.height, 'soft', 1);
  }
  const here = selected?.kind === 'transmission' ? selected.port : undefined;
  for (const { passage, bit } of marks.get(markKey(port, direction)) ?? []) {
    box(pen, passage.fromPs, passage.toPs, top, row.height, 'accent', port === here ? 2 : 1);
    if (bit) box(pen, bit.fromPs, bit.toPs, top, row.height, 'accent', 2);
  }
}

function box(
  pen: Pen,
  fromPs: number,
  toPs: number,
  top: number,
  height: number,
  colour: string,
  thickness: number,
): void {
  const { left, width } = pen.its;
  const from = Math.max(pen.x(fromPs), left - 4);
  const to = Math.min(pen.x(toPs), left + width + 4);
  if (to < from) return;
  const { context } = pen;
  context.strokeStyle = pen.colour(colour);
  context.lineWidth = thickness;
  context.strokeRect(from - 0.5, top + 1.5, Math.max(to - from, 2) + 1, height - 3);
}
