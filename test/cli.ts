// Runs the program as a user does: a process of its own, its output and its exit code.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = `${root}dist/src/cli/main.js`;
const lock = `${root}dist/.building`;
/** A build takes seconds; a lock that is older was left behind. */
const STALE_LOCK_MS = 120_000;

export interface Ran {
  /** null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Called with the process as it runs: to interrupt it, say. */
  readonly during?: (process: ReturnType<typeof spawn>) => void;
}

/** Runs `thicknet` with `args`; builds it first where a source is newer (`npm test` has already done that). */
export async function thicknet(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  await built();
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.cwd ?? root,
    env: { ...env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // A program that refuses before it has read everything hangs up on us.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  options.during?.(child);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

let ready: Promise<void> | undefined;

/** The program's path, built. */
export async function built(): Promise<string> {
  ready ??= build();
  await ready;
  return program;
}

async function build(): Promise<void> {
  // Test files run side by side: the first builds, the others wait.
  while (stale()) {
    try {
      mkdirSync(`${root}dist`, { recursive: true });
      mkdirSync(lock);
    } catch {
      if (existsSync(lock) && Date.now() - statSync(lock).mtimeMs > STALE_LOCK_MS) rmdirSync(lock);
      await sleep(200);
      continue;
    }
    try {
      if (stale()) {
        const { stdout } = spawnSync('npx', ['tsc', '-p', '.build/tsconfig.json'], { cwd: root, encoding: 'utf8' });
        if (stale()) throw new Error(`the program can't be built:\n${stdout}`);
      }
    } finally {
      rmdirSync(lock);
    }
  }
}

/** Whether a source is newer than the program. */
function stale(): boolean {
  if (!existsSync(program)) return true;
  const builtAt = statSync(program).mtimeMs;
  return readdirSync(`${root}src`, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('wasm.ts') && !name.startsWith('web'))
    .some((name) => statSync(`${root}src/${name}`).mtimeMs > builtAt);
}
