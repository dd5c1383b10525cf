// What the view is looking at: which stations, laid out how wide, and how times become heights.
import { computed, signal } from '@preact/signals';
import type { Tape } from '../../run/tape.js';
import { type Pick, ticketOf } from '../../state/selection.js';
import { onStaged, tape } from '../../state/session.js';
import { type Span, span } from '../../state/time.js';
import { type Course, coursesOf, longestPs } from './geometry.js';
import { type Layout, layOut, roomFor } from './layout.js';

/** The view's width and the height of its canvas, in CSS pixels. */
export const box = signal({ width: 0, height: 0 });
/** At least so many stations are shown. */
const LEAST_SHOWN = 5;

/** Stations that are shown when there is no room for all. */
export const shown = signal<ReadonlySet<string>>(new Set());

/** A run as it is laid out: everything but time. */
export interface Plot {
  readonly tape: Tape;
  readonly layout: Layout;
  readonly courses: readonly Course[];
  /** The longest that anything is under way. */
  readonly longestPs: number;
}

function plotOf(its: Tape, layout: Layout): Plot {
  const courses = coursesOf(its.stage, layout);
  return { tape: its, layout, courses, longestPs: longestPs(courses) };
}

export const plot = computed<Plot | undefined>(() => {
  const its = tape.value;
  const { width } = box.value;
  if (!its || width === 0) return undefined;
  return plotOf(its, layOut(its.stage, shown.value, width));
});

/** The same places for another run of nearly the same network: what the ghost is drawn in. */
export function plotLike(its: Tape, { tape: like, layout }: Plot): Plot | undefined {
  const { ports, links, coaxes } = like.stage;
  const same =
    its.stage.ports.length === ports.length &&
    its.stage.links.length === links.length &&
    its.stage.coaxes.length === coaxes.length &&
    ports.every(({ name }, i) => its.stage.ports[i]!.name === name);
  return same ? plotOf(its, layout) : undefined;
}

/** Heights of times. */
export interface Scale {
  readonly span: Span;
  readonly height: number;
  readonly pixelsPerPs: number;
  y(ps: number): number;
  ps(y: number): number;
}

export function scaleOf(its: Span, height: number): Scale {
  const pixelsPerPs = height / (its.toPs - its.fromPs);
  return {
    span: its,
    height,
    pixelsPerPs,
    y: (ps) => (ps - its.fromPs) * pixelsPerPs,
    ps: (y) => its.fromPs + y / pixelsPerPs,
  };
}

/** Of what is lower than a pixel one is drawn in each line of pixels, and the rest is left out. */
export class Thin {
  private line = Number.NaN;

  /** True when there is one in its line already. */
  hides({ y, pixelsPerPs }: Scale, { fromPs, toPs }: { readonly fromPs: number; readonly toPs: number }): boolean {
    if ((toPs - fromPs) * pixelsPerPs >= 1) return false;
    const line = Math.floor(y(fromPs));
    if (line === this.line) return true;
    this.line = line;
    return false;
  }
}

/** The scale of the moment. */
export const scale = computed(() => scaleOf(span.value, box.value.height || 1));

/** Chooses who is shown: all where there is room, else those that are wanted or busy in view, in the order of the file. */
export function chooseShown(its: Tape, wanted: ReadonlySet<string>): void {
  const hosts = its.stage.nodes.filter(({ kind }) => kind === 'host').map(({ name }) => name);
  const room = roomFor(box.peek().width || 800);
  if (hosts.length <= room) {
    if (shown.peek().size !== hosts.length || hosts.some((name) => !shown.peek().has(name)))
      shown.value = new Set(hosts);
    return;
  }
  const { fromPs, toPs } = span.peek();
  const portOf = new Map(its.stage.ports.map(({ owner }, port) => [owner, port]));
  const isBusy = (name: string): boolean => {
    const port = portOf.get(name);
    return port !== undefined && its.busyUntil(port, 'out', toPs) > its.busyUntil(port, 'out', fromPs);
  };
  const rank = (name: string): number =>
    (wanted.has(name) ? 3 : 0) + (isBusy(name) ? 2 : 0) + (shown.peek().has(name) ? 1 : 0);
  const ranks = new Map(hosts.map((name) => [name, rank(name)]));
  // The sort is stable: among equals the order of the file stands.
  const sorted = [...hosts].sort((a, b) => ranks.get(b)! - ranks.get(a)!);
  // Beside those that matter a few that only listen: with fewer there is room for words.
  const matter = sorted.filter((name) => ranks.get(name)! > 1).length;
  const best = new Set(sorted.slice(0, Math.min(room, Math.max(matter + 2, LEAST_SHOWN))));
  if (best.size === shown.peek().size && [...best].every((name) => shown.peek().has(name))) return;
  shown.value = best;
}

/** The stations that a pick concerns, by name. */
export function namesIn(its: Tape, pick: Pick | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  if (pick?.kind === 'part') names.add(pick.name);
  if (pick?.kind === 'event') names.add(its.stage.parts[its.part.data[pick.index] ?? -1]?.name ?? '');
  for (const index of its.eventsOfFrame(ticketOf(pick)).slice(0, 100))
    names.add(its.stage.parts[its.part.data[index]!]!.name);
  return names;
}

onStaged.add((its) => chooseShown(its, new Set()));
