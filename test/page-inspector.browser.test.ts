// Tracks and inspector in a real browser: one selection, from an octet to its half bits on each cable and back.
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIGHT_PS_PER_METRE, MAU_RECEIVE_PS, MAU_TRANSMIT_PS } from '../src/phy/constants.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';
import { pageRun } from './page-runs.js';

describe.runIf(browserPath())('the inspector', IN_BROWSER, () => {
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

  it('tells of each bit of a fragment what it is, what a receiver takes it for, and what its register makes of it', async () => {
    const { tape, images } = await pageRun('cable-too-long');
    const row = tape.rowsOfFrame(0)[0]!;
    const { frame } = images.image(row);
    const jam = tape.editsOf(row)[0]!.from / 2;
    const page = await browser.open('?lang=en&scenario=cable-too-long', { viewport: { width: 1440, height: 1000 } });
    await browser.over(page);
    await page.locator('#events tbody tr', { hasText: 'sends #0 to b, 1518 octets' }).click();
    await page.locator('#inspector .octet[data-at="6"]').click();
    const output = page.locator('#inspector .position output');
    const at = () => output.evaluate((its) => ({ ...(its as HTMLElement).dataset }));
    const seen: string[] = [];
    for (let bit = 54; bit <= 65; bit++) {
      if (bit === 54) await page.locator('#inspector .bit[data-bit="54"]').click();
      else await page.keyboard.press(']');
      await page.waitForSelector(`#inspector .position output[data-bit="${bit}"]`);
      seen.push((await at()).field!);
    }
    // Clause 3.1.1: seven octets of preamble, one of SFD, then the destination.
    expect(seen).toEqual([...Array(2).fill('preamble'), ...Array(8).fill('sfd'), ...Array(2).fill('destination')]);
    await page.keyboard.press('[');
    await page.waitForSelector('#inspector .position output[data-bit="64"]');
    await page.locator('#inspector .field[data-field="jam"]').click();
    expect(await at()).toMatchObject({ bit: String(jam), field: 'jam' });
    expect(await output.locator('small').getAttribute('data-taken')).toBe('fcs');
    await page.locator('#inspector').getByRole('button', { name: 'To the end' }).click();
    const register = Number.parseInt((await page.locator('#inspector .crc dd').first().textContent())!, 16);
    // The register's x^31 is the first bit of an octet, and software's CRC-32 its complement, mirrored.
    let mirrored = 0;
    for (let i = 0; i < 32; i++) mirrored |= ((register >>> i) & 1) << (31 - i);
    expect(~mirrored >>> 0).toBe(crc32(frame));
    expect(await page.locator('#inspector-crc .bad').count()).toBe(1);
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('shows where a frame was damaged: the bit, its field and its octet, in both grids', async () => {
    const page = await browser.open('?lang=en&scenario=flipped-bit', { viewport: { width: 1440, height: 1000 } });
    await browser.over(page);
    await page.locator('#events tbody tr', { hasText: 'sends #1 to b' }).click();
    await page.locator('#inspector .inspector-head select').selectOption({ label: 'arriving at b:eth0' });
    // Bit 200 behind preamble and SFD, by the scenario.
    await page.locator('#inspector-compare').getByRole('button', { name: 'first wrong bit: 264' }).click();
    expect(await page.locator('#inspector .octet[data-wrong]').getAttribute('data-at')).toBe(String(264 / 8));
    expect(await page.locator('#inspector .bit[data-wrong]').getAttribute('data-bit')).toBe('264');
    expect(await page.locator('#inspector .bit[aria-selected="true"]').getAttribute('data-bit')).toBe('264');
    expect(browser.complaints).toEqual([]);
    await page.context().close();
  }, 60_000);
});
