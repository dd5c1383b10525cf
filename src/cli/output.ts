// Files that a command writes; `-` is stdout.

import { once } from 'node:events';
import { createWriteStream, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { namingFile, UsageError } from './failure.js';
import type { Terminal } from './terminal.js';

/** A file, open. */
export interface Output {
  /** Writes chunks and waits until there is room for more. */
  write(chunks: readonly Uint8Array[]): Promise<void>;
  /** Waits until all is written. */
  close(): Promise<void>;
}

/**
 * Opens `path` for writing, replacing what was there.
 *
 * @throws an error of node:fs, which ends the program with code 3
 */
export async function openOutput(path: string, terminal: Terminal): Promise<Output> {
  if (path === '-')
    return {
      async write(chunks) {
        for (const chunk of chunks) await terminal.write(chunk);
      },
      async close() {},
    };
  const stream = createWriteStream(path);
  try {
    await once(stream, 'open');
  } catch (error) {
    throw namingFile(error, path);
  }
  const failed = new Promise<never>((_, reject) => stream.once('error', (error) => reject(namingFile(error, path))));
  failed.catch(() => {});
  return {
    async write(chunks) {
      for (const chunk of chunks) if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), failed]);
    },
    async close() {
      stream.end();
      await Promise.race([once(stream, 'close'), failed]);
    },
  };
}

/** Where a path leads, links followed as far as there is something. */
function target(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/**
 * Refuses output files without a name, two that are one, and one that would overwrite what is read.
 * @param outputs paths by the names of their options; `-` is stdout
 * @param inputs paths that the command reads
 */
export function distinctFiles(
  outputs: Readonly<Record<string, string | undefined>>,
  inputs: readonly (string | undefined)[],
): void {
  const read = new Map(inputs.flatMap((path) => (path && path !== '-' ? [[target(path), path] as const] : [])));
  const written = new Map<string, string>();
  for (const [option, path] of Object.entries(outputs)) {
    if (path === undefined || path === '-') continue;
    if (path === '') throw new UsageError(`--${option} needs the name of a file`);
    const place = target(path);
    // A device takes what comes from all of them.
    if (place.startsWith('/dev/')) continue;
    if (read.has(place)) throw new UsageError(`--${option} would overwrite ${path}, which is read`);
    const other = written.get(place);
    if (other !== undefined) throw new UsageError(`--${other} and --${option} would write the same file, ${path}`);
    written.set(place, option);
  }
}

/** Refuses two outputs on one stdout. */
export function oneStdout(...outputs: readonly (string | boolean | undefined)[]): void {
  if (outputs.filter((output) => output === '-' || output === true).length > 1)
    throw new UsageError('only one output can go to stdout');
}
