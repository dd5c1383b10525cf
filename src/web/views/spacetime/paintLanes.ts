// Stations and hubs: what each sends and hears at its own time, and what it waits for.
import type { Tape } from '../../run/tape.js';
import type { Ink } from './ink.js';
import { LANE, type Lane } from './layout.js';
import { type MacLog, type MacSpan, macLogOf } from './macLog.js';
import { jamOf, type Stretch, senderOf } from './passes.js';
import type { Plot, Scale } from './plot.js';

/** Within a lane: what it sends, what it hears, how long a collision may still come. */
const SENDS = 8;
const HEARS = 6;
const WINDOW = 4;
const MOST = 1500;

export function paintLanes(ink: Ink, { tape, layout }: Plot, scale: Scale, crowded: boolean): void {
  const log = macLogOf(tape);
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
    else paintHub(ink, tape, scale, lane);
    context.restore();
    context.strokeStyle = ink.colour('line');
    context.lineWidth = 1;
    context.strokeRect(lane.x0 + 0.5, -1, LANE - 1, scale.height + 2);
  }
}

interface Heard extends Stretch {
  readonly row: number;
}

function heardBy(tape: Tape, ports: readonly number[], { span }: Scale, direction: 'in' | 'out'): Heard[] {
  const seen = new Set<number>();
  return ports
    .flatMap((port) => tape.passages(port, direction, span.fromPs, span.toPs, MOST))
    .filter(({ row }) => direction === 'in' || (!seen.has(row) && seen.add(row)))
    .sort((a, b) => a.fromPs - b.fromPs);
}

function fill({ context }: Ink, scale: Scale, x: number, width: number, { fromPs, toPs }: Stretch): void {
  const from = Math.max(-10, scale.y(fromPs));
  const to = Math.min(scale.height + 10, scale.y(toPs));
  if (to > from) context.fillRect(x, from, width, Math.max(1, to - from));
}

function paintStation(ink: Ink, tape: Tape, scale: Scale, lane: Lane, log: MacLog): void {
  const { context } = ink;
  const heard = heardBy(tape, lane.ports, scale, 'in');
  for (const its of heard) {
    const sender = senderOf(tape, its.row);
    context.fillStyle = sender >= 0 ? ink.sender(sender) : ink.colour('jam');
    context.globalAlpha = 0.55;
    fill(ink, scale, lane.x0 + SENDS, HEARS, its);
  }
  context.globalAlpha = 1;
  const spans = log.spans(lane.part, scale.span.fromPs, scale.span.toPs);
  for (const span of spans) paintWait(ink, scale, lane, span);
  for (const sent of heardBy(tape, lane.ports, scale, 'out')) {
    context.fillStyle = ink.sender(lane.part);
    fill(ink, scale, lane.x0, SENDS, sent);
    context.fillStyle = ink.stripes;
    for (const jam of jamOf(tape, sent.row)) {
      const { fromPs } = sent;
      fill(ink, scale, lane.x0, SENDS, { fromPs: fromPs + jam.fromPs, toPs: fromPs + jam.toPs });
    }
  }
  if (isFullDuplex(tape, lane)) return;
  const slotPs = log.slotPs(lane.part);
  for (const span of spans) {
    if (span.kind !== 'transmit') continue;
    const window = { fromPs: span.fromPs, toPs: Math.min(span.toPs, span.fromPs + slotPs) };
    context.fillStyle = ink.colour('accent');
    context.globalAlpha = 0.35;
    fill(ink, scale, lane.x1 - WINDOW, WINDOW, window);
    context.globalAlpha = 1;
    for (const its of heard) paintClash(ink, scale, lane, both(span, its), span.fromPs + slotPs);
  }
}

export function isFullDuplex({ stage }: Tape, { node }: Lane): boolean {
  return stage.nodes.some((other) => other.name === node && other.kind === 'host' && other.duplex === 'full');
}

const both = (a: Stretch, b: Stretch): Stretch => ({
  fromPs: Math.max(a.fromPs, b.fromPs),
  toPs: Math.min(a.toPs, b.toPs),
});

/** Sends and hears at once: on half duplex that is a collision; one later than the slot time is marked as late. */
function paintClash(ink: Ink, scale: Scale, lane: Lane, its: Stretch, lateFromPs: number): void {
  if (its.toPs <= its.fromPs) return;
  const { context } = ink;
  context.fillStyle = ink.colour('panel');
  context.globalAlpha = 0.55;
  fill(ink, scale, lane.x0, LANE, its);
  context.globalAlpha = 1;
  context.fillStyle = ink.hatch;
  fill(ink, scale, lane.x0, LANE, its);
  if (its.fromPs <= lateFromPs) return;
  context.fillStyle = ink.colour('bad');
  fill(ink, scale, lane.x1 - WINDOW, WINDOW, its);
}

function paintWait({ context, colour }: Ink, scale: Scale, { x0 }: Lane, { kind, fromPs, toPs }: MacSpan): void {
  if (kind === 'transmit') return;
  const x = Math.round(x0 + LANE / 2) + 0.5;
  context.beginPath();
  context.moveTo(x, Math.max(-10, scale.y(fromPs)));
  context.lineTo(x, Math.min(scale.height + 10, scale.y(toPs)));
  context.strokeStyle = colour(kind === 'backoff' ? 'collision' : 'ink');
  context.lineWidth = kind === 'gap' ? 1 : 2.5;
  context.lineCap = kind === 'deferring' ? 'round' : 'butt';
  if (kind === 'backoff') context.setLineDash([7, 4]);
  if (kind === 'deferring') context.setLineDash([0.1, 5]);
  context.stroke();
  context.setLineDash([]);
  context.lineCap = 'butt';
}

/** What it hears at the left, hatched where two ports speak at once; what it sends at the right. */
function paintHub(ink: Ink, tape: Tape, scale: Scale, lane: Lane): void {
  const { context } = ink;
  const half = LANE / 2;
  const heard = heardBy(tape, lane.ports, scale, 'in');
  let reachPs = Number.NEGATIVE_INFINITY;
  for (const its of heard) {
    const sender = senderOf(tape, its.row);
    context.fillStyle = sender >= 0 ? ink.sender(sender) : ink.colour('jam');
    context.globalAlpha = 0.5;
    fill(ink, scale, lane.x0, half, its);
    context.globalAlpha = 1;
  }
  for (const its of heard) {
    const clash = { fromPs: its.fromPs, toPs: Math.min(its.toPs, reachPs) };
    context.fillStyle = ink.colour('panel');
    context.globalAlpha = 0.55;
    fill(ink, scale, lane.x0, half, clash);
    context.globalAlpha = 1;
    context.fillStyle = ink.hatch;
    fill(ink, scale, lane.x0, half, clash);
    reachPs = Math.max(reachPs, its.toPs);
  }
  for (const sent of heardBy(tape, lane.ports, scale, 'out')) {
    const sender = senderOf(tape, sent.row);
    context.fillStyle = sender >= 0 ? ink.sender(sender) : ink.colour('repeated');
    context.globalAlpha = 0.7;
    fill(ink, scale, lane.x0 + half, half, sent);
    context.globalAlpha = 1;
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
