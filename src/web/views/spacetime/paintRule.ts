// The measure, and the time in which a collision may still come to the transmission that is selected.
import { cursorPs } from '../../state/time.js';
import type { CollisionWindow } from './clashes.js';
import type { Ink } from './ink.js';
import { AXIS } from './layout.js';
import { times } from './marks.js';
import { type Rule, rule } from './measure.js';
import type { Box } from './paintMarks.js';
import type { Plot, Scale } from './plot.js';

const TEXT = 12;

/** The rule with both its ends; one that was begun by keyboard ends at the cursor. */
export function cursorRule(): Required<Rule> | undefined {
  const its = rule.value;
  if (!its) return undefined;
  return { from: its.from, to: its.to ?? { x: its.from.x, ps: cursorPs.value } };
}

export function paintRule(ink: Ink, { layout }: Plot, scale: Scale, { from, to }: Required<Rule>): void {
  if (!to) return;
  const { context } = ink;
  const [a, b] = [scale.y(from.ps), scale.y(to.ps)];
  context.fillStyle = ink.colour('accent');
  context.globalAlpha = 0.08;
  context.fillRect(AXIS, Math.min(a, b), layout.width - AXIS, Math.abs(b - a));
  context.globalAlpha = 1;
  context.strokeStyle = ink.colour('accent');
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  for (const y of [a, b]) {
    context.moveTo(AXIS, y);
    context.lineTo(layout.width, y);
  }
  context.stroke();
  context.setLineDash([]);
  context.lineWidth = 2;
  context.beginPath();
  context.moveTo(from.x, a);
  context.lineTo(to.x, b);
  context.stroke();
  context.fillStyle = ink.colour('accent');
  for (const [x, y] of [[from.x, a] as const, [to.x, b] as const]) {
    context.beginPath();
    context.arc(x, y, 4, 0, 2 * Math.PI);
    context.fill();
  }
}

/** Shades the 512 bit times in which a station may learn of a collision; what comes after them is late. */
export function paintWindow(ink: Ink, { layout }: Plot, scale: Scale, its: CollisionWindow): void {
  const { context } = ink;
  const { lane, fromPs, lateFromPs, endPs, collidedPs } = its;
  const x = lane.x0;
  const [top, late, bottom] = [scale.y(fromPs), scale.y(lateFromPs), scale.y(Math.max(lateFromPs, endPs))];
  const shade = (tone: string, share: number, from: number, to: number): void => {
    context.fillStyle = ink.colour(tone);
    context.globalAlpha = share;
    context.fillRect(AXIS, from, layout.width - AXIS, to - from);
    context.globalAlpha = 1;
  };
  shade('accent', 0.1, Math.max(top, 0), Math.min(late, scale.height));
  if (collidedPs !== undefined) shade('bad', 0.12, late, bottom);
  context.strokeStyle = ink.colour('bad');
  context.lineWidth = 1.5;
  context.setLineDash([8, 4]);
  context.beginPath();
  context.moveTo(AXIS, late);
  context.lineTo(layout.width, late);
  context.stroke();
  context.setLineDash([]);
  context.fillStyle = ink.colour('accent');
  context.fillRect(x - 3, top, 3, late - top);
  if (collidedPs === undefined) return;
  context.fillStyle = ink.colour('bad');
  context.fillRect(x - 3, late, 3, scale.y(collidedPs) - late);
}

/** What the shades mean, beside the station whose they are; answers where it stands, so that other words keep clear. */
export function paintWindowWords(ink: Ink, { layout }: Plot, scale: Scale, its: CollisionWindow): Box[] {
  const { context } = ink;
  const { lane, fromPs, lateFromPs } = its;
  const [top, late] = [Math.max(0, scale.y(fromPs)), Math.min(scale.y(lateFromPs), scale.height)];
  const found: Box[] = [];
  context.font = ink.font(TEXT, 600);
  context.textBaseline = 'middle';
  const say = (text: string, tone: string, y: number): void => {
    const { width } = context.measureText(text);
    const right = lane.x1 + 8 + width < layout.width;
    const x0 = right ? lane.x1 + 8 : Math.max(AXIS, lane.x0 - 8 - width);
    context.fillStyle = ink.colour('panel');
    context.globalAlpha = 0.86;
    context.fillRect(x0 - 3, y - 7, width + 6, 14);
    context.globalAlpha = 1;
    context.fillStyle = ink.colour(tone);
    context.fillText(text, x0, y);
    found.push({ x0, x1: x0 + width, y0: y - 7, y1: y + 7, index: -1 });
  };
  context.textAlign = 'left';
  if (late - top > 40) say(times.window()[0]!, 'accent', late - 10);
  if (late > -8 && late < scale.height - 18) say(times.lateFrom()[0]!, 'bad', late + 10);
  return found;
}
