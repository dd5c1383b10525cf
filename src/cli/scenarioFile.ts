// A scenario from a file, from stdin, or by its name from the gallery that comes with the package; and its capture.
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Capture } from '../capture/capture.js';
import { readCapture } from '../capture/reader.js';
import { parseScenario, type Scenario } from '../lab/scenario/scenario.js';
import { InvalidInput, namingFile, UsageError } from './failure.js';

/** What runs when no scenario is named. */
export const DEFAULT_SCENARIO = 'hub-collision';
const GALLERY = fileURLToPath(new URL('../lab/gallery/', import.meta.url));

/** A scenario and where it came from. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  /** What to call it in messages. */
  readonly name: string;
  /** What paths in it are relative to. */
  readonly folder: string;
}

/** Names of the scenarios that come with the package. */
export function galleryNames(): string[] {
  return readdirSync(GALLERY)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * Reads a scenario: `-` is stdin (or what was read of it already); a name that is no file may be one of the gallery's, with or without `.yaml`.
 * @throws ScenarioError, an error of node:fs
 */
export async function loadScenario(given: string, stdin?: Uint8Array): Promise<LoadedScenario> {
  if (given === '-') {
    const octets = stdin ?? (await octetsOfStdin());
    return { scenario: parseScenario(text(octets), '<stdin>'), name: '<stdin>', folder: '.' };
  }
  if (given === '')
    throw new UsageError('a scenario without a name is none: give a file, -, or a name from the gallery');
  const path = existsSync(given) ? given : galleryPath(given);
  return { scenario: parseScenario(text(await octetsOfFile(path)), given), name: given, folder: dirname(path) };
}

/** All of a file. @throws an error of node:fs that names it */
export async function octetsOfFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw namingFile(error, path);
  }
}

/** All of stdin. */
export async function octetsOfStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The gallery's file of that name, or the name itself, which then is no file. */
function galleryPath(given: string): string {
  const name = given.replace(/\.yaml$/, '');
  return galleryNames().includes(name) ? `${GALLERY}${name}.yaml` : given;
}

function text(octets: Uint8Array): string {
  return new TextDecoder().decode(octets);
}

/** Where the capture is that a scenario replays, or undefined when it replays none. */
export function capturePathOf({ scenario, folder }: LoadedScenario): string | undefined {
  const file = scenario.replay?.file;
  return file === undefined || isAbsolute(file) ? file : join(folder, file);
}

/**
 * The capture that a scenario replays, or undefined when it replays none.
 * @throws CaptureError, InvalidInput when there is no such file
 */
export async function captureOf(loaded: LoadedScenario): Promise<Capture | undefined> {
  const path = capturePathOf(loaded);
  if (path === undefined) return undefined;
  const { name } = loaded;
  if (!existsSync(path)) throw new InvalidInput({ file: name, field: 'replay.file' }, `there is no file ${path}.`);
  return readCapture(await readFile(path), path);
}
