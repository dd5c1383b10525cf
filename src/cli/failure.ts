// How the command line fails: what went wrong becomes one line on stderr and an exit code, in this file and nowhere else.
//
//   0 ok | 1 a failed expectation or check | 2 usage | 3 an input or file that can't be used | 70 our own bug | 130 interrupted
import { CommanderError } from 'commander';
import { CaptureError } from '../capture/capture-error.js';
import { ScenarioError } from '../lab/scenario/error.js';

export const EXIT = { ok: 0, checkFailed: 1, usage: 2, invalidInput: 3, bug: 70, interrupted: 130 } as const;

/** Where in an input the trouble is; whatever is unknown is left out. Line and column count from 1. */
export interface InputPlace {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly field?: string;
}

/** An input that can't be used. Shown as `FILE:LINE:COLUMN: field: sentence`. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';

  constructor(
    readonly place: InputPlace,
    readonly sentence: string,
  ) {
    super(`${placeText(place)}${sentence}`);
  }
}

/** Everything ran, and something that had to hold does not. The command has already said what; `message` sums it up. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
}

/** Options that are each right and don't go together, or a word that means nothing here. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The user has had enough: Control-C. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** What the process does about an error: its exit code, and the lines for stderr (none where all has been said). */
export interface Failure {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

/** Judges whatever a command threw. `debug` shows the stack of what we did not foresee. */
export function failureOf(error: unknown, debug: boolean): Failure {
  if (error instanceof CheckFailed) return { exitCode: EXIT.checkFailed, lines: error.message ? [error.message] : [] };
  if (error instanceof Interrupted) return { exitCode: EXIT.interrupted, lines: [] };
  // Commander has already written its message, its help or its version.
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? EXIT.ok : EXIT.usage, lines: [] };
  if (error instanceof UsageError) return { exitCode: EXIT.usage, lines: [error.message] };
  if (error instanceof InvalidInput || error instanceof CaptureError || error instanceof ScenarioError)
    return { exitCode: EXIT.invalidInput, lines: [error.message] };
  if (isFileError(error)) return { exitCode: EXIT.invalidInput, lines: [fileErrorText(error)] };
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const summary = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    exitCode: EXIT.bug,
    lines: debug
      ? stack.split('\n')
      : [`a bug of ours: ${summary.split('\n')[0]}`, 'THICKNET_DEBUG=1 shows where; please report it'],
  };
}

function placeText({ file, line, column, field }: InputPlace): string {
  const spot = [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
  return `${spot === '' ? '' : `${spot}: `}${field === undefined ? '' : `${field}: `}`;
}

interface FileError extends Error {
  readonly code: string;
  /** Missing where what failed was a descriptor, such as stdin. */
  readonly path?: string;
}

function isFileError(error: unknown): error is FileError {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** An error of node:fs that does not say which file it means, made to say so. */
export function namingFile(error: unknown, path: string): unknown {
  if (isFileError(error) && error.path === undefined) Object.assign(error, { path });
  return error;
}

const FILE_ERRORS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or directory',
  EISDIR: 'this is a directory, not a file',
  ENOTDIR: 'a part of this path is not a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'there is no space left',
  EMFILE: 'too many files are open',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
};

function fileErrorText({ code, path, message }: FileError): string {
  return `${path === undefined ? '' : `${path}: `}${FILE_ERRORS[code] ?? message}`;
}
