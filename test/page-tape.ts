/** A scenario of the gallery carried out as the page's worker does it, and what the page knows of it afterwards. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Job, prepare } from '../src/web/engine/jobs.js';
import { Tape } from '../src/web/run/tape.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));

/** @param untilPs instead of the scenario's end */
export async function tapeOf(name: string, untilPs?: number, seed?: number): Promise<Tape> {
  return tapeOfText(readFileSync(`${gallery}${name}.yaml`, 'utf8'), untilPs, seed);
}

/** The tape of a scenario given as text. */
export async function tapeOfText(text: string, untilPs?: number, seed?: number): Promise<Tape> {
  const capture = text.includes('conversation.pcap')
    ? { name: 'conversation.pcap', octets: new Uint8Array(readFileSync(`${gallery}conversation.pcap`)) }
    : undefined;
  const job = new Job(1, await prepare({ text, file: 'test.yaml', capture, seed, untilPs }), () => 0);
  const tapes: Tape[] = [];
  await job.run(
    (word) => {
      if (word.say === 'staged') tapes.push(new Tape(word.stage));
      else if (word.say === 'chunk') tapes[0]!.append(word.chunk, word.delays, word.nowPs);
    },
    () => Promise.resolve(),
  );
  return tapes[0]!;
}
