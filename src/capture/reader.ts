/**
 * Reads pcap and pcapng captures of Ethernet (drafts ietf-opsawg-pcap and ietf-opsawg-pcapng), of either byte order.
 * A file is read whole: what it holds is either understood to its last octet or refused with one CaptureError.
 */
import { type Capture, type CaptureRecord, LINKTYPE_ETHERNET, type RawCapture } from './capture.js';
import { CaptureError } from './capture-error.js';
import { isPcap, readPcap } from './pcap-reader.js';
import { isPcapng, readPcapng } from './pcapng-reader.js';

/** Two weeks: up to here a double holds picoseconds within 0.1 ns or so. */
const LONG_CAPTURE_PS = 14 * 86_400 * 1e12;
/** Warnings kept; the rest are counted in one last sentence. */
const MAX_WARNINGS = 100;

/** First octets of files that people hand in for a capture, and what to tell them. */
const COUSINS: readonly { readonly magic: readonly number[]; readonly sentence: string }[] = [
  { magic: [0x1f, 0x8b], sentence: 'this is a gzip file; unpack it first.' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], sentence: 'this is a zstd file; unpack it first.' },
  { magic: [0x50, 0x4b, 0x03, 0x04], sentence: 'this is a zip file; unpack it first.' },
  { magic: [0x73, 0x6e, 0x6f, 0x6f, 0x70], sentence: 'this is a snoop capture; convert it with editcap.' },
  { magic: [0x34, 0xcd, 0xb2, 0xa1], sentence: "this is Kuznetzov's modified pcap; convert it with editcap." },
  { magic: [0xa1, 0xb2, 0xcd, 0x34], sentence: "this is Kuznetzov's modified pcap; convert it with editcap." },
];

/**
 * Reads a capture file.
 *
 * @param octets the whole file; the records' octets are views into it
 * @param fileName for the messages
 * @param options `linkTypes` that the caller can use: Ethernet frames alone unless told otherwise
 * @throws CaptureError for every file that can't be read whole, and nothing else
 */
export function readCapture(
  octets: Uint8Array,
  fileName: string,
  { linkTypes = [LINKTYPE_ETHERNET] }: { linkTypes?: readonly number[] } = {},
): Capture {
  const warnings: string[] = [];
  let unsaid = 0;
  const warn = (sentence: string): void => {
    if (warnings.length < MAX_WARNINGS) warnings.push(sentence);
    else unsaid++;
  };
  const raw = readerFor(octets, fileName)(octets, fileName, linkTypes, warn);
  const records = inOrderOfTime(raw, (sentence) => warnings.unshift(sentence));
  if (unsaid > 0) warnings.push(`${unsaid} more warnings of these kinds are left out.`);
  return { file: fileName, format: raw.format, interfaces: raw.interfaces, records, warnings };
}

function readerFor(octets: Uint8Array, file: string): typeof readPcap | typeof readPcapng {
  if (octets.length === 0) throw new CaptureError('EMPTY', 'the file is empty.', { file });
  if (isPcap(octets)) return readPcap;
  if (isPcapng(octets)) return readPcapng;
  const cousin = COUSINS.find(({ magic }) => magic.every((octet, i) => octets[i] === octet));
  if (cousin === undefined && octets.length < 4) {
    throw new CaptureError('TRUNCATED_FILE', 'the file ends before any header.', { file, offset: octets.length });
  }
  const sentence = cousin?.sentence ?? 'this is neither a pcap nor a pcapng file.';
  throw new CaptureError('BAD_MAGIC', sentence, { file, offset: 0 });
}

/** Sorts stably by time and sets the earliest record's time to zero. */
function inOrderOfTime({ records, epochsPs }: RawCapture, warn: (sentence: string) => void): readonly CaptureRecord[] {
  let firstPs = epochsPs[0] ?? 0n;
  for (const epochPs of epochsPs) if (epochPs < firstPs) firstPs = epochPs;
  records.forEach((record, i) => {
    record.timePs = Number(epochsPs[i]! - firstPs);
  });
  const backwards = epochsPs.findIndex((epochPs, i) => i > 0 && epochPs < epochsPs[i - 1]!);
  if (backwards > 0) {
    warn(`Time goes backwards at record ${backwards + 1}; the records were sorted by time.`);
    records.sort((a, b) => compare(epochsPs[a.number - 1]!, epochsPs[b.number - 1]!));
  }
  const spanPs = records.at(-1)?.timePs ?? 0;
  if (spanPs > LONG_CAPTURE_PS) {
    warn(`The records span ${Math.round(spanPs / 86_400e12)} days; at such distances times are no longer exact.`);
  }
  return records;
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
