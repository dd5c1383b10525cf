// The measure, and the time in which a collision may still come to the transmission that is selected.
import { cursorPs } from '../../state/time.js';
import type { Ink } from './ink.js';
import { AXIS } from './layout.js';
import { macLogOf } from './macLog.js';
import { times } from './marks.js';
import { type Rule, rule } from './measure.js';
import { isFullDuplex } from './paintLanes.js';
import type { Plot, Scale } from './plot.js';

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

/** Shades the 512 bit times in which a station may learn of a collision, where a transmission of a station is selected. */
export function paintWindow(ink: Ink, { tape, layout }: Plot, scale: Scale, row: number): void {
  if (row < 0 || row >= tape.rows) return;
  const { line, startPs } = tape.transmission(row);
  const its = tape.stage.lines[line];
  const port = its?.medium === 'coax' ? its.senders[tape.transmission(row).except] : its?.senders[0];
  const lane = layout.lanes.find(({ kind, ports }) => kind === 'host' && port !== undefined && ports.includes(port));
  if (!lane || isFullDuplex(tape, lane)) return;
  const endPs = startPs + macLogOf(tape).slotPs(lane.part);
  const { context } = ink;
  const [top, bottom] = [scale.y(startPs), scale.y(endPs)];
  context.fillStyle = ink.colour('accent');
  context.globalAlpha = 0.1;
  context.fillRect(AXIS, top, layout.width - AXIS, bottom - top);
  context.globalAlpha = 1;
  context.strokeStyle = ink.colour('bad');
  context.lineWidth = 1.5;
  context.setLineDash([8, 4]);
  context.beginPath();
  context.moveTo(AXIS, bottom);
  context.lineTo(layout.width, bottom);
  context.stroke();
  context.setLineDash([]);
  context.font = ink.font(11.5, 600);
  context.textAlign = 'right';
  context.textBaseline = 'bottom';
  context.fillStyle = ink.colour('bad');
  context.fillText(times.lateFrom()[0]!, layout.width - 8, bottom - 3);
  context.textAlign = 'left';
}
