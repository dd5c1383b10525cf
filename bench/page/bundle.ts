// What a browser has to fetch, as a server sends it: gzipped.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file of the page. */
export interface BundleFile {
  /** Its path below the page's folder, without the hash of its contents. */
  readonly name: string;
  readonly octets: number;
  readonly gzipped: number;
}

/** Captures are data for one scenario, fetched with it. */
const DATA = new Set(['.pcap', '.pcapng']);

/** Every file of the page, those that come only when they are asked for among them, largest first. */
export function bundleFiles(folder: string): BundleFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !DATA.has(extname(entry.name)))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const octets = readFileSync(path);
      const name = path.slice(folder.length).replace(/-[\w-]{8}(?=\.\w+$)/, '');
      return { name, octets: octets.length, gzipped: gzipSync(octets).length };
    })
    .sort((a, b) => b.gzipped - a.gzipped);
}
