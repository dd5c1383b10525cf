// Which rows of a long list are in view. A browser bears no element of many millions of pixels; beyond that length the
// scroll bar stands for a share of the list instead of a distance.

/** Longest scrolled height, in pixels: every browser bears it. */
export const LONGEST_PX = 8e6;

/** A list of rows of one height, in a box. */
export interface ListShape {
  readonly rows: number;
  readonly rowPx: number;
  readonly boxPx: number;
}

/** Height of what is scrolled. */
export function scrolledPx({ rows, rowPx }: ListShape): number {
  return Math.min(rows * rowPx, LONGEST_PX);
}

/** Rows that fit into the box whole. */
export function rowsInBox({ rowPx, boxPx }: ListShape): number {
  return Math.max(1, Math.floor(boxPx / rowPx));
}

/** The row at the top of the box, with its fraction. */
export function topRow(shape: ListShape, scrollTop: number): number {
  const { rows, rowPx, boxPx } = shape;
  const room = scrolledPx(shape) - boxPx;
  if (room <= 0) return 0;
  const last = rows - boxPx / rowPx;
  return Math.min(Math.max(0, scrollTop / room), 1) * last;
}

/** Where to scroll to for a row to be at the top of the box. */
export function scrollTopFor(shape: ListShape, row: number): number {
  const { rows, rowPx, boxPx } = shape;
  const room = scrolledPx(shape) - boxPx;
  const last = rows - boxPx / rowPx;
  if (room <= 0 || last <= 0) return 0;
  return (Math.min(Math.max(0, row), last) / last) * room;
}

/** The top row that brings a row into view with as little movement as can be. */
export function topRevealing(shape: ListShape, top: number, row: number): number {
  const shown = shape.boxPx / shape.rowPx;
  if (row < top) return row;
  return row + 1 > top + shown ? row + 1 - shown : top;
}
