import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { LINKTYPE_ETHERNET, LINKTYPE_ETHERNET_MPACKET } from '../src/capture/capture.js';
import { CaptureError } from '../src/capture/capture-error.js';
import { joined } from '../src/capture/chunks.js';
import { type PacketNotes, PcapngWriter } from '../src/capture/pcapng.js';
import type { FrameError } from '../src/capture/pcapng-format.js';
import { readCapture } from '../src/capture/reader.js';
import { someFrame } from './fixtures/captures.js';
import { judge, tsharkFields } from './judges.js';

const BOTH = { linkTypes: [LINKTYPE_ETHERNET, LINKTYPE_ETHERNET_MPACKET] };
const PREAMBLE = [0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xd5];
const scratch = mkdtempSync(join(tmpdir(), 'thicknet-pcapng-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A frame with the FCS that node:zlib gives it. */
function sealed(octets: number, seed = 0): number[] {
  const frame = someFrame(octets - 4, seed);
  const fcs = crc32(Uint8Array.from(frame));
  return [...frame, fcs & 255, (fcs >>> 8) & 255, (fcs >>> 16) & 255, fcs >>> 24];
}

function saved(name: string, chunks: Uint8Array[]): string {
  const path = join(scratch, name);
  writeFileSync(path, joined(chunks));
  return path;
}

/** What comes back when the reader reads what the writer wrote. */
const reread = (chunks: Uint8Array[]) => readCapture(joined(chunks), 'ours', BOTH);

describe('a written pcapng', () => {
  it('is read back with its interfaces, times in nanoseconds, octets, flags and comments', () => {
    const writer = new PcapngWriter({ application: 'thicknet', epochSeconds: 1_700_000_000 });
    const frames = writer.addInterface({ name: 'a:eth0', description: 'frames', bitsPerSecond: 10e6 });
    const wire = writer.addInterface({ name: 'a:eth0 wire', linkType: LINKTYPE_ETHERNET_MPACKET });
    const notes: PacketNotes = {
      direction: 'inbound',
      errors: ['crc', 'tooShort'],
      comments: ['collision', 'attempt 2'],
    };
    writer.addPacket(frames, 5_000, Uint8Array.from(sealed(64)), notes);
    writer.addPacket(wire, 7_999, Uint8Array.from([...PREAMBLE, ...sealed(65)]), { direction: 'outbound' });
    const { interfaces, records, warnings } = reread(writer.finish());
    expect(warnings).toEqual([]);
    expect(interfaces).toEqual([
      { linkType: 1, name: 'a:eth0', description: 'frames' },
      { linkType: 274, name: 'a:eth0 wire' },
    ]);
    expect(records.map(({ epochNs }) => epochNs)).toEqual([1_700_000_000_000_000_005n, 1_700_000_000_000_000_007n]);
    expect(records[0]).toMatchObject({ ...notes, fcsLength: 4, interface: 0 });
    expect(records[1]).toMatchObject({ direction: 'outbound', errors: [], comments: [], fcsLength: 0, interface: 1 });
    expect(records.map(({ octets }) => Array.from(octets))).toEqual([sealed(64), [...PREAMBLE, ...sealed(65)]]);
  });

  it('has its packets in order of time, equal ones in order of adding, however they came within the window', () => {
    const packet = fc.record({ id: fc.nat(2), timePs: fc.nat(50).map((n) => n * 1000) });
    fc.assert(
      fc.property(fc.array(packet, { maxLength: 60 }), fc.nat(20), (packets, every) => {
        const writer = new PcapngWriter({ reorderPs: 50_000 });
        for (const name of ['a', 'b', 'c']) writer.addInterface({ name });
        const taken: Uint8Array[] = [];
        packets.forEach(({ id, timePs }, i) => {
          writer.addPacket(id, timePs, Uint8Array.of(i, 1, 2, 3, 4));
          if (i % (every + 1) === every) taken.push(...writer.take());
        });
        const { records, warnings } = reread([...taken, ...writer.finish()]);
        // Sorted by hand: the earliest of those left, the first of several.
        const left = packets.map(({ id, timePs }, i) => ({ id, timePs, i }));
        const sorted = packets.map(() => {
          const next = left.reduce((best, other) => (other.timePs < best.timePs ? other : best));
          return left.splice(left.indexOf(next), 1)[0]!;
        });
        expect(warnings).toEqual([]);
        expect(records.map((record) => [record.interface, record.octets[0]])).toEqual(
          sorted.map(({ id, i }) => [id, i]),
        );
      }),
    );
  });

  it('holds back only what might still be preceded, and still writes what comes too late, counted', () => {
    const writer = new PcapngWriter({ reorderPs: 10_000 });
    const id = writer.addInterface({ name: 'a' });
    const add = (timePs: number) => writer.addPacket(id, timePs, Uint8Array.from(sealed(64)));
    [0, 10_000, 20_000].forEach(add);
    const early = writer.take();
    expect(readCapture(joined(early), 'early').records).toHaveLength(2);
    expect(writer.late).toBe(0);
    add(5_000);
    expect(writer.late).toBe(1);
    const { records, warnings } = reread([...early, ...writer.finish()]);
    expect(records.map(({ number }) => number)).toEqual([1, 3, 2, 4]);
    expect(warnings).toHaveLength(1);
  });

  it('never holds more than it was allowed to: packets beyond are dropped and counted, and the next one says so', () => {
    const writer = new PcapngWriter({ maxOctets: 4000 });
    const id = writer.addInterface({ name: 'a' });
    for (let i = 0; i < 100; i++) writer.addPacket(id, i * 1e6, Uint8Array.from(sealed(64)));
    expect(writer.dropped).toBeGreaterThan(50);
    const first = writer.take();
    expect(joined(first).length).toBeLessThanOrEqual(4000);
    const lost = writer.dropped;
    // All that was held waits for its place; only later packets push it out.
    writer.addPacket(id, 1e12, Uint8Array.from(sealed(64)));
    expect(writer.dropped).toBe(lost + 1);
    const rest = writer.finish();
    const whole = joined([...first, ...rest]);
    expect(whole.length).toBeLessThan(4000 + 100);
    expect(readCapture(whole, 'ours').records.length + writer.dropped).toBe(101);
  });

  it('can be taken piece by piece for ever: what has been taken makes room for more', () => {
    const writer = new PcapngWriter({ maxOctets: 300_000, reorderPs: 1e6 });
    const id = writer.addInterface({ name: 'a' });
    const frames = Array.from({ length: 3000 }, (_, i) => someFrame(60 + ((i * 37) % 1459), i));
    const taken: Uint8Array[] = [];
    frames.forEach((frame, i) => {
      writer.addPacket(id, i * 1e6, Uint8Array.from(frame));
      if (i % 100 === 0) taken.push(...writer.take());
    });
    const { records } = reread([...taken, ...writer.finish()]);
    expect(writer.dropped).toBe(0);
    expect(records.every(({ octets }, i) => Buffer.from(octets).equals(Buffer.from(frames[i]!)))).toBe(true);
    expect(records).toHaveLength(3000);
  });

  it('may describe interfaces when packets have already been written', () => {
    const writer = new PcapngWriter({ reorderPs: 0 });
    writer.addPacket(writer.addInterface({ name: 'a' }), 0, Uint8Array.from(sealed(64)));
    const early = writer.take();
    writer.addPacket(writer.addInterface({ name: 'b' }), 1000, Uint8Array.from(sealed(65)));
    const { interfaces, records } = reread([...early, ...writer.finish()]);
    expect(interfaces.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(records.map((record) => record.interface)).toEqual([0, 1]);
  });

  it('takes a fragment too short for an FCS, cuts an endless comment, and refuses what can not be', () => {
    const writer = new PcapngWriter();
    const id = writer.addInterface({ name: 'a' });
    writer.addPacket(id, 0, Uint8Array.of(1, 2, 3), { comments: ['é'.repeat(40_000)] });
    for (const [bad, timePs, octets] of [
      [9, 0, 64],
      [id, -1, 64],
      [id, Number.NaN, 64],
      [id, 2 ** 63, 64],
      [id, 0, 0],
      [id, 0, 300_000],
    ] as const) {
      expect(() => writer.addPacket(bad, timePs, new Uint8Array(octets))).toThrow(CaptureError);
    }
    const [record] = reread(writer.finish()).records;
    expect(record!.fcsLength).toBe(0);
    expect(record!.comments).toEqual(['é'.repeat(32_767)]);
    expect(() => writer.finish()).toThrow(CaptureError);
  });
});

describe.skipIf(!judge('tshark'))('a written pcapng as Wireshark sees it', () => {
  const ALL_ERRORS: readonly FrameError[] = [
    'crc',
    'tooLong',
    'tooShort',
    'interFrameGap',
    'unaligned',
    'sfd',
    'preamble',
    'symbol',
  ];

  it('has the right time at every part of a second, which picoseconds would not', () => {
    const writer = new PcapngWriter({ epochSeconds: 86_400 });
    const id = writer.addInterface({ name: 'a' });
    const times = [0, 1_000, 17e9, 123_456_789_000, 999_999_999_999, 3_600e12 + 1e3, 200_000e12 + 18_500_000_000];
    for (const timePs of times) writer.addPacket(id, timePs, Uint8Array.from(sealed(64)));
    const seen = tsharkFields(saved('times.pcapng', writer.finish()), ['frame.time_epoch']).flat();
    const expected = times.map((ps) => BigInt(Math.floor(ps / 1000)) + 86_400_000_000_000n);
    expect(seen.map((text) => BigInt(text.replace('.', '')))).toEqual(expected);
  });

  it('finds the FCS of whole frames good and of damaged ones bad, on both kinds of interface', () => {
    const writer = new PcapngWriter();
    const frames = writer.addInterface({ name: 'frames' });
    const wire = writer.addInterface({ name: 'wire', linkType: LINKTYPE_ETHERNET_MPACKET });
    const expected: string[][] = [];
    let timePs = 0;
    for (const length of [64, 65, 66, 67, 576, 1518]) {
      for (const broken of [false, true]) {
        const octets = Uint8Array.from(sealed(length, length));
        if (broken) octets[length >> 1]! ^= 0x10;
        const errors: FrameError[] = broken ? ['crc'] : [];
        timePs += 1e6;
        writer.addPacket(frames, timePs, octets, { errors });
        writer.addPacket(wire, timePs, Uint8Array.from([...PREAMBLE, ...octets]), { errors });
        expected.push(['frames', broken ? '0' : '1', ''], ['wire', '', broken ? '0' : '1']);
      }
    }
    const fields = ['frame.interface_name', 'eth.fcs.status', 'fpp.checksum.status'];
    const seen = tsharkFields(saved('fcs.pcapng', writer.finish()), fields, ['-o', 'eth.check_fcs:TRUE']);
    expect(seen).toEqual(expected);
  });

  it('finds the checksum bad of every fragment that a collision leaves, from preamble and jam alone upwards', () => {
    const writer = new PcapngWriter();
    const wire = writer.addInterface({ name: 'wire', linkType: LINKTYPE_ETHERNET_MPACKET });
    for (let cut = 0; cut < 60; cut++) {
      const fragment = [...PREAMBLE, ...sealed(64).slice(0, cut), 0x37, 0x37, 0x37, 0x37];
      writer.addPacket(wire, cut * 1e8, Uint8Array.from(fragment), { errors: ['crc', 'tooShort'] });
    }
    const seen = tsharkFields(saved('fragments.pcapng', writer.finish()), ['fpp.checksum.status', '_ws.malformed']);
    expect(seen).toEqual(Array(60).fill(['0', '']));
  });

  it('has every flag and comment where Wireshark looks for them', () => {
    const writer = new PcapngWriter();
    const id = writer.addInterface({ name: 'eth0', description: 'port 1 of the hub' });
    ALL_ERRORS.forEach((error, i) => writer.addPacket(id, i, Uint8Array.from(sealed(64)), { errors: [error] }));
    writer.addPacket(id, 1000, Uint8Array.from(sealed(64)), { direction: 'inbound', reception: 'broadcast' });
    writer.addPacket(id, 2000, Uint8Array.from(sealed(64)), { direction: 'outbound', comments: ['one', 'two, 충돌'] });
    writer.addPacket(id, 3000, Uint8Array.of(1, 2, 3));
    const names = [
      'crc_error',
      'packet_too_error',
      'packet_too_short_error',
      'wrong_inter_frame_gap_error',
      'unaligned_frame_error',
      'start_frame_delimiter_error',
      'preamble_error',
      'symbol_error',
    ];
    const fields = [...names, 'direction', 'reception_type', 'fcs_length'].map((name) => `frame.packet_flags_${name}`);
    const path = saved('flags.pcapng', writer.finish());
    const seen = tsharkFields(path, [...fields, 'frame.comment', 'frame.interface_description']);
    const bits = (n: number): string[] => ALL_ERRORS.map((_, i) => (i === n ? '1' : '0'));
    const row = (n: number, direction: string, reception: string, comment: string): string[] => [
      ...bits(n),
      direction,
      reception,
      '4',
      comment,
      'port 1 of the hub',
    ];
    const zero = (text: string): string => text.replace(/^0x0*(?=.)/, '');
    const expected = [...ALL_ERRORS.keys()].map((i) => row(i, '0', '0', ''));
    expected.push(row(-1, '1', '3', ''), row(-1, '2', '0', 'one,two, 충돌'));
    // Three octets can't hold an FCS, so there are no flags at all.
    expected.push([...Array(11).fill(''), '', 'port 1 of the hub']);
    expect(seen.map((columns) => columns.map(zero))).toEqual(expected);
  });

  it('tells who wrote it, and how many packets each interface had', () => {
    const writer = new PcapngWriter({ application: 'thicknet 0.1', hardware: 'a hub', os: 'none', comment: 'seed 42' });
    const id = writer.addInterface({ name: 'eth0', bitsPerSecond: 10e6 });
    for (let i = 0; i < 3; i++) writer.addPacket(id, i, Uint8Array.from(sealed(64)));
    const text = execFileSync('capinfos', [saved('about.pcapng', writer.finish())], { encoding: 'utf8' });
    for (const line of [
      /application: thicknet 0\.1/,
      /hardware:\s+a hub/,
      /oper-sys:\s+none/,
      /comment:\s+seed 42/,
      /Speed = 10000000/,
      /FCS length = 4/,
      /Strict time order:\s+True/,
      /Number of packets = 3/,
    ]) {
      expect(text).toMatch(line);
    }
  });
});
