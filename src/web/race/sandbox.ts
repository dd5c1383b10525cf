// Where somebody's own lines run: a worker that has been stripped of everything that reaches out of it, or that would make
// a run another one each time. Only the language is left. What never comes back is ended from outside, with the worker.
// It stands in a sandbox of the browser's own (sandbox.html), which knows no network whatever is found in here.
import type { Backoff } from '../../lab/backoff.js';
import { stripTypes } from './strip.js';
import { tokensOf } from './tokens.js';

/** The lines can't be used as they are; `code` is `ERR_CODE`. */
export class CodeError extends Error {
  readonly code = 'ERR_CODE';

  constructor(
    message: string,
    /** From 1, where it is known. */
    readonly line?: number | undefined,
  ) {
    super(message);
  }
}

/** What the language itself brings, less what is of chance or of the clock. */
const LANGUAGE = new Set(
  [
    'Object Array String Number Boolean Symbol BigInt Math JSON Map Set WeakMap WeakSet Promise Proxy Reflect RegExp',
    'Error TypeError RangeError SyntaxError EvalError ReferenceError URIError AggregateError ArrayBuffer DataView',
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array',
    'BigInt64Array BigUint64Array Infinity NaN undefined globalThis isNaN isFinite parseInt parseFloat Iterator',
    // What the engine needs while it runs.
    'WebAssembly TextDecoder TextEncoder',
  ].flatMap((names) => names.split(' ')),
);
const MOST_CHARACTERS = 20_000;
const FILE = 'backoff.ts';
/** Taken before it is taken away. */
const Maker = Function;

/**
 * Makes the function of somebody's lines. They are called once here already: lockDown is to come first.
 * @throws CodeError with what is wrong with them
 */
export function compileBackoff(source: string, station: string): Backoff {
  if (source.length > MOST_CHARACTERS) throw new CodeError(`at most ${MOST_CHARACTERS} characters, please`);
  // The one way out that is no name and can't be taken away.
  const way = /\bimport\b/.exec(source);
  if (way) throw new CodeError("the word 'import' has no place here, not even in a comment", lineAt(source, way.index));
  const plain = withoutTypes(source);
  let backoff: unknown;
  try {
    backoff = made(`${plain}\n;return typeof backoff === 'function' ? backoff : undefined;`)();
  } catch (error) {
    const line = error instanceof SyntaxError ? (lineOf(error) ?? lineOfSlip(plain)) : lineOf(error);
    throw new CodeError(said(error), line);
  }
  if (typeof backoff !== 'function') {
    throw new CodeError("there is no function named 'backoff': function backoff(collisions, random) { … }");
  }
  return calling(backoff as Backoff, station);
}

function withoutTypes(source: string): string {
  try {
    return stripTypes(source);
  } catch (error) {
    // Nested deeper than the stack.
    throw new CodeError(said(error));
  }
}

/** A function that tells what goes wrong in somebody's, and where. */
function calling(backoff: Backoff, station: string): Backoff {
  return (collisions, random) => {
    let caught: unknown;
    const draw = (below: number): number => {
      try {
        return random(below);
      } catch (error) {
        caught = error;
        throw error;
      }
    };
    try {
      return backoff(collisions, draw);
    } catch (error) {
      if (error === caught) throw error;
      throw new CodeError(
        `the backoff of ${station} failed after collision ${collisions}: ${said(error)}`,
        lineOf(error),
      );
    }
  };
}

function made(body: string): () => unknown {
  return new Maker(`'use strict';\n${body}\n//# sourceURL=${FILE}`) as () => unknown;
}

/** How many lines an engine counts before the first of somebody's. */
function linesBefore(): number {
  try {
    made('throw new Error();')();
  } catch (error) {
    return (rawLineOf(error) ?? 1) - 1;
  }
  return 0;
}

function rawLineOf(error: unknown): number | undefined {
  const found = error instanceof Error ? /backoff\.ts:(\d+):\d+/.exec(error.stack ?? '') : undefined;
  return found ? Number(found[1]) : undefined;
}

function lineOf(error: unknown): number | undefined {
  const line = rawLineOf(error);
  return line === undefined ? undefined : line - linesBefore();
}

/** What may follow a beginning: none of it heals what is broken before. */
const GOING_ON = ['', ' @', ' )', ' = 0'] as const;

/**
 * Where the grammar is broken, which engines keep to themselves: at the end of the shortest beginning that is refused for
 * the same reason as the whole whatever follows it.
 */
function lineOfSlip(plain: string): number | undefined {
  const whole = refusalOf(plain);
  const tokens = tokensOf(plain);
  const broken = (count: number) =>
    GOING_ON.every((more) => refusalOf(plain.slice(0, tokens[count - 1]?.to ?? 0) + more) === whole);
  let [sound, slip] = [0, tokens.length];
  while (slip - sound > 1) {
    const middle = (sound + slip) >> 1;
    if (broken(middle)) slip = middle;
    else sound = middle;
  }
  return lineAt(plain, tokens[slip - 1]?.from ?? 0);
}

function refusalOf(body: string): string | undefined {
  try {
    made(body);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

/**
 * Takes everything from a worker's global scope but the language, so that lines that run there reach nothing else; and
 * whatever makes functions of texts.
 */
export function lockDown(scope: object): void {
  const math = (scope as { Math?: { random?: () => number } }).Math;
  if (math) {
    math.random = () => {
      throw new CodeError('draw from the random that you are given: Math.random would make each run another one');
    };
  }
  for (let at: object | null = scope; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const key of Reflect.ownKeys(at)) {
      if (typeof key === 'string' && LANGUAGE.has(key)) continue;
      if (key !== 'constructor' && typeof key === 'string') take(at, key);
    }
  }
  const kinds = [() => undefined, async () => undefined, function* () {}, async function* () {}];
  for (const kind of kinds) take(Object.getPrototypeOf(kind), 'constructor');
}

function take(from: object, key: string): void {
  if (Reflect.deleteProperty(from, key)) return;
  Reflect.defineProperty(from, key, { value: undefined });
}

function said(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
