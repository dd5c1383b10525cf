// Images of rows, and how many of them are kept: each takes some kilobytes.
import type { Image } from '../run/images.js';

/** More than a screen full of bits needs. */
const MOST = 1024;
/** An image that was asked for within this time is in use: it gives way to no other. In milliseconds. */
export const IN_USE_MS = 1000;

interface Kept {
  /** Undefined while it is on its way. */
  image: Image | undefined;
  askedMs: number;
}

/**
 * Images that have come, and places for those on their way. Those asked for longest ago give way. When so many are in use
 * that none can, what is asked for more stays unknown: to fetch it would push out what is asked for again at once.
 */
export class ImageStore {
  /** In order of the last asking. */
  private readonly kept = new Map<number, Kept>();

  /** An image that is there; or how it stands: to be fetched now, on its way, or no place for it. */
  ask(row: number, nowMs: number): Image | 'wanted' | 'coming' | 'full' {
    const known = this.kept.get(row);
    if (known) {
      known.askedMs = nowMs;
      this.kept.delete(row);
      this.kept.set(row, known);
      return known.image ?? 'coming';
    }
    if (this.kept.size >= MOST) {
      const [oldest, { askedMs }] = this.kept.entries().next().value!;
      if (nowMs - askedMs < IN_USE_MS) return 'full';
      this.kept.delete(oldest);
    }
    this.kept.set(row, { image: undefined, askedMs: nowMs });
    return 'wanted';
  }

  /** An image has come; one that has given way meanwhile is dropped. */
  put(row: number, image: Image): void {
    const known = this.kept.get(row);
    if (known) known.image = image;
  }

  clear(): void {
    this.kept.clear();
  }
}
