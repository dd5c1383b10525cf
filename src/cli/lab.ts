// thicknet lab: the page, served to this machine, with a scenario or a capture of the user's own beside it.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import { readCapture } from '../capture/reader.js';
import { InvalidInput } from './failure.js';
import { type ExtraFiles, servePage } from './pageServer.js';
import { galleryNames, loadScenario, octetsOfStdin } from './scenarioFile.js';
import { type CommonOptions, type Terminal, withCommonOptions } from './terminal.js';

interface LabOptions extends CommonOptions {
  readonly port: number;
  readonly open?: boolean;
}

/** What the page is to show, and the files for that. */
interface Shown {
  readonly search: string;
  readonly files: ExtraFiles;
}

/** The built page, beside the compiled program. */
const PAGE = fileURLToPath(new URL('../../web/', import.meta.url));
const CAPTURE_NAME = /\.(?:pcap|pcapng|cap)$/i;

/** Adds `thicknet lab`. */
export function addLab(program: Command, terminal: Terminal): void {
  withCommonOptions(program.command('lab'), terminal)
    .summary('see it: a page on which a run can be looked into, down to the half-bit')
    .description(
      'Serves the page to this machine alone, prints its address, and goes on until Control-C. The engine runs in the ' +
        'browser; nothing is sent anywhere.',
    )
    .argument('[scenario]', 'a YAML or JSON file, - for stdin, a name from the gallery, or a pcap or pcapng capture')
    .option('--port <n>', 'port on 127.0.0.1; any that is free by default', parsePort, 0)
    .option('--open', 'open it in the browser, too')
    .action((given: string | undefined, options: LabOptions) => lab(given, options, terminal));
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

async function lab(given: string | undefined, options: LabOptions, terminal: Terminal): Promise<void> {
  if (!existsSync(`${PAGE}index.html`)) throw new InvalidInput({ file: PAGE }, 'the page is not built: npm run build.');
  const { search, files } = given === undefined ? { search: '', files: new Map() } : await shown(given);
  const server = await listening(options.port, files);
  const url = server.url + search;
  if (options.json) await terminal.printJson({ url });
  else await terminal.print(url);
  if (options.open) openBrowser(url, terminal);
  terminal.log('Control-C ends it.');
  await new Promise<void>((resolve) => terminal.onInterrupt(resolve));
  await server.close();
}

async function listening(port: number, files: ExtraFiles) {
  try {
    return await servePage(PAGE, port, files);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw new InvalidInput({ field: '--port' }, `port ${port} is taken.`);
    if (code === 'EACCES')
      throw new InvalidInput({ field: '--port' }, `port ${port} needs a right that you don't have.`);
    throw error;
  }
}

/** What a user named: checked here, so that a mistake is told where it was made and not in a browser. */
async function shown(given: string): Promise<Shown> {
  if (CAPTURE_NAME.test(given) && existsSync(given)) {
    const octets = await readFile(given);
    readCapture(octets, given);
    return { search: searchFor('', basename(given)), files: new Map([[`given/${basename(given)}`, octets]]) };
  }
  if (!existsSync(given) && galleryNames().includes(given.replace(/\.yaml$/, ''))) {
    await loadScenario(given);
    return { search: `?scenario=${encodeURIComponent(given.replace(/\.yaml$/, ''))}`, files: new Map() };
  }
  const octets = given === '-' ? await octetsOfStdin() : undefined;
  const { scenario, folder } = await loadScenario(given, octets);
  const name = given === '-' ? 'stdin.yaml' : basename(given);
  const files = new Map<string, Uint8Array>([[`given/${name}`, octets ?? (await readFile(given))]]);
  if (!scenario.replay) return { search: searchFor(name), files };
  const { file } = scenario.replay;
  const path = isAbsolute(file) ? file : join(folder, file);
  if (!existsSync(path)) throw new InvalidInput({ file: given, field: 'replay.file' }, `there is no file ${path}.`);
  files.set(`given/${basename(path)}`, await readFile(path));
  return { search: searchFor(name, basename(path)), files };
}

function searchFor(name: string, capture?: string): string {
  return `?${new URLSearchParams({ open: name, ...(capture === undefined ? {} : { capture }) })}`;
}

/** Asks the system for a browser; where it has none, the address has been printed. */
function openBrowser(url: string, terminal: Terminal): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url.replaceAll('&', '^&')]
        : ['xdg-open', url];
  const child = spawn(program!, args, { stdio: 'ignore', detached: true });
  child.on('error', () => terminal.warn('no browser could be opened: go to the address yourself'));
  child.unref();
}
