/**
 * The changes of a dump, as three numbers each in typed arrays: 16 octets a change, whatever its text, since equal
 * texts ("1", "0", "r-1.25 ") are kept once.
 */
const FIRST_ROOM = 1024;

export class ChangeLog {
  /** Changes that didn't fit. */
  dropped = 0;
  private times = new Float64Array(FIRST_ROOM);
  private indices = new Uint32Array(FIRST_ROOM);
  private texts = new Uint32Array(FIRST_ROOM);
  private count = 0;
  private sorted = true;
  private readonly textIds = new Map<string, number>();

  /** @param maxChanges how many are kept at most */
  constructor(private readonly maxChanges: number) {}

  /** Changes that did. */
  get kept(): number {
    return this.count;
  }

  add(timePs: number, index: number, text: string): void {
    if (this.count >= this.maxChanges) {
      this.dropped++;
      return;
    }
    if (this.count === this.times.length) this.grow();
    if (this.count > 0 && timePs < this.times[this.count - 1]!) this.sorted = false;
    this.times[this.count] = timePs;
    this.indices[this.count] = index;
    this.texts[this.count] = this.textId(text);
    this.count++;
  }

  /** Visits the changes by time, rounded to units; of several of one variable at one time only the last. */
  inOrderOfTime(unitPs: number, visit: (units: number, index: number, text: string) => void): void {
    const texts = [...this.textIds.keys()];
    const { times } = this;
    const unitsAt = (i: number): number => Math.round(times[i]! / unitPs);
    const order = new Uint32Array(this.count).map((_, i) => i);
    if (!this.sorted) order.sort((a, b) => times[a]! - times[b]! || a - b);
    const final = new Map<number, number>();
    for (let i = 0; i < order.length; ) {
      const units = unitsAt(order[i]!);
      for (; i < order.length && unitsAt(order[i]!) === units; i++) {
        final.set(this.indices[order[i]!]!, this.texts[order[i]!]!);
      }
      for (const [index, text] of final) visit(units, index, texts[text]!);
      final.clear();
    }
  }

  private textId(text: string): number {
    const known = this.textIds.get(text);
    if (known !== undefined) return known;
    this.textIds.set(text, this.textIds.size);
    return this.textIds.size - 1;
  }

  private grow(): void {
    const room = this.times.length * 2;
    const times = new Float64Array(room);
    const indices = new Uint32Array(room);
    const texts = new Uint32Array(room);
    times.set(this.times);
    indices.set(this.indices);
    texts.set(this.texts);
    this.times = times;
    this.indices = indices;
    this.texts = texts;
  }
}
