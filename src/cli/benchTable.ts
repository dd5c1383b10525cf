// Tables of figures as text: the first column to the left, the others to the right.
import type { BenchResult, Table } from '../../bench/suite.js';
import type { Terminal } from './terminal.js';

const WIDTH = 120;

/** The lines of a table. */
export function tableLines({ title, columns, rows, notes = [] }: Table, colours: Terminal['colours']): string[] {
  const widths = columns.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column].length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return [
    colours.bold(title),
    '',
    colours.dim(line(columns)),
    ...rows.map(line),
    ...notes.flatMap((note) => ['', ...wrapped(note)]),
  ];
}

/** The table of a suite that makes none of its own. */
export function resultsTable(suite: string, about: string, results: readonly BenchResult[]): Table {
  const baselines = [...new Set(results.flatMap(({ ratio }) => Object.keys(ratio)))];
  return {
    title: `${suite}: ${about}`,
    columns: ['name', 'octets', 'a second', 'ns each', 'GB/s', ...baselines.map((name) => `x ${name}`)],
    rows: results.map(({ name, octets, opsPerSecond, octetsPerSecond, ratio }) => [
      name,
      String(octets),
      shortNumber(opsPerSecond),
      (1e9 / opsPerSecond).toFixed(1),
      (octetsPerSecond / 1e9).toFixed(2),
      ...baselines.map((baseline) => ratio[baseline]?.toFixed(2) ?? '-'),
    ]),
  };
}

/** 12.3 M, 456 k, 7. */
export function shortNumber(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(value >= 1e8 ? 0 : 1)} M`;
  if (value >= 1e3) return `${(value / 1e3).toFixed(value >= 1e5 ? 0 : 1)} k`;
  return value.toFixed(value >= 100 ? 0 : 1);
}

function wrapped(paragraph: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of paragraph.split(' ')) {
    if (line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? word : ` ${word}`;
  }
  return [...lines, line];
}
