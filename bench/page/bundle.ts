// What a browser has to fetch, as a server sends it: gzipped.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** One file of the page. */
export interface BundleFile {
  /** Its path below the page's folder. */
  readonly path: string;
  /** The same without the hash of its contents. */
  readonly name: string;
  readonly octets: number;
  readonly gzipped: number;
}

/** The gallery's scenarios and captures are data, fetched one by one when they are opened. */
const DATA = new Set(['.yaml', '.pcap', '.pcapng']);

/** Every file of the page but the gallery's, those that come only when they are asked for among them, largest first. */
export function bundleFiles(folder: string): BundleFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !DATA.has(extname(entry.name)))
    .map((entry) => {
      const octets = readFileSync(join(entry.parentPath, entry.name));
      const path = join(entry.parentPath, entry.name).slice(folder.length);
      const name = path.replace(/-[\w-]{8}(?=\.\w+$)/, '');
      return { path, name, octets: octets.length, gzipped: gzipSync(octets).length };
    })
    .sort((a, b) => b.gzipped - a.gzipped);
}
