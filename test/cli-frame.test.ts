// What holds for every command: help, version, exit codes, errors of one line, quiet ends.
import { spawnSync } from 'node:child_process';
import { PassThrough } from 'node:stream';
import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { CaptureError } from '../src/capture/capture-error.js';
import * as commands from '../src/cli/commands.js';
import { CheckFailed, failureOf, Interrupted, InvalidInput, UsageError } from '../src/cli/failure.js';
import { Terminal } from '../src/cli/terminal.js';
import { built, thicknet } from './cli.js';

const names = Object.keys(commands).map((name) => name.replace(/^add/, '').toLowerCase());

describe('thicknet', () => {
  it('says what there is, for itself and for every command, on stdout', async () => {
    const help = await thicknet(['--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const name of names) {
      expect(help.stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
      const own = await thicknet([name, '--help']);
      expect(own, name).toMatchObject({ code: 0, stderr: '' });
      expect(own.stdout).toContain(`Usage: thicknet ${name}`);
      expect(own.stdout).toContain('--json');
      expect(own.stdout).toContain('--quiet');
    }
  });

  it('says its version, and every command says it too', async () => {
    for (const args of [[], ...names.map((name) => [name])]) {
      const { code, stdout } = await thicknet([...args, '--version']);
      expect({ code, stdout }, args.join()).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) });
    }
  });

  it.each([
    ['no command', []],
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['fcs', '--frobnicate']],
    ['an option without its value', ['fcs', '--hex']],
    ['one argument too many', ['fcs', 'a', 'b']],
    ['two sources', ['fcs', 'a', '--hex', 'ff']],
  ])('with %s ends with 2, nothing on stdout and no stack trace', async (_, args) => {
    const { code, stdout, stderr } = await thicknet(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('ends with 130 when it is interrupted', async () => {
    const { code, stdout, stderr } = await thicknetAwaitingInput((child) => child.kill('SIGINT'));
    expect({ code, stdout, stderr }).toEqual({ code: 130, stdout: '', stderr: '' });
  });

  it('says nothing when its reader hangs up', async () => {
    const program = await built();
    // The reader is gone before the program has begun.
    const script = `{ sleep 0.3; ${process.execPath} '${program}' fcs --help; } 2>&3 | true`;
    const { stderr } = spawnSync('bash', ['-c', `exec 3>&2; ${script}`], { encoding: 'utf8' });
    expect(stderr).toBe('');
  });
});

/** Runs `thicknet fcs -` with a stdin that stays open, and calls `then` when it must have got that far. */
async function thicknetAwaitingInput(then: (child: { kill(signal: NodeJS.Signals): boolean }) => void) {
  const { spawn } = await import('node:child_process');
  const child = spawn(process.execPath, [await built(), 'fcs', '-'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  // It reads its input in the end: what was written is gone once it listens.
  child.stdin.write(' '.repeat(1 << 19), () => then(child));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stdout, stderr };
}

describe('an error', () => {
  it.each([
    ['a failed check', new CheckFailed('3 expectations failed'), 1, ['3 expectations failed']],
    ['a failed check that has been told', new CheckFailed(''), 1, []],
    ['wrong usage', new UsageError('not both'), 2, ['not both']],
    ['wrong usage that commander has told', new CommanderError(1, 'commander.unknownOption', 'x'), 2, []],
    ['help', new CommanderError(0, 'commander.helpDisplayed', ''), 0, []],
    ['an input', new InvalidInput({ file: 'f', line: 3, column: 7, field: 'to' }, 'why.'), 3, ['f:3:7: to: why.']],
    ['an input without a line', new InvalidInput({ file: 'f', field: 'to' }, 'why.'), 3, ['f: to: why.']],
    [
      'a capture',
      new CaptureError('EMPTY', 'it is empty.', { file: 'a.pcap', record: 2 }),
      3,
      ['a.pcap: record 2: it is empty.'],
    ],
    ['an interruption', new Interrupted(), 130, []],
  ])('about %s becomes its exit code and one line', (_, error, exitCode, lines) => {
    expect(failureOf(error, false)).toEqual({ exitCode, lines });
  });

  it('about a file names it and says why in words', () => {
    const error = Object.assign(new Error('ENOENT: no such file'), { code: 'ENOENT', syscall: 'open', path: 'a/b' });
    expect(failureOf(error, false)).toEqual({ exitCode: 3, lines: ['a/b: there is no such file or directory'] });
  });

  it('that nobody foresaw is one line and a hint, and a stack only where one was asked for', () => {
    const { exitCode, lines } = failureOf(new TypeError('x is not a function'), false);
    expect(exitCode).toBe(70);
    expect(lines[0]).toBe('a bug of ours: TypeError: x is not a function');
    expect(lines.join('\n')).toContain('THICKNET_DEBUG=1');
    expect(lines.join('\n')).not.toContain('cli-frame.test');
    expect(failureOf(new TypeError('x'), true).lines.join('\n')).toContain('cli-frame.test');
    expect(failureOf('a string', false).exitCode).toBe(70);
  });
});

describe('the terminal', () => {
  const terminal = (isTTY: boolean, env: Record<string, string>) => {
    const [out, err] = [Object.assign(new PassThrough(), { isTTY }), Object.assign(new PassThrough(), { isTTY })];
    const made = new Terminal(Object.assign(Object.create(process), { env }), out, err);
    return { made, out: () => String(out.read() ?? ''), err: () => String(err.read() ?? '') };
  };

  it.each([
    ['on a TTY', true, {}, true],
    ['not on a TTY', false, {}, false],
    ['not under NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['as before under an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['not on a dumb terminal', true, { TERM: 'dumb' }, false],
    ['where FORCE_COLOR says so', false, { FORCE_COLOR: '1' }, true],
    ['not where both are there', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('is coloured %s', (_, isTTY, env, coloured) => {
    expect(terminal(isTTY, env).made.colours.isColorSupported).toBe(coloured);
  });

  it('shows progress on a TTY only, and nothing but errors under --quiet', () => {
    const [shown, piped, quiet] = [
      terminal(true, { NO_COLOR: '1' }),
      terminal(false, {}),
      terminal(true, { NO_COLOR: '1' }),
    ];
    quiet.made.quiet = true;
    for (const { made } of [shown, piped, quiet]) {
      made.log('half done');
      made.warn('odd');
      made.complain('wrong');
    }
    expect(shown.err()).toBe('half done\nthicknet: odd\nthicknet: wrong\n');
    expect(piped.err()).toBe('thicknet: odd\nthicknet: wrong\n');
    expect(quiet.err()).toBe('thicknet: wrong\n');
  });

  it('prints JSON on one line for programs and indented for people', async () => {
    const [shown, piped] = [terminal(true, {}), terminal(false, {})];
    await shown.made.printJson({ a: 1 });
    await piped.made.printJson({ a: 1 });
    expect(shown.out()).toBe('{\n  "a": 1\n}\n');
    expect(piped.out()).toBe('{"a":1}\n');
  });
});
