import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CaptureRecord } from '../src/capture/capture.js';
import { CaptureError } from '../src/capture/capture-error.js';
import { joined } from '../src/capture/chunks.js';
import { PcapngRecorder, type PcapngRecorderOptions } from '../src/capture/pcapngRecorder.js';
import { readCapture } from '../src/capture/reader.js';
import { Lab } from '../src/lab/lab.js';
import { KIND } from '../src/sim/probe.js';
import { onTheWire } from './fixtures/fcs.js';
import { BENCHES, type Bench, chainBench, coaxBench, faultyBench, hubBench, mismatchBench } from './fixtures/labs.js';
import { judge, tsharkFields } from './judges.js';

const folder = mkdtempSync(join(tmpdir(), 'thicknet-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Told {
  readonly kind: number;
  readonly atPs: number;
  readonly part: string;
  readonly numbers: readonly number[];
}

interface Recorded {
  readonly bench: Bench;
  readonly events: readonly Told[];
  readonly file: Uint8Array;
  /** Records of the interface of that name, times in picoseconds since the start of the run. */
  of(name: string): CaptureRecord[];
}

/** Plays a bench with a recorder attached and reads back what it wrote. */
async function recorded(bench: Bench, options: PcapngRecorderOptions = {}): Promise<Recorded> {
  const events: Told[] = [];
  bench.lab.observe({
    event: (kind, atPs, part, ...numbers) => events.push({ kind, atPs, part: bench.lab.parts[part]!.name, numbers }),
  });
  const recorder = new PcapngRecorder(options);
  recorder.attach(bench.lab);
  bench.play();
  const file = joined(recorder.finish());
  const capture = readCapture(file, 'test.pcapng', { linkTypes: [1, 274] });
  expect(capture.warnings).toEqual([]);
  const of = (name: string): CaptureRecord[] =>
    capture.records.filter((record) => capture.interfaces[record.interface]!.name === name);
  return { bench, events, file, of };
}

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const atNs = ({ epochNs }: CaptureRecord): number => Number(epochNs);
const nsOf = (ps: number): number => Math.floor(ps / 1000);

describe.each(Object.entries(BENCHES))('a recording of every port over %s', (_name, make) => {
  it('shows each frame that a station received, octet for octet as it was sent, at the instant when it came', async () => {
    const { bench, events, of } = await recorded(await make(11));
    let seen = 0;
    for (const { name } of bench.lab.hosts) {
      const inbound = of(`${name}:eth0`).filter(({ direction }) => direction === 'inbound');
      for (const { kind, atPs, part, numbers } of events) {
        if (kind !== KIND.frameReceived || part !== name) continue;
        const sent = bench.sent.find(({ ticket }) => ticket === numbers[0]);
        const sender = bench.lab.hosts.find((host) => host.name === sent?.from);
        if (!sent || !sender) continue;
        // A hub sends on with its own clock; none of these benches has a hub with a slow one.
        const bitPs = bench.lab.hubs.length > 0 ? 100_000 : sender.station.mii.bitPs;
        const octets = onTheWire(sent.octets);
        const startNs = nsOf(atPs - octets.length * 8 * bitPs);
        const record = inbound.find((candidate) => atNs(candidate) === startNs);
        expect(record, `${name}, #${sent.ticket}`).toBeDefined();
        expect(hex(record!.octets)).toBe(hex(octets));
        expect(record).toMatchObject({ errors: [], comments: [], fcsLength: 4 });
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('shows each frame that a station sent to its end, and preamble and SFD before it on the wire', async () => {
    const { bench, events, of } = await recorded(await make(12));
    for (const host of bench.lab.hosts) {
      const frames = of(`${host.name}:eth0`).filter(({ direction }) => direction === 'outbound');
      const wire = of(`${host.name}:eth0 wire`).filter(({ direction }) => direction === 'outbound');
      let startPs = 0;
      let silent = false;
      for (const { kind, atPs, part, numbers } of events) {
        if (part !== host.name) continue;
        if (kind === KIND.transmitStart) startPs = atPs;
        if (kind === KIND.linkDown || kind === KIND.jabberOn) silent = true;
        if (kind === KIND.linkUp || kind === KIND.jabberOff) silent = false;
        if (kind !== KIND.transmitEnd) continue;
        const sent = bench.sent.find(({ ticket }) => ticket === numbers[0]);
        if (!sent) continue;
        const octets = hex(onTheWire(sent.octets));
        const frame = frames.find((record) => atNs(record) === nsOf(startPs + 64 * host.station.mii.bitPs));
        expect(hex(frame!.octets)).toBe(octets);
        const packet = wire.find((record) => atNs(record) === nsOf(startPs));
        if (silent) {
          expect(packet).toBeUndefined();
          expect(frame!.comments.join()).toContain('not on the wire');
        } else expect(hex(packet!.octets)).toBe(`55555555555555d5${octets}`);
      }
    }
  });

  it('flags every attempt that collided, and says which one it was and what r was drawn', async () => {
    const { bench, events, of } = await recorded(await make(13));
    for (const { name } of bench.lab.hosts) {
      const attempts = events.filter(({ kind, part }) => kind === KIND.collision && part === name);
      const fragments = of(`${name}:eth0 wire`).filter(
        ({ direction, comments }) =>
          direction === 'outbound' && comments.some((text) => /collision: attempt/.test(text)),
      );
      expect(fragments.map(({ comments }) => Number(/attempt (\d+)/.exec(comments[0]!)![1]))).toEqual(
        attempts.map(({ numbers }) => numbers[1]),
      );
      for (const { errors, comments, octets } of fragments) {
        expect(errors).toContain('crc');
        if (octets.length < 72) expect(errors).toContain('tooShort');
        expect(comments[0]).toMatch(/r = \d+ of 0\.\.\d+|dropped/);
      }
      const draws = events.filter(({ kind, part }) => kind === KIND.backoff && part === name);
      expect(
        fragments.flatMap(({ comments }) => /r = (\d+) of 0\.\.(\d+)/.exec(comments[0]!)?.slice(1) ?? []).map(Number),
      ).toEqual(draws.flatMap(({ numbers }) => [numbers[2], numbers[3]! - 1]));
    }
  });
});

describe('a recording', () => {
  /** Delay of a twisted pair with its transceivers: 2 + 5 bit times, 0.585 c. */
  const delayPs = (metres: number): number => 700_000 + Math.round((metres * 1e12) / (299_792_458 * 0.585));

  it('of a sound cable has at its far end what left at the near end, later by the cable', async () => {
    const { of } = await recorded(await hubBench(21));
    for (const [host, port, metres] of [
      ['a:eth0', 'hub:2', 100],
      ['b:eth0', 'hub:1', 25],
      ['c:eth0', 'hub:4', 50],
    ] as const) {
      for (const [from, to] of [
        [host, port],
        [port, host],
      ]) {
        for (const view of ['', ' wire']) {
          const left = of(`${from}${view}`).filter(({ direction }) => direction === 'outbound');
          const came = of(`${to}${view}`).filter(({ direction }) => direction === 'inbound');
          expect(left.length).toBeGreaterThan(5);
          expect(came.map(({ octets }) => hex(octets))).toEqual(left.map(({ octets }) => hex(octets)));
          came.forEach((record, i) => {
            expect(Math.abs(atNs(record) - atNs(left[i]!) - delayPs(metres) / 1000)).toBeLessThanOrEqual(1);
            expect(record.errors).toEqual(left[i]!.errors);
          });
        }
      }
    }
  });

  it('of a faulty cable has at its far end the damage that was heard there, and what was sent at the near end', async () => {
    const lab = await Lab.create();
    const [a, b] = [lab.host('a', { duplex: 'full' }), lab.host('b', { duplex: 'full' })];
    const link = lab.cable(a, b, { metres: 30 });
    link.plan({ kind: 'flip', atPs: 0, bit: 8 * 20 + 3, forPs: 0 }, 'a');
    const octets = new Uint8Array(80).fill(0x3c);
    octets.set([2, 0, 0, 0, 0, 2]);
    const recorder = new PcapngRecorder({ ports: ['b', 'a:eth0'], views: 'frames' });
    recorder.attach(lab);
    a.sendFrame(octets);
    lab.run(1e9);
    const { records, interfaces } = readCapture(joined(recorder.finish()), 'x');
    expect(interfaces.map(({ name }) => name)).toEqual(['a:eth0', 'b:eth0']);
    const [sent, heard] = records;
    expect(hex(sent!.octets)).toBe(hex(onTheWire(octets)));
    expect(sent!.errors).toEqual([]);
    const flipped = onTheWire(octets);
    flipped[20]! ^= 8;
    expect(hex(heard!.octets)).toBe(hex(flipped));
    expect(heard!.errors).toEqual(['crc']);
    expect(heard!.comments).toEqual(['fault: bit 163 flipped', 'dropped by b: FCS wrong']);
  });

  it('of a cable that is cut in mid-frame has what came through, and the reason for its end', async () => {
    const lab = await Lab.create();
    const [a, b] = [lab.host('a', { duplex: 'full' }), lab.host('b', { duplex: 'full' })];
    const link = lab.cable(a, b, { metres: 0 });
    const recorder = new PcapngRecorder();
    recorder.attach(lab);
    const octets = new Uint8Array(1000).fill(0x99);
    a.sendFrame(octets);
    // Preamble and SFD, 100 octets and 3 bits have passed the 7 bit times of the transceivers.
    lab.run(100_000 * (7 + 64 + 803));
    link.cut();
    lab.run(10e9);
    const { records, interfaces } = readCapture(joined(recorder.finish()), 'x', { linkTypes: [1, 274] });
    const heard = records.filter(({ direction }) => direction === 'inbound');
    expect(heard.map((record) => interfaces[record.interface]!.name)).toEqual(['b:eth0 wire', 'b:eth0']);
    for (const { octets: came, errors, comments } of heard) {
      expect(hex(came.subarray(-100))).toBe('99'.repeat(100));
      expect([8, 0]).toContain(came.length - 100);
      expect(errors).toEqual(['crc', 'unaligned']);
      expect(comments[0]).toBe('cut short: the cable was cut');
    }
  });

  it('of a hub in a collision has jam on every port, and says which port came in second', async () => {
    const { events, of } = await recorded(await hubBench(22));
    const collision = events.find(({ kind }) => kind === KIND.repeaterCollision)!;
    const hubPorts = ['hub:1', 'hub:2', 'hub:4'];
    const intruder = hubPorts[[2, 1, 4].indexOf([2, 1, 4][collision.numbers[0]!]!)] && [2, 1, 4][collision.numbers[0]!];
    for (const port of hubPorts) {
      const jam = of(`${port} wire`).find(
        ({ direction, epochNs }) => direction === 'outbound' && Math.abs(Number(epochNs) - nsOf(collision.atPs)) < 3000,
      );
      expect(jam!.comments).toEqual([`jam of hub: collision with what comes in at hub:${intruder}`]);
      expect(jam!.octets.length).toBeGreaterThanOrEqual(12);
      expect(hex(jam!.octets.subarray(-4))).toMatch(/^(55555555|aaaaaaaa)$/);
    }
  });

  it('names two interfaces a port and knows their speed, and can be told to show fewer', async () => {
    const lab = await Lab.create();
    const hub = lab.hub('hub');
    for (const name of ['a', 'b']) lab.cable(lab.host(name), hub, { metres: 5 });
    lab.host('unplugged');
    const names = (options: PcapngRecorderOptions): (string | undefined)[] => {
      const recorder = new PcapngRecorder(options);
      recorder.attach(lab);
      return readCapture(joined(recorder.finish()), 'x', { linkTypes: [1, 274] }).interfaces.map(({ name }) => name);
    };
    expect(names({})).toEqual(['a:eth0', 'b:eth0', 'hub:1', 'hub:2'].flatMap((port) => [port, `${port} wire`]));
    expect(names({ views: 'frames' })).toEqual(['a:eth0', 'b:eth0', 'hub:1', 'hub:2']);
    expect(names({ ports: ['hub:2', 'a'], views: 'wire' })).toEqual(['a:eth0 wire', 'hub:2 wire']);
    expect(() => names({ ports: ['hub:3'] })).toThrow(CaptureError);
    expect(() => names({ ports: ['unplugged'] })).toThrow(/no port "unplugged".*a:eth0, b:eth0, hub:1/);
  });

  it('goes to a sink in pieces while the run goes on, the same file in the end', async () => {
    const whole = await recorded(await hubBench(23, 800, 500e9));
    const bench = await hubBench(23, 800, 500e9);
    const pieces: Uint8Array[] = [];
    const recorder = new PcapngRecorder({ sink: (chunk) => pieces.push(chunk) });
    recorder.attach(bench.lab);
    bench.play();
    const early = pieces.length;
    expect(recorder.finish()).toEqual([]);
    expect(early).toBeGreaterThan(0);
    expect(Buffer.compare(joined(pieces), whole.file)).toBe(0);
    expect(recorder.dropped).toBe(0);
  });
});

describe.skipIf(!judge('tshark'))('a recording as Wireshark sees it', () => {
  it.each([
    ['a hub', hubBench],
    ['chained hubs', chainBench],
    ['a coax', coaxBench],
    ['faulty cables', faultyBench],
    ['a duplex mismatch', mismatchBench],
  ])('of %s: every intact frame has a good FCS, everything else a bad one or a flag', async (_name, make) => {
    const { file } = await recorded(await make(31));
    const path = join(folder, 'recording.pcapng');
    writeFileSync(path, file);
    const flags = ['crc_error', 'packet_too_error', 'packet_too_short_error', 'unaligned_frame_error'];
    const more = ['start_frame_delimiter_error', 'preamble_error', 'symbol_error'];
    const fields = [
      ...['frame.interface_name', 'eth.fcs.status', 'fpp.checksum.status', 'frame.comment'],
      ...[...flags, ...more].map((name) => `frame.packet_flags_${name}`),
    ];
    const rows = tsharkFields(path, fields, ['-o', 'eth.check_fcs:TRUE']);
    let intact = 0;
    for (const [name, frameStatus, packetStatus, comment, ...raised] of rows) {
      const status = name!.endsWith(' wire') ? packetStatus : frameStatus;
      const flagged = raised.some((flag) => flag === '1');
      const where = `${name} ${comment}`;
      if (!flagged) {
        expect(status, where).toBe('1');
        intact++;
      } else if (raised[4] !== '1' && raised[5] !== '1' && raised[6] !== '1') expect(status, where).toBe('0');
      // Wireshark finds an SFD also among bits for which a receiver had no clock, and then no good FCS.
      else expect(status, where).not.toBe(raised[0] === '1' || raised[4] === '1' ? '1' : '0');
    }
    expect(intact).toBeGreaterThan(50);
    expect(intact).toBeLessThan(rows.length);
  });
});
