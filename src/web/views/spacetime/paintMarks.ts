// Ticks and words beside the lanes, the time axis, the cursor.
import { EVENT_NAMES } from '../../../sim/probe.js';
import { lowerBound } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';
import { tickStep, time } from '../../widgets/format.js';
import type { Ink } from './ink.js';
import { AXIS, LANE, type Lane, type Layout } from './layout.js';
import { MARKS, type Mark } from './marks.js';
import type { Plot, Scale } from './plot.js';

/** Above so many events in view only the collisions' places are marked. */
export const MOST_EVENTS = 1500;
const TEXT = 11.5;
const LINE = 14;

/** An event with its place. */
export interface Placed {
  readonly index: number;
  readonly mark: Mark;
  readonly lane: Lane;
  readonly y: number;
}

/** The marks in view; none where there are too many to see. */
export function marksIn({ tape, layout }: Plot, scale: Scale): Placed[] {
  const first = tape.eventFrom(scale.span.fromPs);
  const last = tape.eventFrom(scale.span.toPs);
  if (last - first > MOST_EVENTS) return [];
  const lanes = lanesByPart(tape, layout);
  const found: Placed[] = [];
  for (let index = first; index < last; index++) {
    const mark = MARKS[EVENT_NAMES[tape.kind.data[index]!]!];
    const lane = mark && lanes.get(tape.part.data[index]!);
    if (mark && lane) found.push({ index, mark, lane, y: scale.y(tape.atPs.data[index]!) });
  }
  return found;
}

/** The first lane of each part; what happens to a cable is told beside the lane at its left. */
function lanesByPart({ stage }: Tape, { lanes, bands }: Layout): Map<number, Lane> {
  const found = new Map<number, Lane>();
  for (const band of bands) {
    if (band.kind !== 'cable') continue;
    const lane = lanes.find(({ x1 }) => Math.abs(x1 - band.x0) < 1);
    if (lane) found.set(stage.links[band.link]!.part, lane);
  }
  for (const lane of lanes) if (!found.has(lane.part)) found.set(lane.part, lane);
  return found;
}

export function paintMarks(ink: Ink, { tape, layout }: Plot, marks: readonly Placed[], chosen: number): void {
  const { context } = ink;
  for (const { index, mark, lane, y } of marks) {
    context.strokeStyle = ink.colour(mark.tone);
    context.lineWidth = index === chosen ? 3 : 1.6;
    context.beginPath();
    context.moveTo(lane.x0 - 3, y);
    context.lineTo(lane.x1 + 3, y);
    context.stroke();
    if (index !== chosen) continue;
    context.strokeStyle = ink.colour('accent');
    context.strokeRect(lane.x0 - 5, y - 5, LANE + 10, 10);
  }
  const byLane = new Map<Lane, Placed[]>();
  for (const one of marks) byLane.set(one.lane, [...(byLane.get(one.lane) ?? []), one]);
  for (const [lane, its] of byLane) paintWords(ink, tape, layout, lane, its);
}

/** The more important get their words first; others only where room is left. */
function paintWords(ink: Ink, tape: Tape, layout: Layout, lane: Lane, marks: Placed[]): void {
  const { context } = ink;
  const taken: number[] = [];
  const room = roomBeside(layout, lane) - 10;
  context.font = ink.font(TEXT, 500);
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  for (const { index, mark, y } of [...marks].sort((a, b) => b.mark.rank - a.mark.rank || a.y - b.y)) {
    const place = [y, y + LINE * 0.75, y - LINE * 0.75].find((at) =>
      taken.every((other) => Math.abs(at - other) >= LINE),
    );
    if (place === undefined) continue;
    const event = tape.event(index);
    const text = mark.says(event.numbers, tape, event).find((one) => context.measureText(one).width <= room);
    if (text === undefined) continue;
    taken.push(place);
    context.textAlign = lane.side === 'right' ? 'left' : 'right';
    const x = lane.side === 'right' ? lane.x1 + 7 : lane.x0 - 7;
    context.strokeStyle = ink.colour('panel');
    context.lineWidth = 3.5;
    context.strokeText(text, x, place);
    context.fillStyle = ink.colour(mark.tone);
    context.fillText(text, x, place);
  }
  context.textAlign = 'left';
}

/** How much room there is beside a lane up to the next. */
function roomBeside({ lanes, width }: Layout, { x0, x1, side }: Lane): number {
  if (side === 'right')
    return lanes.reduce((least, lane) => (lane.x0 >= x1 ? Math.min(least, lane.x0) : least), width) - x1;
  return x0 - lanes.reduce((most, lane) => (lane.x1 <= x0 ? Math.max(most, lane.x1) : most), AXIS);
}

/** Where collisions are when there are too many for words: how many in each line of pixels. */
export function paintCollisionShades(ink: Ink, { tape }: Plot, scale: Scale): void {
  const { context } = ink;
  const { data, length } = tape.collisionsPs;
  context.fillStyle = ink.colour('collision');
  let before = lowerBound(data, scale.ps(0), length);
  for (let y = 0; y < scale.height; y += 2) {
    const next = lowerBound(data, scale.ps(y + 2), length);
    if (next > before) {
      context.globalAlpha = Math.min(1, 0.35 + 0.15 * (next - before));
      context.fillRect(AXIS - 7, y, 5, 2);
    }
    before = next;
  }
  context.globalAlpha = 1;
}

/** Times at the left with their unit, and faint lines across. */
export function paintAxis(ink: Ink, { layout }: Plot, scale: Scale): void {
  const { context } = ink;
  const step = tickStep(1 / scale.pixelsPerPs, 56);
  const digits = Math.max(3, Math.ceil(Math.log10(Math.max(1, scale.span.toPs / step))) + 1);
  context.font = ink.font(TEXT);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (let ps = Math.ceil(scale.span.fromPs / step) * step; ps <= scale.span.toPs; ps += step) {
    if (ps < 0) continue;
    const y = Math.round(scale.y(ps)) + 0.5;
    context.strokeStyle = ink.colour('line');
    context.globalAlpha = 0.55;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(AXIS - 6, y);
    context.lineTo(layout.width, y);
    context.stroke();
    context.globalAlpha = 1;
    context.fillStyle = ink.colour('soft');
    context.fillText(time(ps, digits), AXIS - 10, y);
  }
  context.textAlign = 'left';
}

/** The moment that all views look at. */
export function paintCursor(ink: Ink, { layout }: Plot, scale: Scale, ps: number): void {
  const y = scale.y(ps);
  if (y < -8 || y > scale.height + 8) return;
  const { context } = ink;
  context.strokeStyle = ink.colour('cursor');
  context.fillStyle = ink.colour('cursor');
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(AXIS - 4, y);
  context.lineTo(layout.width, y);
  context.stroke();
  context.beginPath();
  context.moveTo(AXIS - 4, y);
  context.lineTo(AXIS - 13, y - 6);
  context.lineTo(AXIS - 13, y + 6);
  context.fill();
}
