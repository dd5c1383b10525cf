// Hands on the picture of space and time, in a real browser.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, PageBrowser } from './browser.js';

describe.runIf(browserPath())('the space-time view in a browser', () => {
  let browser: PageBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await PageBrowser.start();
    page = await browser.open('?lang=en', { viewport: { width: 1280, height: 900 } });
    await browser.over(page);
  }, 60_000);

  afterAll(async () => {
    await browser.stop();
  });

  const field = async () => (await page.locator('#spacetime .plane').boundingBox())!;
  const cable = () => page.getByRole('slider', { name: 'Length of the cable a – hub' });

  it('measures 51.2 us for a slot, from the first bit of a frame to 512 bit times later', async () => {
    await page.getByRole('button', { name: 'Whole run' }).click();
    const box = await field();
    await page.getByRole('button', { name: 'Measure' }).click();
    // The lane of b, whose second attempt begins at 21.777 us: the ends snap to its edges.
    const lane = (await page.locator('#spacetime .lane-name', { hasText: /^b$/ }).boundingBox())!;
    const x = lane.x + lane.width / 2;
    const [from, to] = await page.evaluate(() => {
      const { fromps, tops } = (document.querySelector('#spacetime .plane') as HTMLElement).dataset;
      return [Number(fromps), Number(tops)];
    });
    expect(to! - from!).toBeGreaterThan(0);
    const at = (us: number) => box.y + ((us * 1e6 - from!) / (to! - from!)) * box.height;
    await page.mouse.move(x, at(21.777) + 3);
    await page.mouse.down();
    await page.mouse.move(x, at(60));
    await page.mouse.move(x, at(21.777 + 51.2) - 3);
    await page.mouse.up();
    const readout = page.locator('#spacetime .readout');
    expect(await readout.getAttribute('data-ps')).toBe('51200000');
    expect(await readout.innerText()).toContain('51.2 µs');
    expect(await readout.innerText()).toContain('512 bit times');
    await page.getByRole('button', { name: 'Measure' }).click();
  });

  it('makes the collision late when a cable is dragged long enough, and keeps the run before as a ghost', async () => {
    const late = () => page.evaluate(() => document.querySelector('#spacetime .plane')!.getAttribute('data-late'));
    expect(await late()).toBe('0');
    const before = (await cable().boundingBox())!;
    const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 150, y, { steps: 4 });
    // Nine kilometres: b's signal is at a after more than 51.2 us, and before a's 57.6 us are over.
    await page.mouse.move(x + 315, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => cable().getAttribute('aria-valuenow').then(Number)).toBe(9000);
    await browser.over(page);
    await expect.poll(late).not.toBe('0');
    expect(await page.getByRole('button', { name: 'Hide the run before' }).count()).toBe(1);
  });

  it('is moved by keys, zoomed by them, and selects the event at the cursor', async () => {
    const seen = () => page.locator('#spacetime .plane').evaluate((one) => ({ ...(one as HTMLElement).dataset }));
    await page.locator('#spacetime .plane').focus();
    const first = await seen();
    await page.keyboard.press('+');
    const nearer = await seen();
    expect(Number(nearer.tops) - Number(nearer.fromps)).toBeLessThan(Number(first.tops) - Number(first.fromps));
    await page.keyboard.press('ArrowDown');
    expect(Number((await seen()).fromps)).toBeGreaterThan(Number(nearer.fromps));
    await page.keyboard.press('Enter');
    expect((await seen()).selected).toBe('event');
  });

  it('has complained of nothing', () => {
    expect(browser.complaints).toEqual([]);
  });
});
