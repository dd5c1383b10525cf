// The whole page, every view and window of it, as axe-core sees it: in both languages, light and dark.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './axe.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';

/** The windows that open over the page, by the button of the network's heading that opens them, and what they need to be full. */
const WINDOWS: readonly [string, number, (page: Page) => Promise<unknown>][] = [
  ['#compare', 0, (page) => page.locator('#compare [data-difference]').waitFor()],
  ['#race', 1, (page) => page.locator('#race .primary').waitFor()],
];

describe.runIf(browserPath())('the whole page, as axe-core sees it', IN_BROWSER, () => {
  let browser: PageBrowser;

  beforeAll(async () => {
    browser = await PageBrowser.start();
  });

  afterAll(async () => {
    await browser.stop();
  });

  it.each([
    ['en', 'light'],
    ['en', 'dark'],
    ['ko', 'light'],
    ['ko', 'dark'],
  ])('has no violation in %s, %s', { timeout: 120_000 }, async (lang, theme) => {
    const page = await browser.open(`?scenario=hub-question&lang=${lang}&theme=${theme}`);
    await browser.over(page);
    expect(await violationsOf(page), 'as it opens').toEqual([]);

    // A collision, its reasons, and its frame in the inspector.
    await page.keyboard.press('n');
    await page.locator('#events tr.row').nth(4).click();
    await page.locator('#inspector summary').first().waitFor();
    expect(await violationsOf(page), 'with a frame in the inspector').toEqual([]);

    const tools = page.locator('#topology h2 button');
    for (const [window, button, full] of WINDOWS) {
      await tools.nth(button).click();
      await full(page);
      expect(await violationsOf(page, window), window).toEqual([]);
      await page.keyboard.press('Escape');
    }
    await page.keyboard.press('?');
    await page.locator('#help').waitFor();
    expect(await violationsOf(page, '#help'), 'help').toEqual([]);
    await page.keyboard.press('Escape');

    await tools.nth(2).click();
    await page.locator('.editor').waitFor();
    expect(await violationsOf(page), 'with the editor open').toEqual([]);

    await page.goto(`${browser.server.url}?lang=${lang}&theme=${theme}#tour=8`);
    await page.reload();
    await page.waitForSelector('.main[data-spoken-of]');
    expect(await violationsOf(page), 'on the tour').toEqual([]);
    await page.context().close();
  });
});
