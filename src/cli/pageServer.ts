// The page as a folder of files, served to this machine alone.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'text/yaml; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** What a worker's script may do: run, and run WebAssembly; no network, and no text becomes code. */
const WORKER_POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

/** Files that are served beside the folder's own: their path in the address, and what they hold. */
export type ExtraFiles = ReadonlyMap<string, Uint8Array>;

/** A server that listens, and the address of its page. */
export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves `folder` on 127.0.0.1.
 * @param port 0: any that is free
 * @throws an error of node:net when the port is taken
 */
export async function servePage(folder: string, port: number, extra: ExtraFiles = new Map()): Promise<PageServer> {
  const server = createServer((request, response) => {
    answer(request, response, folder, extra).catch(() => response.destroy());
  });
  await listen(server, port);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

async function answer(request: IncomingMessage, response: ServerResponse, folder: string, extra: ExtraFiles) {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Cache-Control', 'no-cache');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const path = pathOf(request.url ?? '/');
  const given = path === undefined ? undefined : extra.get(path);
  if (given) {
    response.setHeader('Content-Type', TYPES[extname(path!)] ?? 'application/octet-stream');
    response.end(request.method === 'HEAD' ? undefined : given);
    return;
  }
  const file = path === undefined ? undefined : join(folder, path);
  const found = file === undefined ? undefined : await stat(file).catch(() => undefined);
  if (!found?.isFile()) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('there is no such file\n');
    return;
  }
  response.setHeader('Content-Type', TYPES[extname(file!)] ?? 'application/octet-stream');
  // A page brings its own policy; a worker has that of the answer that it came in.
  if (file!.endsWith('.js')) response.setHeader('Content-Security-Policy', WORKER_POLICY);
  response.setHeader('Content-Length', found.size);
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file!), response);
}

/** The path asked for, below the folder; undefined where it would lead out of it. */
function pathOf(url: string): string | undefined {
  try {
    const { pathname } = new URL(url, 'http://127.0.0.1');
    const path = normalize(decodeURIComponent(pathname));
    if (path.includes('\0') || path.split(sep).includes('..')) return undefined;
    return path.endsWith('/') ? `${path.slice(1)}index.html` : path.slice(1);
  } catch {
    return undefined;
  }
}
