import { describe, expect, it } from 'vitest';
import { CaptureError, type CaptureErrorCode } from '../src/capture/capture-error.js';
import { readCapture } from '../src/capture/reader.js';
import { pcapFile, pcapngFile, Section, someFrame } from './fixtures/captures.js';

const FRAME = someFrame(60);
const whole = pcapFile([
  { seconds: 1, fraction: 0, octets: FRAME },
  { seconds: 2, fraction: 0, octets: FRAME },
]);
const wholeNg = pcapngFile(
  new Section()
    .idb([[13, [4]]])
    .epb(1n, FRAME, [[1, [65, 66]]])
    .epb(2n, FRAME),
);

/** The one error of reading a file; a test fails if there is none or another kind. */
function refusal(file: Uint8Array): CaptureError {
  try {
    readCapture(file, 'in.pcap');
  } catch (error) {
    expect(error).toBeInstanceOf(CaptureError);
    return error as CaptureError;
  }
  throw new Error('the file was read without an error');
}

/** A copy with some octets replaced. */
function patched(file: Uint8Array, at: number, ...octets: number[]): Uint8Array {
  const copy = file.slice();
  copy.set(octets, at);
  return copy;
}

interface Case {
  readonly what: string;
  readonly file: Uint8Array;
  readonly code: CaptureErrorCode;
  readonly record?: number;
  readonly offset?: number;
  readonly says: RegExp;
}

const oddOption = new Section();
const noMagic = patched(wholeNg, 8, 9, 9, 9, 9);
const cases: Case[] = [
  { what: 'no octets', file: new Uint8Array(0), code: 'EMPTY', says: /empty/ },
  { what: 'three octets', file: new Uint8Array(3), code: 'TRUNCATED_FILE', offset: 3, says: /before any header/ },
  { what: 'text', file: new TextEncoder().encode('hello, world'), code: 'BAD_MAGIC', offset: 0, says: /neither/ },
  { what: 'a gzip file', file: Uint8Array.of(0x1f, 0x8b, 8, 0, 0), code: 'BAD_MAGIC', says: /gzip.*unpack/ },
  { what: 'a snoop capture', file: new TextEncoder().encode('snoop\0\0\0'), code: 'BAD_MAGIC', says: /snoop.*editcap/ },
  {
    what: 'a header that stops',
    file: whole.slice(0, 23),
    code: 'TRUNCATED_FILE',
    offset: 23,
    says: /23 octets of 24/,
  },
  { what: 'pcap 2.3', file: pcapFile([], { version: [2, 3] }), code: 'UNSUPPORTED_VERSION', offset: 4, says: /2\.3/ },
  {
    what: 'raw IP',
    file: pcapFile([], { linkWord: 101 }),
    code: 'UNSUPPORTED_LINK_TYPE',
    offset: 20,
    says: /LINKTYPE_RAW \(101\).*LINKTYPE_ETHERNET \(1\)/,
  },
  {
    what: 'an unheard-of link type',
    file: pcapFile([], { linkWord: 4711 }),
    code: 'UNSUPPORTED_LINK_TYPE',
    offset: 20,
    says: /link type 4711/,
  },
  {
    what: 'an FCS of 6 octets',
    file: pcapFile([], { linkWord: 0x3400_0001 }),
    code: 'BAD_FCS_LENGTH',
    offset: 20,
    says: /6 octets/,
  },
  {
    what: 'a record header that stops',
    file: whole.slice(0, 110),
    code: 'TRUNCATED_FILE',
    record: 2,
    offset: 100,
    says: /10 octets are left of 16/,
  },
  {
    what: 'a record that stops',
    file: whole.slice(0, 175),
    code: 'TRUNCATED_FILE',
    record: 2,
    offset: 100,
    says: /59 octets are left of 60/,
  },
  {
    what: 'a frame cut by the snapshot length',
    file: pcapFile([{ seconds: 0, fraction: 0, octets: FRAME, original: 1514 }]),
    code: 'TRUNCATED_RECORD',
    record: 1,
    offset: 24,
    says: /60 of the frame's 1514 octets/,
  },
  {
    what: 'a record of nothing',
    file: pcapFile([{ seconds: 0, fraction: 0, octets: [] }]),
    code: 'BAD_RECORD_LENGTH',
    record: 1,
    says: /no octets/,
  },
  {
    what: 'a record of 4 GB',
    file: pcapFile([{ seconds: 0, fraction: 0, octets: FRAME, captured: 0xffff_ffff }]),
    code: 'BAD_RECORD_LENGTH',
    record: 1,
    says: /4294967295/,
  },
  { what: 'a section of no byte order', file: noMagic, code: 'BAD_MAGIC', offset: 8, says: /byte-order/ },
  {
    what: 'pcapng 2.0',
    file: pcapngFile(new Section('big', [2, 0])),
    code: 'UNSUPPORTED_VERSION',
    offset: 12,
    says: /2\.0/,
  },
  {
    what: 'a block header that stops',
    file: wholeNg.slice(0, 32),
    code: 'TRUNCATED_FILE',
    offset: 28,
    says: /4 octets/,
  },
  {
    what: 'a block that stops',
    file: wholeNg.slice(0, 50),
    code: 'TRUNCATED_FILE',
    offset: 28,
    says: /22 octets are left of 32/,
  },
  {
    what: 'a block of 13 octets',
    file: patched(wholeNg, 4, 29),
    code: 'BAD_BLOCK_LENGTH',
    offset: 4,
    says: /29 octets/,
  },
  {
    what: 'a block of no octets',
    file: patched(wholeNg, 32, 0),
    code: 'BAD_BLOCK_LENGTH',
    offset: 32,
    says: /0 octets/,
  },
  {
    what: 'a block of 2 GB',
    file: patched(wholeNg, 32, 0, 0, 0, 0x7f),
    code: 'BAD_BLOCK_LENGTH',
    offset: 32,
    says: /2130706432/,
  },
  {
    what: 'a block with two lengths',
    file: patched(wholeNg, 24, 32),
    code: 'BAD_BLOCK_LENGTH',
    offset: 24,
    says: /28 in front, 32 behind/,
  },
  {
    what: 'an interface block too short',
    file: pcapngFile(new Section().block(1, [1, 0, 0, 0])),
    code: 'BAD_BLOCK_LENGTH',
    offset: 32,
    says: /too short/,
  },
  {
    what: 'an option beyond its block',
    file: pcapngFile(new Section().block(1, [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 5, 0])),
    code: 'BAD_OPTION',
    offset: 44,
    says: /option 2 of 5 octets/,
  },
  {
    what: 'an option of the wrong size',
    file: pcapngFile(oddOption.idb([[9, [6, 6]]])),
    code: 'BAD_OPTION',
    offset: 44,
    says: /option 9 should have 1/,
  },
  {
    what: 'a packet of no interface',
    file: pcapngFile(new Section().idb().epb(0n, FRAME, [], { id: 1 })),
    code: 'BAD_INTERFACE',
    record: 1,
    says: /interface 1/,
  },
  {
    what: 'a simple packet of no interface',
    file: pcapngFile(new Section().spb(FRAME)),
    code: 'BAD_INTERFACE',
    record: 1,
    says: /interface 0/,
  },
  {
    what: 'a packet from the air',
    file: pcapngFile(new Section().idb([], 105).epb(0n, FRAME)),
    code: 'UNSUPPORTED_LINK_TYPE',
    record: 1,
    says: /IEEE802_11/,
  },
  {
    what: 'a packet larger than its block',
    file: pcapngFile(new Section().idb().epb(0n, FRAME, [], { captured: 100, original: 100 })),
    code: 'BAD_RECORD_LENGTH',
    record: 1,
    says: /100 octets.*room for 60/,
  },
  {
    what: "a packet that runs into its block's end",
    file: pcapngFile(new Section().idb().epb(0n, FRAME, [], { captured: 61, original: 61 })),
    code: 'BAD_RECORD_LENGTH',
    record: 1,
    says: /61 octets.*room for 60/,
  },
  {
    what: 'a packet block without room for its lengths',
    file: pcapngFile(new Section().idb().block(6, [0, 0, 0, 0])),
    code: 'BAD_BLOCK_LENGTH',
    says: /packet block is too short/,
  },
  {
    what: 'a packet that is not whole',
    file: pcapngFile(new Section().idb().epb(0n, FRAME, [], { original: 61 })),
    code: 'TRUNCATED_RECORD',
    record: 1,
    says: /60 of the frame's 61/,
  },
  {
    what: 'a simple packet that is not whole',
    file: pcapngFile(new Section().idb([], 1, 60).spb(FRAME, 90)),
    code: 'TRUNCATED_RECORD',
    record: 1,
    says: /60 of the frame's 90/,
  },
  {
    what: 'an interface with 3 octets of FCS',
    file: pcapngFile(new Section().idb([[13, [3]]])),
    code: 'BAD_FCS_LENGTH',
    offset: 28,
    says: /3 octets/,
  },
];

describe('a file that can not be read whole', () => {
  it.each(cases)(
    'because it has $what is refused with its place and a plain sentence',
    ({ file, code, says, ...place }) => {
      const error = refusal(file);
      expect([error.code, error.file]).toEqual([code, 'in.pcap']);
      if (place.record !== undefined) expect(error.record).toBe(place.record);
      if (place.offset !== undefined) expect(error.offset).toBe(place.offset);
      expect(error.message).toMatch(says);
      expect(error.message).toMatch(/^in\.pcap: .*\.$/);
    },
  );

  it('is refused at every place where it may have been cut off, except between records', () => {
    for (const [file, seams] of [
      [whole, [24, 100, 176]],
      [wholeNg, [28, 60, 164, 256]],
    ] as const) {
      expect(seams.at(-1)).toBe(file.length);
      for (let length = 0; length <= file.length; length++) {
        if (seams.includes(length as never)) readCapture(file.slice(0, length), 'seam');
        else expect(['EMPTY', 'TRUNCATED_FILE']).toContain(refusal(file.slice(0, length)).code);
      }
    }
  });
});

describe('an original length that no Ethernet frame can have', () => {
  it('is not believed: the captured octets are the frame, with a warning', () => {
    const file = pcapFile([{ seconds: 0, fraction: 0, octets: FRAME, original: 262_144 }]);
    const { records, warnings } = readCapture(file, 'in.pcap');
    expect(Array.from(records[0]!.octets)).toEqual(FRAME);
    expect(warnings).toEqual([expect.stringMatching(/^Record 1 claims 262144 octets/)]);
  });
});
