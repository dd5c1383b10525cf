// The time axis, the places of collisions along it, and the cursor.
import { lowerBound } from '../../run/columns.js';
import { tickStep, time } from '../../widgets/format.js';
import type { Ink } from './ink.js';
import { AXIS } from './layout.js';
import type { Plot, Scale } from './plot.js';

const TEXT = 12;
const LINE = 14;

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
    if (basePs === 0 || y > LINE * 1.9) context.fillText(tickText(ps, basePs, step), AXIS - 16, y);
  }
  context.textAlign = 'left';
  if (basePs === 0) return;
  context.font = ink.font(TEXT, 650);
  const text = time(basePs, digitsFor(basePs, step));
  context.fillStyle = ink.colour('panel');
  context.fillRect(0, 0, context.measureText(text).width + 10, LINE * 1.4);
  context.fillStyle = ink.colour('ink');
  context.fillText(text, 5, LINE * 0.7);
}

const digitsFor = (ps: number, step: number): number => Math.max(3, Math.ceil(Math.log10(Math.max(1, ps / step))) + 1);

function tickText(ps: number, basePs: number, step: number): string {
  if (ps === basePs) return basePs === 0 ? '0' : '+0';
  return (basePs > 0 ? '+' : '') + time(ps - basePs, digitsFor(ps - basePs, step));
}

/** Where whole times would be too long for the gutter they count from a round one, which stands at the top; 0 else. */
function baseOf(context: CanvasRenderingContext2D, { span }: Scale, step: number): number {
  const last = Math.floor(span.toPs / step) * step;
  if (context.measureText(tickText(last, 0, step)).width <= AXIS - 17) return 0;
  const first = Math.ceil(span.fromPs / step) * step;
  return Math.max(0, Math.floor(first / (10 * step) + 1e-9) * 10 * step);
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
