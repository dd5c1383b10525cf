// Runs as the page keeps them, for tests of what it makes of them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Experiment } from '../src/lab/experiment.js';
import type { RunReport } from '../src/lab/report.js';
import { Job, prepare } from '../src/web/engine/jobs.js';
import type { ImageMaker } from '../src/web/run/images.js';
import { Tape } from '../src/web/run/tape.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));

/** A run of the gallery, all of it. */
export interface PageRun {
  readonly tape: Tape;
  readonly images: ImageMaker;
  readonly report: RunReport;
}

/** Runs a scenario of the gallery. @param before told of the experiment before anything happens */
export async function pageRun(
  name: string,
  untilPs?: number,
  before?: (experiment: Experiment) => void,
): Promise<PageRun> {
  const text = readFileSync(`${gallery}${name}.yaml`, 'utf8');
  const capture = text.includes('conversation.pcap')
    ? { name: 'conversation.pcap', octets: new Uint8Array(readFileSync(`${gallery}conversation.pcap`)) }
    : undefined;
  const experiment = await prepare({ text, file: `${name}.yaml`, capture, seed: undefined, untilPs });
  before?.(experiment);
  const job = new Job(1, experiment, () => 0);
  let tape: Tape | undefined;
  let report: RunReport | undefined;
  await job.run(
    (word) => {
      if (word.say === 'staged') tape = new Tape(word.stage);
      else if (word.say === 'chunk') tape!.append(word.chunk, word.delays, word.nowPs);
      else if (word.say === 'ended') report = word.report;
    },
    () => Promise.resolve(),
  );
  return { tape: tape!, images: await job.imageMaker(), report: report! };
}
