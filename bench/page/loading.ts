// How long a scenario that is handed to the page takes until all of the run is in view, and what its main thread does meanwhile.
import type { CDPSession, Page } from 'playwright-core';
import { type Opened, over } from './chromium.js';
import { type Saturation, saturationText } from './saturation.js';
import { intervals, mainTasks, presentedFrames, traced } from './trace.js';

/** One loading. */
export interface Loading {
  /** From the moment that the page is given the file to the end of the run and a painted picture of it, in milliseconds. */
  readonly ms: number;
  /** Of it, the worker's time from the first event to the last. */
  readonly events: number;
  /** Longest task of the main thread, in milliseconds: by the clock, and its own work. */
  readonly longestTask: number;
  readonly longestWork: number;
  /** Longest time without a new frame, in milliseconds. */
  readonly longestStill: number;
}

/** Hands the page a saturated network and waits until it has all of it. */
export async function load({ page, devtools }: Opened, what: Saturation): Promise<Loading> {
  await over(page);
  let ms = 0;
  const trace = await traced(devtools, async () => {
    ms = await hand(page, what);
  });
  const tasks = mainTasks(trace);
  return {
    ms,
    events: await eventsInView(page),
    longestTask: Math.max(0, ...tasks.map((task) => task.ms)),
    longestWork: Math.max(0, ...tasks.map((task) => task.cpuMs)),
    longestStill: Math.max(0, ...intervals(presentedFrames(trace))),
  };
}

/** Hands the page a scenario as its file chooser would; answers the milliseconds until its run is over and painted. */
export async function hand(page: Page, what: Saturation): Promise<number> {
  const before = await page.getAttribute('[data-status]', 'data-fingerprint');
  const done = page.evaluate(untilOver, before);
  await page.setInputFiles('input[type=file]', {
    name: 'saturated.yaml',
    mimeType: 'text/yaml',
    buffer: Buffer.from(saturationText(what)),
  });
  return done;
}

/** Runs in the page: from the change of its file chooser until another run is over and painted. */
function untilOver(before: string | null): Promise<number> {
  return new Promise((resolve, reject) => {
    let begun = Number.NaN;
    const shell = document.querySelector<HTMLElement>('[data-status]')!;
    const note = (): void => {
      begun = performance.now();
    };
    document.addEventListener('change', note, { capture: true, once: true });
    const watching = new MutationObserver(() => {
      const { status, fingerprint } = shell.dataset;
      const refused = document.querySelector('.refusal')?.textContent;
      if (refused) reject(new Error(refused));
      else if (status !== 'over' || fingerprint === undefined || fingerprint === before) return;
      watching.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
    });
    watching.observe(shell, { attributes: true, subtree: true, childList: true });
  });
}

async function eventsInView(page: Page): Promise<number> {
  const said = (await page.textContent('.run-status')) ?? '';
  return Number(/(\d[\d\s]*)\sevents/.exec(said)?.[1]?.replace(/\s/g, '') ?? Number.NaN);
}

/** Octets of JavaScript heap in use on the page's thread, its columns of numbers among them, all garbage collected. */
export async function heapOctets(devtools: CDPSession): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await devtools.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
