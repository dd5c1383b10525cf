// Stations and hubs: what each sends and hears at its own time, and what it waits for.
import type { Tape } from '../../run/tape.js';
import { clashesAtHub, clashesAtStation } from './clashes.js';
import type { Ink } from './ink.js';
import { LANE, type Lane } from './layout.js';
import { type MacLog, type MacSpan, macLogOf } from './macLog.js';
import { isFullDuplex, jamOf, type Stretch, senderOf } from './passes.js';
import { type Plot, type Scale, Thin } from './plot.js';

/** Within a lane: what it sends, what it hears, how long a collision may still come. */
const SENDS = 8;
const HEARS = 6;
const WINDOW = 4;
const MOST = 1500;
/** Below that height stripes can't be seen. */
const LEAST_STRIPED_PX = 2;
/** Below that height a dashed line is one dash. */
const LEAST_DASHED_PX = 8;

/** @param chosen name of the station or hub that is selected */
export function paintLanes(
  ink: Ink,
  { tape, layout }: Plot,
  scale: Scale,
  crowded: boolean,
  chosen: string | undefined,
): void {
  const log = macLogOf(tape);
  // A hub stands there as often as it has pairs of arms, and hears and sends the same in each place.
  const hubs = new Map<number, Traffic>();
  const trafficOf = (lane: Lane): Traffic => {
    const traffic = hubs.get(lane.part) ?? {
      heard: heardBy(tape, lane.ports, scale, 'in'),
      sent: visible(heardBy(tape, lane.ports, scale, 'out'), scale),
    };
    hubs.set(lane.part, traffic);
    return traffic;
  };
  for (const lane of layout.lanes) {
    const { context } = ink;
    context.save();
    context.fillStyle = ink.colour('raised');
    context.fillRect(lane.x0, 0, LANE, scale.height);
    context.beginPath();
    context.rect(lane.x0, 0, LANE, scale.height);
    context.clip();
    if (crowded) paintShare(ink, tape, scale, lane);
    else if (lane.kind === 'host') paintStation(ink, tape, scale, lane, log);
    else paintHub(ink, tape, scale, lane, trafficOf(lane));
    context.restore();
    const picked = lane.node === chosen;
    context.strokeStyle = ink.colour(picked ? 'accent' : 'line');
    context.lineWidth = picked ? 2.5 : 1;
    context.strokeRect(lane.x0 + 0.5, -2, LANE - 1, scale.height + 4);
  }
}

interface Heard extends Stretch {
  readonly row: number;
}

interface Traffic {
  readonly heard: readonly Heard[];
  readonly sent: readonly Heard[];
}

function heardBy(tape: Tape, ports: readonly number[], { span }: Scale, direction: 'in' | 'out'): Heard[] {
  const seen = new Set<number>();
  return ports
    .flatMap((port) => tape.passages(port, direction, span.fromPs, span.toPs, MOST))
    .filter(({ row }) => direction === 'in' || (!seen.has(row) && seen.add(row)))
    .sort((a, b) => a.fromPs - b.fromPs);
}

/** Those that can be told apart. */
function visible<Its extends Stretch>(all: readonly Its[], scale: Scale): readonly Its[] {
  const thin = new Thin();
  return all.filter((its) => !thin.hides(scale, its));
}

function fill({ context }: Ink, scale: Scale, x: number, width: number, { fromPs, toPs }: Stretch): void {
  const from = Math.max(-10, scale.y(fromPs));
  const to = Math.min(scale.height + 10, scale.y(toPs));
  if (to > from) context.fillRect(x, from, width, Math.max(1, to - from));
}

function paintStation(ink: Ink, tape: Tape, scale: Scale, lane: Lane, log: MacLog): void {
  const { context } = ink;
  const heard = heardBy(tape, lane.ports, scale, 'in');
  for (const its of visible(heard, scale)) {
    const sender = senderOf(tape, its.row);
    context.fillStyle = sender >= 0 ? ink.sender(sender) : ink.colour('jam');
    context.globalAlpha = 0.55;
    fill(ink, scale, lane.x0 + SENDS, HEARS, its);
  }
  context.globalAlpha = 1;
  const spans = log.spans(lane.part, scale.span.fromPs, scale.span.toPs);
  for (const span of visible(spans, scale)) paintWait(ink, scale, lane, span);
  for (const sent of visible(heardBy(tape, lane.ports, scale, 'out'), scale)) {
    context.fillStyle = ink.sender(lane.part);
    fill(ink, scale, lane.x0, SENDS, sent);
    if ((sent.toPs - sent.fromPs) * scale.pixelsPerPs < LEAST_STRIPED_PX) continue;
    context.fillStyle = ink.stripes;
    for (const jam of jamOf(tape, sent.row)) {
      const { fromPs } = sent;
      fill(ink, scale, lane.x0, SENDS, { fromPs: fromPs + jam.fromPs, toPs: fromPs + jam.toPs });
    }
  }
  if (isFullDuplex(tape, lane)) return;
  const slotPs = log.slotPs(lane.part);
  context.fillStyle = ink.colour('accent');
  context.globalAlpha = 0.35;
  for (const { kind, fromPs, toPs } of spans) {
    if (kind === 'transmit')
      fill(ink, scale, lane.x1 - WINDOW, WINDOW, { fromPs, toPs: Math.min(toPs, fromPs + slotPs) });
  }
  context.globalAlpha = 1;
  for (const clash of visible(clashesAtStation(spans, heard, slotPs), scale)) {
    paintClash(ink, scale, lane.x0, LANE, clash);
    if (!clash.late) continue;
    context.fillStyle = ink.colour('bad');
    fill(ink, scale, lane.x1 - WINDOW, WINDOW, clash);
  }
}

/** Sends and hears at once: on half duplex that is a collision; of a hub, two ports at once. */
function paintClash(ink: Ink, scale: Scale, x: number, width: number, clash: Stretch): void {
  const { context } = ink;
  context.fillStyle = ink.colour('panel');
  context.globalAlpha = 0.55;
  fill(ink, scale, x, width, clash);
  context.globalAlpha = 1;
  context.fillStyle = ink.hatch;
  fill(ink, scale, x, width, clash);
}

function paintWait({ context, colour }: Ink, scale: Scale, { x0 }: Lane, { kind, fromPs, toPs }: MacSpan): void {
  if (kind === 'transmit') return;
  const x = Math.round(x0 + LANE / 2) + 0.5;
  const [top, bottom] = [Math.max(-10, scale.y(fromPs)), Math.min(scale.height + 10, scale.y(toPs))];
  const tone = colour(kind === 'backoff' ? 'collision' : 'ink');
  if (bottom - top < LEAST_DASHED_PX || kind === 'gap') {
    const wide = kind === 'gap' ? 1 : 2.5;
    context.fillStyle = tone;
    context.fillRect(x - wide / 2, top, wide, Math.max(0.5, bottom - top));
    return;
  }
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, bottom);
  context.strokeStyle = tone;
  context.lineWidth = 2.5;
  context.lineCap = kind === 'deferring' ? 'round' : 'butt';
  context.setLineDash(kind === 'deferring' ? [0.1, 5] : [7, 4]);
  context.stroke();
  context.setLineDash([]);
  context.lineCap = 'butt';
}

/** What it hears at the left, hatched where two ports speak at once; what it sends at the right. */
function paintHub(ink: Ink, tape: Tape, scale: Scale, lane: Lane, { heard, sent: all }: Traffic): void {
  const { context } = ink;
  const half = LANE / 2;
  for (const its of visible(heard, scale)) {
    const sender = senderOf(tape, its.row);
    context.fillStyle = sender >= 0 ? ink.sender(sender) : ink.colour('jam');
    context.globalAlpha = 0.5;
    fill(ink, scale, lane.x0, half, its);
    context.globalAlpha = 1;
  }
  for (const clash of visible(clashesAtHub(heard), scale)) paintClash(ink, scale, lane.x0, half, clash);
  for (const sent of all) {
    const sender = senderOf(tape, sent.row);
    context.fillStyle = sender >= 0 ? ink.sender(sender) : ink.colour('repeated');
    context.globalAlpha = 0.7;
    fill(ink, scale, lane.x0 + half, half, sent);
    context.globalAlpha = 1;
    if ((sent.toPs - sent.fromPs) * scale.pixelsPerPs < LEAST_STRIPED_PX) continue;
    context.fillStyle = ink.stripes;
    for (const jam of jamOf(tape, sent.row)) {
      const { fromPs } = sent;
      fill(ink, scale, lane.x0 + half, half, { fromPs: fromPs + jam.fromPs, toPs: fromPs + jam.toPs });
    }
  }
}

/** From afar: how busy its ports are. */
function paintShare(ink: Ink, tape: Tape, scale: Scale, lane: Lane): void {
  const { context } = ink;
  const step = 3;
  const port = lane.ports[0];
  if (port === undefined || lane.kind === 'hub') return;
  context.fillStyle = ink.sender(lane.part);
  let before = tape.busyUntil(port, 'out', scale.ps(0));
  for (let y = 0; y < scale.height; y += step) {
    const busy = tape.busyUntil(port, 'out', scale.ps(y + step));
    const share = ((busy - before) * scale.pixelsPerPs) / step;
    before = busy;
    if (share > 0) context.fillRect(lane.x0, y, Math.max(2, LANE * Math.min(1, share)), step);
  }
}
