// thicknet bench as a user meets it: what it lists, refuses and prints, and how it sets two runs side by side.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BenchResult } from '../bench/suite.js';
import { median, quietTime } from '../bench/suite.js';
import { SUITES } from '../bench/suites.js';
import { compareResults, compareTable, earlierResults } from '../src/cli/benchCompare.js';
import { resultsTable, shortNumber } from '../src/cli/benchTable.js';
import { thicknet } from './cli.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'thicknet-bench-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

/** A row that ran at `opsPerSecond`, `ratio` times as fast as its baseline. */
const row = (name: string, opsPerSecond: number, ratio: Record<string, number> = {}): BenchResult => ({
  suite: 'crc32',
  name,
  octets: 64,
  opsPerSecond,
  octetsPerSecond: opsPerSecond * 64,
  ratio,
});

describe('thicknet bench', () => {
  it('lists its suites, for people and for programs, and under --help', async () => {
    const { stdout } = await thicknet(['bench', '--list']);
    const { stdout: json } = await thicknet(['bench', '--list', '--json']);
    const { stdout: help } = await thicknet(['bench', '--help']);
    expect(JSON.parse(json).suites.map(({ name }: { name: string }) => name)).toEqual(SUITES.map(({ name }) => name));
    for (const { name, about } of SUITES) {
      expect(stdout).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
      expect(help).toContain(about);
    }
  });

  it('runs the suite that it is asked for and prints one object with --json', async () => {
    const { code, stdout, stderr } = await thicknet(['bench', 'efficiency', '--quick', '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { machine, results } = JSON.parse(stdout);
    expect(machine).toMatchObject({ cpu: expect.any(String), cores: expect.any(Number), node: process.versions.node });
    expect(new Set(results.map(({ suite }: BenchResult) => suite))).toEqual(new Set(['efficiency']));
    expect(results).toHaveLength(12);
    for (const { figures } of results) expect(figures.reached).toBeGreaterThan(figures.least);
  });

  it('prints tables that line up', async () => {
    const { stdout } = await thicknet(['bench', 'efficiency', '--quick']);
    const lines = stdout.split('\n');
    const rows = lines.filter((line) => /^\d+ x \d+ /.test(line));
    expect(rows).toHaveLength(12);
    expect(new Set(rows.map((line) => line.length)).size).toBe(1);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(160);
    expect(rows.every((line) => line.includes('within'))).toBe(true);
  });

  it.each([
    ['a suite that there is not', ['bench', 'crc23'], 2, /crc23.*crc32/],
    ['an earlier run that is not there', ['bench', 'rules', '--compare', '/no/such/run.json'], 3, /run\.json/],
  ])('refuses %s', async (_, args, code, words) => {
    const ran = await thicknet(args);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toMatch(words);
  });

  it('says where an earlier run is not one', async () => {
    for (const [text, words] of [
      ['no JSON', 'not JSON'],
      ['{"results": [{}]}', 'results.0'],
      ['[]', 'the whole'],
      ['{"results": [{"suite":"a","name":"b","octets":1,"opsPerSecond":-1,"ratio":{}}]}', 'opsPerSecond'],
    ] as const) {
      const { code, stderr } = await thicknet(['bench', 'rules', '--compare', file('run.json', text)]);
      expect(code).toBe(3);
      expect(stderr).toContain('run.json: ');
      expect(stderr).toContain(words);
    }
  });
});

describe('two runs side by side', () => {
  it('judge a row by the baseline that both have measured, whatever the machine was busy with', () => {
    const before = [row('kernel', 1000, { table: 4 }), row('other', 1000, { table: 4 })];
    const now = [row('kernel', 500, { table: 4 }), row('other', 1000, { table: 3.5 })];
    expect(compareResults(before, now).map(({ ratio, by, slower }) => ({ ratio, by, slower }))).toEqual([
      { ratio: 1, by: 'table', slower: false },
      { ratio: 0.875, by: 'table', slower: true },
    ]);
  });

  it('judge by wall time where there is no such baseline, and published figures are none', () => {
    const before = [row('a', 1000), row('b', 1000, { 'ns-3': 2 }), row('c', 1000, { old: 3 })];
    const now = [row('a', 905), row('b', 895, { 'ns-3': 1.79 }), row('c', 2000, { new: 1 })];
    expect(compareResults(before, now).map(({ by, slower }) => [by, slower])).toEqual([
      [null, false],
      [null, true],
      [null, false],
    ]);
  });

  it('leave out what only one of them has, and what was not timed', () => {
    const before = [row('a', 1000), row('gone', 1000), row('untimed', 0)];
    const now = [row('a', 1000), row('new', 1000), row('untimed', 0), { ...row('a', 1000), octets: 65 }];
    expect(compareResults(before, now).map(({ name, octets }) => [name, octets])).toEqual([['a', 64]]);
    expect(compareTable([]).notes![0]).toContain('none of these rows');
  });

  it('read what --json wrote', () => {
    const results = [row('a', 12.5, { table: 3 })];
    expect(earlierResults(JSON.stringify({ machine: {}, results }))).toMatchObject([
      { name: 'a', opsPerSecond: 12.5, ratio: { table: 3 } },
    ]);
  });
});

describe('figures', () => {
  it('have the middle of them taken, or the quiet quarter of times', () => {
    expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([7])]).toEqual([2, 2.5, 7]);
    expect([quietTime([9, 1, 3, 2, 5]), quietTime([2, 1, 3]), quietTime([7])]).toEqual([2, 1, 7]);
    expect([median([]), quietTime([])]).toEqual([Number.NaN, Number.NaN]);
  });

  it('are printed short', () => {
    expect([7, 123.4, 4560, 123_456, 7_890_000, 250_000_000].map(shortNumber)).toEqual([
      '7.0',
      '123',
      '4.6 k',
      '123 k',
      '7.9 M',
      '250 M',
    ]);
  });

  it('make a table of a suite that has none, with a column for each baseline', () => {
    const table = resultsTable('crc32', 'what', [row('a', 1e9, { zlib: 8 }), row('b', 5e8, { table: 2.5 })]);
    expect(table.columns).toEqual(['name', 'octets', 'a second', 'ns each', 'GB/s', 'x zlib', 'x table']);
    expect(table.rows).toEqual([
      ['a', '64', '1000 M', '1.0', '64.00', '8.00', '-'],
      ['b', '64', '500 M', '2.0', '32.00', '-', '2.50'],
    ]);
  });
});
