// The built page on somebody's file host: any path, no header of ours, nothing fetched from anywhere else.
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, IN_BROWSER } from './browser.js';

const built = fileURLToPath(new URL('../dist/web/', import.meta.url));
const SUB_PATH = '/~someone/a/b/';
const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** As plain as a file host can be: a type for what a browser insists on, and nothing else. */
function plainHost(): Server {
  return createServer(async ({ url }, response) => {
    const { pathname } = new URL(url!, 'http://host');
    const path = pathname.startsWith(SUB_PATH) ? pathname.slice(SUB_PATH.length) || 'index.html' : undefined;
    const octets = path === undefined ? undefined : await readFile(built + path).catch(() => undefined);
    if (!octets) return void response.writeHead(404).end();
    const type = TYPES[extname(path!)];
    response.writeHead(200, type ? { 'Content-Type': type } : {}).end(octets);
  });
}

/** Every page that the build makes, its markup. */
function builtPages(): string[] {
  return readdirSync(built, { recursive: true })
    .map(String)
    .filter((path) => path.endsWith('.html'));
}

describe.runIf(browserPath())('the page on a plain file host', IN_BROWSER, () => {
  let host: Server;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    host = plainHost();
    await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
    browser = await chromium.launch({ executablePath: browserPath()!, args: ['--no-sandbox'] });
    const context = await browser.newContext({ locale: 'en-US' });
    context.on('request', (request) => asked.push(request.url()));
    context.on('response', (response) => {
      if (!response.ok()) complaints.push(`${response.status()} ${response.url()}`);
    });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${(host.address() as AddressInfo).port}${SUB_PATH}`);
  });
  afterAll(async () => {
    await browser?.close();
    await new Promise((resolve) => host?.close(resolve));
  });

  it('runs below a path, with its worker, exhibits and a capture, and asks nobody else for anything', async () => {
    await page.waitForSelector('[data-status="over"]');
    for (const name of ['hub-collision', 'coax-bus']) {
      const before = await page.getAttribute('[data-status]', 'data-fingerprint');
      await page.getByRole('combobox', { name: 'Scenario', exact: true }).selectOption(name);
      await page.waitForSelector(`[data-status="over"][data-fingerprint]:not([data-fingerprint="${before}"])`);
    }
    expect(complaints).toEqual([]);
    const home = new URL(SUB_PATH, page.url()).href;
    expect(asked.filter((url) => !url.startsWith(home) && !url.startsWith('blob:'))).toEqual([]);
    const kinds = ['index', 'worker', 'coax-bus', 'conversation'];
    expect(kinds.filter((kind) => !asked.some((url) => url.includes(`/assets/${kind}-`)))).toEqual([]);
  });

  it('has no script and no style in its markup, and lets none in', async () => {
    const markup = readFileSync(`${built}index.html`, 'utf8');
    expect(markup.match(/<script(?![^>]*\bsrc=)|<style|\bstyle=|\bon\w+=/g)).toBeNull();
    const refused = await page.evaluate(async () => {
      const violated = new Set<string>();
      document.addEventListener('securitypolicyviolation', (event) => violated.add(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.taken = true';
      document.head.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { display: none }';
      document.head.append(style);
      // What a debugger evaluates may evaluate more; what comes in a task of the page's own may not.
      await new Promise((resolve) => setTimeout(resolve));
      try {
        new Function('window.taken = true')();
      } catch {
        violated.add('eval');
      }
      await fetch('http://127.0.0.1:9/').catch(() => violated.add('connect-src'));
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { violated: [...violated].sort(), taken: 'taken' in window };
    });
    complaints.length = 0;
    expect(refused.taken).toBe(false);
    expect(refused.violated).toEqual(
      expect.arrayContaining(['connect-src', 'eval', 'script-src-elem', 'style-src-elem']),
    );
  });

  it('allows eval in one document only, which is a sandbox', () => {
    const lax = builtPages().filter((path) => /'unsafe-(?:eval|inline)'/.test(readFileSync(built + path, 'utf8')));
    expect(lax).toEqual(['race/sandbox.html']);
  });
});
