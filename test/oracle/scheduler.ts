// A scheduler to compare with: a plain list, searched from one end to the other for whatever comes next.

/** The names of things to happen, in order of time and then of arming. */
export class PlainSchedule {
  now = 0;
  private readonly list: { name: number; at: number }[] = [];

  get armed(): number {
    return this.list.length;
  }

  /** Arms `name`; what is armed already is taken out first, and so comes last among its equals. */
  arm(name: number, at: number): void {
    this.cancel(name);
    this.list.push({ name, at });
  }

  cancel(name: number): void {
    const place = this.list.findIndex((entry) => entry.name === name);
    if (place >= 0) this.list.splice(place, 1);
  }

  /** When the next one is due, or Infinity. */
  next(): number {
    return this.list.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  }

  /** Takes the next one out, unless it comes after `until`. */
  take(until: number): number | undefined {
    const at = this.next();
    if (this.list.length === 0 || at > until) return undefined;
    const [entry] = this.list.splice(
      this.list.findIndex((other) => other.at === at),
      1,
    );
    this.now = at;
    return entry!.name;
  }
}
