// What playing leaves behind: the heap of the page's thread while a run plays, all garbage collected at each look.
import type { Page } from 'playwright-core';
import type { Opened } from './chromium.js';
import { heapOctets } from './loading.js';

/** How a heap went while a run played. */
export interface Playing {
  readonly seconds: number;
  /** The heap at each look, in octets; looks are evenly spaced. */
  readonly heap: readonly number[];
  /** Octets a minute: the median of the slopes between all pairs of looks (Theil and Sen), those at the start left out. */
  readonly perMinute: number;
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
    await playOn(page);
  }
  await page.locator('button.play').click();
  const kept = heap.slice(Math.floor(looks * SETTLING));
  return { seconds, heap, perMinute: slope(kept) / (seconds / looks / 60) };
}

/** A run that is over begins again: on a busy machine looks take longer than was reckoned with. */
async function playOn(page: Page): Promise<void> {
  const button = page.locator('button.play');
  if ((await button.getAttribute('aria-label')) === 'Pause') return;
  await page.locator('.overview').press('Home');
  await button.click();
}

/** Median of the slopes between all pairs, for each step from one to the next. */
export function slope(values: readonly number[]): number {
  const slopes = values.flatMap((value, i) => values.slice(i + 1).map((later, j) => (later - value) / (j + 1)));
  slopes.sort((a, b) => a - b);
  return slopes.length === 0 ? 0 : slopes[slopes.length >> 1];
}
