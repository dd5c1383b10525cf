// thicknet replay: a capture's frames put on an emulated wire by stations that bear their addresses.
import { type Command, InvalidArgumentError } from 'commander';
import { readCapture } from '../capture/reader.js';
import { addressesOf, hubFor, type Pace, type ReplayRecord, stageFor } from '../lab/cast.js';
import { LabError } from '../lab/labError.js';
import type { Scenario } from '../lab/scenario/scenario.js';
import { carryOut, type RunOptions, withRunOptions } from './carryOut.js';
import { InvalidInput, UsageError } from './failure.js';
import { distinctRecordings } from './recordings.js';
import { loadScenario, octetsOfFile, octetsOfStdin } from './scenarioFile.js';
import { type Terminal, withCommonOptions } from './terminal.js';

interface ReplayOptions extends RunOptions {
  readonly over?: string;
  readonly pace: Pace;
}

/** Adds `thicknet replay`. */
export function addReplay(program: Command, terminal: Terminal): void {
  withRunOptions(withCommonOptions(program.command('replay'), terminal))
    .summary('put the frames of a capture on an emulated wire')
    .description(
      'Gives every source address of a pcap or pcapng capture a station, lets each send its frames over the emulated ' +
        'wire, compares what arrives with what was sent, octet for octet, and counts: sent = delivered + dropped, by ' +
        'reason. An FCS in the capture is taken off and made anew.\n\n' +
        'Of the scenario it takes boxes, cables and faults. A host whose mac is one of the addresses plays it, the others ' +
        'play the remaining addresses in the order of their first frames; where hosts are missing, more are plugged into ' +
        'a hub. Without a scenario it makes a hub with 25 m of cable to each station.',
    )
    .argument('<capture>', 'a pcap or pcapng file of Ethernet frames; - for stdin')
    .option('--over <scenario>', 'the network that carries them: a file, or a name from the gallery')
    .option(
      '--pace <pace>',
      'original: as captured; x10: ten times as fast; saturate: as fast as the wire takes them',
      parsePace,
      1,
    )
    .action((file: string, options: ReplayOptions) => replay(file, options, terminal));
}

function parsePace(text: string): Pace {
  if (text === 'saturate') return text;
  if (text === 'original') return 1;
  const factor = /^x(\d{1,6}(?:\.\d{1,6})?)$/.exec(text);
  if (factor && Number(factor[1]) > 0) return Number(factor[1]);
  throw new InvalidArgumentError('It is original, saturate, or a factor such as x10.');
}

async function replay(file: string, options: ReplayOptions, terminal: Terminal): Promise<void> {
  if (file === '-' && options.over === '-')
    throw new UsageError('only one of capture and scenario can come from stdin');
  if (file === '') throw new UsageError('a capture without a name is none: give a file, or - for stdin');
  distinctRecordings(options, [file, options.over]);
  const name = file === '-' ? '<stdin>' : file;
  const capture = readCapture(file === '-' ? await octetsOfStdin() : await octetsOfFile(file), name);
  const scenario = await stage(name, capture.records, options);
  const task = { scenario, name: options.over ?? name, replay: capture.records, warnings: capture.warnings };
  await carryOut(task, options, terminal);
}

async function stage(name: string, records: readonly ReplayRecord[], { over, pace }: ReplayOptions): Promise<Scenario> {
  if (over !== undefined) return stageFor((await loadScenario(over)).scenario, name, pace);
  try {
    return stageFor(hubFor(addressesOf(records)), name, pace);
  } catch (error) {
    if (error instanceof LabError) throw new InvalidInput({ file: name }, `${error.message}.`);
    throw error;
  }
}
