// thicknet run: a scenario carried out, with its timeline, its summary, its files and what was expected of it.
import type { Command } from 'commander';
import { carryOut, type RunOptions, withRunOptions } from './carryOut.js';
import { defaultRecordings, distinctRecordings, recordsToStdout, wantsRecordings } from './recordings.js';
import { captureOf, capturePathOf, DEFAULT_SCENARIO, galleryNames, loadScenario } from './scenarioFile.js';
import { type Terminal, withCommonOptions } from './terminal.js';

/** Where the files of the default scenario go. */
const DEFAULT_FOLDER = 'out';

/** Adds `thicknet run`. */
export function addRun(program: Command, terminal: Terminal): void {
  withRunOptions(withCommonOptions(program.command('run'), terminal))
    .summary('run a scenario: timeline, summary, captures, expectations')
    .description(
      'Emulates a scenario, prints what happened and why, with a summary of every station and segment, writes the ' +
        'captures that are asked for, and checks what the scenario expects: exit status 1 where something does not hold.\n\n' +
        `Without a scenario it runs ${DEFAULT_SCENARIO} and writes its captures to ${DEFAULT_FOLDER}/.`,
    )
    .argument('[scenario]', 'a YAML or JSON file, - for stdin, or a name from the gallery')
    .addHelpText('after', `\nGallery:\n  ${galleryNames().join('\n  ')}`)
    .action((given: string | undefined, options: RunOptions) => run(given, options, terminal));
}

async function run(given: string | undefined, options: RunOptions, terminal: Terminal): Promise<void> {
  distinctRecordings(options, [given]);
  const loaded = await loadScenario(given ?? DEFAULT_SCENARIO);
  distinctRecordings(options, [capturePathOf(loaded)]);
  const capture = await captureOf(loaded);
  const { scenario, name } = loaded;
  const files =
    given === undefined && !wantsRecordings(options) ? defaultRecordings(DEFAULT_FOLDER, scenario.name) : options;
  const task = { scenario, name, replay: capture?.records, warnings: capture?.warnings ?? [] };
  await carryOut(task, { ...options, ...files }, terminal);
  if (given === undefined && !options.json && !options.quiet && !recordsToStdout(files))
    await terminal.print('', `see it, bit by bit, in a browser:\n  npx thicknet lab ${scenario.name}`);
}
