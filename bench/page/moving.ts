// Hands on a long run: it is dragged and zoomed while Chromium traces which frames it presents.
import type { CDPSession, Page } from 'playwright-core';
import { median } from '../suite.js';
import type { Opened } from './chromium.js';
import { intervals, mainTasks, presentedFrames, traced } from './trace.js';

/** What is done to which view. */
export interface Gesture {
  readonly name: string;
  readonly view: 'spacetime' | 'tracks';
  readonly kind: 'drag' | 'zoom';
  /** Doublings of FIRST_SPAN_PS before it begins: so much is in view, or all of a run that has less. */
  readonly out: number;
}

/** The gestures, from the bits of a collision to half of a run of a million events. */
export const GESTURES: readonly Gesture[] = [
  { name: 'space and time, a collision', view: 'spacetime', kind: 'drag', out: 0 },
  { name: 'space and time, milliseconds', view: 'spacetime', kind: 'drag', out: 5 },
  { name: 'space and time, a second', view: 'spacetime', kind: 'drag', out: 13 },
  { name: 'tracks, a collision', view: 'tracks', kind: 'drag', out: 0 },
  { name: 'tracks, milliseconds', view: 'tracks', kind: 'drag', out: 5 },
  { name: 'tracks, a second', view: 'tracks', kind: 'drag', out: 13 },
  { name: 'from all of it to bits and back', view: 'spacetime', kind: 'zoom', out: 15 },
];

/** What came of a gesture; milliseconds. */
export interface Movement {
  readonly frames: number;
  readonly medianFrame: number;
  readonly worstFrame: number;
  readonly longestTask: number;
  readonly longestWork: number;
  /** What the main thread worked for a frame, waiting for a processor not counted. */
  readonly work: number;
}

/** A collision with what comes before and after it. */
const FIRST_SPAN_PS = 150e6;
/** A mouse tells of its movement 125 times a second. */
const TICK_MS = 8;
/** Pixels that a drag moves at every tick, and how far it goes before it turns. */
const STEP = 3;
const REACH = 180;

/** Makes a gesture for so many milliseconds. */
export async function move(opened: Opened, gesture: Gesture, forMs: number): Promise<Movement> {
  const { page, devtools } = opened;
  const canvas = page.locator(`#${gesture.view} canvas`);
  await canvas.scrollIntoViewIfNeeded();
  await begin(page, gesture.out);
  const box = (await canvas.boundingBox())!;
  const at = { x: box.x + box.width / 2, y: Math.min(box.y + box.height / 2, 850) };
  await page.mouse.move(at.x, at.y);
  const trace = await traced(devtools, async () => {
    if (gesture.kind === 'drag') await drag(page, devtools, at, forMs);
    else await wheel(devtools, at, forMs);
  });
  const frames = intervals(presentedFrames(trace));
  const tasks = mainTasks(trace);
  return {
    frames: frames.length,
    medianFrame: median(frames),
    worstFrame: Math.max(0, ...frames),
    longestTask: Math.max(0, ...tasks.map(({ ms }) => ms)),
    longestWork: Math.max(0, ...tasks.map(({ cpuMs }) => cpuMs)),
    work: tasks.reduce((all, { cpuMs }) => all + cpuMs, 0) / Math.max(1, frames.length),
  };
}

/** Looks at the beginning of the run, as near as a gesture begins. */
async function begin(page: Page, out: number): Promise<void> {
  const field = page.locator('#spacetime [role=application]');
  const spanPs = () =>
    field.evaluate((one) => Number((one as HTMLElement).dataset.tops) - Number((one as HTMLElement).dataset.fromps));
  await page.getByRole('button', { name: 'Whole run' }).click();
  await page.waitForTimeout(300);
  while ((await spanPs()) > 1.3 * FIRST_SPAN_PS * 2 ** out) {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await page.waitForTimeout(50);
  }
  await page.waitForTimeout(300);
}

interface Place {
  readonly x: number;
  readonly y: number;
}

async function drag(page: Page, devtools: CDPSession, { x, y }: Place, forMs: number): Promise<void> {
  await page.mouse.down();
  let away = 0;
  let by = -STEP;
  await ticking(forMs, () => {
    if (Math.abs(away + by) > REACH) by = -by;
    away += by;
    return devtools.send('Input.dispatchMouseEvent', {
      type: 'mouseMoved',
      x: x + away,
      y: y + away,
      button: 'left',
      buttons: 1,
    });
  });
  await page.mouse.up();
}

async function wheel(devtools: CDPSession, place: Place, forMs: number): Promise<void> {
  const begun = performance.now();
  await ticking(forMs, () => {
    const nearer = performance.now() - begun < forMs / 2;
    return devtools.send('Input.dispatchMouseEvent', {
      type: 'mouseWheel',
      ...place,
      deltaX: 0,
      deltaY: nearer ? -20 : 20,
      modifiers: 2,
    });
  });
}

/** Sends at every tick, as a mouse does, whether or not what it sent before has been answered; a few at most wait. */
async function ticking(forMs: number, send: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + forMs;
  let waiting = 0;
  while (performance.now() < until) {
    if (waiting < 8) {
      waiting++;
      send().finally(() => {
        waiting--;
      });
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}
