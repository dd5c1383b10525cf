#!/usr/bin/env node
// The program `thicknet`. Commands add themselves (commands.ts); how it fails stands in failure.ts.
import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import * as commands from './commands.js';
import { EXIT, failureOf } from './failure.js';
import { Terminal } from './terminal.js';

/** The version of the package that this file belongs to, compiled or not. */
function version(): string {
  for (let folder = new URL('.', import.meta.url); folder.pathname !== '/'; folder = new URL('..', folder)) {
    try {
      const manifest = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));
      if (manifest.name === 'thicknet') return manifest.version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  throw new Error('the package.json of thicknet is missing');
}

function build(terminal: Terminal): Command {
  const program = new Command('thicknet')
    .description('Ethernet from the half-bit up: emulate it, look at every bit of it, open it in Wireshark.')
    .showHelpAfterError('(thicknet --help says what there is)')
    .configureHelp({ sortSubcommands: true })
    .configureOutput({ outputError: (text, write) => write(`thicknet: ${text.replace(/^error: /, '')}`) })
    .addHelpText(
      'after',
      "\nExit status: 0 ok, 1 a failed expectation or check, 2 usage, 3 an input or a file that can't be used," +
        '\n70 a bug of thicknet (THICKNET_DEBUG=1 shows where), 130 interrupted.',
    )
    .exitOverride();
  for (const add of Object.values(commands)) add(program, terminal);
  const versions = [program, ...program.commands];
  for (const command of versions) {
    command.version(version(), '-V, --version', 'the version of thicknet');
    if (command !== program) {
      // What is set on the program before the command was made is not inherited by `addCommand`.
      command.copyInheritedSettings(program);
      command.showHelpAfterError(`(thicknet ${command.name()} --help says how it is used)`);
    }
  }
  return program;
}

async function main(): Promise<void> {
  const terminal = new Terminal(process);
  const fail = (error: unknown): number => {
    const { exitCode, lines } = failureOf(error, Boolean(process.env.THICKNET_DEBUG));
    for (const line of lines) terminal.complain(line);
    return exitCode;
  };
  terminal.listen(EXIT.interrupted);
  // What is thrown outside of any command's own flow, in a callback or a promise that nobody awaits.
  process.on('uncaughtException', (error) => process.exit(fail(error)));
  try {
    await build(terminal).parseAsync(process.argv);
  } catch (error) {
    process.exitCode = fail(error);
  }
}

await main();
