// What lies under a point of the picture.
import type { Pick } from '../../state/selection.js';
import { delayAt } from './geometry.js';
import type { Lane } from './layout.js';
import type { Placed } from './marksInView.js';
import type { Box } from './paintMarks.js';
import type { Plot, Scale } from './plot.js';

/** How far from a tick one may point and still mean it, in pixels. */
const NEAR = 7;

/** A point of the picture, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The event whose words or tick are at a point. */
export function eventAt(boxes: readonly Box[], marks: readonly Placed[], { x, y }: Point): number | undefined {
  const said = boxes.find((box) => x >= box.x0 && x <= box.x1 && y >= box.y0 && y <= box.y1);
  if (said && said.index >= 0) return said.index;
  let best: Placed | undefined;
  for (const mark of marks) {
    const { lane } = mark;
    if (mark.index < 0 || !mark.tick || x < lane.x0 - NEAR || x > lane.x1 + NEAR || Math.abs(mark.y - y) > NEAR)
      continue;
    if (!best || Math.abs(mark.y - y) < Math.abs(best.y - y)) best = mark;
  }
  return best?.index;
}

export function laneAt({ layout }: Plot, { x }: Point): Lane | undefined {
  return layout.lanes.find(({ x0, x1 }) => x >= x0 && x <= x1);
}

/** The transmission that is at a place at a time, the latest to have come where several are. */
export function transmissionAt(
  plot: Plot,
  scale: Scale,
  point: Point,
): Extract<Pick, { kind: 'transmission' }> | undefined {
  const { tape, courses } = plot;
  const atPs = scale.ps(point.y);
  const lane = laneAt(plot, point);
  const found: { readonly row: number; readonly port: number; readonly sincePs: number }[] = [];
  if (lane) {
    for (const port of lane.ports) {
      for (const direction of ['out', 'in'] as const) {
        for (const { row, fromPs } of tape.passages(port, direction, atPs, atPs + 1, 50))
          found.push({ row, port, sincePs: fromPs });
      }
    }
  }
  for (const { port, band, way } of courses) {
    if (lane && band.kind === 'cable') continue;
    const delayPs = delayAt(way, point.x);
    if (delayPs === undefined) continue;
    for (const { row, fromPs } of tape.passages(port, 'out', atPs - delayPs, atPs - delayPs + 1, 50))
      found.push({ row, port, sincePs: fromPs + delayPs });
  }
  const latest = found.sort((a, b) => b.sincePs - a.sincePs)[0];
  if (!latest) return undefined;
  const { row, port, sincePs } = latest;
  const bit = Math.max(0, Math.floor((atPs - sincePs) / (2 * tape.transmission(row).symbolPs)));
  return { kind: 'transmission', row, port, bit };
}
