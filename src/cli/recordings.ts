// The files that a run writes: each a recorder on the lab, drained into its file while the run goes on.
import { mkdirSync } from 'node:fs';
import type { Command } from 'commander';
import { CsvRecorder } from '../capture/csvRecorder.js';
import { EventLog } from '../capture/eventLog.js';
import { PcapngRecorder } from '../capture/pcapngRecorder.js';
import type { Recorder, Sink } from '../capture/recorder.js';
import { VcdRecorder } from '../capture/vcdRecorder.js';
import type { Lab } from '../lab/lab.js';
import { distinctFiles, type Output, oneStdout, openOutput } from './output.js';
import type { Terminal } from './terminal.js';

/** Where to write what. */
export interface RecordingOptions {
  readonly pcapng?: string;
  readonly vcd?: string;
  readonly csv?: string;
  readonly events?: string;
}

interface Kind {
  readonly option: keyof RecordingOptions;
  readonly what: string;
  /** Ending of the file that is written where nobody named any; undefined: it is not. */
  readonly ending: string | undefined;
  recorder(sink: Sink): Recorder;
  /** How to look at it. */
  open(path: string): string;
}

const KINDS: readonly Kind[] = [
  {
    option: 'pcapng',
    what: 'what every port sent and heard, as pcapng for Wireshark',
    ending: '.pcapng',
    recorder: (sink) => new PcapngRecorder({ sink, application: 'thicknet' }),
    open: (path) => `wireshark ${path}`,
  },
  {
    option: 'vcd',
    what: 'carrier, collision, half bits and volts of every station, as VCD for GTKWave',
    ending: '.vcd',
    recorder: (sink) => new VcdRecorder({ sink, application: 'thicknet' }),
    open: (path) => `gtkwave ${path}`,
  },
  {
    option: 'csv',
    what: "the stations' volts, 80 million samples a second, for the first millisecond of signals, as CSV",
    ending: undefined,
    recorder: (sink) => new CsvRecorder({ sink }),
    open: (path) => `head ${path}`,
  },
  {
    option: 'events',
    what: 'every event, as NDJSON: one object a line, times in picoseconds',
    ending: '.events.ndjson',
    recorder: (sink) => new EventLog({ sink }),
    open: (path) => `less ${path}`,
  },
];

/** Gives `command` an option for each kind of file. */
export function withRecordingOptions(command: Command): Command {
  for (const { option, what } of KINDS) command.option(`--${option} <file>`, `write ${what}; - for stdout`);
  return command;
}

/** True when any file is asked for. */
export function wantsRecordings(options: RecordingOptions): boolean {
  return KINDS.some(({ option }) => options[option] !== undefined);
}

/** Refuses two kinds in one file, and a file that is read. @throws UsageError */
export function distinctRecordings(options: RecordingOptions, inputs: readonly (string | undefined)[]): void {
  distinctFiles(Object.fromEntries(KINDS.map(({ option }) => [option, options[option]])), inputs);
}

/** True when one of them goes to stdout, so that nothing else may. */
export function recordsToStdout(options: RecordingOptions): boolean {
  return KINDS.some(({ option }) => options[option] === '-');
}

/** Files of a run that asked for none: in `folder`, which is made, and named after the scenario. */
export function defaultRecordings(folder: string, scenario: string): RecordingOptions {
  mkdirSync(folder, { recursive: true });
  const written = KINDS.filter(({ ending }) => ending !== undefined);
  return Object.fromEntries(written.map(({ option, ending }) => [option, `${folder}/${scenario}${ending}`]));
}

interface Recording {
  readonly kind: Kind;
  readonly path: string;
  readonly recorder: Recorder;
  readonly output: Output;
  readonly chunks: Uint8Array[];
}

/** The files of one run. */
export class Recordings {
  private constructor(private readonly all: readonly Recording[]) {}

  /**
   * Opens the files and attaches their recorders to the lab.
   * @throws UsageError when two go to stdout, an error of node:fs
   */
  static async open(options: RecordingOptions, lab: Lab, terminal: Terminal): Promise<Recordings> {
    oneStdout(...KINDS.map(({ option }) => options[option]));
    const all: Recording[] = [];
    for (const kind of KINDS) {
      const path = options[kind.option];
      if (path === undefined) continue;
      const chunks: Uint8Array[] = [];
      const recorder = kind.recorder((chunk) => chunks.push(chunk));
      const output = await openOutput(path, terminal);
      recorder.attach(lab);
      all.push({ kind, path, recorder, output, chunks });
    }
    return new Recordings(all);
  }

  /** Writes what has been recorded so far. */
  async drain(): Promise<void> {
    for (const { output, chunks } of this.all) if (chunks.length > 0) await output.write(chunks.splice(0));
  }

  /** Ends the files. */
  async close(): Promise<void> {
    for (const { recorder, output, chunks } of this.all) {
      chunks.push(...recorder.finish());
      await output.write(chunks.splice(0));
      await output.close();
    }
  }

  /** What has been written, and how to look at it: a line a file. */
  lines(): string[] {
    const files = this.all.filter(({ path }) => path !== '-');
    const width = Math.max(0, ...files.map(({ path }) => path.length));
    return files.map(({ kind, path }) => `${path.padEnd(width)}  ${kind.open(path)}`);
  }
}
