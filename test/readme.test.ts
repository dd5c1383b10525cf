// What the README says is so: its programs compile and print what stands behind them, its commands print what stands
// there, its scenarios keep what they promise, its links lead somewhere. Comments before a block say what it is:
//
//   <!-- console -->          `$ npx thicknet …` and its output; … alone on a line stands for any lines, within one for anything
//   <!-- console exit 1 -->   the same with an exit status
//   <!-- prints the next block -->   a TypeScript program, and what it prints
//   <!-- scenario -->         YAML whose expectations hold
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, thicknet } from './cli.js';
import { linkRule } from './tidy-rules.js';
import { printFinding } from './tidy-scanner.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string): string => readFileSync(root + path, 'utf8');

interface Block {
  /** What the comment before it says, or ''. */
  readonly mark: string;
  readonly language: string;
  readonly line: number;
  readonly lines: readonly string[];
}

/** The fenced blocks of a Markdown text, in order. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const all = text.split('\n');
  for (let i = 0; i < all.length; i++) {
    const language = /^```(\S*)$/.exec(all[i])?.[1];
    if (language === undefined) continue;
    const mark = /^<!-- (.*) -->$/.exec(all[i - 1])?.[1] ?? '';
    const end = all.indexOf('```', i + 1);
    blocks.push({ mark, language, line: i + 1, lines: all.slice(i + 1, end) });
    i = end;
  }
  return blocks;
}

/** A pattern for lines in which … stands for what may differ. */
function pattern(lines: readonly string[]): RegExp {
  const parts = lines.map((line) => {
    if (line === '…') return '(?:.*\\n)*?';
    return `${line.split('…').map(escaped).join('.*')} *\\n`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

const escaped = (text: string): string => text.trimEnd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The words of a command line; double quotes keep some of them together. */
const words = (command: string): string[] =>
  Array.from(command.matchAll(/"([^"]*)"|(\S+)/g), ([, quoted, bare]) => quoted ?? bare!);

/** `$ command` and the lines behind it. */
function sessions(lines: readonly string[]): { command: string; output: string[] }[] {
  const all: { command: string; output: string[] }[] = [];
  for (const line of lines) {
    if (line.startsWith('$ ')) all.push({ command: line.slice(2), output: [] });
    else all.at(-1)!.output.push(line);
  }
  return all;
}

let folder = '';

/** Compiles a program as somebody would who has installed the package, strictly, and answers what it prints. */
function printed(name: string, program: readonly string[]): string {
  writeFileSync(join(folder, `${name}.ts`), `${program.join('\n')}\n`);
  const options = ['--strict', '--target', 'es2022', '--module', 'nodenext', '--types', 'node'];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const compiled = spawnSync(process.execPath, [compiler, ...options, `${name}.ts`], { cwd: folder, encoding: 'utf8' });
  expect(compiled.stdout).toBe('');
  const ran = spawnSync(process.execPath, [`${name}.js`], { cwd: folder, encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  return ran.stdout;
}

beforeAll(async () => {
  await built();
  folder = mkdtempSync(join(tmpdir(), 'thicknet-readme-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(root, join(folder, 'node_modules/thicknet'));
  symlinkSync(join(root, 'node_modules/@types'), join(folder, 'node_modules/@types'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(['README.md', 'README.ko.md'])('%s', (file) => {
  const blocks = blocksOf(read(file));
  const marked = (start: string): Block[] => blocks.filter(({ mark }) => mark.startsWith(start));

  it('has links that lead somewhere', () => {
    const findings = linkRule({ path: file, text: read(file) }, (path) => existsSync(root + path));
    expect(findings.map(printFinding)).toEqual([]);
  });

  it('marks every block that can be run', () => {
    const unmarked = blocks.filter(({ mark, language }) => mark === '' && !['sh', 'text'].includes(language));
    expect(unmarked.map(({ line }) => `${file}:${line}`)).toEqual([]);
    expect(marked('console').length + marked('prints').length).toBeGreaterThanOrEqual(3);
  });

  it('speaks of npm scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = Array.from(read(file).matchAll(/npm (?:run (\S+?)|(start|test))(?=[\s`,.]|$)/gm));
    expect(named.length).toBeGreaterThanOrEqual(2);
    for (const [whole, run, short] of named) expect(scripts, whole).toHaveProperty([run ?? short!]);
  });

  it('names every scenario of the gallery', () => {
    const gallery = readdirSync(`${root}src/lab/gallery`).filter((name) => name.endsWith('.yaml'));
    const missing = gallery.filter((name) => !read(file).includes(`(src/lab/gallery/${name})`));
    expect(missing).toEqual([]);
  });

  it.each(marked('console').map((block) => [block.line, block] as const))(
    'line %i: commands print what stands there',
    async (_, { mark, lines }) => {
      const status = Number(/exit (\d+)/.exec(mark)?.[1] ?? 0);
      for (const { command, output } of sessions(lines)) {
        const [npx, name, ...args] = words(command);
        expect([npx, name]).toEqual(['npx', 'thicknet']);
        const { code, stdout, stderr } = await thicknet(args);
        expect(code, stderr).toBe(status);
        expect(stdout).toMatch(pattern(output));
      }
    },
  );

  it.each(marked('prints').map((block) => [block.line, block] as const))(
    'line %i: the program compiles and prints what stands behind it',
    (line, block) => {
      const output = blocks[blocks.indexOf(block) + 1];
      expect(printed(`line${line}`, block.lines)).toMatch(pattern(output.lines));
    },
    // A compiler and a program of their own, on a machine that may be busy with others.
    180_000,
  );

  it.each(marked('scenario').map((block) => [block.line, block] as const))(
    'line %i: the scenario keeps what it promises',
    async (_, { lines }) => {
      const { code, stdout, stderr } = await thicknet(['run', '-', '--json'], { input: lines.join('\n') });
      expect(code, stderr).toBe(0);
      const { expect: verdict } = JSON.parse(stdout) as { expect: { passed: number } };
      expect(verdict.passed).toBeGreaterThan(0);
    },
  );
});

describe('the reader of the README', () => {
  it('tells outputs apart that differ, and takes … for anything', () => {
    expect('a\nb\nc\n').toMatch(pattern(['a', '…', 'c']));
    expect('a\nc\n').toMatch(pattern(['a', '…', 'c']));
    expect('in 0.04 s\n').toMatch(pattern(['in … s']));
    expect('a\nb\nc\n').not.toMatch(pattern(['a', 'c']));
    expect('a.c\n').not.toMatch(pattern(['abc']));
    expect('a\nb\n').not.toMatch(pattern(['a']));
  });
});
