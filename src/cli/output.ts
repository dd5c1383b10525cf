// Files that a command writes; `-` is stdout.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { UsageError } from './failure.js';
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
  await once(stream, 'open');
  const failed = new Promise<never>((_, reject) => stream.once('error', reject));
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

/** Refuses two outputs on one stdout. */
export function oneStdout(...outputs: readonly (string | boolean | undefined)[]): void {
  if (outputs.filter((output) => output === '-' || output === true).length > 1)
    throw new UsageError('only one output can go to stdout');
}
