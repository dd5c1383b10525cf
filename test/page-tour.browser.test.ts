// The guided tour in a real browser: every stop shows what it speaks of, at the times of the engine, in both languages.
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './axe.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';
import { thicknet } from './cli.js';

const BIT = 100_000;
const HEADER_BITS = 64;
const FRAME_BITS = 64 * 8;

/** An event as the command line writes it, with its number. */
interface Told {
  readonly atPs: number;
  readonly index: number;
  readonly [number: string]: unknown;
}

/** What a stop must show. */
interface Expected {
  readonly view: 'spacetime' | 'tracks';
  readonly cursor: number | readonly [after: number, before: number];
  /** The event selected, where one is. */
  readonly event?: number;
  /** What its text must say. */
  readonly says: readonly (string | number)[];
}

const us = (ps: number): string => (ps / 1e6).toFixed(3).replace(/\.?0+$/, '');

/** From what the command line writes of the same run. */
async function expectations(): Promise<readonly Expected[]> {
  const { stdout } = await thicknet(['run', 'hub-question', '--events', '-', '-q']);
  const told = stdout
    .trim()
    .split('\n')
    .map((line, index): Told => ({ ...JSON.parse(line), index }));
  const of = (part: string, event: string, nth = 0): Told =>
    told.filter((one) => one.part === part && one.event === event)[nth]!;
  const start = of('b', 'transmitStart', 1);
  const deferring = of('b', 'deferring');
  const repeat = of('hub', 'repeat');
  const collision = of('b', 'collision');
  const draw = of('b', 'backoff');
  const received = of('c', 'frameReceived');
  const arrival = received.atPs - (HEADER_BITS + FRAME_BITS) * BIT;
  const jam = of('b', 'jam');
  const at = (one: Told, says: Expected['says'] = []): Expected => ({
    view: 'spacetime',
    cursor: one.atPs,
    event: one.index,
    says: [us(one.atPs), ...says],
  });
  const bit = (fromPs: number, bits: number, says: Expected['says'] = []): Expected => ({
    view: 'tracks',
    cursor: fromPs + bits * BIT,
    says,
  });
  return [
    // The list tells of it only to those who ask for everything.
    { ...at(of('b', 'frameQueued')), event: -1 },
    bit(start.atPs, HEADER_BITS, [us(start.atPs), '02:00:00:00:00:03', '02:00:00:00:00:02', '88b5']),
    bit(start.atPs, 0, ['1 0 1 0 1 0 1 0', '1 0 1 0 1 0 1 1', HEADER_BITS]),
    bit(start.atPs, HEADER_BITS + FRAME_BITS - 32, [32, '83 36 c3 27']),
    at(deferring, [us(deferring.carrierSincePs as number), us(start.atPs), '9.6']),
    { view: 'spacetime', cursor: [start.atPs, repeat.atPs], says: ['10 m', '50 ns'] },
    at(repeat),
    at(collision, [us(of('hub', 'repeaterCollision').atPs), us(of('a', 'transmitStart').atPs), jam.bits as number]),
    at(draw, [`r = ${draw.r}`, `r = ${of('a', 'backoff').r}`, '51.2', 1023, 16]),
    bit(arrival, 0, [us(arrival)]),
    bit(arrival, HEADER_BITS + FRAME_BITS - 32, ['83 36 c3 27', '02:00:00:00:00:03']),
    at(received, [received.octets as number]),
  ];
}

/** What the page shows at present. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const one = (selector: string) => document.querySelector<HTMLElement>(selector)!;
    const view = one('.main').dataset.spokenOf!;
    const [card, picture] = ['#tour', `#${view}`].map((selector) => one(selector).getBoundingClientRect());
    const field = one('#spacetime .plane').dataset;
    return {
      view,
      cursor: Number(one('.transport .clock').dataset.ps),
      span: [Number(field.fromps), Number(field.tops)],
      event: Number(one('#events [aria-selected="true"]')?.dataset.event ?? -1),
      says: one('#tour .says').innerText.replaceAll('\u00a0', ' '),
      focus: document.activeElement?.contains(one('#tour .says')),
      pictureBelowCard: picture!.top >= card!.bottom && picture!.top - card!.bottom < 20,
      pictureInSight: Math.min(innerHeight, picture!.bottom) - picture!.top,
    };
  });

async function expectStop(page: Page, expected: Expected): Promise<void> {
  const { view, cursor, event, says } = expected;
  await page.waitForSelector('.main[data-spoken-of]');
  await expect.poll(async () => (await seen(page)).focus).toBe(true);
  const its = await seen(page);
  expect(its.view).toBe(view);
  if (typeof cursor === 'number') expect(its.cursor).toBe(cursor);
  else expect(cursor[0] < its.cursor && its.cursor < cursor[1]).toBe(true);
  expect(its.span[0]! <= its.cursor && its.cursor <= its.span[1]!).toBe(true);
  if (event !== undefined) expect(its.event).toBe(event);
  for (const one of says) expect(its.says).toContain(String(one));
  expect(its.says).not.toMatch(/undefined|NaN|null|Infinity/);
  expect(its.pictureBelowCard).toBe(true);
  expect(its.pictureInSight).toBeGreaterThan(250);
}

describe.runIf(browserPath())('the guided tour', IN_BROWSER, () => {
  let browser: PageBrowser;
  let stops: readonly Expected[];
  let page: Page;

  beforeAll(async () => {
    browser = await PageBrowser.start();
    stops = await expectations();
  }, 60_000);
  afterAll(() => browser?.stop());
  afterEach(async () => {
    await page.context().close();
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  it.each([
    ['en', 2],
    ['ko', 5],
    ['ko', 8],
    ['en', 11],
  ])('opens by a link in a browser that has never been here: %s, stop %d', async (lang, number) => {
    page = await browser.open(`?lang=${lang}#tour=${number}`, { viewport: { width: 1440, height: 900 } });
    await expectStop(page, stops[number - 1]!);
    expect(await page.locator('#tour .place').innerText()).toContain(String(number));
  });

  it.each([
    ['en', 1440, /Tour, stop \d+ of 12/],
    ['ko', 820, /둘러보기 \d+\/12/],
  ])(
    'is walked through all stops by the arrow keys, and back by the browser: %s',
    async (lang, width, place) => {
      page = await browser.open(`?lang=${lang}#tour`, { viewport: { width, height: 1000 } });
      for (const [i, expected] of stops.entries()) {
        await expectStop(page, expected);
        expect(await page.locator('#tour .place').innerText()).toMatch(place);
        expect(/[가-힣]{2}/.test((await seen(page)).says)).toBe(lang === 'ko');
        expect(new URL(page.url()).hash).toBe(`#tour=${i + 1}`);
        if (i < stops.length - 1) await page.keyboard.press('ArrowRight');
        await page.waitForFunction((hash) => location.hash === hash, `#tour=${Math.min(i + 2, stops.length)}`);
      }
      await page.keyboard.press('ArrowLeft');
      await expectStop(page, stops.at(-2)!);
      await page.goBack();
      await expectStop(page, stops.at(-1)!);
    },
    60_000,
  );

  it('is left by Escape, which gives the focus back, and goes on in its own run after another was opened', async () => {
    page = await browser.open('?lang=en#tour=8');
    await expectStop(page, stops[7]!);
    await page.getByRole('combobox', { name: 'Scenario', exact: true }).selectOption('coax-bus');
    await page.getByText('Another run is in view').waitFor();
    await page.getByRole('button', { name: 'Back to the tour' }).click();
    await expectStop(page, stops[7]!);
    await page.keyboard.press('Escape');
    expect(await page.locator('#tour').count()).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tour-button');
    expect(new URL(page.url()).hash).toBe('');
  });

  it.each([10, 11])('scrolls the tracks to the port that stop %d looks at', async (number) => {
    page = await browser.open(`?lang=en#tour=${number}`);
    await page.waitForSelector('.main[data-spoken-of]');
    await page.waitForFunction(() => {
      const box = document.querySelector('.tracks-scroll')!.getBoundingClientRect();
      return [...document.querySelectorAll('.tracks-label[data-port="c:eth0"][data-track="in"]')].some((label) => {
        const { top, bottom } = label.getBoundingClientRect();
        return top >= box.top && bottom <= box.bottom + 1;
      });
    });
  });

  it.each([
    ['en', 'light'],
    ['ko', 'dark'],
  ])('has nothing that axe complains of, in %s and %s', async (lang, theme) => {
    page = await browser.open(`?lang=${lang}&theme=${theme}#tour=9`);
    await page.waitForSelector('.main[data-spoken-of]');
    expect(await violationsOf(page, '#tour')).toEqual([]);
  });
});
