// Ticks and words beside the lanes, the time axis, the cursor.
import { EVENT_NAMES } from '../../../sim/probe.js';
import { lowerBound } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';
import { tickStep, time } from '../../widgets/format.js';
import type { Ink } from './ink.js';
import { AXIS, LANE, type Lane, type Layout } from './layout.js';
import { type MacSpan, macLogOf } from './macLog.js';
import { MARKS, type Tone, times as words } from './marks.js';
import { isFullDuplex } from './paintLanes.js';
import type { Stretch } from './passes.js';
import type { Plot, Scale } from './plot.js';

/** Above so many events in view only the collisions' places are marked. */
export const MOST_EVENTS = 1500;
const TEXT = 11.5;
const LINE = 14;
const MOST_WORDS = 120;

/** A tick with its place; `index` is its event's number, -1 for one that no event tells of. */
export interface Placed {
  readonly index: number;
  readonly rank: number;
  readonly tone: Tone;
  readonly lane: Lane;
  readonly y: number;
  /** From long to short. */
  readonly says: () => readonly string[];
}

/** Where words stand. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly index: number;
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
    if (!mark || !lane) continue;
    const { rank, tone } = mark;
    const says = (): readonly string[] => {
      const event = tape.event(index);
      return mark.says(event.numbers, tape, event);
    };
    found.push({ index, rank, tone, lane, y: scale.y(tape.atPs.data[index]!), says });
  }
  for (const lane of layout.lanes) if (lane.kind === 'host') found.push(...timesOf(tape, lane, scale));
  return found;
}

/** Ticks that no event tells of: the end of a jam, of the time in which a collision may come, of a gap; a carrier's come. */
function timesOf(tape: Tape, lane: Lane, scale: Scale): Placed[] {
  const { fromPs, toPs } = scale.span;
  const log = macLogOf(tape);
  const slotPs = log.slotPs(lane.part);
  const at = (ps: number, rank: number, tone: Tone, says: () => readonly string[]): Placed[] =>
    ps >= fromPs && ps < toPs ? [{ index: -1, rank, tone, lane, y: scale.y(ps), says }] : [];
  const spans = log.spans(lane.part, fromPs - slotPs, toPs, MOST_EVENTS);
  const passed = lane.ports.flatMap((port) => tape.passages(port, 'in', fromPs, toPs, MOST_EVENTS));
  return [
    ...spans.flatMap((span) => {
      if (span.kind === 'gap') return at(span.fromPs, 1, 'soft', words.gap);
      if (span.kind !== 'transmit') return [];
      if (span.aborted) return at(span.toPs, 2, 'jam', words.jamEnds);
      if (isFullDuplex(tape, lane) || span.toPs < span.fromPs + slotPs) return [];
      return at(span.fromPs + slotPs, 2, 'soft', words.slotOver);
    }),
    ...firstOfEach(passed, spans).flatMap((ps) => at(ps, 0, 'soft', words.carrier)),
  ];
}

/** When a carrier comes to a station that is neither hearing one already nor sending. */
function firstOfEach(passed: readonly Stretch[], spans: readonly MacSpan[]): number[] {
  let reachPs = Number.NEGATIVE_INFINITY;
  return passed.flatMap(({ fromPs, toPs }) => {
    const known = fromPs <= reachPs || spans.some((one) => one.kind === 'transmit' && covers(one, fromPs));
    reachPs = Math.max(reachPs, toPs);
    return known ? [] : [fromPs];
  });
}

const covers = (its: Stretch, ps: number): boolean => its.fromPs <= ps && ps <= its.toPs;

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

/** Ticks, and words where there is room for them; answers where the words stand. */
export function paintMarks(ink: Ink, { layout }: Plot, marks: readonly Placed[], chosen: number): Box[] {
  const { context } = ink;
  for (const { index, rank, tone, lane, y } of marks) {
    const reach = rank < 3 ? 1 : 4;
    context.strokeStyle = ink.colour(tone);
    context.lineWidth = index >= 0 && index === chosen ? 3 : rank < 3 ? 1 : 1.8;
    context.beginPath();
    context.moveTo(lane.x0 - reach, y);
    context.lineTo(lane.x1 + reach, y);
    context.stroke();
    if (index < 0 || index !== chosen) continue;
    context.strokeStyle = ink.colour('accent');
    context.strokeRect(lane.x0 - 5, y - 5, LANE + 10, 10);
  }
  return paintWords(ink, layout, marks);
}

/** The more important get their words first; others only where room is left. */
function paintWords(ink: Ink, layout: Layout, marks: readonly Placed[]): Box[] {
  const { context } = ink;
  const taken: Box[] = [];
  context.font = ink.font(TEXT, 500);
  context.textBaseline = 'middle';
  for (const mark of [...marks].sort((a, b) => b.rank - a.rank || a.y - b.y)) {
    if (taken.length >= MOST_WORDS) break;
    if (mark.y < -LINE || mark.y > ink.sheet.height + LINE) continue;
    const found = placeFor(context, layout, mark, taken, ink.sheet.height);
    if (!found) continue;
    const { box, text, side } = found;
    taken.push(box);
    context.textAlign = side === 'right' ? 'left' : 'right';
    const x = side === 'right' ? box.x0 : box.x1;
    const y = (box.y0 + box.y1) / 2;
    context.fillStyle = ink.colour('panel');
    context.globalAlpha = 0.84;
    context.fillRect(box.x0 - 3, box.y0, box.x1 - box.x0 + 6, box.y1 - box.y0);
    context.globalAlpha = 1;
    context.fillStyle = ink.colour(mark.tone === 'jam' ? 'soft' : mark.tone);
    context.fillText(text, x, y);
  }
  context.textAlign = 'left';
  return taken;
}

/** The longest words that fit on either side, at the tick's height or a little off it; hubs have a side of each kind. */
function placeFor(
  context: CanvasRenderingContext2D,
  layout: Layout,
  { lane, y, says, index }: Placed,
  taken: readonly Box[],
  height: number,
): { readonly box: Box; readonly text: string; readonly side: 'left' | 'right' } | undefined {
  const other = lane.side === 'right' ? 'left' : 'right';
  const heights = [y, y + LINE * 0.7, y - LINE * 0.7].filter((at) => at > LINE / 2 && at < height - LINE / 2);
  for (const text of says()) {
    const { width } = context.measureText(text);
    for (const side of [lane.side, other] as const) {
      if (width > roomBeside(layout, lane, side) - 12) continue;
      const x0 = side === 'right' ? lane.x1 + 8 : lane.x0 - 8 - width;
      for (const at of heights) {
        const box = { x0, x1: x0 + width, y0: at - LINE / 2, y1: at + LINE / 2, index };
        if (taken.every((one) => one.x1 < box.x0 || one.x0 > box.x1 || one.y1 <= box.y0 || one.y0 >= box.y1))
          return { box, text, side };
      }
    }
  }
  return undefined;
}

/** How much room there is on one side of a lane up to the next. */
function roomBeside({ lanes, width }: Layout, { x0, x1 }: Lane, side: 'left' | 'right'): number {
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
  context.font = ink.font(TEXT);
  const basePs = baseOf(context, scale, step);
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
    if (basePs === 0 || y > LINE * 1.6) context.fillText(tickText(ps, basePs, step), AXIS - 15, y);
  }
  context.textAlign = 'left';
  if (basePs === 0) return;
  context.font = ink.font(TEXT, 650);
  context.fillStyle = ink.colour('ink');
  context.fillText(time(basePs, digitsFor(basePs, step)), 5, LINE * 0.7);
}

const digitsFor = (ps: number, step: number): number => Math.max(3, Math.ceil(Math.log10(Math.max(1, ps / step))) + 1);

function tickText(ps: number, basePs: number, step: number): string {
  if (ps === basePs) return basePs === 0 ? '0' : '+0';
  return (basePs > 0 ? '+' : '') + time(ps - basePs, digitsFor(ps - basePs, step));
}

/** Where whole times would be too long for the gutter they count from a round one, which stands at the top; 0 else. */
function baseOf(context: CanvasRenderingContext2D, { span }: Scale, step: number): number {
  const last = Math.floor(span.toPs / step) * step;
  if (context.measureText(tickText(last, 0, step)).width <= AXIS - 19) return 0;
  const coarse = 10 ** Math.ceil(Math.log10(span.toPs - span.fromPs));
  return Math.max(0, Math.floor(span.fromPs / coarse) * coarse);
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
