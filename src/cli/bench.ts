// thicknet bench: how fast it is, beside what else there is, and how right what it measures turns out.
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Command } from 'commander';
import { type BenchResult, LeftOut, type SuiteReport, type Table } from '../../bench/suite.js';
import { SUITES, type SuiteEntry } from '../../bench/suites.js';
import { compareResults, compareTable, type Earlier, earlierResults } from './benchCompare.js';
import { resultsTable, tableLines } from './benchTable.js';
import { CheckFailed, InvalidInput, UsageError } from './failure.js';
import { type CommonOptions, type Terminal, withCommonOptions } from './terminal.js';

interface BenchOptions extends CommonOptions {
  readonly quick?: boolean;
  readonly list?: boolean;
  readonly compare?: string;
}

/** Adds `thicknet bench`. */
export function addBench(program: Command, terminal: Terminal): void {
  withCommonOptions(program.command('bench'), terminal)
    .summary('how fast it is, beside what else there is')
    .description(
      'Runs the benches, all of them or the suites that are named, and prints their tables. Ratios to a baseline in the ' +
        'same run can be trusted on a busy machine; times and rates only on an idle one.',
    )
    .argument('[suite...]', 'which suites; all by default')
    .option('--list', 'what suites there are')
    .option('--quick', 'fewer and shorter rows: all suites in about two minutes')
    .option('--compare <file>', 'set this run beside an earlier one that --json printed; 1 when something is slower')
    .addHelpText('after', `\nSuites:\n${suiteLines().join('\n')}`)
    .action(async (names: string[], options: BenchOptions) => {
      if (options.list) await listSuites(terminal, options);
      else await bench(names, options, terminal);
    });
}

function suiteLines(): string[] {
  const width = Math.max(...SUITES.map(({ name }) => name.length));
  return SUITES.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`);
}

async function listSuites(terminal: Terminal, { json }: BenchOptions): Promise<void> {
  if (json) await terminal.printJson({ suites: SUITES.map(({ name, about }) => ({ name, about })) });
  else await terminal.print(...suiteLines());
}

async function bench(names: readonly string[], options: BenchOptions, terminal: Terminal): Promise<void> {
  const suites = chosen(names);
  const earlier = options.compare === undefined ? undefined : readEarlier(options.compare);
  const results: BenchResult[] = [];
  for (const suite of suites) {
    const report = await runSuite(suite, options, terminal);
    results.push(...report.results);
    if (!options.json) for (const table of tablesOf(suite, report)) await printTable(table, terminal);
  }
  const comparison = earlier && compareResults(earlier, results);
  if (options.json) await terminal.printJson({ machine: machine(), results, ...(comparison && { comparison }) });
  else if (comparison) await printTable(compareTable(comparison), terminal);
  const slower = comparison?.filter((row) => row.slower).length ?? 0;
  if (slower > 0)
    throw new CheckFailed(`${slower} of ${comparison!.length} rows are more than 10 % slower than before`);
}

function chosen(names: readonly string[]): readonly SuiteEntry[] {
  const unknown = names.filter((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown.length > 0)
    throw new UsageError(
      `no suite is named ${unknown.join(' or ')}; there are ${SUITES.map((s) => s.name).join(', ')}`,
    );
  return names.length === 0 ? SUITES : SUITES.filter(({ name }) => names.includes(name));
}

async function runSuite(suite: SuiteEntry, { quick }: BenchOptions, terminal: Terminal): Promise<SuiteReport> {
  try {
    const { run } = await suite.load();
    return await run({ quick: quick === true, progress: (what) => terminal.log(what) });
  } catch (error) {
    const missing = /^Cannot find package '([^']+)'/.exec((error as Error).message);
    if (!missing && !(error instanceof LeftOut)) throw error;
    const why = missing ? `it needs ${missing[1]}, which is not installed here` : (error as LeftOut).message;
    terminal.warn(`${suite.name} is left out: ${why}`);
    return { results: [], tables: [] };
  }
}

function tablesOf(suite: SuiteEntry, { results, tables }: SuiteReport): readonly Table[] {
  return tables ?? [resultsTable(suite.name, suite.about, results)];
}

async function printTable(table: Table, terminal: Terminal): Promise<void> {
  await terminal.print(...tableLines(table, terminal.colours), '');
}

function readEarlier(file: string): readonly Earlier[] {
  const text = readFileSync(file, 'utf8');
  const found = earlierResults(text);
  if (typeof found === 'string') throw new InvalidInput({ file }, found);
  return found;
}

/** What the rows were measured on. */
function machine(): object {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryOctets: totalmem(),
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    v8: process.versions.v8,
  };
}
