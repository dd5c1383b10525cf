// thicknet lab: the page, served to this machine.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Command, InvalidArgumentError } from 'commander';
import { InvalidInput } from './failure.js';
import { servePage } from './pageServer.js';
import { type CommonOptions, type Terminal, withCommonOptions } from './terminal.js';

interface LabOptions extends CommonOptions {
  readonly port: number;
}

/** The built page, beside the compiled program. */
const PAGE = fileURLToPath(new URL('../../web/', import.meta.url));

/** Adds `thicknet lab`. */
export function addLab(program: Command, terminal: Terminal): void {
  withCommonOptions(program.command('lab'), terminal)
    .summary('serve the page on which a run can be looked into')
    .description('Serves the page to this machine until Control-C, and prints its address.')
    .option('--port <n>', 'port on 127.0.0.1; any that is free by default', parsePort, 0)
    .action((options: LabOptions) => lab(options, terminal));
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

async function lab({ port }: LabOptions, terminal: Terminal): Promise<void> {
  if (!existsSync(`${PAGE}index.html`)) throw new InvalidInput({ file: PAGE }, 'the page is not built: npm run build.');
  const server = await servePage(PAGE, port);
  await terminal.print(server.url);
  await new Promise<void>((resolve) => terminal.onInterrupt(resolve));
  await server.close();
}
