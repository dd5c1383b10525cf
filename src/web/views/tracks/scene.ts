// The whole picture of tracks: rows in view, time axis, collisions, selection, cursor.
import { lowerBound } from '../../run/columns.js';
import type { Pick } from '../../state/selection.js';
import { axisOf } from './axis.js';
import { type Layout, rowsBetween } from './layout.js';
import { NORMAL } from './lineDrawings.js';
import { spanOfBit } from './lineTrack.js';
import { Pen, type PenOptions } from './pen.js';

export const AXIS_PX = 28;

export interface SceneOptions extends PenOptions {
  readonly layout: Layout;
  readonly scrollTop: number;
  readonly cursorPs: number;
  readonly selected: Pick | undefined;
  readonly hovered: Pick | undefined;
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
  for (const row of rowsBetween(layout, scrollTop, scrollTop + sheet.height)) {
    const top = AXIS_PX + row.top - scrollTop;
    context.fillStyle = pen.colour('line');
    context.globalAlpha = row.last ? 1 : 0.35;
    context.fillRect(left, Math.round(top + row.height), width, row.last ? 1 : 0.5);
    context.globalAlpha = 1;
    row.track.draw(pen, row.place, top, row.height);
    if (row.track.id === 'in' || row.track.id === 'out')
      outline(pen, options, row.place.port, row.track.id, top, row.height);
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
  for (const { ps, label } of ticks) {
    pen.edge(ps, AXIS_PX - 7, 6, pen.colour('soft'));
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

/** A frame around what is selected or pointed at: softly around the transmission wherever it passes, firmly around the bit. */
function outline(
  pen: Pen,
  options: SceneOptions,
  port: number,
  direction: 'out' | 'in',
  top: number,
  height: number,
): void {
  const { selected, hovered, selectedRow } = options;
  if (hovered?.kind === 'transmission') box(pen, hovered.row, port, undefined, direction, top, height, 'soft', 1);
  if (selectedRow < 0) return;
  box(
    pen,
    selectedRow,
    port,
    undefined,
    direction,
    top,
    height,
    'accent',
    selected?.kind === 'transmission' && selected.port === port ? 2 : 1,
  );
  if (selected?.kind === 'transmission' && selected.bit !== undefined) {
    box(pen, selectedRow, port, selected.bit, direction, top, height, 'accent', 2);
  }
}

function box(
  pen: Pen,
  row: number,
  port: number,
  bit: number | undefined,
  direction: 'out' | 'in',
  top: number,
  height: number,
  colour: string,
  thickness: number,
): void {
  const its = spanOfBit(pen.tape, row, port, bit);
  if (!its || its.direction !== direction) return;
  const { left, width } = pen.its;
  const from = Math.max(pen.x(its.fromPs), left - 4);
  const to = Math.min(pen.x(its.toPs), left + width + 4);
  if (to < from) return;
  const { context } = pen;
  context.strokeStyle = pen.colour(colour);
  context.lineWidth = thickness;
  context.strokeRect(from - 0.5, top + 1.5, Math.max(to - from, 2) + 1, height - 3);
}
