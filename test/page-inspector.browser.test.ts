// Tracks and inspector in a real browser: one selection, from an octet to its half bits on each cable and back.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIGHT_PS_PER_METRE, MAU_RECEIVE_PS, MAU_TRANSMIT_PS } from '../src/phy/constants.js';
import { browserPath, PageBrowser } from './browser.js';

describe.runIf(browserPath())('the inspector', () => {
  let browser: PageBrowser;
  beforeAll(async () => {
    browser = await PageBrowser.start();
  }, 60_000);
  afterAll(async () => {
    await browser?.stop();
  });

  it('shows of an octet its bits and their halves on each cable, and of half bits their octet', async () => {
    const page = await browser.open('?lang=en', { viewport: { width: 1440, height: 1000 } });
    await browser.over(page);
    // The fragment that a sent before the collision, in its track.
    await page.locator('.tracks-canvas').click({ position: { x: 150, y: 66 } });
    await page.waitForSelector('#inspector .octet');
    await page.locator('#inspector .octet[data-at="7"]').click();
    const chosen = page.locator('#inspector .octet[aria-selected="true"]');
    expect(await chosen.textContent()).toBe('d5');
    const bit = page.locator('#inspector .bit[aria-selected="true"]');
    expect(await bit.getAttribute('data-bit')).toBe('56');
    expect(await page.locator('#inspector .field[aria-current="true"] .field-name').textContent()).toBe(
      'start frame delimiter',
    );
    const rows = page.locator('#inspector .halves tbody tr');
    expect(await rows.evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.port))).toEqual([
      'a:eth0',
      'hub:1',
    ]);
    const times = await rows.evaluateAll((all) => all.map((row) => Number((row as HTMLElement).dataset.fromPs)));
    expect(times[0]).toBe(56 * 100_000);
    // 100 m of cable at 0.585 of the speed of light, and a transceiver at each end.
    const cablePs = Math.round((100 * LIGHT_PS_PER_METRE) / 0.585);
    expect(times[1]! - times[0]!).toBe(MAU_TRANSMIT_PS + cablePs + MAU_RECEIVE_PS);
    await rows.nth(1).getByRole('button').click();
    expect(await page.locator('#inspector .inspector-head select').inputValue()).toMatch(/\/\d+$/);
    expect(await chosen.textContent()).toBe('d5');
    expect(await page.locator('#inspector tr[aria-current="true"]').getAttribute('data-port')).toBe('hub:1');
    await bit.press('ArrowRight');
    await bit.press('ArrowRight');
    expect(await bit.getAttribute('data-bit')).toBe('58');
    await bit.press('ArrowUp');
    expect(await chosen.getAttribute('data-at')).toBe('6');
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('runs the register of the FCS along with the bit that is selected, up to the residue', async () => {
    const page = await browser.open('?lang=en', { viewport: { width: 1440, height: 1000 } });
    await browser.over(page);
    await page.locator('#events tbody tr', { hasText: 'sends #1 to c, 64 octets, attempt 2' }).click();
    await page.waitForSelector('#inspector .octet');
    await page.locator('#inspector').getByRole('button', { name: 'To the end' }).click();
    expect(await page.locator('#inspector .crc dd').first().textContent()).toBe('C704DD7B');
    expect(await page.locator('#inspector .field[aria-current="true"] .field-name').textContent()).toBe(
      'frame check sequence',
    );
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  }, 60_000);
});
