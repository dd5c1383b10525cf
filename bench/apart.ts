// A measurement in a process of its own: its code is compiled for it alone, and its memory is its own.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Calls `exported(argument)` of the module at `url` in a fresh process.
 *
 * @param flags for that process, such as --expose-gc
 * @returns what it answers; both must survive JSON
 * @throws Error what the function threw, with its message and code, or that the process ended without an answer
 */
export function apart<Argument, Answer>(
  url: string,
  exported: string,
  argument: Argument,
  flags: readonly string[] = [],
): Promise<Answer> {
  const child = fork(fileURLToPath(new URL('./apart-child.js', import.meta.url)), [url, exported], {
    execArgv: [...flags],
  });
  child.send({ argument });
  return new Promise((resolve, reject) => {
    let answered = false;
    child.on('message', (message: { answer: Answer } | { failure: string; code?: string }) => {
      answered = true;
      if ('failure' in message) reject(Object.assign(new Error(message.failure), { code: message.code }));
      else resolve(message.answer);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (!answered) reject(new Error(`the process that measured ${exported} ended with ${signal ?? code}`));
    });
  });
}
