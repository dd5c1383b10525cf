// Columns of numbers that grow: what a run is kept in, on both sides of the border between worker and page.

type Column = Float64Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Uint8Array;
type ColumnClass<C extends Column> = new (length: number) => C;

const FIRST_ROOM = 1024;

/** One column; `data` may be longer than `length`. */
export abstract class Growing<C extends Column> {
  data: C;
  length = 0;

  constructor(private readonly kind: ColumnClass<C>) {
    this.data = new kind(FIRST_ROOM);
  }

  abstract push(value: number): void;

  append(values: ArrayLike<number>): void {
    if (this.length + values.length > this.data.length) this.makeRoom(values.length);
    this.data.set(values, this.length);
    this.length += values.length;
  }

  /** A copy of rows [from, to). */
  copy(from: number, to: number): C {
    return this.data.slice(from, to) as C;
  }

  protected makeRoom(more: number): void {
    let room = this.data.length;
    while (room < this.length + more) room *= 2;
    const wider = new this.kind(room);
    wider.set(this.data.subarray(0, this.length));
    this.data = wider;
  }
}

// Each kind has a `push` of its own, with the same words: one that has met arrays of every kind is many times as slow as
// one that has only ever met its own, and a run pushes millions of numbers.

class Float64Column extends Growing<Float64Array> {
  override push(value: number): void {
    if (this.length === this.data.length) this.makeRoom(1);
    this.data[this.length++] = value;
  }
}

class Int32Column extends Growing<Int32Array> {
  override push(value: number): void {
    if (this.length === this.data.length) this.makeRoom(1);
    this.data[this.length++] = value;
  }
}

class Uint32Column extends Growing<Uint32Array> {
  override push(value: number): void {
    if (this.length === this.data.length) this.makeRoom(1);
    this.data[this.length++] = value;
  }
}

class Int16Column extends Growing<Int16Array> {
  override push(value: number): void {
    if (this.length === this.data.length) this.makeRoom(1);
    this.data[this.length++] = value;
  }
}

class Uint16Column extends Growing<Uint16Array> {
  override push(value: number): void {
    if (this.length === this.data.length) this.makeRoom(1);
    this.data[this.length++] = value;
  }
}

class Uint8Column extends Growing<Uint8Array> {
  override push(value: number): void {
    if (this.length === this.data.length) this.makeRoom(1);
    this.data[this.length++] = value;
  }
}

export const float64 = (): Growing<Float64Array> => new Float64Column(Float64Array);
export const int32 = (): Growing<Int32Array> => new Int32Column(Int32Array);
export const uint32 = (): Growing<Uint32Array> => new Uint32Column(Uint32Array);
export const int16 = (): Growing<Int16Array> => new Int16Column(Int16Array);
export const uint16 = (): Growing<Uint16Array> => new Uint16Column(Uint16Array);
export const uint8 = (): Growing<Uint8Array> => new Uint8Column(Uint8Array);

/** For each of many keys (small whole numbers) the list of what was put under it, in order: two numbers an entry. */
export class Chains {
  private readonly last = int32();
  private readonly before = int32();
  private readonly entries = int32();

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
