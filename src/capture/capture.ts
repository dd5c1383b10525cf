/**
 * What a capture file says, whatever its format: frames with the time, length and interface it gives them.
 * Octets are views into the file, so a capture costs its file and a small object a frame.
 */
import { CaptureError, type CapturePlace } from './capture-error.js';
import type { FrameError } from './pcapng-format.js';

/** Registered link types that this room knows by name (draft-ietf-opsawg-pcaplinktype). */
export const LINKTYPE_ETHERNET = 1;
/** IEEE 802.3br mPackets: preamble and SFD first, then the frame with its FCS. */
export const LINKTYPE_ETHERNET_MPACKET = 274;

const LINK_TYPE_NAMES: Record<number, string> = {
  0: 'NULL',
  1: 'ETHERNET',
  6: 'IEEE802_5',
  9: 'PPP',
  101: 'RAW',
  104: 'C_HDLC',
  105: 'IEEE802_11',
  108: 'LOOP',
  113: 'LINUX_SLL',
  127: 'IEEE802_11_RADIOTAP',
  147: 'USER0',
  187: 'BLUETOOTH_HCI_H4',
  189: 'USB_LINUX',
  195: 'IEEE802_15_4_WITHFCS',
  201: 'BLUETOOTH_HCI_H4_WITH_PHDR',
  220: 'USB_LINUX_MMAPPED',
  228: 'IPV4',
  229: 'IPV6',
  249: 'USBPCAP',
  274: 'ETHERNET_MPACKET',
  276: 'LINUX_SLL2',
};

/** "LINKTYPE_RAW (101)", or "link type 4711" when it has no name here. */
export function linkTypeName(linkType: number): string {
  const name = LINK_TYPE_NAMES[linkType];
  return name === undefined ? `link type ${linkType}` : `LINKTYPE_${name} (${linkType})`;
}

/** Nobody's snapshot is longer than this (libpcap's MAXIMUM_SNAPLEN), and Ethernet's longest frame is far shorter. */
export const MAX_RECORD_OCTETS = 262_144;

/** Latest time that writers take, 104 days: picoseconds as a double, still whole in nanoseconds. */
export const MAX_TIME_PS = Number.MAX_SAFE_INTEGER * 1000;

/** One frame of a capture. */
export interface CaptureRecord {
  /** Place in the file, from 1. */
  readonly number: number;
  /** Picoseconds since the earliest record: exact for 2.5 hours, within 0.1 ns for two weeks. */
  readonly timePs: number;
  /** Nanoseconds since 1970-01-01 UTC; finer parts are cut off. */
  readonly epochNs: bigint;
  /** The frame as the file has it, a view: the last `fcsLength` octets are its FCS. */
  readonly octets: Uint8Array;
  /** Octets that the frame had on the wire, as the file claims. */
  readonly originalLength: number;
  /** 4 when the file says that the FCS is included, else 0. */
  readonly fcsLength: 0 | 4;
  /** False when the file leaves open whether an FCS is included: some such files do include it. */
  readonly fcsDeclared: boolean;
  readonly linkType: number;
  /** Index into `Capture.interfaces`. */
  readonly interface: number;
  readonly direction?: 'inbound' | 'outbound';
  /** What the recording hardware found wrong with the frame. */
  readonly errors: readonly FrameError[];
  readonly comments: readonly string[];
}

/** One of the interfaces that a capture was taken on. */
export interface CaptureInterface {
  readonly linkType: number;
  readonly name?: string;
  readonly description?: string;
}

/** A capture file that has been read. */
export interface Capture {
  readonly file: string;
  readonly format: 'pcap' | 'pcapng';
  readonly interfaces: readonly CaptureInterface[];
  /** In order of time; equal times stay in file order. */
  readonly records: readonly CaptureRecord[];
  /** Whole sentences about what was odd but could be read. */
  readonly warnings: readonly string[];
}

/** Records in file order, before their times are set against the earliest one's. */
export interface RawCapture {
  readonly format: Capture['format'];
  readonly interfaces: readonly CaptureInterface[];
  /** `timePs` is still 0 in all of them. */
  readonly records: { -readonly [Key in keyof CaptureRecord]: CaptureRecord[Key] }[];
  /** Picoseconds since 1970 of each record. */
  readonly epochsPs: readonly bigint[];
}

/** What most records have of errors and comments: one array for all of them. */
export const NONE: readonly never[] = [];

/**
 * Checks the two lengths that every format gives a record.
 *
 * Two lengths that differ mean a snapshot: the rest of the frame is lost and can't be put on a wire. But an original
 * length of MAX_RECORD_OCTETS or more is no Ethernet frame's (3.2.7: at most 2000 octets; jumbo frames some 9000, the
 * frames of segmentation offload 64 K): such a number is made up, and the captured octets are all there ever was.
 *
 * @returns whether the original length is made up
 * @throws CaptureError BAD_RECORD_LENGTH, TRUNCATED_RECORD
 */
export function judgeLengths(captured: number, original: number, place: CapturePlace): boolean {
  if (captured === 0) throw new CaptureError('BAD_RECORD_LENGTH', 'the record holds no octets.', place);
  if (captured > MAX_RECORD_OCTETS) {
    const sentence = `the record claims ${captured} captured octets; no Ethernet frame has more than ${MAX_RECORD_OCTETS}.`;
    throw new CaptureError('BAD_RECORD_LENGTH', sentence, place);
  }
  if (captured >= original) return false;
  if (original >= MAX_RECORD_OCTETS) return true;
  const sentence = `only ${captured} of the frame's ${original} octets were captured, so the frame isn't whole; record it again with a larger snapshot length.`;
  throw new CaptureError('TRUNCATED_RECORD', sentence, place);
}
