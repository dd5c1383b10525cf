// Columns of numbers that grow: what a run is kept in, on both sides of the border between worker and page.

type Column = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Uint8Array;
type ColumnClass<C extends Column> = new (length: number) => C;

const FIRST_ROOM = 1024;

/** One column; `data` may be longer than `length`. */
export class Growing<C extends Column> {
  data: C;
  length = 0;

  constructor(private readonly kind: ColumnClass<C>) {
    this.data = new kind(FIRST_ROOM);
  }

  push(value: number): void {
    this.makeRoom(1);
    this.data[this.length++] = value;
  }

  append(values: ArrayLike<number>): void {
    this.makeRoom(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  /** A copy of rows [from, to). */
  copy(from: number, to: number): C {
    return this.data.slice(from, to) as C;
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.data.length) return;
    let room = this.data.length;
    while (room < this.length + more) room *= 2;
    const wider = new this.kind(room);
    wider.set(this.data.subarray(0, this.length));
    this.data = wider;
  }
}

/** For each of many keys (small whole numbers) the list of what was put under it, in order: two numbers an entry. */
export class Chains {
  private readonly last = new Growing(Int32Array);
  private readonly before = new Growing(Int32Array);
  private readonly entries = new Growing(Int32Array);

  /** Puts an entry at the end of a key's list. */
  add(key: number, entry: number): void {
    while (this.last.length <= key) this.last.push(-1);
    this.before.push(this.last.data[key]!);
    this.last.data[key] = this.entries.length;
    this.entries.push(entry);
  }

  /** A key's list; empty for a key that was never used. */
  of(key: number): number[] {
    const list: number[] = [];
    if (key < 0 || key >= this.last.length) return list;
    for (let at = this.last.data[key]!; at >= 0; at = this.before.data[at]!) list.push(this.entries.data[at]!);
    return list.reverse();
  }
}

export const float64 = (): Growing<Float64Array> => new Growing(Float64Array);
export const int32 = (): Growing<Int32Array> => new Growing(Int32Array);
export const uint32 = (): Growing<Uint32Array> => new Growing(Uint32Array);
export const int16 = (): Growing<Int16Array> => new Growing(Int16Array);
export const uint16 = (): Growing<Uint16Array> => new Growing(Uint16Array);
export const uint8 = (): Growing<Uint8Array> => new Growing(Uint8Array);

/** Index of the first of `length` ascending numbers that is greater than `value`. */
export function upperBound(data: ArrayLike<number>, value: number, length = data.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (data[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first of `length` ascending numbers that is not less than `value`. */
export function lowerBound(data: ArrayLike<number>, value: number, length = data.length): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (data[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
