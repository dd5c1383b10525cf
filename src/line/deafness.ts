// When the end of a cable was off the line: nothing that arrives then is heard, and what is passing is cut short.

/** Spans remembered: more than can fall into one signal that anybody still asks about. */
const MOST_SPANS = 16;

/** The cuts that one ear has lived through, the latest last. */
export class Deafness {
  private readonly spans: { readonly fromPs: number; untilPs: number }[] = [];

  /** Deaf from now on. */
  begin(nowPs: number): void {
    if (this.spans.length === MOST_SPANS) this.spans.shift();
    this.spans.push({ fromPs: nowPs, untilPs: Number.POSITIVE_INFINITY });
  }

  /** The wires are apart. */
  get apart(): boolean {
    return this.spans.at(-1)?.untilPs === Number.POSITIVE_INFINITY;
  }

  /**
   * Hears again what arrives from now on. Wires that part and join in one instant are apart for a picosecond: else what
   * comes in that very instant would be cut if it came before them, and be heard by those who look back.
   */
  end(nowPs: number): void {
    const last = this.spans.at(-1);
    if (last && last.untilPs === Number.POSITIVE_INFINITY) last.untilPs = Math.max(nowPs, last.fromPs + 1);
  }

  /** What arrives at that moment is not heard. */
  covers(ps: number): boolean {
    for (const { fromPs, untilPs } of this.spans) if (ps >= fromPs && ps < untilPs) return true;
    return false;
  }

  /** Where something that is heard from `fromPs` and would last until `toPs` breaks off. */
  breakOff(fromPs: number, toPs: number): number {
    for (const span of this.spans) if (fromPs < span.fromPs && span.fromPs < toPs) return span.fromPs;
    return toPs;
  }
}
