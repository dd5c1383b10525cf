// What the page keeps of a run, against the run itself: symbols made again, and when they pass which port.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Fingerprint } from '../src/capture/fingerprint.js';
import { type Passage, PortWatch } from '../src/capture/portWatch.js';
import type { Emission, LineObserver, ObservedLine } from '../src/line/line.js';
import { Job, prepare } from '../src/web/engine/jobs.js';
import type { Word } from '../src/web/engine/protocol.js';
import { NO_LINE } from '../src/web/run/chunk.js';
import { Tape } from '../src/web/run/tape.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery).filter((name) => name.endsWith('.yaml'));

function request(name: string) {
  const text = readFileSync(gallery + name, 'utf8');
  const capture = text.includes('conversation.pcap')
    ? { name: 'conversation.pcap', octets: new Uint8Array(readFileSync(`${gallery}conversation.pcap`)) }
    : undefined;
  // A second of a saturated hub says no more than a tenth of it.
  const untilPs = name === 'saturated-hub.yaml' ? 20e9 : undefined;
  return { text, file: name, capture, seed: undefined, untilPs };
}

/** Symbols of every emission, copied at the moment in which it ends. */
class Witness implements LineObserver {
  readonly seen: { readonly startPs: number; readonly endPs: number; readonly count: number; symbols: Uint8Array }[] =
    [];
  emissionStart(): void {}
  emissionEnd(_line: ObservedLine, { signal, startPs, endPs }: Emission): void {
    const at = signal.resolve();
    const { arena } = signal.pool;
    const symbols = arena.octets.slice(at, at + Math.min((signal.count + 7) >> 3, 4608));
    this.seen.push({ startPs, endPs, count: signal.count, symbols });
  }
}

/** The symbols that were sent, as text; what lies behind the last in its octet was never on a line. */
function hexOf(symbols: Uint8Array, count: number): string {
  const octets = Uint8Array.from(symbols.subarray(0, (count + 7) >> 3));
  if (count & 7 && octets.length === (count + 7) >> 3) octets[octets.length - 1]! &= (1 << (count & 7)) - 1;
  return Buffer.from(octets).toString('hex');
}

async function record(name: string) {
  const experiment = await prepare(request(name));
  const { lab } = experiment;
  const witness = new Witness();
  const passages: Passage[] = [];
  const watch = new PortWatch({ begins: () => undefined, passed: (passage) => passages.push(passage) });
  watch.attach(lab);
  lab.watchLines(witness);
  const job = new Job(1, experiment, () => 0);
  const tapes: Tape[] = [];
  const ends: (Word & { say: 'ended' })[] = [];
  await job.run(
    (word) => {
      if (word.say === 'staged') tapes.push(new Tape(word.stage));
      else if (word.say === 'chunk') tapes[0]!.append(word.chunk, word.delays, word.nowPs);
      else if (word.say === 'ended') ends.push(word);
    },
    () => Promise.resolve(),
  );
  watch.settle();
  return { job, tape: tapes[0]!, witness, passages, report: ends[0]!.report };
}

describe.each(names)('what the page keeps of %s', (name) => {
  it('has the fingerprint of the run without a page', async () => {
    const bare = await prepare(request(name));
    const fingerprint = new Fingerprint();
    fingerprint.attach(bare.lab);
    bare.run();
    const { report, tape } = await record(name);
    expect(report.fingerprint).toBe(fingerprint.hex);
    expect(tape.events).toBe(report.events);
  });

  it('is enough to make every symbol of every transmission again', async () => {
    const { job, tape, witness } = await record(name);
    const maker = await job.imageMaker();
    const sent = Array.from({ length: tape.rows }, (_, row) => tape.transmission(row)).filter(
      ({ line }) => line !== NO_LINE,
    );
    expect(sent.length).toBeGreaterThanOrEqual(witness.seen.length);
    for (const { startPs, endPs, count, symbols } of witness.seen.slice(0, 400)) {
      const same = sent.filter((one) => one.startPs === startPs && one.endPs === endPs && one.count === count);
      const images = same.map(({ row }) => hexOf(maker.image(row).symbols, count));
      expect(images).toContain(hexOf(symbols, count));
    }
  });

  it('says when what passed which port', async () => {
    const { tape, passages } = await record(name);
    const said = (port: number, direction: 'out' | 'in') =>
      tape.passages(port, direction, 0, Number.MAX_VALUE, 1e6).map(({ fromPs, toPs }) => `${fromPs} ${toPs}`);
    for (const [port, { name: portName, medium }] of tape.stage.ports.entries()) {
      for (const direction of ['out', 'in'] as const) {
        // A coax is watched as the sum of all that a tap hears.
        if (medium === 'coax' && direction === 'in') continue;
        const seen = passages
          .filter((one) => one.port.name === portName && one.direction === `${direction}bound` && !one.silent)
          .map(({ fromPs, toPs }) => `${fromPs} ${toPs}`);
        const known = said(port, direction);
        expect(seen.filter((one) => !known.includes(one))).toEqual([]);
        if (name !== 'babbling-station.yaml') expect(known.length - seen.length).toBeLessThanOrEqual(1);
      }
    }
  });
});

it('a run that never ends is told as far as there is room for it, with the word that there was no more', async () => {
  const text = readFileSync(`${gallery}saturated-hub.yaml`, 'utf8').replace(/^until: .+$/m, 'until: 3000s');
  const wanted = { text, file: 'endless.yaml', capture: undefined, seed: undefined, untilPs: undefined };
  const job = new Job(1, await prepare(wanted), () => performance.now(), 3e6);
  const words: Word[] = [];
  await job.run(
    (word) => words.push(word),
    () => Promise.resolve(),
  );
  const events = words.reduce((sum, word) => sum + (word.say === 'chunk' ? word.chunk.events.atPs.length : 0), 0);
  expect(events).toBe(job.recorder.events);
  expect(job.recorder.size).toBeGreaterThanOrEqual(3e6);
  expect(job.recorder.size).toBeLessThan(3.1e6);
  const last = words.at(-1)!;
  expect(last).toMatchObject({ say: 'ended', ending: 'enough' });
  expect(last.say === 'ended' && last.report.fingerprint).toMatch(/^[0-9a-f]{32}$/);
});
