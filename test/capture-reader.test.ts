import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readCapture } from '../src/capture/reader.js';
import { type Order, pcapFile, pcapngFile, Section, someFrame } from './fixtures/captures.js';
import { judge, tsharkFields } from './judges.js';

const ORDERS: readonly Order[] = ['little', 'big'];
const FRAMES = [64, 60, 61, 1514].map((length, i) => someFrame(length, i));
const scratch = mkdtempSync(join(tmpdir(), 'thicknet-reader-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** Octets of each record, in the order in which the reader gives them. */
const octetsOf = (file: Uint8Array): number[][] =>
  readCapture(file, 'test').records.map(({ octets }) => Array.from(octets));

describe('a classic pcap', () => {
  it.each(ORDERS)('of %s-endian order reads the same with micro- and with nanoseconds', (order) => {
    for (const [magic, unitNs] of [[0xa1b2c3d4, 1000] as const, [0xa1b23c4d, 1] as const]) {
      const shape = { order, magic };
      const file = pcapFile(
        FRAMES.map((octets, i) => ({ seconds: 1_700_000_000 + i, fraction: 250 + i, octets })),
        shape,
      );
      const { records, warnings, format } = readCapture(file, 'test');
      expect([format, warnings]).toEqual(['pcap', []]);
      expect(octetsOf(file)).toEqual(FRAMES);
      records.forEach((record, i) => {
        expect(record.number).toBe(i + 1);
        expect(record.timePs).toBe(i * 1e12 + i * unitNs * 1000);
        expect(record.epochNs).toBe(BigInt(1_700_000_000 + i) * 1_000_000_000n + BigInt((250 + i) * unitNs));
      });
    }
  });

  it('tells by its link-type word that frames carry their FCS, counted in words or in octets', () => {
    const frame = { seconds: 0, fraction: 0, octets: FRAMES[0]! };
    const read = (linkWord: number) => {
      const [record] = readCapture(pcapFile([frame], { linkWord }), 'test').records;
      return [record!.fcsLength, record!.fcsDeclared, record!.linkType];
    };
    expect(read(0x0000_0001)).toEqual([0, false, 1]);
    expect(read(0x0400_0001)).toEqual([0, true, 1]);
    expect(read(0x2400_0001)).toEqual([4, true, 1]);
    expect(read(0x4400_0001)).toEqual([4, true, 1]);
  });

  it('gives views into the file instead of copies', () => {
    const file = pcapFile([{ seconds: 0, fraction: 0, octets: FRAMES[0]! }]);
    const [record] = readCapture(file, 'test').records;
    expect(record!.octets.buffer).toBe(file.buffer);
    expect(record!.octets.byteOffset).toBe(40);
  });

  it('may lie anywhere in a larger buffer', () => {
    const file = pcapFile([{ seconds: 5, fraction: 6, octets: FRAMES[2]! }]);
    const roomy = new Uint8Array(file.length + 13);
    roomy.set(file, 7);
    expect(octetsOf(roomy.subarray(7, 7 + file.length))).toEqual([FRAMES[2]]);
  });

  it('without a single record is an empty capture, not an error', () => {
    expect(readCapture(pcapFile([]), 'test').records).toEqual([]);
  });
});

describe('a pcapng', () => {
  it('may change its byte order from section to section, and each section numbers its interfaces anew', () => {
    const sections = [...ORDERS, ...ORDERS].map((order, i) =>
      new Section(order).idb([[2, [...`if${i}`].map((c) => c.charCodeAt(0))]]).epb(BigInt(i) * 1000n, FRAMES[i]!),
    );
    const { records, interfaces } = readCapture(pcapngFile(...sections), 'test');
    expect(interfaces.map(({ name }) => name)).toEqual(['if0', 'if1', 'if2', 'if3']);
    expect(records.map((record) => record.interface)).toEqual([0, 1, 2, 3]);
    expect(records.map(({ timePs }) => timePs)).toEqual([0, 1e9, 2e9, 3e9]);
    expect(octetsOf(pcapngFile(...sections))).toEqual(FRAMES);
  });

  it.each(ORDERS)('of %s-endian order has times in any resolution, decimal or binary, from any offset', (order) => {
    const second = 1_600_000_000n;
    const at = (tsresol: number, units: bigint, offset = 0n): bigint => {
      const section = new Section(order);
      section
        .idb([
          [9, [tsresol]],
          [14, section.number(64, offset)],
        ])
        .epb(units, FRAMES[0]!);
      return readCapture(pcapngFile(section), 'test').records[0]!.epochNs;
    };
    expect(at(6, second * 1_000_000n + 1n)).toBe(second * 1_000_000_000n + 1000n);
    expect(at(9, second * 1_000_000_000n + 1n)).toBe(second * 1_000_000_000n + 1n);
    expect(at(0, second)).toBe(second * 1_000_000_000n);
    expect(at(12, 123_456_789_999n, second)).toBe(second * 1_000_000_000n + 123_456_789n);
    expect(at(0x80 | 20, (second << 20n) + (1n << 19n))).toBe(second * 1_000_000_000n + 500_000_000n);
    expect(at(6, 2_500_000n, -1n)).toBe(1_500_000_000n);
  });

  it('keeps picoseconds apart that nanoseconds would merge', () => {
    const section = new Section()
      .idb([[9, [12]]])
      .epb(1_000_000_000_001n, FRAMES[0]!)
      .epb(1_000_000_000_003n, FRAMES[1]!);
    expect(readCapture(pcapngFile(section), 'test').records.map(({ timePs }) => timePs)).toEqual([0, 2]);
  });

  it('declares the FCS for an interface, and each packet may know better', () => {
    const section = new Section('big');
    const flags = (octets: number): readonly [number, number[]] => [2, section.number(32, octets << 5)];
    section.idb([[13, [4]]]).idb();
    section.epb(1n, FRAMES[0]!).epb(2n, FRAMES[1]!, [flags(0)]);
    section.epb(3n, FRAMES[2]!, [], { id: 1 }).epb(4n, FRAMES[3]!, [flags(4)], { id: 1 });
    const { records } = readCapture(pcapngFile(section), 'test');
    expect(records.map(({ fcsLength, fcsDeclared }) => [fcsLength, fcsDeclared])).toEqual([
      [4, true],
      [4, true],
      [0, false],
      [4, true],
    ]);
  });

  it('says which way a packet went, what was wrong with it, and what somebody thought of it', () => {
    const section = new Section().idb();
    const comments = ['attempt 2', '충돌'].map((text): readonly [number, number[]] => [
      1,
      [...new TextEncoder().encode(text)],
    ]);
    section.epb(0n, FRAMES[0]!, [...comments, [2, section.number(32, 0x85_00_00_02)]]);
    const [record] = readCapture(pcapngFile(section), 'test').records;
    expect(record).toMatchObject({
      direction: 'outbound',
      errors: ['crc', 'tooShort', 'symbol'],
      comments: ['attempt 2', '충돌'],
    });
  });

  it('may use the obsolete and the simple packet block, and blocks that nobody knows', () => {
    const section = new Section('big')
      .block(0x0bad, [1, 2, 3])
      .idb([], 1, 65_535)
      .pb(5_000_000n, FRAMES[0]!)
      .block(5, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0])
      .spb(FRAMES[1]!)
      .block(4, [0, 0, 0, 0])
      .block(0x8000_0bad, someFrame(40))
      .epb(6_000_000n, FRAMES[2]!);
    const { records, warnings } = readCapture(pcapngFile(section), 'test');
    expect(records.map(({ octets }) => Array.from(octets))).toEqual(FRAMES.slice(0, 3));
    expect(records.map(({ timePs }) => timePs)).toEqual([0, 0, 1e12]);
    expect(warnings).toEqual(['Record 2 is a simple packet, which has no time; it is given that of its neighbour.']);
  });

  it('that begins with packets without a time gives them that of the first with one', () => {
    const section = new Section().idb().spb(FRAMES[0]!).spb(FRAMES[1]!).epb(7_000_000n, FRAMES[2]!);
    const { records } = readCapture(pcapngFile(section), 'test');
    expect(records.map(({ timePs, epochNs }) => [timePs, epochNs])).toEqual(Array(3).fill([0, 7_000_000_000n]));
  });

  it('may have interfaces of other kinds as long as they have no packets', () => {
    const section = new Section().idb([], 105).idb().epb(0n, FRAMES[0]!, [], { id: 1 });
    expect(octetsOf(pcapngFile(section))).toEqual([FRAMES[0]]);
  });
});

describe('time', () => {
  it('that goes backwards is put in order, equal times staying as they were, and mentioned once', () => {
    const seconds = [5, 3, 5, 4, 3];
    const file = pcapFile(seconds.map((at, i) => ({ seconds: at, fraction: 0, octets: someFrame(60, i) })));
    const { records, warnings } = readCapture(file, 'test');
    expect(records.map(({ number }) => number)).toEqual([2, 5, 4, 1, 3]);
    expect(records.map(({ timePs }) => timePs)).toEqual([0, 0, 1e12, 2e12, 2e12]);
    expect(warnings).toEqual(['Time goes backwards at record 2; the records were sorted by time.']);
  });

  it('that spans more than two weeks comes with a warning, since a double no longer holds it exactly', () => {
    const file = pcapFile([0, 86_400 * 15].map((seconds) => ({ seconds, fraction: 0, octets: FRAMES[0]! })));
    expect(readCapture(file, 'test').warnings[0]).toMatch(/span 15 days/);
  });
});

const SHARED = fileURLToPath(new URL('../../shared/captures/pcap/', import.meta.url));

describe.skipIf(!existsSync(SHARED) || !judge('tshark'))('captures of real hosts', () => {
  it.each(existsSync(SHARED) ? readdirSync(SHARED) : [])('%s has the frames and times that tshark sees', (name) => {
    const { records } = readCapture(readFileSync(join(SHARED, name)), name);
    const seen = tsharkFields(join(SHARED, name), ['frame.time_epoch', 'frame.cap_len', 'frame.len']);
    const ours = records.map(({ number, epochNs, octets, originalLength }) => ({
      number,
      row: [
        `${epochNs / 1_000_000_000n}.${String(epochNs % 1_000_000_000n).padStart(9, '0')}`,
        `${octets.length}`,
        `${originalLength}`,
      ],
    }));
    expect(ours.sort((a, b) => a.number - b.number).map(({ row }) => row)).toEqual(seen);
  });
});

describe.skipIf(!judge('tshark'))('files of our own making', () => {
  it('mean the same to tshark', () => {
    const big = new Section('big')
      .idb([[9, [6]]])
      .epb(1_234_567n, FRAMES[0]!)
      .pb(2_000_000n, FRAMES[1]!);
    const little = new Section()
      .idb([
        [9, [9]],
        [14, numbersOf(1000n)],
      ])
      .epb(3_000_000_001n, FRAMES[2]!);
    const files = [
      pcapngFile(big, little),
      ...ORDERS.map((order) =>
        pcapFile([{ seconds: 9, fraction: 8, octets: FRAMES[3]! }], { order, magic: 0xa1b23c4d }),
      ),
    ];
    for (const file of files) {
      const path = join(scratch, 'ours');
      writeFileSync(path, file);
      const ours = readCapture(file, 'ours').records.map(({ epochNs, octets }) => [epochNs, octets.length]);
      const seen = tsharkFields(path, ['frame.time_epoch', 'frame.len']);
      expect(ours).toEqual(seen.map(([time, length]) => [BigInt(time!.replace('.', '')), Number(length)]));
    }
  });
});

function numbersOf(value: bigint): number[] {
  return new Section().number(64, value);
}
