/**
 * Reads a classic pcap file (draft-ietf-opsawg-pcap): one header, then records to the end.
 *
 *      0         4        6        8            16        20        24
 *     +---------+--------+--------+------------+---------+---------+
 *     | magic   | major  | minor  | (unused)   | snaplen | linkt.  |   file header
 *     +---------+--------+--------+------------+---------+---------+
 *     | seconds | µs or ns        | captured   | original| octets …    each record
 *     +---------+-----------------+------------+---------+---------+
 */
import { judgeLengths, linkTypeName, NONE, type RawCapture } from './capture.js';
import { CaptureError } from './capture-error.js';

const MAGIC_MICROSECONDS = 0xa1b2c3d4;
const MAGIC_NANOSECONDS = 0xa1b23c4d;
const FILE_HEADER_OCTETS = 24;
const RECORD_HEADER_OCTETS = 16;
/** In the link-type word: bits 28-31 are valid. */
const FCS_LENGTH_PRESENT = 0x0400_0000;

/** Byte order and unit of the fraction behind a file's first four octets, or nothing if it isn't a pcap. */
function magicOf(view: DataView): { little: boolean; unitPs: bigint } | undefined {
  for (const little of [true, false]) {
    const magic = view.getUint32(0, little);
    if (magic === MAGIC_MICROSECONDS) return { little, unitPs: 1_000_000n };
    if (magic === MAGIC_NANOSECONDS) return { little, unitPs: 1_000n };
  }
  return undefined;
}

/** Whether these octets begin with one of pcap's four magics. */
export function isPcap(octets: Uint8Array): boolean {
  return octets.length >= 4 && magicOf(new DataView(octets.buffer, octets.byteOffset, 4)) !== undefined;
}

/**
 * Length of the FCS that the link-type word declares. Its unit is 16-bit words, but some writers take octets: as
 * Ethernet has one length of FCS only, 2 and 4 both mean it (and Wireshark reads both so).
 */
function fcsOf(word: number, file: string): { fcsLength: 0 | 4; fcsDeclared: boolean } {
  if ((word & FCS_LENGTH_PRESENT) === 0) return { fcsLength: 0, fcsDeclared: false };
  const units = word >>> 28;
  if (units === 0) return { fcsLength: 0, fcsDeclared: true };
  if (units === 2 || units === 4) return { fcsLength: 4, fcsDeclared: true };
  const sentence = `the link-type word declares an FCS of ${units * 2} octets; Ethernet's has 4.`;
  throw new CaptureError('BAD_FCS_LENGTH', sentence, { file, offset: 20 });
}

/**
 * Every record of a classic pcap file, in file order.
 *
 * @param linkTypes the link types that the caller can use
 * @throws CaptureError
 */
export function readPcap(
  octets: Uint8Array,
  file: string,
  linkTypes: readonly number[],
  warn: (sentence: string) => void,
): RawCapture {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (octets.length < FILE_HEADER_OCTETS) {
    const sentence = `the file ends inside its header: it has ${octets.length} octets of ${FILE_HEADER_OCTETS}.`;
    throw new CaptureError('TRUNCATED_FILE', sentence, { file, offset: octets.length });
  }
  const magic = magicOf(view);
  if (magic === undefined) throw new CaptureError('BAD_MAGIC', 'this is not a pcap file.', { file, offset: 0 });
  const { little, unitPs } = magic;
  const major = view.getUint16(4, little);
  const minor = view.getUint16(6, little);
  if (major !== 2 || minor !== 4) {
    const sentence = `pcap version ${major}.${minor} is not read here, only 2.4.`;
    throw new CaptureError('UNSUPPORTED_VERSION', sentence, { file, offset: 4 });
  }
  const word = view.getUint32(20, little);
  const linkType = word & 0xffff;
  if (!linkTypes.includes(linkType)) throw linkTypeError(linkType, linkTypes, { file, offset: 20 });
  const { fcsLength, fcsDeclared } = fcsOf(word, file);

  const records: RawCapture['records'] = [];
  const epochsPs: bigint[] = [];
  for (let at = FILE_HEADER_OCTETS; at < octets.length; ) {
    const place = { file, record: records.length + 1, offset: at };
    const left = octets.length - at;
    if (left < RECORD_HEADER_OCTETS) {
      const sentence = `the file ends inside a record's header: ${left} octets are left of ${RECORD_HEADER_OCTETS}.`;
      throw new CaptureError('TRUNCATED_FILE', sentence, place);
    }
    const captured = view.getUint32(at + 8, little);
    const originalLength = view.getUint32(at + 12, little);
    const madeUp = judgeLengths(captured, originalLength, place);
    if (captured > left - RECORD_HEADER_OCTETS) {
      const sentence = `the file ends inside the record: ${left - RECORD_HEADER_OCTETS} octets are left of ${captured}.`;
      throw new CaptureError('TRUNCATED_FILE', sentence, place);
    }
    if (madeUp) warn(madeUpSentence(place.record, captured, originalLength));
    const start = at + RECORD_HEADER_OCTETS;
    const seconds = BigInt(view.getUint32(at, little));
    const epochPs = seconds * 1_000_000_000_000n + BigInt(view.getUint32(at + 4, little)) * unitPs;
    epochsPs.push(epochPs);
    records.push({
      number: place.record,
      timePs: 0,
      epochNs: epochPs / 1000n,
      octets: octets.subarray(start, start + captured),
      originalLength,
      fcsLength,
      fcsDeclared,
      linkType,
      interface: 0,
      errors: NONE,
      comments: NONE,
    });
    at = start + captured;
  }
  return { format: 'pcap', interfaces: [{ linkType }], records, epochsPs };
}

/** The error of a link type that isn't among those wanted. */
export function linkTypeError(
  linkType: number,
  wanted: readonly number[],
  place: { file: string; record?: number; offset: number },
): CaptureError {
  const names = wanted.map(linkTypeName).join(' or ');
  const sentence = `the frames are of ${linkTypeName(linkType)}; only ${names} can be used here.`;
  return new CaptureError('UNSUPPORTED_LINK_TYPE', sentence, place);
}

/** The warning for an original length that no frame can have. */
export function madeUpSentence(record: number, captured: number, original: number): string {
  return `Record ${record} claims ${original} octets on the wire, more than any frame has; its ${captured} captured octets are taken as the whole frame.`;
}
