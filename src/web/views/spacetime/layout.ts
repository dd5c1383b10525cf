// Where everything stands from left to right. Stations and hubs are lanes; between them lie bands, one for each cable, in
// which x is the position along it. A hub with many arms stands once for each pair of them:
//
//   a ║ 100 m ║ hub ║ 10 m ║ b      hub ║ 100 m ║ c         a coax: west ║ 12.5 m ║ near ║ 237.5 m ║ middle …
import type { Stage } from '../../run/stage.js';

/** A station or hub, seen at one place. */
export interface Lane {
  readonly node: string;
  /** Index into the stage's parts. */
  readonly part: number;
  readonly kind: 'host' | 'hub';
  /** Its ports, as indices into the stage's. */
  readonly ports: readonly number[];
  readonly x0: number;
  readonly x1: number;
  /** On which side there is more room for words. */
  readonly side: 'left' | 'right';
}

/** A cable between the lanes at its ends. */
export interface CableBand {
  readonly kind: 'cable';
  /** Index into the stage's links. */
  readonly link: number;
  readonly leftPort: number;
  readonly rightPort: number;
  readonly x0: number;
  readonly x1: number;
}

/** A coax. Knots ascend in metres and in x; between two of them x is the position along the coax. */
export interface CoaxBand {
  readonly kind: 'coax';
  /** Index into the stage's coaxes. */
  readonly coax: number;
  readonly knots: readonly { readonly metres: number; readonly x: number }[];
  readonly x0: number;
  readonly x1: number;
}

export type Band = CableBand | CoaxBand;

export interface Layout {
  readonly lanes: readonly Lane[];
  readonly bands: readonly Band[];
  /** Stations that there is no room for. */
  readonly hidden: number;
  readonly width: number;
}

/** Width of a lane, and of the gutter with the time axis. */
export const LANE = 18;
export const AXIS = 70;
const MARGIN = 10;
/** After each group, with room for words beside its last lane. */
const LEAST_GAP = 14;
const MOST_GAP = 120;
const LEAST_BAND = 22;

/** How many stations there is room for. */
export function roomFor(width: number): number {
  return Math.max(2, Math.floor((width - AXIS - MARGIN) / (LANE + LEAST_BAND + LANE / 2 + LEAST_GAP / 2)));
}

/** A piece of a group: a lane, or so many metres of a cable or coax. */
type Piece =
  | { readonly lane: string }
  | { readonly metres: number; readonly link: number; readonly leftPort: number; readonly rightPort: number }
  | { readonly metres: number; readonly coax: number };
type Group = readonly Piece[];

interface Arm {
  readonly link: number;
  readonly to: string;
}

/** Lays out a stage. @param shown names of the stations to be shown */
export function layOut(stage: Stage, shown: ReadonlySet<string>, width: number): Layout {
  const groups = [...coaxGroups(stage, shown), ...cableGroups(stage, shown)];
  const hosts = stage.nodes.filter(({ kind }) => kind === 'host');
  return place(stage, groups, width, hosts.length - hosts.filter(({ name }) => shown.has(name)).length);
}

/** Every coax with the lanes of its taps. */
function coaxGroups(stage: Stage, shown: ReadonlySet<string>): Group[] {
  return stage.coaxes.map(({ taps, metres }, coax) => {
    const its = taps
      .filter(({ port }) => port >= 0 && (!stage.ports[port]!.host || shown.has(stage.ports[port]!.owner)))
      .sort((a, b) => a.metres - b.metres);
    const pieces: Piece[] = [];
    let at = 0;
    for (const tap of its) {
      if (tap.metres > at || pieces.length > 0) pieces.push({ metres: tap.metres - at, coax });
      pieces.push({ lane: stage.ports[tap.port]!.owner });
      at = tap.metres;
    }
    if (at < metres) pieces.push({ metres: metres - at, coax });
    return pieces;
  });
}

/** Chains of cables: from each station to the next that can be reached, then what is left. */
function cableGroups(stage: Stage, shown: ReadonlySet<string>): Group[] {
  const arms = new Map<string, Arm[]>();
  const free = new Set<number>();
  stage.links.forEach(({ ports }, link) => {
    if (ports.length < 2) return;
    const [from, to] = ports.map((port) => stage.ports[port]!) as [Stage['ports'][0], Stage['ports'][0]];
    if ([from, to].some(({ host, owner }) => host && !shown.has(owner))) return;
    free.add(link);
    for (const [one, other] of [[from.owner, to.owner] as const, [to.owner, from.owner] as const]) {
      arms.set(one, [...(arms.get(one) ?? []), { link, to: other }]);
    }
  });
  const groups: Group[] = [];
  const isHost = (name: string): boolean => shown.has(name);
  const order = stage.nodes.map(({ name }) => name);
  for (const { name } of stage.nodes) {
    if (!isHost(name) || !arms.get(name)?.some(({ link }) => free.has(link))) continue;
    const way = nearestHost(name, arms, free, isHost, order);
    groups.push(chain(stage, way.length > 0 ? way : [firstFree(name, arms, free)], name, way.length === 0));
    for (const { link } of way.length > 0 ? way : [firstFree(name, arms, free)]) free.delete(link);
  }
  for (const link of [...free]) {
    const owner = stage.ports[stage.links[link]!.ports[0]!]!.owner;
    groups.push(chain(stage, [{ link, to: stage.ports[stage.links[link]!.ports[1]!]!.owner }], owner, false));
  }
  return groups;
}

function firstFree(name: string, arms: ReadonlyMap<string, readonly Arm[]>, free: ReadonlySet<number>): Arm {
  return arms.get(name)!.find(({ link }) => free.has(link))!;
}

/** The way to the station that is first in the file among those that free cables lead to; empty when there is none. */
function nearestHost(
  from: string,
  arms: ReadonlyMap<string, readonly Arm[]>,
  free: ReadonlySet<number>,
  isHost: (name: string) => boolean,
  order: readonly string[],
): Arm[] {
  const cameBy = new Map<string, { readonly from: string; readonly arm: Arm }>();
  const queue = [from];
  for (const name of queue) {
    for (const arm of arms.get(name) ?? []) {
      if (!free.has(arm.link) || arm.to === from || cameBy.has(arm.to)) continue;
      cameBy.set(arm.to, { from: name, arm });
      if (!isHost(arm.to)) queue.push(arm.to);
    }
  }
  const goal = order.find((name) => isHost(name) && cameBy.has(name));
  const way: Arm[] = [];
  for (let name = goal; name !== undefined && name !== from; name = cameBy.get(name)!.from)
    way.unshift(cameBy.get(name)!.arm);
  return way;
}

/** A chain as pieces. @param turned with its beginning at the right: a hub's arm stands with the hub at the left */
function chain(stage: Stage, way: readonly Arm[], from: string, turned: boolean): Piece[] {
  const pieces: Piece[] = [{ lane: from }];
  let at = from;
  for (const { link, to } of way) {
    const { ports, metres } = stage.links[link]!;
    const [one, other] = ports as [number, number];
    const [leftPort, rightPort] = stage.ports[one]!.owner === at ? [one, other] : [other, one];
    pieces.push(
      turned ? { metres, link, leftPort: rightPort, rightPort: leftPort } : { metres, link, leftPort, rightPort },
    );
    pieces.push({ lane: to });
    at = to;
  }
  return turned ? pieces.reverse() : pieces;
}

/** Shares the room among the bands: by their length, but none too narrow to see. */
export function share(room: number, metres: readonly number[], least: number): number[] {
  const floor = Math.min(least, room / Math.max(1, metres.length));
  const widths = metres.map(() => 0);
  let open = metres.map((_, i) => i);
  let left = room;
  for (;;) {
    const sum = open.reduce((all, i) => all + metres[i]!, 0);
    const narrow = open.filter((i) => sum === 0 || (metres[i]! / sum) * left < floor);
    if (narrow.length === 0 || narrow.length === open.length) {
      for (const i of open) widths[i] = narrow.length > 0 ? left / open.length : (metres[i]! / sum) * left;
      return widths;
    }
    for (const i of narrow) widths[i] = floor;
    left -= narrow.length * floor;
    open = open.filter((i) => !narrow.includes(i));
  }
}

function place(stage: Stage, groups: readonly Group[], width: number, hidden: number): Layout {
  const lanesIn = groups.flat().filter((piece) => 'lane' in piece).length;
  const lengths = groups.flat().flatMap((piece) => ('lane' in piece ? [] : [piece.metres]));
  const free = width - AXIS - MARGIN - lanesIn * LANE;
  const gap = Math.min(MOST_GAP, Math.max(LEAST_GAP, (0.3 * free) / groups.length));
  const room = free - gap * groups.length;
  const widths = share(
    Math.max(room, lengths.length * 8),
    lengths,
    Math.min(52, Math.max(LEAST_BAND, room / (1.2 * lengths.length))),
  );
  const lanes: Lane[] = [];
  const bands: Band[] = [];
  let x = AXIS;
  let next = 0;
  for (const group of groups) {
    const coaxes: CoaxBuilder[] = [];
    group.forEach((piece, i) => {
      if ('lane' in piece) {
        lanes.push(laneOf(stage, piece.lane, x, i === group.length - 1 && gap < 60));
        x += LANE;
        coaxes[0]?.knots.push({ metres: coaxes[0].at, x });
        return;
      }
      const wide = widths[next++]!;
      if ('link' in piece) {
        const { link, leftPort, rightPort } = piece;
        bands.push({ kind: 'cable', link, leftPort, rightPort, x0: x, x1: x + wide });
      } else {
        if (coaxes.length === 0) coaxes.push(new CoaxBuilder(piece.coax, i > 0 ? x - LANE : x, x));
        coaxes[0]!.extend(piece.metres, x + wide);
      }
      x += wide;
    });
    bands.push(...coaxes.map((builder) => builder.band));
    x += gap;
  }
  return { lanes, bands, hidden, width };
}

/** Collects the knots of a coax on the way from left to right. */
class CoaxBuilder {
  at = 0;
  readonly knots: { metres: number; x: number }[];

  constructor(
    private readonly coax: number,
    private readonly x0: number,
    x: number,
  ) {
    this.knots =
      x0 < x
        ? [
            { metres: 0, x: x0 },
            { metres: 0, x },
          ]
        : [{ metres: 0, x }];
  }

  extend(metres: number, x: number): void {
    this.at += metres;
    this.knots.push({ metres: this.at, x });
  }

  get band(): CoaxBand {
    const { coax, knots, x0 } = this;
    return { kind: 'coax', coax, knots, x0, x1: knots.at(-1)!.x };
  }
}

function laneOf(stage: Stage, node: string, x: number, last: boolean): Lane {
  const ports = stage.ports.flatMap(({ owner }, port) => (owner === node ? [port] : []));
  const part = stage.parts.findIndex(({ name }) => name === node);
  const host = stage.nodes.find(({ name }) => name === node)?.kind === 'host';
  return { node, part, kind: host ? 'host' : 'hub', ports, x0: x, x1: x + LANE, side: last ? 'left' : 'right' };
}
