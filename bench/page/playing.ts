// What playing leaves behind: the heap of the page's thread while a run plays, all garbage collected at each look.
import type { Opened } from './chromium.js';
import { heapOctets } from './loading.js';

/** How a heap went while a run played. */
export interface Playing {
  readonly seconds: number;
  /** The heap at each look, in octets; looks are evenly spaced. */
  readonly heap: readonly number[];
  /** Octets a minute: the median of the slopes between all pairs of looks (Theil and Sen), those at the start left out. */
  readonly perMinute: number;
  /** Simulated time that went by, in picoseconds. */
  readonly playedPs: number;
}

/** Looks at the start that may still fill what is kept: images, histories, compiled code. */
const SETTLING = 0.25;

/** Plays the run in view at so many picoseconds a second, and looks at the heap now and then. */
export async function play(
  { page, devtools }: Opened,
  seconds: number,
  speedPs: number,
  looks: number,
): Promise<Playing> {
  await page.getByLabel('slower at collisions').uncheck();
  await page.getByLabel('Speed').fill(String(Math.round(10 * Math.log10(speedPs)) / 10));
  await page.locator('button.play').click();
  const heap: number[] = [];
  const begun = performance.now();
  for (let look = 1; look <= looks; look++) {
    const at = begun + (1000 * seconds * look) / looks;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - performance.now())));
    heap.push(await heapOctets(devtools));
  }
  const stillPlays = (await page.locator('button.play').getAttribute('aria-label')) === 'Pause';
  if (!stillPlays) throw new Error('the run was over before its memory was measured');
  const playedPs = Number(await page.locator('.clock').getAttribute('data-ps'));
  await page.locator('button.play').click();
  const kept = heap.slice(Math.floor(looks * SETTLING));
  return { seconds, heap, perMinute: slope(kept) / (seconds / looks / 60), playedPs };
}

/** Median of the slopes between all pairs, for each step from one to the next. */
export function slope(values: readonly number[]): number {
  const slopes = values.flatMap((value, i) => values.slice(i + 1).map((later, j) => (later - value) / (j + 1)));
  slopes.sort((a, b) => a - b);
  return slopes.length === 0 ? 0 : slopes[slopes.length >> 1];
}
