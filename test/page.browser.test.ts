// The built page in a real browser: the gallery, links, files, and what must not break it.
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';
import { thicknet } from './cli.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

const fingerprintOf = (page: Page) => page.getAttribute('[data-status]', 'data-fingerprint');

/** What the event list shows, by place: all of it, or its two ends. */
async function listedRows(
  page: Page,
  all: boolean,
): Promise<{ readonly rows: number; readonly read: [number, string][] }> {
  await page.waitForFunction(() => {
    const [listed] = document.querySelector('#events .count')!.textContent!.split(' of ');
    return Number(listed!.replace(/\s/g, '')) > 0;
  });
  return page.evaluate(async (whole) => {
    const box = document.querySelector<HTMLElement>('#events .box')!;
    const read = new Map<number, string>();
    const most = box.scrollHeight - box.clientHeight;
    const step = whole ? box.clientHeight / 2 : Math.max(1, most);
    for (let top = 0; top < most + step; top += step) {
      box.scrollTop = Math.min(top, most);
      for (let i = 0; i < 3; i++) await new Promise((done) => requestAnimationFrame(done));
      for (const row of box.querySelectorAll<HTMLTableRowElement>('tr.row')) {
        // Rows count from 1, and the head is the first.
        read.set(
          row.ariaRowIndex ? Number(row.ariaRowIndex) - 2 : -1,
          [...row.cells].map((cell) => cell.innerText).join(' | '),
        );
      }
    }
    return { rows: Number(box.dataset.rows), read: [...read] };
  }, all);
}

/** A row as a terminal has it: a bare column of times, `us`, and no line that a browser may not break. */
const asPrinted = (row: string): string =>
  row
    .replaceAll('\u00a0', ' ')
    .replace(/^([\d.]+) µs/, '$1')
    .replaceAll(' µs', ' us');

describe.runIf(browserPath())('the page in a browser', IN_BROWSER, () => {
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

  it.each(names)('runs %s exactly as the command line does, and lists what it prints', async (name) => {
    const ran = thicknet(['run', name]);
    page = await browser.open(`?scenario=${name}&lang=en`);
    await browser.over(page);
    const { stdout } = await ran;
    expect(await fingerprintOf(page)).toBe(/fingerprint ([0-9a-f]{32})/.exec(stdout)![1]);
    const lines = stdout.split('\n');
    const printed = lines.slice(0, lines.indexOf('')).map((line) => line.trim().split(/ {2,}/).join(' | '));
    const gap = printed.findIndex((line) => /^\.\.\. \d+ lines left out/.test(line));
    const leftOut = gap < 0 ? 0 : Number(/\d+/.exec(printed[gap]!)![0]) - 1;
    const listed = await listedRows(page, gap < 0);
    expect(listed.rows).toBe(printed.length + leftOut);
    const [head, tail] = gap < 0 ? [printed, []] : [printed.slice(0, gap), printed.slice(gap + 1)];
    const from = listed.rows - tail.length;
    // Of a long list its beginning and its end, as far as the box shows them.
    const seen = [...listed.read].filter(([place]) => place < head.length || place >= from);
    expect(seen.length).toBeGreaterThan(gap < 0 ? head.length - 1 : 10);
    for (const [place, row] of seen)
      expect(asPrinted(row)).toBe(place < head.length ? head[place] : tail[place - from]);
  });

  it('makes a link that opens the same view elsewhere, replayed identically', async () => {
    page = await browser.open('?scenario=three-station-backoff');
    await browser.over(page);
    await page.getByRole('button', { name: 'Copy a link' }).click();
    await page.waitForFunction(() => location.hash.startsWith('#v1='));
    const { hash } = new URL(page.url());
    const fingerprint = await fingerprintOf(page);
    const elsewhere = await browser.open(hash);
    await elsewhere.getByText('Replayed identically').waitFor();
    expect(await fingerprintOf(elsewhere)).toBe(fingerprint);
    // The link leaves the address with the run that it stands for.
    await elsewhere.getByLabel('Seed', { exact: true }).fill('8');
    await elsewhere.getByLabel('Seed', { exact: true }).press('Enter');
    await elsewhere.waitForFunction(() => location.hash === '');
    await elsewhere.context().close();
  });

  it.each(['#v1=AAAA', '#v1=%%%', '#v9=abc'])('lives on after the bad link %s', async (hash) => {
    page = await browser.open(hash);
    await page.getByRole('alert').getByText(/link/).waitFor();
    await browser.over(page);
  });

  it.each([
    ['bad.yaml', 'name: x\ntopology:\n  nodes:\n    a: { kind: hub }\n', /bad\.yaml, line 4, topology\.nodes\.a\.kind/],
    ['cut.pcap', Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0]), /cut\.pcap/],
    ['noise.bin', Buffer.from([0, 1, 2, 3, 4, 5, 6, 7]), /noise\.bin/],
  ])('says what is wrong with %s and goes on showing what it showed', async (name, octets, sentence) => {
    page = await browser.open();
    await browser.over(page);
    const before = await fingerprintOf(page);
    const file = `${mkdtempSync(`${tmpdir()}/thicknet-`)}/${name}`;
    writeFileSync(file, octets);
    await page.setInputFiles('input[type=file]', file);
    await page.getByRole('alert').getByText(sentence).waitFor();
    expect(await fingerprintOf(page)).toBe(before);
  });

  it('puts a capture that is handed to it on the wire', async () => {
    const ran = thicknet(['replay', `${gallery}conversation.pcap`, '--json']);
    page = await browser.open();
    await browser.over(page);
    await page.setInputFiles('input[type=file]', `${gallery}conversation.pcap`);
    const { fingerprint } = JSON.parse((await ran).stdout);
    await page.waitForSelector(`[data-status="over"][data-fingerprint="${fingerprint}"]`);
  });

  it('is embedded by the lines that the README gives, and talks to the page around it', async () => {
    const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');
    const lines = /<!-- embedding -->\n```html\n([\s\S]+?)```/.exec(readme)![1]!;
    const html = lines.replace('https://example.org/thicknet/', browser.server.url);
    page = await browser.open();
    await page.route('**/around.html', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto(`${browser.server.url}around.html`);
    const told = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const element = document.querySelector('thicknet-lab') as HTMLElement & { say(message: object): void };
          element.addEventListener('thicknet-run', (event) => {
            if ((event as CustomEvent).detail.status === 'over') element.say({ thicknet: 'seek', atPs: 5e6 });
          });
          element.addEventListener('thicknet-cursor', (event) => {
            if ((event as CustomEvent).detail.atPs === 5e6) resolve('sought');
          });
          // Its run may be over already, and told of before anybody listened.
          element.say({ thicknet: 'seek', atPs: 5e6 });
        }),
    );
    expect(told).toBe('sought');
    const frame = page.frames().find((one) => one !== page.mainFrame())!;
    expect(await frame.getAttribute('html', 'lang')).toBe('ko');
  });

  it('can stop a scenario that would go on for hours, and lives on', async () => {
    page = await browser.open();
    await browser.over(page);
    const text = readFileSync(`${gallery}saturated-hub.yaml`, 'utf8').replace(/^until: .+$/m, 'until: 3000s');
    expect(text).toContain('until: 3000s');
    const file = `${mkdtempSync(`${tmpdir()}/thicknet-`)}/endless.yaml`;
    writeFileSync(file, text);
    await page.setInputFiles('input[type=file]', file);
    await page.waitForSelector('[data-status="running"]');
    // At once, without waiting for the page to come to rest: on a busy machine the run would fill the page meanwhile.
    await page.getByRole('button', { name: 'Stop the run' }).dispatchEvent('click');
    await browser.over(page);
    expect(await fingerprintOf(page)).toMatch(/^[0-9a-f]{32}$/);
  });
});
