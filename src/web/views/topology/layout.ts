// Where the boxes and cables of a network lie in its picture. Nothing here draws.
//
//   hub ┬── 10 m ── b          a hub or coax stands upright at the left with a row for each port in use; a cable is as
//       ├────── 100 m ────── a         long in the picture as it is beside the others (unless it were too short to see);
//       └ 12 more              a coax bears its taps at their places; hubs behind hubs follow below, as in a tree
import type { ScenarioLink, ScenarioNode } from '../../../lab/scenario/resolve-topology.js';

/** A place in the picture, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A station, hub or coax. */
export interface Box {
  readonly name: string;
  readonly kind: ScenarioNode['kind'];
  x: number;
  y: number;
  readonly width: number;
  height: number;
}

/** A cable or tap; the first point is at the link's first port, the last at its second or on the coax. */
export interface Wire {
  /** Index into the scenario's links. */
  readonly link: number;
  path: Point[];
}

/** Stations that are not shown one by one. */
export interface More extends Point {
  /** The hub or coax that they hang on. */
  readonly of: string;
  readonly names: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** Where everything lies. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly wires: readonly Wire[];
  readonly mores: readonly More[];
  /** Of a coax, where its 0 m and its end lie: the same x, two y. */
  readonly coaxes: ReadonlyMap<string, { readonly x: number; readonly fromY: number; readonly toY: number }>;
  /** Of a hub's port in use, the middle of its row. */
  readonly jacks: ReadonlyMap<string, Point>;
}

/** What may be chosen of a layout. */
export interface LayoutChoices {
  readonly width: number;
  /** How many stations of a hub or coax are shown. */
  readonly most: (hub: string) => number;
  /** Stations that are shown whatever happens. */
  readonly always: ReadonlySet<string>;
  /** How far boxes have been dragged from where they would lie. */
  readonly moved: ReadonlyMap<string, Point>;
}

export const SIZE = {
  host: { width: 130, height: 42 },
  hub: 64,
  head: 24,
  row: 50,
  pad: 6,
  gap: 44,
  indent: 24,
} as const;
/** The shortest cable that still shows a band of light and its length. */
const LEAST_WIRE = 40;
const COAX_X = 24;
/** A coax is at least so high, so that places on it can be told apart. */
const COAX_LEAST = 150;

interface Neighbour {
  readonly link: number;
  readonly node: string;
}

/** Lays a network out. */
export function layOut(nodes: readonly ScenarioNode[], links: readonly ScenarioLink[], choices: LayoutChoices): Layout {
  const drawing = new Drawing(nodes, links, choices);
  drawing.all();
  return drawing.done();
}

class Drawing {
  private readonly boxes: Box[] = [];
  private readonly wires: Wire[] = [];
  private readonly mores: More[] = [];
  private readonly coaxes = new Map<string, { x: number; fromY: number; toY: number }>();
  private readonly jacks = new Map<string, Point>();
  private readonly byName: ReadonlyMap<string, ScenarioNode>;
  private readonly neighbours = new Map<string, Neighbour[]>();
  private readonly placed = new Set<string>();
  private readonly longest: number;
  private y: number = SIZE.pad;

  constructor(
    private readonly nodes: readonly ScenarioNode[],
    private readonly links: readonly ScenarioLink[],
    private readonly choices: LayoutChoices,
  ) {
    this.byName = new Map(nodes.map((node) => [node.name, node]));
    links.forEach((its, link) => {
      const [a, b] = nodesOf(its);
      this.neighbours.set(a, [...(this.neighbours.get(a) ?? []), { link, node: b }]);
      this.neighbours.set(b, [...(this.neighbours.get(b) ?? []), { link, node: a }]);
    });
    this.longest = Math.max(1, ...links.map((link) => (link.kind === 'cable' ? link.lengthMetres : 0)));
  }

  all(): void {
    // A chain begins at one of its ends.
    const inner = (name: string) => this.of(name).filter(({ node }) => this.byName.get(node)!.kind !== 'host').length;
    const trunks = this.nodes.filter(({ kind }) => kind !== 'host');
    for (const { name } of [...trunks].sort((a, b) => Math.min(inner(a.name), 2) - Math.min(inner(b.name), 2))) {
      if (!this.placed.has(name)) this.trunk(name, SIZE.pad);
    }
    for (const { name } of this.nodes) if (!this.placed.has(name)) this.lonely(name);
  }

  done(): Layout {
    const { boxes, wires, mores, coaxes, jacks } = this;
    this.applyMoves();
    const right = Math.max(this.choices.width, ...boxes.map(({ x, width }) => x + width + SIZE.pad));
    const bottom = Math.max(
      ...[0, ...boxes.map(({ y, height }) => y + height), ...mores.map(({ y, height }) => y + height)],
    );
    return { width: right, height: bottom + SIZE.pad, boxes, wires, mores, coaxes, jacks };
  }

  private of(name: string): readonly Neighbour[] {
    return this.neighbours.get(name) ?? [];
  }

  /** A hub or coax with everything that hangs on it. */
  private trunk(name: string, x: number): Box {
    this.placed.add(name);
    const node = this.byName.get(name)!;
    const rest = this.of(name).filter(({ node }) => !this.placed.has(node));
    const hosts = rest.filter((one) => this.byName.get(one.node)!.kind === 'host');
    const children = rest.filter((one) => this.byName.get(one.node)!.kind !== 'host');
    const box: Box = { name, kind: node.kind, x, y: this.y, width: SIZE.hub, height: 0 };
    this.boxes.push(box);
    if (node.kind === 'coax') this.coax(box, node.lengthMetres, hosts);
    else this.hub(box, hosts);
    this.y = box.y + box.height;
    children.forEach((child, i) => {
      this.child(box, child, i, children.length);
    });
    return box;
  }

  private hub(box: Box, hosts: readonly Neighbour[]): void {
    const { shown, hidden } = this.choose(box.name, hosts);
    const rows = Math.max(1, shown.length + (hidden.length > 0 ? 1 : 0));
    box.height = SIZE.head + rows * SIZE.row;
    shown.forEach(({ link, node }, row) => {
      const y = box.y + SIZE.head + (row + 0.5) * SIZE.row;
      const from = { x: box.x + box.width, y };
      this.jacks.set(this.portAt(link, box.name), from);
      const host = this.host(node, from.x + this.wireLength(link, from.x), y);
      this.wire(link, box.name, [from, { x: host.x, y }]);
    });
    if (hidden.length > 0) this.more(box.name, hidden, box.x + box.width, box.y + SIZE.head + (rows - 0.5) * SIZE.row);
  }

  /** Taps lie on the line where they are on the cable; their stations beside them, one below the other. */
  private coax(box: Box, metres: number, taps: readonly Neighbour[]): void {
    const at = ({ link }: Neighbour) => (this.links[link] as ScenarioLink & { kind: 'tap' }).atMetres;
    const { shown, hidden } = this.choose(
      box.name,
      [...taps].sort((a, b) => at(a) - at(b)),
    );
    const rows = shown.length + (hidden.length > 0 ? 1 : 0);
    const x = box.x + COAX_X;
    const fromY = box.y + SIZE.row / 2;
    const toY = fromY + Math.max(COAX_LEAST, (rows - 1) * SIZE.row);
    this.coaxes.set(box.name, { x, fromY, toY });
    const places = shown.map((tap) => fromY + (at(tap) / metres) * (toY - fromY));
    const ys = spread(places, SIZE.row, fromY);
    const left = Math.max(x + 70, this.choices.width - SIZE.pad - SIZE.host.width);
    shown.forEach(({ link, node }, i) => {
      const y = ys[i]!;
      const host = this.host(node, left, y);
      const path = [
        { x, y: places[i]! },
        { x: x + 16, y: places[i]! },
        { x: left - 14, y },
        { x: host.x, y },
      ];
      this.wire(link, box.name, path);
    });
    const last = Math.max(toY, (ys.at(-1) ?? fromY) + (hidden.length > 0 ? SIZE.row : 0));
    if (hidden.length > 0) this.more(box.name, hidden, x + 30, last);
    box.height = last + SIZE.row / 2 - box.y;
  }

  /** A hub or coax behind another: below it; one that has others after it a little to the right. */
  private child(parent: Box, { link, node }: Neighbour, index: number, count: number): void {
    if (this.placed.has(node)) return;
    const last = index === count - 1;
    this.y += SIZE.gap;
    const box = this.trunk(node, parent.x + (last ? 0 : SIZE.indent));
    const from = this.exit(parent, link, count - 1 - index);
    const to = { x: Math.max(box.x + 8, Math.min(from.x, box.x + box.width - 8)), y: box.y };
    if (box.kind === 'coax') to.x = this.coaxes.get(box.name)!.x;
    const target = box.kind === 'coax' ? this.tapPoint(box, link) : to;
    const bend =
      from.x === target.x
        ? []
        : [
            { x: from.x, y: box.y - 12 },
            { x: target.x, y: box.y - 12 },
          ];
    this.wire(link, parent.name, [from, ...bend, target]);
    if (box.kind !== 'coax') this.jacks.set(this.portAt(link, box.name), target);
  }

  /** Where a cable to a child leaves its parent. */
  private exit(parent: Box, link: number, lane: number): Point {
    if (parent.kind === 'coax') return this.tapPoint(parent, link);
    const point = { x: parent.x + 14 + Math.min(lane * 8, parent.width - 20), y: parent.y + parent.height };
    this.jacks.set(this.portAt(link, parent.name), point);
    return point;
  }

  private tapPoint(box: Box, link: number): Point {
    const { x, fromY, toY } = this.coaxes.get(box.name)!;
    const its = this.links[link]!;
    const coax = this.byName.get(box.name)!;
    const share = its.kind === 'tap' && coax.kind === 'coax' ? its.atMetres / coax.lengthMetres : 0;
    return { x, y: fromY + share * (toY - fromY) };
  }

  /** A station on nothing but perhaps another station: the two lie one above the other. */
  private lonely(name: string): void {
    if (this.boxes.length > 0) this.y += SIZE.pad * 2;
    const x = SIZE.pad;
    const box = this.host(name, x, this.y + SIZE.host.height / 2);
    this.y = box.y + box.height;
    const other = this.of(name).find(({ node }) => !this.placed.has(node));
    if (!other) return;
    const link = this.links[other.link]!;
    const metres = link.kind === 'cable' ? link.lengthMetres : 0;
    this.y += Math.max(LEAST_WIRE, 120 * (metres / this.longest));
    const below = this.host(other.node, x, this.y + SIZE.host.height / 2);
    const middle = x + SIZE.host.width / 2;
    this.wire(other.link, name, [
      { x: middle, y: box.y + box.height },
      { x: middle, y: below.y },
    ]);
    this.y = below.y + below.height;
  }

  private host(name: string, x: number, middleY: number): Box {
    const { width, height } = SIZE.host;
    const box: Box = { name, kind: 'host', x, y: middleY - height / 2, width, height };
    this.placed.add(name);
    this.boxes.push(box);
    return box;
  }

  private more(of: string, hidden: readonly Neighbour[], x: number, middleY: number): void {
    for (const { node } of hidden) this.placed.add(node);
    const width = Math.max(90, this.choices.width - x - SIZE.pad - LEAST_WIRE / 2);
    const names = hidden.map(({ node }) => node);
    this.mores.push({ of, names, x: x + LEAST_WIRE / 2, y: middleY - 18, width, height: 36 });
  }

  /** Who is shown; a single one would not be hidden behind "1 more". */
  private choose(of: string, hosts: readonly Neighbour[]) {
    const most = this.choices.most(of);
    if (hosts.length <= most + 1) return { shown: hosts, hidden: [] };
    const shown = hosts.filter(({ node }, i) => i < most || this.choices.always.has(node));
    return { shown, hidden: hosts.filter((host) => !shown.includes(host)) };
  }

  private wireLength(link: number, fromX: number): number {
    const its = this.links[link]!;
    const metres = its.kind === 'cable' ? its.lengthMetres : 0;
    const room = Math.max(LEAST_WIRE, this.choices.width - fromX - SIZE.host.width - SIZE.pad);
    return Math.max(LEAST_WIRE, (room * metres) / this.longest);
  }

  /** @param path from `node` on */
  private wire(link: number, node: string, path: Point[]): void {
    this.wires.push({ link, path: nodesOf(this.links[link]!)[0] === node ? path : path.reverse() });
  }

  private portAt(link: number, node: string): string {
    const its = this.links[link]!;
    const end = its.kind === 'cable' ? its.ends.find((one) => one.node === node)! : its.end;
    return `${end.node}:${end.port}`;
  }

  private applyMoves(): void {
    const { moved } = this.choices;
    if (moved.size === 0) return;
    for (const box of this.boxes) {
      const by = moved.get(box.name);
      if (!by) continue;
      box.x = Math.max(0, box.x + by.x);
      box.y = Math.max(0, box.y + by.y);
    }
    for (const [name, coax] of this.coaxes) {
      const by = moved.get(name);
      if (by) this.coaxes.set(name, { x: coax.x + by.x, fromY: coax.fromY + by.y, toY: coax.toY + by.y });
    }
    for (const [port, at] of this.jacks) this.jacks.set(port, shift(at, moved.get(port.slice(0, port.indexOf(':')))));
    for (const wire of this.wires) {
      const [a, b] = nodesOf(this.links[wire.link]!).map((name) => moved.get(name));
      const end = wire.path.length - 1;
      if (a || b) {
        wire.path = [shift(wire.path[0]!, a), ...(a && b ? [] : wire.path.slice(1, end)), shift(wire.path[end]!, b)];
      }
    }
  }
}

function shift({ x, y }: Point, by: Point | undefined): Point {
  return by ? { x: Math.max(0, x + by.x), y: Math.max(0, y + by.y) } : { x, y };
}

/** The nodes at a link's ends, that of its first port first. */
export function nodesOf(link: ScenarioLink): readonly [string, string] {
  return link.kind === 'cable' ? [link.ends[0].node, link.ends[1].node] : [link.end.node, link.coax];
}

/** Ascending places moved down until each is `apart` from the one before. */
function spread(places: readonly number[], apart: number, from: number): number[] {
  let least = from;
  return places.map((place) => {
    const y = Math.max(place, least);
    least = y + apart;
    return y;
  });
}

/** The point at a share (0 to 1) of a path's length, and the part of it between two shares. */
export function along(path: readonly Point[], from: number, to: number): Point[] {
  const lengths = path.slice(1).map(({ x, y }, i) => Math.hypot(x - path[i]!.x, y - path[i]!.y));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const points: Point[] = [];
  let before = 0;
  lengths.forEach((length, i) => {
    const [a, b] = [path[i]!, path[i + 1]!];
    const start = Math.max(0, (from * whole - before) / length);
    const end = Math.min(1, (to * whole - before) / length);
    before += length;
    if (end < 0 || start > 1 || length === 0) return;
    const at = (share: number) => ({ x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
    if (points.length === 0) points.push(at(start));
    points.push(at(end));
  });
  return points;
}
