// Tracks and inspector in a real browser: from an octet to its half bits on each cable and back, as the engine's own
// waveform has them.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VcdRecorder } from '../src/capture/vcdRecorder.js';
import { firstSpan } from '../src/web/state/firstSpan.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';
import { type PageRun, pageRun } from './page-runs.js';
import { levelAt, levelsInVcd } from './vcd-levels.js';

const NAME = 'three-station-backoff';
const HALF_BIT_PS = 50_000;
/** Of b's frame to c that gets through: the last of the destination, behind preamble and SFD. */
const OCTET = 13;
const BIT = 8 * OCTET;

/** Where a row of the tracks is on the screen, scrolled into view. */
async function rowOf(page: Page, port: string, track: 'in' | 'out') {
  const scroller = page.locator('.tracks-scroll');
  const label = page.locator(`.tracks-label[data-port="${port}"][data-track="${track}"]`);
  await scroller.evaluate((box) => box.scrollTo(0, 0));
  for (let y = 0; (await label.count()) === 0 || !(await whole(label)); y += 60) {
    if (y > 3000) throw new Error(`no row ${port} ${track}`);
    await scroller.evaluate((box, to) => box.scrollTo(0, to), y);
    await page.waitForTimeout(60);
  }
  const box = (await label.boundingBox())!;
  const picture = (await page.locator('.tracks-canvas').boundingBox())!;
  return { y: box.y - picture.y, height: box.height, width: picture.width };
}

/** A label stands between axis and lower edge. */
const whole = (label: ReturnType<Page['locator']>): Promise<boolean> =>
  label.evaluate((its) => {
    const outer = its.closest('.tracks-scroll')!.getBoundingClientRect();
    const { top, bottom } = its.getBoundingClientRect();
    return top >= outer.top + 28 && bottom <= outer.bottom;
  });

/** Shows bits from the cursor on, with what comes some microseconds later on other cables. */
async function lookAtBits(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'bits', exact: true }).click();
  for (let i = 0; i < 4; i++) await page.locator('.tracks-scroll').press('ArrowRight');
}

async function spanOf(page: Page): Promise<{ fromPs: number; toPs: number }> {
  return page.locator('[data-fromps]').evaluate((its) => ({
    fromPs: Number((its as HTMLElement).dataset.fromps),
    toPs: Number((its as HTMLElement).dataset.tops),
  }));
}

/** The share of a stretch of a column that has the colour of what is selected, the best of three columns. */
async function accentAt(page: Page, x: number, row: { y: number; height: number }): Promise<number> {
  return page.locator('.tracks-canvas').evaluate(
    (its, at) => {
      const canvas = its as HTMLCanvasElement;
      const name = getComputedStyle(canvas).getPropertyValue('--accent').trim();
      const accent = [1, 3, 5].map((i) => Number.parseInt(name.slice(i, i + 2), 16));
      const [top, tall] = [Math.round(at.y + 6), Math.round(at.height - 12)];
      const shares = [-1, 0, 1].map((aside) => {
        const { data } = canvas.getContext('2d')!.getImageData(Math.round(at.x) + aside, top, 1, tall);
        let hits = 0;
        for (let i = 0; i < data.length; i += 4) {
          hits += accent.every((value, c) => Math.abs(value - data[i + c]!) < 50) ? 1 : 0;
        }
        return hits / tall;
      });
      return Math.max(...shares);
    },
    { x, ...row },
  );
}

describe.runIf(browserPath())('the tracks', IN_BROWSER, () => {
  let browser: PageBrowser;
  let run: PageRun;
  let levels: ReturnType<typeof levelsInVcd>;
  beforeAll(async () => {
    browser = await PageBrowser.start();
    const recorder = new VcdRecorder({ volts: false });
    run = await pageRun(NAME, undefined, ({ lab }) => recorder.attach(lab));
    levels = levelsInVcd(Buffer.concat(recorder.finish()).toString());
  }, 60_000);
  afterAll(async () => {
    await browser?.stop();
  });

  async function opened(): Promise<Page> {
    const page = await browser.open(`?lang=en&theme=light&scenario=${NAME}`, {
      viewport: { width: 1440, height: 1000 },
    });
    await browser.over(page);
    await page.locator('#events tbody tr', { hasText: /b\s*sends #1 to c, 64 octets, attempt 2/ }).click();
    await page.locator(`#inspector .octet[data-at="${OCTET}"]`).click();
    return page;
  }

  /** Where the waveform of the engine has the middle of the bit at a station. */
  function middleAt(port: string, line: 'tx' | 'rx'): number {
    const { tape } = run;
    const index = tape.stage.ports.findIndex(({ name }) => name === port);
    const passage = tape
      .passages(index, line === 'tx' ? 'out' : 'in', 0, tape.knownPs)
      .find(({ row }) => tape.transmission(row).ticket === 1 && tape.transmission(row).count > 1000)!;
    return passage.fromPs + 2 * BIT * HALF_BIT_PS + HALF_BIT_PS;
  }

  it('show of a chosen octet the half bits on each cable, where the engine’s waveform has them', async () => {
    const page = await opened();
    await lookAtBits(page);
    const rows = await page
      .locator('#inspector .halves tbody tr')
      .evaluateAll((all) =>
        all.map((one) => [(one as HTMLElement).dataset.port!, Number((one as HTMLElement).dataset.fromPs)] as const),
      );
    const told = new Map(rows);
    expect([...told.keys()].sort()).toEqual(['a:eth0', 'b:eth0', 'c:eth0', 'hub:1', 'hub:2', 'hub:3']);
    const value = levelAt(levels.get('b:eth0 tx')!, middleAt('b:eth0', 'tx'));
    for (const [port, line] of [
      ['b:eth0', 'tx'],
      ['a:eth0', 'rx'],
      ['c:eth0', 'rx'],
    ] as const) {
      const middlePs = middleAt(port, line);
      expect(told.get(port)).toBe(middlePs - HALF_BIT_PS);
      const wave = levels.get(`${port} ${line}`)!;
      // Clause 7.3.1.1: the level after the middle is the bit, the one before its complement.
      expect(levelAt(wave, middlePs + 1)).toBe(value);
      expect(levelAt(wave, middlePs - 1)).toBe(1 - value);
      const row = await rowOf(page, port, line === 'tx' ? 'out' : 'in');
      const { fromPs, toPs } = await spanOf(page);
      const x = (ps: number): number => ((ps - fromPs) / (toPs - fromPs)) * row.width;
      // The cursor stands on the left edge where the bit is sent.
      if (line === 'rx') expect(await accentAt(page, x(middlePs - HALF_BIT_PS), row)).toBeGreaterThan(0.6);
      expect(await accentAt(page, x(middlePs + HALF_BIT_PS), row)).toBeGreaterThan(0.6);
      expect(await accentAt(page, x(middlePs + 11 * HALF_BIT_PS), row)).toBeLessThan(0.3);
    }
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('lead from a half bit back to its octet, its field and the event before it', async () => {
    const page = await opened();
    await page.locator('#inspector .octet[data-at="0"]').click();
    await lookAtBits(page);
    // The last half of the bit, as it comes in at c.
    const middlePs = middleAt('c:eth0', 'rx');
    const row = await rowOf(page, 'c:eth0', 'in');
    const { fromPs, toPs } = await spanOf(page);
    const ps = middlePs + HALF_BIT_PS / 2;
    await page.locator('.tracks-canvas').click({
      position: { x: ((ps - fromPs) / (toPs - fromPs)) * row.width, y: row.y + row.height - 8 },
    });
    const octet = page.locator('#inspector .octet[aria-selected="true"]');
    await octet.waitFor();
    expect(await octet.getAttribute('data-at')).toBe(String(OCTET));
    expect(await page.locator('#inspector .bit[aria-selected="true"]').getAttribute('data-bit')).toBe(String(BIT));
    expect(await page.locator('#inspector .inspector-head option:checked').textContent()).toBe('arriving at c:eth0');
    expect(await page.locator('#inspector .field[aria-current="true"] .field-name').first().textContent()).toBe(
      'destination',
    );
    // In the table the last event that is told of before that moment: the hub has begun to repeat.
    const { tape } = run;
    let event = tape.eventFrom(ps) - 1;
    const told = page.locator('#events tr[aria-selected="true"]');
    while (tape.event(event).name !== 'repeat') event--;
    expect(await told.getAttribute('data-event')).toBe(String(event));
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('first look at what happens first, also in a run that is over at once', async () => {
    for (const name of ['hub-question', 'flipped-bit', 'cable-cut']) {
      const page = await browser.open(`?scenario=${name}`);
      await browser.over(page);
      await page.waitForTimeout(100);
      const { fromPs, toPs } = await spanOf(page);
      const first = firstSpan((await pageRun(name)).tape).span;
      expect([name, fromPs, toPs]).toEqual([name, expect.closeTo(first.fromPs, -3), expect.closeTo(first.toPs, -3)]);
      await page.context().close();
    }
  }, 60_000);
});
