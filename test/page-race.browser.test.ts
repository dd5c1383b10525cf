// Somebody's own backoff in a real browser: it races, what goes wrong is told, and nothing gets out of its sandbox.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserPath, IN_BROWSER, PageBrowser } from './browser.js';

describe.runIf(browserPath())('a race in a browser', IN_BROWSER, () => {
  let browser: PageBrowser;
  let page: Page;

  beforeAll(async () => {
    browser = await PageBrowser.start();
    page = await browser.open('?scenario=hub-question');
    await browser.over(page);
    await page.getByRole('button', { name: 'Race', exact: true }).click();
    await page.getByLabel('Seeds').fill('2');
  });
  afterAll(() => browser?.stop());

  async function race(code: string): Promise<void> {
    await page.locator('#race textarea').fill(code);
    await page.locator('#race .primary').click();
    await page.locator('#race .primary').waitFor({ timeout: 20_000 });
  }
  const trouble = () => page.locator('#race [role="alert"]').textContent();
  const figure = async (name: string) => Number(await page.locator('#race .result').getAttribute(name));

  it("is a draw with the standard's lines, and won by greed", async () => {
    await page.getByLabel('Begin with').selectOption('standard');
    await race(await page.locator('#race textarea').inputValue());
    expect(await figure('data-own')).toBe(await figure('data-standard'));
    await race('const backoff = () => 0;');
    expect(await figure('data-own')).toBeGreaterThan(2 * (await figure('data-standard')));
  });

  it('ends an endless loop with a word about it, and the page lives on', async () => {
    await race('function backoff() { for (;;); }');
    expect(await trouble()).toMatch(/did not come back within 3 s/);
    await race('const backoff = (n, random) => random(4);');
    expect(await page.locator('#race [role="alert"]').count()).toBe(0);
    expect(await page.locator('iframe').count()).toBe(0);
  });

  it.each([
    ['function backoff(n) {\n  return n +;\n}', /^Line 2 SyntaxError/],
    ['function backoff(n) {\n  return nobody;\n}', /^Line 2 .*ReferenceError: nobody/],
    ['const backoff = () => 1024;', /in slot times, is .*1023, not 1024/],
    ['const backoff = () => fetch("/");', /fetch is not defined/],
    ['const backoff = (n) => (() => n).constructor("return 1")();', /is not a function/],
    ['const backoff = (n) => Math.random() * n;', /Math\.random/],
  ])('refuses %j and says why', async (code, reason) => {
    await race(code);
    expect(await trouble()).toMatch(reason);
  });

  it('has a sandbox that lets nothing out, even if the lines found all that a worker has', async () => {
    const found = await page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-scripts');
      frame.src = 'race/sandbox.html';
      const { port1, port2 } = new MessageChannel();
      const heard = new Promise((resolve) => {
        port1.onmessage = ({ data }) => resolve(data);
      });
      addEventListener('message', ({ source }) => {
        if (source !== frame.contentWindow) return;
        const host = JSON.stringify(location.href);
        const lines = `(async () => {
          const told = [];
          addEventListener('securitypolicyviolation', (event) => told.push(event.effectiveDirective));
          const tried = async (what) => { try { await what(); return 'open'; } catch { return 'shut'; } };
          const socket = () => new Promise((resolve, reject) => {
            const one = new WebSocket('ws://127.0.0.1:9/');
            one.onopen = resolve; one.onerror = reject;
          });
          postMessage({
            origin: self.origin,
            fetch: await tried(() => fetch(${host})),
            import: await tried(() => import(${host})),
            data: await tried(() => import('data:text/javascript,1')),
            scripts: await tried(async () => importScripts(${host})),
            store: await tried(async () => indexedDB.open('x')),
            socket: await tried(socket),
            told: [...new Set(told)].sort().join(),
          });
        })()`;
        frame.contentWindow!.postMessage(lines, '*', [port2]);
      });
      document.body.append(frame);
      const answer = await heard;
      frame.remove();
      return answer;
    });
    expect(found).toEqual({
      ...{
        origin: 'null',
        fetch: 'shut',
        import: 'shut',
        data: 'shut',
        scripts: 'shut',
        store: 'shut',
        socket: 'shut',
      },
      // Whose doing it is.
      told: 'connect-src,script-src-elem',
    });
    browser.complaints.splice(0);
  });

  it('makes no code of texts anywhere else: neither in the page nor in the engine that it runs', async () => {
    const evaluated = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.evil = 1';
      document.body.append(script);
      return (window as { evil?: number }).evil;
    });
    expect(evaluated).toBeUndefined();
    expect(browser.complaints.splice(0).join()).toMatch(/Content Security Policy/);
    const [engine] = page.workers();
    const answer = await page.request.get(engine!.url());
    expect(answer.headers()['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'/);
    expect(answer.headers()['content-security-policy']).not.toContain("'unsafe-eval'");
  });

  it('is run in its sandbox only: the engine beside the page refuses it', async () => {
    const said = await page.evaluate(async (url) => {
      const worker = new Worker(url, { type: 'module' });
      const heard = new Promise<{ say: string; refusal: { message: string } }>((resolve) => {
        worker.onmessage = ({ data }) => {
          if (data.say === 'ready') worker.postMessage({ do: 'race', ask: 1, code: 'const backoff = () => 1;' });
          else resolve(data);
        };
      });
      const answer = await heard;
      worker.terminate();
      return answer;
    }, page.workers()[0]!.url());
    expect(said).toMatchObject({ say: 'refused', refusal: { message: expect.stringContaining('sandbox') } });
  });
});
