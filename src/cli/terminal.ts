// The process as a command sees it: data to stdout, words to stderr, colours only where somebody looks.
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type { Command } from 'commander';
import picocolors from 'picocolors';

type Colours = ReturnType<typeof picocolors.createColors>;

/** What a command may say, and where. */
export class Terminal {
  /** Set by --quiet: no words beside data and errors. */
  quiet = false;
  /** Colours for what goes to stdout. */
  readonly colours: Colours;
  /** Colours for what goes to stderr. */
  readonly logColours: Colours;
  private readonly atInterrupt: (() => void)[] = [];

  constructor(
    private readonly process: NodeJS.Process,
    /** Where data goes; `writeOctets` and `print` wait for it to drain. */
    private readonly stdout: Writable & { isTTY?: boolean } = process.stdout,
    private readonly stderr: Writable & { isTTY?: boolean } = process.stderr,
  ) {
    this.colours = picocolors.createColors(wantsColour(process.env, stdout));
    this.logColours = picocolors.createColors(wantsColour(process.env, stderr));
  }

  /** Whether somebody looks at stderr: then progress is welcome. */
  get interactive(): boolean {
    return this.stderr.isTTY === true && !this.quiet;
  }

  /** Writes lines of data to stdout. */
  async print(...lines: readonly string[]): Promise<void> {
    await this.write(`${lines.join('\n')}\n`);
  }

  /** Writes one object, on one line where a program reads it and indented where a person does. */
  async printJson(object: object): Promise<void> {
    await this.print(JSON.stringify(object, null, this.stdout.isTTY ? 2 : undefined));
  }

  /** Writes text or octets to stdout as they are. */
  async write(data: string | Uint8Array): Promise<void> {
    if (!this.stdout.write(data)) await once(this.stdout, 'drain');
  }

  /** Progress and logs: to stderr, and only where somebody looks. */
  log(...lines: readonly string[]): void {
    if (this.interactive) for (const line of lines) this.stderr.write(`${line}\n`);
  }

  /** Something that the user has to know although nothing failed: to stderr, unless --quiet. */
  warn(sentence: string): void {
    if (!this.quiet) this.stderr.write(`${this.logColours.yellow('thicknet:')} ${sentence}\n`);
  }

  /** An error, on stderr whatever the options. */
  complain(sentence: string): void {
    this.stderr.write(`${this.logColours.red('thicknet:')} ${sentence}\n`);
  }

  /**
   * Asks for a word at the first Control-C, so that a command can stop, write what it has, and throw `Interrupted`.
   * Without anyone who asked, and at the second Control-C, the process ends at once.
   *
   * @returns how to take the wish back
   */
  onInterrupt(stop: () => void): () => void {
    this.atInterrupt.push(stop);
    return () => {
      const index = this.atInterrupt.indexOf(stop);
      if (index !== -1) this.atInterrupt.splice(index, 1);
    };
  }

  /** Control-C and readers that hang up. Called once, by main. */
  listen(interruptedExitCode: number): void {
    this.process.on('SIGINT', () => {
      const stops = this.atInterrupt.splice(0);
      if (stops.length === 0) this.process.exit(interruptedExitCode);
      for (const stop of stops) stop();
    });
    // `thicknet … | head` is not an error: whoever reads has enough.
    for (const stream of [this.stdout, this.stderr])
      stream.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EPIPE') this.process.exit(this.process.exitCode ?? 0);
        throw error;
      });
  }
}

/** What every command has: --json where it makes data, --quiet always. Sets the terminal to what was asked. */
export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** Gives `command` the options that all commands share. */
export function withCommonOptions(command: Command, terminal: Terminal): Command {
  return command
    .option('--json', 'one JSON object on stdout')
    .option('-q, --quiet', 'data and errors only')
    .hook('preAction', (_, action) => {
      terminal.quiet = action.opts<CommonOptions>().quiet === true;
    });
}

// https://no-color.org: NO_COLOR wins when present and not empty; FORCE_COLOR is Node's own word.
function wantsColour(env: NodeJS.ProcessEnv, stream: { isTTY?: boolean }): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0';
  return stream.isTTY === true && env.TERM !== 'dumb';
}
