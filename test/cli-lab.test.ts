// `thicknet lab` as a user meets it: an address, files, and nothing else of the disk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { built, thicknet } from './cli.js';

const folder = mkdtempSync(`${tmpdir()}/thicknet-`);
const running: ReturnType<typeof spawn>[] = [];

async function lab(...args: string[]): Promise<{ url: string; child: ReturnType<typeof spawn> }> {
  const child = spawn(process.execPath, [await built(), 'lab', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  const [line] = await once(child.stdout!, 'data');
  return { url: String(line).trim(), child };
}

/** A path as it stands, which fetch would tidy up first. */
function status(url: string, path: string, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request({ hostname, port, path, method }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    })
      .on('error', reject)
      .end();
  });
}

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

describe('thicknet lab', () => {
  it('prints the address of a page that is there, and ends with Control-C', async () => {
    const { url, child } = await lab('hub-question');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?scenario=hub-question$/);
    const page = await fetch(url);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('<title>thicknet</title>');
    const script = /src="(\.\/assets\/[^"]+\.js)"/.exec(html)![1]!;
    expect((await fetch(new URL(script, url))).headers.get('content-type')).toMatch(/^text\/javascript/);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it("offers the user's own scenario, and nothing else of the disk", async () => {
    const text = 'name: own\ntopology:\n  nodes:\n    a: { kind: host }\n';
    writeFileSync(`${folder}/own one.yaml`, text);
    writeFileSync(`${folder}/secret.yaml`, 'secret');
    const { url } = await lab(`${folder}/own one.yaml`);
    expect(new URL(url).searchParams.get('open')).toBe('own one.yaml');
    expect(await (await fetch(new URL('given/own%20one.yaml', url))).text()).toBe(text);
    for (const path of [
      ...['/given/secret.yaml', '/../../../../etc/passwd', '/..%2f..%2f..%2f..%2fetc%2fpasswd', '/assets'],
      ...['/%00', '/%', '/given/../../package.json', '//etc/passwd', '/assets/', '/\\..\\..\\package.json'],
    ])
      expect(await status(url, path)).toBe(404);
    expect(await status(url, '/', 'POST')).toBe(405);
  });

  it('refuses a wrong scenario before it serves anything', async () => {
    writeFileSync(`${folder}/bad.yaml`, 'name: x\ntopology:\n  nodes:\n    a: { kind: hub }\n');
    const { code, stderr } = await thicknet(['lab', `${folder}/bad.yaml`]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/bad\.yaml:4:\d+: topology\.nodes\.a\.kind: /);
  });

  it('says so when its port is taken, or is none', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const taken = await thicknet(['lab', '--port', String(port)]);
    other.close();
    expect(taken).toMatchObject({ code: 3, stdout: '' });
    expect(taken.stderr).toContain(`port ${port} is taken`);
    expect((await thicknet(['lab', '--port', '70000'])).code).toBe(2);
  });
});
