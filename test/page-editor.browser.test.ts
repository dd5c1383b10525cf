// Editing in a real browser: whatever hand or key does to the network is in the scenario's text, and the command line runs
// that text to the same fingerprint.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from './axe.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';
import { thicknet } from './cli.js';

describe.runIf(browserPath())('the editor in a browser', IN_BROWSER, () => {
  let browser: PageBrowser;
  let page: Page;
  let editor: Locator;

  beforeAll(async () => {
    browser = await PageBrowser.start();
  });
  afterAll(() => browser?.stop());
  beforeEach(async () => {
    page = await browser.open('?scenario=hub-question');
    await browser.over(page);
    await press('Edit');
    editor = page.locator('.editor');
  });
  afterEach(async () => {
    await page.context().close();
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  const press = (name: string) => page.getByRole('button', { name, exact: true }).first().click();
  const fingerprint = () => page.getAttribute('[data-status="over"]', 'data-fingerprint');
  const open = (title: string) => editor.getByText(title, { exact: true }).click();

  /** Does something, and waits until the run that it leads to is over. */
  async function rerun(what: () => Promise<unknown>): Promise<void> {
    const before = await editor.getAttribute('data-history');
    await what();
    await page.waitForFunction(
      (old) =>
        document.querySelector('.editor')?.getAttribute('data-history') !== old &&
        document.querySelector('[data-status="over"]') !== null,
      before,
    );
  }

  /** The scenario as the page has it by now. */
  async function text(): Promise<string> {
    await press('Text…');
    const its = await page.locator('#scenario-text textarea').inputValue();
    await page.keyboard.press('Escape');
    return its;
  }

  /** The fingerprint that the command line finds for a text. */
  async function ran(yaml: string): Promise<string> {
    const file = `${mkdtempSync(`${tmpdir()}/thicknet-`)}/edited.yaml`;
    writeFileSync(file, yaml);
    return JSON.parse((await thicknet(['run', file, '--json'])).stdout).fingerprint;
  }

  it('adds, plugs in and sends by hand, and every step is the same run as that of its text; undo goes all the way back', async () => {
    const first = await fingerprint();
    await rerun(() => press('+ Station'));
    expect(await editor.locator('strong').first().textContent()).toBe('d');
    // The plug of the new station, dragged to the hub.
    const plug = (await page.locator('[data-plug="d"]').boundingBox())!;
    const hub = (await page.locator('[data-part="hub"] .box').boundingBox())!;
    await rerun(async () => {
      await page.mouse.move(plug.x + plug.width / 2, plug.y + plug.height / 2);
      await page.mouse.down();
      await page.mouse.move(hub.x + 20, hub.y + 8, { steps: 4 });
      await page.mouse.up();
    });
    await open('Send');
    await editor.getByLabel('From').selectOption('d');
    await editor.locator('select', { hasText: 'Poisson' }).selectOption('poisson');
    await editor.getByLabel('Until').first().fill('3ms');
    await rerun(() => editor.getByRole('button', { name: 'Add', exact: true }).click());
    const yaml = await text();
    expect(yaml).toMatch(/d: \{ kind: host \}/);
    expect(yaml).toMatch(/endpoints: \['?d:eth0'?, '?hub:4'?\], length: 25m/);
    expect(yaml).toMatch(/kind: poisson/);
    expect(await fingerprint()).toBe(await ran(yaml));
    expect(await fingerprint()).not.toBe(first);
    await page.locator('#topology').focus();
    for (let i = 0; i < 3; i++) await rerun(() => page.keyboard.press('Control+z'));
    expect(await fingerprint()).toBe(first);
    expect(await editor.getByRole('button', { name: 'Undo' }).isDisabled()).toBe(true);
    await rerun(() => page.keyboard.press('Control+Shift+Z'));
    expect(await page.locator('[data-part="d"]').count()).toBeGreaterThan(0);
  });

  it('paints a fault over the strip of a cable: it is a line of the text, and it happens', async () => {
    await open('Fault brush');
    const strip = (await editor.locator('.strip').boundingBox())!;
    await page.mouse.move(strip.x + strip.width * 0.3, strip.y + 10);
    await page.mouse.down();
    await page.mouse.move(strip.x + strip.width * 0.6, strip.y + 10, { steps: 3 });
    await page.mouse.up();
    const line = (await editor.locator('.becomes code').first().textContent())!;
    await rerun(() => editor.getByRole('button', { name: 'Paint it' }).click());
    const yaml = await text();
    expect(yaml).toContain(line);
    expect(yaml).toMatch(/noise: \{ for: /);
    expect(await fingerprint()).toBe(await ran(yaml));
    // By keys alone: another cable, a flip, a time that is typed.
    await editor.locator('select', { hasText: 'flip a bit' }).selectOption('flip');
    await editor.getByLabel('At', { exact: true }).last().fill('60us');
    await rerun(() => editor.getByRole('button', { name: 'Paint it', disabled: false }).press('Enter'));
    const more = await text();
    expect(more).toMatch(/at: 60us.*flip: \{ bit: 200 \}/);
    expect(await fingerprint()).toBe(await ran(more));
  });

  it('says in a sentence what can not be, by field and line where it is text, and changes nothing', async () => {
    const before = await fingerprint();
    await rerun(() => press('+ Hub'));
    await rerun(() => editor.getByRole('button', { name: 'Connect', exact: true }).click());
    await editor.getByRole('button', { name: 'Connect', exact: true }).click();
    await editor
      .getByRole('alert')
      .getByText(/Nothing was changed: .*loop of repeaters/)
      .waitFor();
    await press('Text…');
    const area = page.locator('#scenario-text textarea');
    const yaml = await area.inputValue();
    for (const [from, to, sentence] of [
      ["'hub:2'", "'hub:1'", /^Line \d+, topology\.links\[\d\]\.endpoints.* hub:1/],
      ['100m', '-3m', /^Line \d+, topology\.links\[0\]\.length/],
      ['topology:', 'topologie:', /^Line \d+/],
    ] as const) {
      await area.fill(yaml.replace(from, to));
      await page.getByRole('button', { name: 'Apply and run' }).click();
      const alert = page.locator('#scenario-text [role="alert"]');
      await alert.filter({ hasText: sentence }).waitFor({ timeout: 5000 });
    }
    await page.keyboard.press('Escape');
    expect(await page.locator('[data-part="hub2"]').count()).toBeGreaterThan(0);
    expect(await page.locator('[data-status]').getAttribute('data-status')).toBe('over');
    expect(before).toBeTruthy();
  });

  it('sets two runs on one axis and jumps to where they part', async () => {
    await press('Compare');
    const found = page.locator('#compare [data-difference]');
    await found.waitFor();
    expect(await found.getAttribute('data-difference')).toBe('9600000');
    expect(await page.locator('#compare tr.first').allTextContents()).toEqual([
      expect.stringMatching(/9\.600.*a.*r\s=\s1 of 0\.\.1/),
      expect.stringMatching(/9\.600.*a.*r\s=\s0 of 0\.\.1/),
    ]);
    await page.getByLabel('Seed of B').fill('1');
    await page.getByLabel('Seed of B').press('Tab');
    await page.locator('#compare [data-difference="none"]').waitFor();
    await page.getByLabel('B is').selectOption('coax');
    await page.locator('#compare [data-difference]:not([data-difference="none"])').waitFor();
    expect(await page.locator('#compare [data-run="B"] canvas').count()).toBe(1);
  });

  it.each([
    ['en', 'light', 1440],
    ['ko', 'dark', 390],
  ])('has nothing that axe complains of, in %s, %s and %d px', async (lang, theme, width) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${browser.server.url}?scenario=hub-question&lang=${lang}&theme=${theme}`);
    await browser.over(page);
    const tools = page.locator('#topology h2 button');
    await tools.nth(2).click();
    await editor.waitFor();
    const closed = editor.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await page.locator('[data-part="a"]').first().click();
    expect(await violationsOf(page, '#topology')).toEqual([]);
    await tools.nth(0).click();
    await page.locator('#compare [data-difference]').waitFor();
    expect(await violationsOf(page, '#compare')).toEqual([]);
    await page.keyboard.press('Escape');
    await tools.nth(1).click();
    await page.locator('#race .primary').click();
    await page.locator('#race .result').waitFor();
    expect(await violationsOf(page, '#race')).toEqual([]);
  });
});
