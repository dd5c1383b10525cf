// The built page where things are not as it would like them: storage, worker, addresses, whoever embeds it, crowds.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeLink, readLink } from '../src/web/link/link.js';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';

const fingerprintOf = (page: Page) => page.getAttribute('[data-status]', 'data-fingerprint');

/** Stations on one hub that always have something to send. */
function crowd(stations: number, ports: number, until: string): string {
  const all = Array.from({ length: stations }, (_, i) => i);
  const hosts = all.map((i) => `    h${i}: { kind: host }\n`).join('');
  const links = all.map((i) => `    - { endpoints: ['h${i}:eth0', 'hub:${i + 1}'], length: 10m }\n`).join('');
  return (
    `name: crowd\nuntil: ${until}\ntopology:\n  nodes:\n    hub: { kind: repeater, ports: ${ports} }\n${hosts}` +
    `  links:\n${links}traffic:\n  - { from: all, to: others, kind: saturated, octetsFrom: imix }\n`
  );
}

function fileOf(name: string, text: string): string {
  const path = `${mkdtempSync(`${tmpdir()}/thicknet-`)}/${name}`;
  writeFileSync(path, text);
  return path;
}

describe.runIf(browserPath())('the page where things go wrong', IN_BROWSER, () => {
  let page: Page;
  let browser: PageBrowser;

  beforeAll(async () => {
    browser = await PageBrowser.start();
  });
  afterAll(() => browser?.stop());
  afterEach(async () => {
    await page.context().close();
    expect(browser.complaints.splice(0)).toEqual([]);
  });

  it.each([
    ['is forbidden', "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"],
    ['holds what somebody else wrote', "localStorage.setItem('thicknet', 'null')"],
  ])('opens where storage %s', async (_, script) => {
    page = await browser.open('?scenario=coax-bus');
    await page.context().addInitScript(script);
    await page.goto(browser.server.url);
    await browser.over(page);
  });

  it('says so where the engine can not be loaded, and runs when it can', async () => {
    page = await browser.open('?scenario=coax-bus');
    await browser.over(page);
    await page.route(/worker-.*\.js$/, (route) => route.abort());
    await page.goto(browser.server.url);
    await page
      .getByRole('alert')
      .getByText(/the engine does not run in this browser/)
      .waitFor();
    expect(await page.getAttribute('[data-status]', 'data-status')).toBe('empty');
    await page.unroute(/worker-.*\.js$/);
    await page
      .getByRole('combobox', { name: /scenario/i })
      .first()
      .selectOption('coax-bus');
    await browser.over(page);
    browser.complaints.splice(0);
  });

  it('says that there is no such scenario in the gallery, and shows one that there is', async () => {
    page = await browser.open('?scenario=no-such-thing');
    await page
      .getByRole('alert')
      .getByText(/no-such-thing/)
      .waitFor();
    await browser.over(page);
  });

  it('opens a link whose place and selection are of another run, and says that it is another', async () => {
    const text = 'name: other\ntopology:\n  nodes:\n    a: { kind: host }\nuntil: 1ms\n';
    for (const selected of [
      { kind: 'event', index: 900 },
      { kind: 'transmission', row: 70_000, port: 5_000, bit: 9e15 },
      { kind: 'frame', ticket: 2 ** 40 },
      { kind: 'part', name: '<img src=x onerror=alert(1)>' },
    ] as const) {
      const view = { fromPs: -1e18, toPs: 1e18, cursorPs: -5, selected };
      const request = { text, file: '<b>other</b>.yaml', capture: undefined, seed: 1, untilPs: undefined };
      const link = await makeLink({ request, version: '9.9.9', fingerprint: 'f'.repeat(32), view });
      page = await browser.open(link);
      await page.getByText(/9\.9\.9 would show/).waitFor();
      await page.keyboard.press(']');
      await page.keyboard.press('f');
      await page.keyboard.press('.');
      if (selected.kind !== 'part') await page.context().close();
    }
  });

  it('goes on with the run in view when what is dropped on it is wrong', async () => {
    page = await browser.open();
    await browser.over(page);
    const sender = (from: string, to: string) => `  - at: 0\n    from: ${from}\n    to: ${to}\n`;
    void sender;
    await page.setInputFiles('input[type=file]', fileOf('long.yaml', crowd(8, 8, '3000s')));
    await page.waitForSelector('[data-status="running"]');
    await page.setInputFiles('input[type=file]', fileOf('bad.yaml', 'name: x\ntopology: 7\n'));
    await page
      .getByRole('alert')
      .getByText(/bad\.yaml/)
      .waitFor();
    await page.waitForSelector('[data-status="running"]');
    await page.getByRole('button', { name: 'Stop the run' }).dispatchEvent('click');
    await browser.over(page);
    expect(await fingerprintOf(page)).toMatch(/^[0-9a-f]{32}$/);
    // What there is of it can be saved and sent on: it does not go on for its 3000 s.
    const download = page.waitForEvent('download');
    await page.locator('select:has(option[value="run/ndjson"])').selectOption('run/ndjson');
    expect((await download).suggestedFilename()).toBe('crowd.ndjson');
    await page.getByRole('button', { name: 'Copy a link' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#v1='));
    const { request, fingerprint } = await readLink(new URL(page.url()).hash);
    expect(request.untilPs).toBeGreaterThan(0);
    expect(fingerprint).toBeUndefined();
  });

  it('takes no harm from what a page around it says, nor from who is not around it', async () => {
    page = await browser.open('?scenario=coax-bus');
    await page.route('**/around.html', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>x</title><iframe></iframe>' }),
    );
    await page.goto(`${browser.server.url}around.html`);
    await page.evaluate((url) => {
      document.querySelector('iframe')!.src = url;
    }, `${browser.server.url}?embed=1`);
    const frame = page.frameLocator('iframe');
    await frame.locator('[data-status="over"]').waitFor();
    await page.evaluate(() => {
      const { contentWindow } = document.querySelector('iframe')!;
      const garbage: unknown[] = [null, 7, 'play', [], { thicknet: 'constructor' }, { thicknet: '__proto__' }];
      garbage.push({ thicknet: 'open', scenario: 7 }, { thicknet: 'seek', atPs: Number.NaN }, { thicknet: 'link' });
      garbage.push({ thicknet: 'show', fromPs: -1e300, toPs: 1e300 }, { thicknet: 'show', fromPs: 5, toPs: 5.000001 });
      garbage.push({ thicknet: 'select', pick: { kind: 'transmission', row: 1e9, port: 1e6, bit: 2 ** 50 } });
      garbage.push({ thicknet: 'select', pick: { kind: 'event', index: 2 ** 40 } }, { thicknet: 'theme', theme: '"x' });
      garbage.push({ thicknet: 'language', language: 'xx' }, { thicknet: 'link', hash: '#v1=A' });
      for (const one of garbage) contentWindow!.postMessage(one, '*');
    });
    await frame.getByRole('alert').getByText(/link/).waitFor();
    await frame.locator('[data-status="over"]').waitFor();
    expect(await frame.locator('html').getAttribute('lang')).toBe('en');
  });

  it.each([
    ['a crowd of three hundred stations', crowd(300, 300, '1ms')],
    ['a hub of ten thousand ports', crowd(2, 10_000, '1ms')],
  ])('shows %s, or says why not, and lives on', async (_, text) => {
    page = await browser.open();
    await browser.over(page);
    const before = await fingerprintOf(page);
    await page.setInputFiles('input[type=file]', fileOf('crowd.yaml', text));
    await page.waitForFunction((old) => {
      const { status, fingerprint } = document.querySelector<HTMLElement>('[data-status]')!.dataset;
      return document.querySelector('[role=alert]') ?? (status === 'over' && fingerprint !== old);
    }, before);
    await browser.over(page);
    await page.setViewportSize({ width: 320, height: 1 });
    await page.setViewportSize({ width: 1, height: 1 });
    await page.setViewportSize({ width: 900, height: 700 });
    await page.keyboard.press('.');
  });
});
