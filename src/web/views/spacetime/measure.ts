// The measure: between two points, which snap to whatever begins or ends nearby.
import { signal } from '@preact/signals';
import { LIGHT_PS_PER_METRE } from '../../../phy/constants.js';
import { delayAt, metresAt } from './geometry.js';
import { laneAt, type Point } from './hit.js';
import type { Band } from './layout.js';
import { macLogOf } from './macLog.js';
import type { Plot, Scale } from './plot.js';

/** How far an edge reaches out for a point, in pixels. */
const SNAP = 9;
/** Edges of one kind that are looked at. */
const MOST_EDGES = 200;
/** Where no cable says otherwise: twisted pair at its slowest, clause 14.4.2.4. */
const VELOCITY = 0.585;

/** One end of the rule. */
export interface RuleEnd {
  readonly x: number;
  readonly ps: number;
}

/** A rule that has been laid; its second end follows the cursor until it is laid too. */
export interface Rule {
  readonly from: RuleEnd;
  readonly to: RuleEnd | undefined;
}

export const measuring = signal(false);
export const rule = signal<Rule | undefined>(undefined);

/** Begins to measure, or ends. @param from where the rule begins at once */
export function toggleMeasure(from?: RuleEnd): void {
  measuring.value = !measuring.peek();
  rule.value = measuring.peek() && from ? { from, to: undefined } : undefined;
}

/** What a rule reads. */
export interface Reading {
  readonly ps: number;
  readonly bitTimes: number;
  readonly slotTimes: number;
  /** How far a signal goes in that time. */
  readonly metres: number;
  /** How far apart its ends are along one cable, if they are on one. */
  readonly apart: number | undefined;
}

export function readingOf({ tape: { stage }, layout }: Plot, from: RuleEnd, to: RuleEnd): Reading {
  const ps = Math.abs(to.ps - from.ps);
  const bandAt = ({ x }: RuleEnd): Band | undefined => layout.bands.find(({ x0, x1 }) => x >= x0 && x <= x1);
  const [one, other] = [bandAt(from), bandAt(to)];
  const band = one ?? other ?? layout.bands[0];
  const apart = one && one === other ? Math.abs(metresAt(stage, one, from.x) - metresAt(stage, one, to.x)) : undefined;
  return {
    ps,
    bitTimes: ps / stage.bitPs,
    slotTimes: ps / stage.slotPs,
    metres: ps / psPerMetre(stage, band),
    apart: apart || undefined,
  };
}

function psPerMetre(stage: Plot['tape']['stage'], band: Band | undefined): number {
  if (band?.kind === 'coax') return stage.coaxes[band.coax]!.psPerMetre;
  const link = band && stage.scenario.links[band.link];
  return LIGHT_PS_PER_METRE / (link?.kind === 'cable' ? link.velocity : VELOCITY);
}

/** The point itself, or the edge nearest to it: a front or tail on a cable, a beginning or end at a station. */
export function snap(plot: Plot, scale: Scale, point: Point): RuleEnd {
  const atPs = scale.ps(point.y);
  const reachPs = SNAP / scale.pixelsPerPs;
  let best = { x: point.x, ps: atPs };
  let least = reachPs;
  for (const ps of edgesAt(plot, point, atPs - reachPs, atPs + reachPs)) {
    if (Math.abs(ps - atPs) > least) continue;
    least = Math.abs(ps - atPs);
    best = { x: point.x, ps };
  }
  return best;
}

/** The next edge at a place, or the one before; undefined where there is none. @param stridePs how far to look at first */
export function nextEdge(plot: Plot, { x, ps }: RuleEnd, by: 1 | -1, stridePs: number): number | undefined {
  const end = plot.tape.knownPs;
  for (let reach = stridePs; ; reach *= 8) {
    const [from, to] = by > 0 ? [ps, ps + reach] : [ps - reach, ps];
    const edges = edgesAt(plot, { x }, from, to).filter((edge) => (by > 0 ? edge > ps : edge < ps && edge >= 0));
    if (edges.length > 0) return by > 0 ? Math.min(...edges) : Math.max(...edges);
    if (by > 0 ? to > end : from < 0) return undefined;
  }
}

/** Beginnings and ends that are at a place within a time, in no order. */
export function edgesAt(plot: Plot, { x }: Pick<Point, 'x'>, from: number, to: number): number[] {
  const { tape, courses } = plot;
  const lane = laneAt(plot, { x, y: 0 });
  const within = (ps: number): boolean => ps >= from && ps <= to && Number.isFinite(ps);
  if (!lane) {
    return courses
      .flatMap(({ port, way }) => {
        const delayPs = delayAt(way, x);
        if (delayPs === undefined) return [];
        const passed = tape.passages(port, 'out', from - delayPs - 1, to - delayPs + 1, MOST_EDGES);
        return passed.flatMap(({ fromPs, toPs }) => [fromPs + delayPs, toPs + delayPs]);
      })
      .filter(within);
  }
  const log = macLogOf(tape);
  const slotPs = log.slotPs(lane.part);
  const spans = log.spans(lane.part, from - slotPs - 1, to + 1, MOST_EDGES);
  const passed = lane.ports.flatMap((port) =>
    (['out', 'in'] as const).flatMap((direction) => tape.passages(port, direction, from - 1, to + 1, MOST_EDGES)),
  );
  const events: number[] = [];
  const last = tape.eventFrom(to + 1);
  for (let index = tape.eventFrom(from); index < last && events.length < MOST_EDGES; index++) {
    if (tape.part.data[index] === lane.part) events.push(tape.atPs.data[index]!);
  }
  return [
    ...spans.flatMap(({ kind, fromPs, toPs }) => [
      fromPs,
      toPs,
      ...(kind === 'transmit' && toPs > fromPs + slotPs ? [fromPs + slotPs] : []),
    ]),
    ...passed.flatMap(({ fromPs, toPs }) => [fromPs, toPs]),
    ...events,
  ].filter(within);
}
