// By keyboard alone, in a real browser: the hub question from opening the page to understanding; the help; the quiz.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './axe.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';

/** Where the focus is, and whether it is seen. */
const focus = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement!;
    const { top, bottom, left, right, width, height } = at.getBoundingClientRect();
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const isRinged = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    return {
      is:
        at === document.body
          ? 'body'
          : `${at.tagName} ${at.id} ${at.getAttribute('aria-label') ?? at.textContent?.slice(0, 40)}`,
      panel: at.closest('section[id], header')?.id ?? '',
      seen: isRinged && width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth,
    };
  });

/** Steps from event to event until a question is asked; each step has the time to be seen, or the next would pass it over. */
async function stepUntilAsked(page: Page, most: number): Promise<void> {
  for (let i = 0; i < most && (await page.locator('#quiz').count()) === 0; i++) {
    await page.keyboard.press('.');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
}

/** Presses Tab until the focus is on what fits; fails where it can't be seen on the way. */
async function tabTo(page: Page, fits: (at: Awaited<ReturnType<typeof focus>>) => boolean, most = 60): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    await page.keyboard.press('Tab');
    const at = await focus(page);
    if (at.is === 'body') continue;
    expect(at.seen, `the focus is seen on ${at.is}`).toBe(true);
    if (fits(at)) return;
  }
  throw new Error(`Tab does not lead there; it is on ${(await focus(page)).is}`);
}

const here = async (page: Page) => (await page.locator('#why .here').innerText()).replaceAll('\u00a0', ' ');
const cursor = async (page: Page) => Number(await page.locator('.transport .clock').getAttribute('data-ps'));

describe.runIf(browserPath())('the page by keyboard', IN_BROWSER, () => {
  let browser: PageBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await PageBrowser.start();
  }, 60_000);
  afterAll(() => browser?.stop());
  afterEach(async () => {
    await page.context().close();
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  it('answers the hub question: gallery, play, collision, why, bits, measure', async () => {
    page = await browser.open('?lang=en&scenario=coax-bus', { viewport: { width: 1440, height: 900 } });
    await browser.over(page);
    const { keyboard } = page;
    await tabTo(page, ({ is }) => is.startsWith('SELECT'));
    const before = await page.getAttribute('[data-status]', 'data-fingerprint');
    await keyboard.type('How do');
    await page.waitForFunction((old) => {
      const { status, fingerprint } = document.querySelector<HTMLElement>('[data-status]')!.dataset;
      return status === 'over' && fingerprint !== undefined && fingerprint !== old;
    }, before);

    await tabTo(page, ({ panel, is }) => panel === 'intro' && /Play/.test(is));
    await keyboard.press('Enter');
    await expect.poll(() => cursor(page)).toBeGreaterThan(0);
    expect((await focus(page)).is).toContain('Pause');
    await keyboard.press(' ');
    expect((await focus(page)).is).toContain('Play');

    // To the hub's collision, then b's, then a's, whatever has been played.
    await keyboard.press('N');
    await keyboard.press('N');
    await keyboard.press('N');
    const heard: string[] = [];
    for (let i = 0; i < 5 && !/^a /.test(heard.at(-1) ?? ''); i++) {
      await keyboard.press('n');
      heard.push((await page.locator('#announcer').innerText()).replace(/^[\d.]+ µs, /, ''));
    }
    expect(heard.at(-1)).toMatch(/^a: collision of #0 with what hub sends/);

    expect(await here(page)).toContain('it receives while it transmits');
    await keyboard.press('6');
    expect((await focus(page)).panel).toBe('why');
    await tabTo(page, ({ is }) => /hub heard/.test(is), 8);
    await keyboard.press('Enter');
    expect(await here(page)).toContain('sends jam to every port');
    expect(Math.round((await cursor(page)) / 1000)).toBe(1270);

    // Bit by bit through what a sent until then: the fragment.
    await keyboard.press('n');
    await keyboard.press('n');
    await keyboard.press('4');
    expect((await focus(page)).panel).toBe('inspector');
    await keyboard.press(']');
    const bitOf = async () => /Bit (\d+) · (\w+)/.exec(await page.locator('#inspector').innerText());
    const [, first, field] = (await bitOf())!;
    expect(field).toBe('preamble');
    await keyboard.press(']');
    expect(Number((await bitOf())![1])).toBe(Number(first) + 1);

    await keyboard.press('m');
    expect(await focus(page)).toMatchObject({ panel: 'spacetime', seen: true });
    await keyboard.press('Shift+ArrowDown');
    await keyboard.press('Shift+ArrowDown');
    const readout = page.locator('#spacetime .readout');
    expect(await readout.getAttribute('data-ps')).toBe('200000');
    expect(await readout.innerText()).toContain('2 bit times');
    await keyboard.press('Escape');
  }, 60_000);

  it('shows who has never been here the first collision, what this is, and one thing to do first', async () => {
    page = await browser.open('', { viewport: { width: 390, height: 844 } });
    await browser.over(page);
    const [from, to] = await page
      .locator('#spacetime [role=application]')
      .evaluate((one) => [Number((one as HTMLElement).dataset.fromps), Number((one as HTMLElement).dataset.tops)]);
    // From a's first bit to the last draw, and not much more.
    expect(from).toBeLessThanOrEqual(0);
    expect(to).toBeGreaterThan(9_900_000);
    expect(to).toBeLessThan(25_000_000);
    expect(await page.locator('#intro').innerText()).toMatch(/Ethernet runs here[\s\S]*How do they know\?/);
    const play = (await page.locator('#intro').getByRole('button', { name: 'Play' }).boundingBox())!;
    expect(play.y + play.height).toBeLessThan(844);
    await page.locator('#intro').getByRole('button', { name: 'Got it' }).click();
    await page.reload();
    await browser.over(page);
    expect(await page.locator('#intro').innerText()).not.toContain('Ethernet runs here');
  });

  it('is left again by Tab: no view keeps the focus', async () => {
    page = await browser.open('?lang=en', { viewport: { width: 1440, height: 900 } });
    await browser.over(page);
    const panels = new Set<string>();
    let last = '';
    for (let pressed = 0; pressed < 200; pressed++) {
      await page.keyboard.press('Tab');
      const at = await focus(page);
      if (at.is === 'body') break;
      expect(at.seen, `the focus is seen on ${at.is}`).toBe(true);
      panels.add(at.panel);
      last = at.is;
    }
    for (const panel of ['intro', 'topology', 'why', 'spacetime', 'tracks', 'events'])
      expect([...panels]).toContain(panel);
    expect((await focus(page)).is, `after ${last}`).toBe('body');
  }, 60_000);

  it.each([
    ['en', 'What you see', 'play, pause'],
    ['ko', '무엇이 보이고', '재생, 일시 정지'],
  ])('opens the help with ?, in %s, and gives the focus back', async (lang, title, does) => {
    page = await browser.open(`?lang=${lang}&theme=${lang === 'ko' ? 'dark' : 'light'}`);
    await browser.over(page);
    const play = page.locator('.transport .play');
    await play.focus();
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('heading', { level: 2 }).innerText()).toContain(title);
    expect(await dialog.innerText()).toContain(does);
    const keys = await dialog.locator('kbd').allInnerTexts();
    expect(keys).toEqual(expect.arrayContaining([',', '.', '[', ']', 'n', 'N', 'f', 'm', '1', '5', '?']));
    expect(await violationsOf(page, 'dialog')).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await dialog.count()).toBe(0);
    expect(await play.evaluate((one) => one === document.activeElement)).toBe(true);
  });

  it('asks before a draw and veils it, then tells what was drawn and who goes first', async () => {
    page = await browser.open('?lang=en', { viewport: { width: 1280, height: 1000 } });
    await browser.over(page);
    const { keyboard } = page;
    await page.getByRole('checkbox', { name: 'ask me first' }).focus();
    await keyboard.press(' ');
    await stepUntilAsked(page, 9);
    // a draws at 9.6 us, b at 9.9 us.
    expect((await focus(page)).panel).toBe('quiz');
    expect(await page.locator('#quiz h2').innerText()).toBe('a has collided once. What will it draw?');
    expect(await violationsOf(page, '#quiz')).toEqual([]);
    const told = async () =>
      [await page.locator('#events').innerText(), await page.locator('#why').innerText()].join('\n');
    expect(await told()).not.toMatch(/r\s=\s\d/);
    expect(await page.locator('#topology').innerText()).not.toMatch(/r ?= ?\d/);
    expect(await page.locator('html').getAttribute('data-veiled')).toBe('9600000');
    expect(await cursor(page)).toBeLessThan(9_600_000);
    await tabTo(page, ({ is }) => is.includes('r = 0'), 3);
    await keyboard.press('Enter');
    expect(await page.locator('#quiz [role=status]').innerText()).toContain('You said 0. r = 1: it waits 51.2 µs.');
    expect(await here(page)).toContain('a drew r = 1 of 0..1');
    // What b draws is veiled still.
    expect(await page.locator('html').getAttribute('data-veiled')).toBe('9900000');
    await keyboard.press('Enter');
    await stepUntilAsked(page, 3);
    await tabTo(page, ({ is }) => is.includes('r = 0'), 3);
    await keyboard.press('Enter');
    const second = await page.locator('#quiz [role=status]').innerText();
    expect(second).toContain('That was right!');
    expect(second).toContain('b goes first');
    await keyboard.press('Enter');
    expect(await page.locator('#quiz').count()).toBe(0);
    expect(await page.locator('html').getAttribute('data-veiled')).toBeNull();
  });

  it('lets whoever wants no question go on', async () => {
    page = await browser.open('?lang=en');
    await browser.over(page);
    await page.getByRole('checkbox', { name: 'ask me first' }).check();
    await page.getByRole('button', { name: 'Next event' }).focus();
    await stepUntilAsked(page, 9);
    for (let i = 0; i < 3 && (await page.locator('#quiz').count()) > 0; i++) await page.keyboard.press('.');
    expect(await page.locator('#quiz').count()).toBe(0);
    expect(await cursor(page)).toBeGreaterThanOrEqual(9_600_000);
  });

  it.each([
    ['en', 'dark', 1440],
    ['ko', 'light', 390],
  ])(
    'has nothing that axe complains of in the frame, the list and the reasons: %s, %s, %d px',
    async (lang, theme, width) => {
      page = await browser.open(`?lang=${lang}&theme=${theme}`, { viewport: { width, height: 900 } });
      await browser.over(page);
      await page.keyboard.press('n');
      for (const part of ['header', '#intro', '#why', '#events']) expect(await violationsOf(page, part)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
    },
  );
});
