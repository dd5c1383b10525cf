/**
 * The built page in a real browser: Debian's Chromium, driven without a window. A test that needs it is skipped where it
 * isn't installed, unless THICKNET_JUDGES=required.
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type PageServer, servePage } from '../src/cli/pageServer.js';
import { judge } from './judges.js';

const built = fileURLToPath(new URL('../dist/web/', import.meta.url));
const sources = fileURLToPath(new URL('../src/', import.meta.url));
const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where the browser is, or undefined when there is none and none is required. */
export function browserPath(): string | undefined {
  return PATHS.find((path) => existsSync(path)) ?? (judge('chromium') ? 'chromium' : undefined);
}

/**
 * For the tests that need a browser: what fails is tried once more, from the beginning. A browser whose machine is busy may
 * take a key or a frame later than a test reckons with; what is wrong is wrong twice.
 */
export const IN_BROWSER = { retry: 1 } as const;

/** One browser with the page served to it. */
export class PageBrowser {
  /** What the page has complained about: errors of scripts and of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(
    readonly browser: Browser,
    readonly server: PageServer,
  ) {}

  static async start(): Promise<PageBrowser> {
    if (!existsSync(`${built}index.html`)) throw new Error('the page is not built: npm run build');
    const newest = readdirSync(sources, { recursive: true })
      .map(String)
      .filter((name) => /^(?:web|lab|sim|line|phy|mac)\/.*\.(?:tsx?|css|yaml)$/.test(name))
      .reduce((latest, name) => Math.max(latest, statSync(sources + name).mtimeMs), 0);
    if (!process.env.CI && statSync(`${built}index.html`).mtimeMs < newest - 1000)
      throw new Error('the page is older than its sources: npm run build:page');
    const browser = await chromium.launch({ executablePath: browserPath()!, args: ['--no-sandbox'] });
    return new PageBrowser(browser, await servePage(built, 0));
  }

  /** A fresh page at an address below the server's, in a context of its own. */
  async open(path = '', options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
    const context: BrowserContext = await this.browser.newContext({ locale: 'en-US', ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
    await page.goto(this.server.url + path);
    return page;
  }

  /** Waits until the run in view is over. */
  async over(page: Page): Promise<void> {
    await page.waitForSelector('[data-status="over"]', { timeout: 30_000 });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}
