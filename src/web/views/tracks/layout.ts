// Which rows there are and where they stand; nothing here is drawn.
import { upperBound } from '../../run/columns.js';
import type { Stage } from '../../run/stage.js';
import type { Detail } from './detail.js';
import { nodesOf, type Place, type Track } from './track.js';

/** A row of the picture. */
export interface Row {
  readonly track: Track;
  readonly place: Place;
  /** The first of its node: it bears the node's name. */
  readonly first: boolean;
  readonly last: boolean;
  readonly top: number;
  readonly height: number;
}

/** What tells a row from all others of its run. */
export function idOf({ place, track }: Row): string {
  return `${place.node}/${place.port}/${track.id}`;
}

/** All rows, from top to bottom. */
export interface Layout {
  /** Whose rows they are: another run's ports are others. */
  readonly stage: Stage | undefined;
  readonly rows: readonly Row[];
  readonly tops: Float64Array;
  readonly height: number;
}

/** Room between two nodes. */
const BETWEEN = 6;

/** Lays out the tracks of a stage. @param folded nodes of which only the chief track is shown */
export function layOut(stage: Stage, tracks: readonly Track[], folded: ReadonlySet<string>, detail: Detail): Layout {
  const rows: Row[] = [];
  let top = 0;
  for (const node of nodesOf(stage)) {
    const its = tracks.flatMap((track) =>
      folded.has(node.name) && !track.chief ? [] : track.places(stage, node).map((place) => ({ track, place })),
    );
    its.sort((a, b) => Number(b.track.chief ?? false) - Number(a.track.chief ?? false) || a.place.port - b.place.port);
    its.forEach(({ track, place }, i) => {
      const height = track.height(detail, stage, place);
      rows.push({ track, place, first: i === 0, last: i === its.length - 1, top, height });
      top += height;
    });
    if (its.length > 0) top += BETWEEN;
  }
  return { stage, rows, tops: Float64Array.from(rows, (row) => row.top), height: top };
}

/** Index of the row at a height, or -1 above the first. */
export function rowAt({ tops }: Layout, y: number): number {
  return upperBound(tops, y) - 1;
}

/** The rows that show between two heights. */
export function rowsBetween(layout: Layout, fromY: number, toY: number): readonly Row[] {
  return layout.rows.slice(Math.max(0, rowAt(layout, fromY)), rowAt(layout, toY) + 1);
}

/** Where to scroll so that what was at the top stays there when rows have become taller or flatter. */
export function anchored(before: Layout, scrollTop: number, after: Layout): number {
  const i = rowAt(before, scrollTop);
  const row = before.rows[i];
  const same =
    row &&
    after.rows.find(
      (one) => one.track === row.track && one.place.port === row.place.port && one.place.node === row.place.node,
    );
  if (!row || !same) return Math.min(scrollTop, after.height);
  return same.top + ((scrollTop - row.top) / row.height) * same.height;
}
