// A run as a file. Few ask for one: this comes to the worker when somebody does.
import { CsvRecorder } from '../../capture/csvRecorder.js';
import { EventLog } from '../../capture/eventLog.js';
import { PcapngRecorder } from '../../capture/pcapngRecorder.js';
import type { Recorder } from '../../capture/recorder.js';
import { VcdRecorder } from '../../capture/vcdRecorder.js';
import { type Breathe, prepare } from './jobs.js';
import type { ExportKind, RunRequest } from './protocol.js';

/** Turns between two breaths. */
const TURNS = 64;

function recorderFor(kind: ExportKind): Recorder {
  if (kind === 'pcapng') return new PcapngRecorder();
  if (kind === 'vcd') return new VcdRecorder();
  if (kind === 'csv') return new CsvRecorder();
  return new EventLog();
}

/** Runs a scenario once more, which is the same run, into a file. */
export async function exportRun(request: RunRequest, kind: ExportKind, breathe: Breathe): Promise<Uint8Array[]> {
  const experiment = await prepare(request);
  const recorder = recorderFor(kind);
  recorder.attach(experiment.lab);
  while (experiment.advance(TURNS)) await breathe();
  experiment.finish();
  return recorder.finish();
}
