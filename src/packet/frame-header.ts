// As much of a frame's headers as tells where its content ends and its padding begins, and what it was told about itself.
import { HEADER_OCTETS } from './fcs.js';

/** Type fields of clause 3.2.6 and 802.1Q that this file knows. */
export const IPV4 = 0x0800;
const ARP = 0x0806;
const IPV6 = 0x86dd;
/** Tag protocol identifiers: customer, service, and the one that switches used before there was a standard. */
export const TAG_PROTOCOLS: readonly number[] = [0x8100, 0x88a8, 0x9100];
/** Up to here the field is a length (clause 3.2.6). */
const MOST_LENGTH = 1500;

/** Two octets, most significant first; 0 beyond the end. */
export function word(octets: Uint8Array, at: number): number {
  return at + 1 < octets.length ? (octets[at]! << 8) | octets[at + 1]! : 0;
}

/** Where the type field is that stands behind all tags. */
export function typeAt(octets: Uint8Array): number {
  let at = HEADER_OCTETS - 2;
  while (TAG_PROTOCOLS.includes(word(octets, at)) && at < octets.length) at += 4;
  return at;
}

/**
 * The octets from the start of the frame to the end of its content as its own headers have it, padding and FCS left out;
 * undefined when they don't say. It may lie behind the end of `octets`.
 */
export function contentEnd(octets: Uint8Array): number | undefined {
  const at = typeAt(octets);
  const payload = at + 2;
  const type = word(octets, at);
  if (payload + 8 > octets.length) return undefined;
  if (type <= MOST_LENGTH) return type === 0 ? undefined : payload + type;
  if (type === ARP) return payload + 8 + 2 * (octets[payload + 4]! + octets[payload + 5]!);
  if (type === IPV4 && octets[payload]! >> 4 === 4) {
    const total = word(octets, payload + 2);
    return total >= 20 ? payload + total : undefined;
  }
  if (type === IPV6 && octets[payload]! >> 4 === 6) return payload + 40 + word(octets, payload + 4);
  return undefined;
}

/** Whether the type field is one that is seen every day, or a length that fits. */
export function typeIsFamiliar(octets: Uint8Array): boolean {
  const type = word(octets, HEADER_OCTETS - 2);
  if (type <= MOST_LENGTH) return type > 0 && HEADER_OCTETS + type <= octets.length;
  return [IPV4, ARP, IPV6, ...TAG_PROTOCOLS, 0x8808, 0x8809, 0x8847, 0x8863, 0x8864, 0x88cc, 0x88f7, 0x9000].includes(
    type,
  );
}

/** The Internet checksum (RFC 1071) over a range, going on from `initial`: 0 over what carries its own. */
export function internetChecksum(octets: Uint8Array, from: number, to: number, initial = 0): number {
  let sum = initial;
  for (let at = from; at < to; at += 2) sum += (octets[at]! << 8) | (at + 1 < to ? octets[at + 1]! : 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** What the checksums inside an IPv4 packet say: undefined where there are none, or not all of the packet. */
export interface InnerChecksums {
  readonly header: boolean;
  /** Of UDP or TCP. */
  readonly segment: boolean | undefined;
}

/** Judges the checksums inside of an IPv4 packet; undefined when there is no whole header. */
export function innerChecksums(octets: Uint8Array): InnerChecksums | undefined {
  const at = typeAt(octets) + 2;
  const end = contentEnd(octets);
  if (word(octets, at - 2) !== IPV4 || end === undefined) return undefined;
  const headerEnd = at + 4 * (octets[at]! & 15);
  if (headerEnd < at + 20 || headerEnd > octets.length || headerEnd > end) return undefined;
  const header = internetChecksum(octets, at, headerEnd) === 0;
  return { header, segment: segmentChecksum(octets, at, headerEnd, end) };
}

/** Where TCP (6) and UDP (17) keep their checksum. */
export function segmentChecksumAt(octets: Uint8Array, at: number, headerEnd: number): number | undefined {
  const protocol = octets[at + 9];
  return protocol === 6 ? headerEnd + 16 : protocol === 17 ? headerEnd + 6 : undefined;
}

function segmentChecksum(octets: Uint8Array, at: number, headerEnd: number, end: number): boolean | undefined {
  const place = segmentChecksumAt(octets, at, headerEnd);
  const fragment = word(octets, at + 6) & 0x3fff;
  if (place === undefined || place + 2 > end || end > octets.length || fragment !== 0) return undefined;
  if (octets[at + 9] === 17 && word(octets, place) === 0) return undefined;
  let pseudo = octets[at + 9]! + (end - headerEnd);
  for (let i = at + 12; i < at + 20; i += 2) pseudo += word(octets, i);
  return internetChecksum(octets, headerEnd, end, pseudo) === 0;
}
