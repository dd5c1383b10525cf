// A real browser with the built page in it: where Chromium is, how it is begun, and how a page is opened in it.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { type ExtraFiles, type PageServer, servePage } from '../../src/cli/pageServer.js';

/** All that the build has made: the page lies below web/. */
export const BUILT = fileURLToPath(new URL('../../', import.meta.url));
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PATIENCE_MS = 120_000;

/** Where the browser is; CHROME_PATH goes before the usual places. Undefined where there is none. */
export function chromiumPath(): string | undefined {
  return [process.env.CHROME_PATH ?? '', ...PLACES].find((path) => path !== '' && existsSync(path));
}

/** A page, and the way to ask Chromium itself about it. */
export interface Opened {
  readonly page: Page;
  readonly devtools: CDPSession;
  /** Addresses of all that it has asked for so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** One browser without a window, and a server of this machine alone. */
export class Chromium {
  private constructor(
    readonly browser: Browser,
    private readonly server: PageServer,
  ) {}

  /** @throws Error when the page is not built */
  static async start(path: string, extra?: ExtraFiles): Promise<Chromium> {
    if (!existsSync(`${BUILT}web/index.html`)) throw new Error('the page is not built: npm run build');
    const browser = await chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
    return new Chromium(browser, await servePage(BUILT, 0, extra));
  }

  /** The address of one of the built files, or of an extra one. */
  url(path = 'web/'): string {
    return this.server.url + path;
  }

  /** A page in a context of its own, in which nothing is cached. @param watch runs in it before its own scripts */
  async open(path?: string, watch?: () => void): Promise<Opened> {
    const context = await this.browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const requests: string[] = [];
    context.on('request', (request) => requests.push(request.url()));
    if (watch) await page.addInitScript(watch);
    const devtools = await context.newCDPSession(page);
    await page.goto(this.url(path));
    return { page, devtools, requests, close: () => context.close() };
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.close();
  }
}

/** Waits until the run in view is over. */
export async function over(page: Page): Promise<void> {
  await page.waitForSelector('[data-status="over"]');
}
