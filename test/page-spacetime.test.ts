// The picture of space and time against the engine: a slope that is not the delay would be a lie.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Job, prepare } from '../src/web/engine/jobs.js';
import { Tape } from '../src/web/run/tape.js';
import { firstSpan } from '../src/web/state/firstSpan.js';
import { type Course, coursesOf, delayAt, longestPs, metresAt, xOnCoax } from '../src/web/views/spacetime/geometry.js';
import { layOut, share } from '../src/web/views/spacetime/layout.js';
import { macLogOf } from '../src/web/views/spacetime/macLog.js';
import { fieldsOf, jamOf, passesOn } from '../src/web/views/spacetime/passes.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const names = readdirSync(gallery).filter((name) => name.endsWith('.yaml'));

async function tapeOf(name: string): Promise<Tape> {
  const text = readFileSync(gallery + name, 'utf8');
  const capture = text.includes('conversation.pcap')
    ? { name: 'conversation.pcap', octets: new Uint8Array(readFileSync(`${gallery}conversation.pcap`)) }
    : undefined;
  const untilPs = name === 'saturated-hub.yaml' ? 20e9 : undefined;
  const experiment = await prepare({ text, file: name, capture, seed: undefined, untilPs });
  const tapes: Tape[] = [];
  await new Job(1, experiment, () => 0).run(
    (word) => {
      if (word.say === 'staged') tapes.push(new Tape(word.stage));
      else if (word.say === 'chunk') tapes[0]!.append(word.chunk, word.delays, word.nowPs);
    },
    () => Promise.resolve(),
  );
  return tapes[0]!;
}

const hostsOf = ({ stage }: Tape) => stage.nodes.filter(({ kind }) => kind === 'host').map(({ name }) => name);
const layoutOf = (tape: Tape, width = 800) => layOut(tape.stage, new Set(hostsOf(tape)), width);
const portNamed = ({ stage }: Tape, name: string) => stage.ports.findIndex((port) => port.name === name);

/** The line that a port sends on, and the place of its signal there. */
function lineOf({ stage }: Tape, port: number): { line: number; source: number } {
  const line = stage.lines.findIndex(({ senders }) => senders.includes(port));
  const { medium, senders } = stage.lines[line]!;
  return { line, source: medium === 'coax' ? senders.indexOf(port) : 0 };
}

describe.each(names)('the picture of %s', (name) => {
  it('ends every slope where the engine says that the signal arrives', async () => {
    const tape = await tapeOf(name);
    const { stage } = tape;
    for (const { port, band, way } of coursesOf(stage, layoutOf(tape))) {
      const { line, source } = lineOf(tape, port);
      for (const [ear, hearer] of stage.lines[line]!.hearers.entries()) {
        const known = tape.delayPs(line, source, ear);
        if (hearer < 0 || hearer === port || Number.isNaN(known)) continue;
        if (band.kind === 'coax') {
          const tap = stage.coaxes[band.coax]!.taps[ear]!;
          expect(delayAt(way, xOnCoax(band, tap.metres))! + tap.receivePs).toBeCloseTo(known, 0);
        } else if ([band.leftPort, band.rightPort].includes(hearer)) expect(way.at(-1)!.delayPs).toBe(known);
      }
    }
  });

  it('shows at the far end of a cable exactly what was heard there', async () => {
    const tape = await tapeOf(name);
    const courses = coursesOf(tape.stage, layoutOf(tape));
    const reach = longestPs(courses);
    for (const course of courses) {
      const { port, band, way } = course;
      if (band.kind === 'coax') continue;
      const far = port === band.leftPort ? band.rightPort : band.leftPort;
      const drawn = passesOn(tape, course, -reach, tape.knownPs, 1e6).flatMap(({ heard, row }) =>
        heard ? [`${row} ${heard.fromPs + way.at(-1)!.delayPs} ${heard.toPs + way.at(-1)!.delayPs}`] : [],
      );
      const heard = tape
        .passages(far, 'in', 0, Number.MAX_VALUE, 1e6)
        .map((one) => `${one.row} ${one.fromPs} ${one.toPs}`);
      expect(drawn).toEqual(heard);
    }
  });

  it('has a band for every cable and a lane for every station, inside the view and from left to right', async () => {
    const tape = await tapeOf(name);
    for (const width of [360, 800, 1600]) {
      const { lanes, bands } = layoutOf(tape, width);
      for (const host of hostsOf(tape)) expect(lanes.filter(({ node }) => node === host)).toHaveLength(1);
      const cables = tape.stage.links.filter(({ ports }) => ports.length === 2);
      expect(bands.filter(({ kind }) => kind === 'cable')).toHaveLength(cables.length);
      for (const band of bands) {
        expect(band.x1).toBeGreaterThan(band.x0);
        if (band.kind !== 'cable') continue;
        expect(lanes.some(({ x1, ports }) => Math.abs(x1 - band.x0) < 1 && ports.includes(band.leftPort))).toBe(true);
        expect(lanes.some(({ x0, ports }) => Math.abs(x0 - band.x1) < 1 && ports.includes(band.rightPort))).toBe(true);
      }
    }
  });

  it('looks first at something that happens', async () => {
    const tape = await tapeOf(name);
    const { span } = firstSpan(tape);
    expect(tape.eventFrom(span.toPs)).toBeGreaterThan(tape.eventFrom(span.fromPs));
    const collision = tape.collisionsPs.length > 0 ? tape.collisionsPs.data[0]! : Number.NaN;
    if (collision < 50e9) {
      expect(span.fromPs).toBeLessThan(collision);
      expect(span.toPs).toBeGreaterThan(collision);
    }
  });
});

describe('the hub question as a picture', () => {
  it('goes down 2 bit times at the sender, along the cable by its delay, and 5 bit times at the receiver', async () => {
    const tape = await tapeOf('hub-question.yaml');
    const [course] = coursesOf(tape.stage, layoutOf(tape)).filter(({ port }) => port === portNamed(tape, 'a:eth0')) as [
      Course,
    ];
    expect(course.way.map(({ delayPs }) => delayPs)).toEqual([0, 200_000, 770_195, 1_270_195]);
    const xs = course.way.map(({ x }) => x);
    expect(xs).toEqual([...xs].sort((a, b) => a - b));
    const { band } = course;
    expect(metresAt(tape.stage, band, (band.x0 + band.x1) / 2)).toBeCloseTo(50);
    expect(delayAt(course.way, (band.x0 + band.x1) / 2)).toBeCloseTo(200_000 + 570_195 / 2, 0);
  });

  it('begins with both frames, the collision at the hub, the jam to all three and the backoffs in view', async () => {
    const tape = await tapeOf('hub-question.yaml');
    const { span, settled } = firstSpan(tape);
    expect(settled).toBe(true);
    const seen = (event: string) =>
      Array.from({ length: tape.events }, (_, i) => tape.event(i)).filter(
        ({ name, atPs }) => name === event && atPs > span.fromPs && atPs < span.toPs,
      ).length;
    expect([seen('transmitStart'), seen('repeaterCollision'), seen('collision'), seen('backoff')]).toEqual([
      2, 1, 2, 2,
    ]);
    for (const station of ['a', 'b', 'c']) {
      const jam = tape.passages(portNamed(tape, `${station}:eth0`), 'in', 0, 20e6)[0]!;
      expect(jam.toPs).toBeLessThan(span.toPs);
    }
    // Near enough to see the slope of a hundred metres.
    expect(570_195 / (span.toPs - span.fromPs)).toBeGreaterThan(0.02);
  });

  it('stripes the 32 bits of jam after the preamble, and all that the hub itself sends', async () => {
    const tape = await tapeOf('hub-question.yaml');
    const [first] = tape.passages(portNamed(tape, 'a:eth0'), 'out', 0, 1e6);
    expect(jamOf(tape, first!.row)).toEqual([{ fromPs: 6_400_000, toPs: 9_600_000 }]);
    const [jam] = tape.passages(portNamed(tape, 'hub:3'), 'out', 0, 20e6);
    expect(jamOf(tape, jam!.row)[0]).toEqual({ fromPs: 0, toPs: jam!.toPs - jam!.fromPs });
    expect(fieldsOf(tape, first!.row).map(({ name }) => name)).toEqual(['preamble', 'sfd']);
  });

  it('knows what each MAC waits for and how long', async () => {
    const tape = await tapeOf('hub-question.yaml');
    const log = macLogOf(tape);
    const part = (name: string) => tape.stage.parts.findIndex((one) => one.name === name);
    const said = (name: string) =>
      log.spans(part(name), 0, 200e6).map(({ kind, fromPs, toPs }) => `${kind} ${fromPs} ${toPs}`);
    expect(said('a')).toEqual([
      'transmit 0 9600000',
      'backoff 9600000 60800000',
      'deferring 60800000 82204430',
      'gap 82204430 91804430',
      'transmit 91804430 149404430',
    ]);
    expect(said('b')).toEqual([
      'transmit 300000 9900000',
      'deferring 9900000 12177215',
      'gap 12177215 21777215',
      'transmit 21777215 79377215',
    ]);
    expect(log.slotPs(part('a'))).toBe(51_200_000);
  });

  it('cuts a frame that arrives whole into its fields', async () => {
    const tape = await tapeOf('hub-question.yaml');
    const row = tape.passages(portNamed(tape, 'b:eth0'), 'out', 21e6, 80e6)[0]!.row;
    expect(fieldsOf(tape, row).map(({ name, fromPs, toPs }) => `${name} ${(toPs - fromPs) / 800_000}`)).toEqual([
      'preamble 7',
      'sfd 1',
      'to 6',
      'from 6',
      'type 2',
      'data 46',
      'fcs 4',
    ]);
  });
});

describe('the room among the bands', () => {
  it('goes by their length, but leaves none too narrow to see', () => {
    expect(share(300, [100, 10, 100], 30)).toEqual([135, 30, 135]);
    expect(share(300, [100, 200], 30)).toEqual([100, 200]);
    expect(share(100, [0, 0], 30)).toEqual([50, 50]);
    expect(share(40, [1, 2, 3, 4], 30)).toEqual([10, 10, 10, 10]);
  });
});
