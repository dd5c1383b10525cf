// Hands on the picture of space and time, in a real browser.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './axe.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';

describe.runIf(browserPath())('the space-time view in a browser', IN_BROWSER, () => {
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
  const late = () => page.locator('#spacetime .plane').getAttribute('data-late');
  /** What is in view, in picoseconds. */
  const spanInView = () =>
    page.locator('#spacetime .plane').evaluate((plane) => {
      const { fromps, tops } = (plane as HTMLElement).dataset;
      return [Number(fromps), Number(tops)];
    });
  const cable = () => page.getByRole('slider', { name: 'Length of the cable a – hub' });

  it('measures 51.2 us for a slot, from the first bit of a frame to 512 bit times later', async () => {
    await page.getByRole('button', { name: 'Whole run' }).click();
    const box = await field();
    await page.getByRole('button', { name: 'Measure' }).click();
    // The lane of b, whose second attempt begins at 21.777 us: the ends snap to its edges.
    const lane = (await page.locator('#spacetime .lane-name', { hasText: /^b$/ }).boundingBox())!;
    const x = lane.x + lane.width / 2;
    const [from, to] = await spanInView();
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

  it('measures the same slot by keyboard, from the end of a jam to the end of the backoff that r = 1 asks for', async () => {
    await page.getByRole('button', { name: 'a', exact: true }).click();
    await page.locator('#spacetime .plane').focus();
    await page.keyboard.press('m');
    const readout = page.locator('#spacetime .readout');
    const down = () => page.keyboard.press('ArrowDown');
    const cursor = async () => Number(await readout.getAttribute('data-ps'));
    // What a hears comes at 3.09 us, and its own jam ends at 9.6 us: from there on.
    while ((await cursor()) !== 9_600_000) await down();
    await page.keyboard.press('Enter');
    while (!((await cursor()) >= 51_200_000)) await down();
    expect(await readout.getAttribute('data-slots')).toBe('1');
    expect(await readout.innerText()).toMatch(/51\.2 µs\s+512 bit times\s+1 slot time\s+a signal goes 8\.979 km/);
    await page.keyboard.press('Shift+ArrowUp');
    expect(await readout.innerText()).toContain('511 bit times');
    await page.keyboard.press('Escape');
    expect(await readout.count()).toBe(0);
  });

  it('selects what is clicked in every view, and shows what was selected elsewhere', async () => {
    const plane = page.locator('#spacetime .plane');
    const picked = () => plane.getAttribute('data-row');
    await page.getByRole('button', { name: 'Whole run' }).click();
    const box = await field();
    const lane = (await page.locator('#spacetime .lane-name', { hasText: /^b$/ }).boundingBox())!;
    const [from, to] = await spanInView();
    // b's second attempt, in its lane, where no words are.
    const y = box.y + ((50e6 - from!) / (to! - from!)) * box.height;
    await page.mouse.click(lane.x + lane.width / 2 - 5, y);
    const row = await picked();
    expect(Number(row)).toBeGreaterThanOrEqual(0);
    await expect.poll(() => page.locator('#inspector').innerText()).toContain('frame #1');
    await page.keyboard.press('f');
    const [start, end] = await spanInView();
    expect([start! < 21_777_215, start! > 15e6, end! > 79_377_215, end! < 90e6]).toEqual([true, true, true, true]);
    // Bit by bit: the cursor goes with it.
    await page.keyboard.press(']');
    const bit = Number(await plane.getAttribute('data-bit'));
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    expect(Number(await plane.getAttribute('data-bit'))).toBe(bit + 2);
    expect(Number(await plane.getAttribute('data-cursorps'))).toBe(21_777_215 + (bit + 2) * 100_000);
    // From elsewhere: the last line of the event list.
    await page.locator('#events [role="row"], #events tr').last().click();
    expect(await plane.getAttribute('data-selected')).toBe('event');
    expect(await picked()).not.toBe(row);
  });

  it('makes the collision late when a cable is dragged long enough, and keeps the run before as a ghost', async () => {
    await page.getByRole('button', { name: 'Whole run' }).click();
    expect(await late()).toBe('0');
    await cable().scrollIntoViewIfNeeded();
    const before = (await cable().boundingBox())!;
    const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 150, y, { steps: 4 });
    // Somebody stops to look, and drags on.
    await page.waitForTimeout(900);
    // Nine kilometres: b's signal is at a after more than 51.2 us, and before a's 57.6 us are over.
    await page.mouse.move(x + 315, y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => cable().getAttribute('aria-valuenow').then(Number)).toBe(9000);
    await browser.over(page);
    await expect.poll(late).not.toBe('0');
    expect(await page.getByRole('button', { name: 'Hide the run before' }).count()).toBe(1);
  });

  it('undoes what the handle did in one step, and is moved by keys just as well', async () => {
    await cable().focus();
    await page.keyboard.press('Control+z');
    await expect.poll(() => cable().getAttribute('aria-valuenow').then(Number)).toBe(100);
    await expect.poll(late).toBe('0');
    await cable().focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => cable().getAttribute('aria-valuenow').then(Number)).toBe(200);
    await page.keyboard.press('Control+z');
    await expect.poll(() => cable().getAttribute('aria-valuenow').then(Number)).toBe(100);
  });

  it('has handles for when a frame is sent and how large it is, and the scenario says what they say', async () => {
    const start = page.getByRole('slider', { name: 'When b wants to send' });
    await start.focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => start.getAttribute('aria-valuetext')).toBe('1.3 µs');
    await page.getByRole('button', { name: 'Whole run' }).click();
    const size = page.getByRole('slider', { name: "Size of b's frame" });
    await size.focus();
    await page.keyboard.press('PageDown');
    await expect.poll(() => size.getAttribute('aria-valuenow')).toBe('74');
    await size.scrollIntoViewIfNeeded();
    const box = (await size.boundingBox())!;
    await page.mouse.move(box.x + 12, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x + 12, box.y + 42, { steps: 3 });
    await page.mouse.up();
    await expect.poll(() => size.getAttribute('aria-valuenow').then(Number)).toBeGreaterThan(76);
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

  it.each([
    ['en', 'light', 1280],
    ['ko', 'dark', 390],
  ])('has nothing that axe complains of: %s, %s, %d px', async (lang, theme, width) => {
    const other = await browser.open(`?lang=${lang}&theme=${theme}`, { viewport: { width, height: 900 } });
    await browser.over(other);
    expect(await violationsOf(other, '#spacetime')).toEqual([]);
    await other.close();
  });

  it('has complained of nothing', () => {
    expect(browser.complaints).toEqual([]);
  });
});
