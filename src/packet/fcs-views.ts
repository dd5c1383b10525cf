// The frames that may have been meant: without preamble in front or octets behind, turned over as a whole, before a tag was
// inserted or a hop rewrote it. Each is looked at as it would have been when its FCS was made.

import { FCS_OCTETS, fcsGiven, HEADER_OCTETS } from './fcs.js';
import { alone, type Choice, choice, octetCount, RIGHT } from './fcs-cause.js';
import { permutedOctets } from './fcs-convention.js';
import type { View } from './fcs-search.js';
import {
  contentEnd,
  innerChecksums,
  internetChecksum,
  segmentChecksumAt,
  TAG_PROTOCOLS,
  typeAt,
  typeIsFamiliar,
  word,
} from './frame-header.js';

const PREAMBLE = 0x55;
const SFD = 0xd5;
/** Octets behind the FCS that are tried together with every convention. */
const MOST_BEHIND = 64;

/** Where octets end and an FCS begins. */
function viewOf(frame: Uint8Array, why: Choice): View {
  const octets = frame.subarray(0, frame.length - FCS_OCTETS);
  return { ...why, octets, given: fcsGiven(frame) };
}

/** The frame as it lies there, and without the preamble that lies before it: worth a thorough search. */
export function mainViews(frame: Uint8Array): View[] {
  const views = [viewOf(frame, RIGHT)];
  let from = 0;
  while (from < 8 && frame[from] === PREAMBLE) from++;
  const sfd = frame[from] === SFD;
  if ((!sfd && from < 4) || frame.length - from < HEADER_OCTETS + FCS_OCTETS + 1) return views;
  const what = preambleWords(from, sfd);
  const words = `${what} at the start of the input ${from + Number(sfd) === 1 ? 'is' : 'are'} taken away`;
  const sentence = `The FCS is right; the input begins with ${what}, which no FCS covers.`;
  const details = { preambleOctets: from, sfd };
  const why = alone(choice(sfd ? 1 : 2, 'preamble-in-input', words, details), sentence);
  views.push(viewOf(frame.subarray(from + Number(sfd)), why));
  return views;
}

function preambleWords(octets: number, sfd: boolean): string {
  const preamble = `${octetCount(octets)} of preamble`;
  return octets === 0 ? 'the SFD' : sfd ? `${preamble} and the SFD` : preamble;
}

/** Frames that are a step away from the one given. */
export function sideViews(frame: Uint8Array): View[] {
  return [...turnedOver(frame), ...withoutOctetsBehind(frame), ...beforeItWasChanged(frame)];
}

const recordings: readonly { mask: number; words: string; code: string }[] = [
  { mask: 7, code: 'recorded-bit-reversed', words: 'the bits of each octet of the input, FCS included, are reversed' },
  { mask: 4, code: 'recorded-nibbles-swapped', words: 'the nibbles of each octet of the input are swapped' },
  { mask: 8, code: 'recorded-octets-swapped', words: 'the octets of each 16-bit word of the input are swapped' },
  { mask: 24, code: 'recorded-words-swapped', words: 'the octets of each 32-bit word of the input are reversed' },
  { mask: 31, code: 'recorded-words-bit-reversed', words: 'the bits of each 32-bit word of the input are reversed' },
];

function turnedOver(frame: Uint8Array): View[] {
  return recordings.flatMap(({ mask, code, words }) => {
    const turned = permutedOctets(frame, mask);
    if (turned === undefined) return [];
    // Only the type field can tell a frame that was recorded the wrong way round from a CRC computed the wrong way round.
    const likely = typeIsFamiliar(turned) && !typeIsFamiliar(frame);
    const sentence = `The FCS is right once ${words} back.`;
    return [viewOf(turned, alone(choice(likely ? 2.5 : 8, code, words), sentence))];
  });
}

function withoutOctetsBehind(frame: Uint8Array): View[] {
  const views: View[] = [];
  for (let behind = 1; behind <= MOST_BEHIND && frame.length - behind >= HEADER_OCTETS + FCS_OCTETS; behind++) {
    const end = frame.length - behind;
    views.push(viewOf(frame.subarray(0, end), octetsBehind(frame, end)));
  }
  return views;
}

/** The octets from `end` on, which follow an FCS. */
export function octetsBehind(frame: Uint8Array, end: number): Choice {
  const behind = frame.length - end;
  const surprise = 3 + 2 * Math.log2(behind);
  const padding = frame.subarray(end).every((octet) => octet === 0);
  const what = `${octetCount(behind)}${padding ? ' of zeros' : ''}`;
  const words = `the last ${what} ${behind === 1 ? 'is' : 'are'} taken away`;
  const sentence = `The FCS is right but not at the end: ${what} ${behind === 1 ? 'follows' : 'follow'} it${padding ? ' (padding comes before the FCS, clause 4.2.3.3)' : ''}.`;
  const details = { octetsAfterFcs: behind, fcsAt: end - FCS_OCTETS };
  return alone(choice(surprise, padding ? 'padding-after-fcs' : 'octets-after-fcs', words, details), sentence);
}

function beforeItWasChanged(frame: Uint8Array): View[] {
  const [given, octets] = [fcsGiven(frame), frame.subarray(0, frame.length - FCS_OCTETS)];
  return [...withoutTags(octets), ...swappedAddresses(octets), ...otherPadding(octets), ...insideIpv4(octets)].map(
    ([changed, why]) => ({ ...why, octets: changed, given }),
  );
}

type Changed = readonly [Uint8Array, Choice];

function withoutTags(octets: Uint8Array): Changed[] {
  const changed: Changed[] = [];
  for (let end = HEADER_OCTETS + 2; end <= typeAt(octets) + 2 && end <= octets.length; end += 4) {
    const tags = (end - HEADER_OCTETS + 2) / 4;
    const without = new Uint8Array(octets.length - 4 * tags);
    without.set(octets.subarray(0, 12));
    without.set(octets.subarray(12 + 4 * tags), 12);
    const words = tags === 1 ? 'the VLAN tag is not covered' : `${tags} VLAN tags are not covered`;
    const sentence = `This FCS is that of the frame without its VLAN tag${tags === 1 ? '' : 's'}, inserted without a new FCS.`;
    changed.push([without, alone(choice(2 + tags, 'tag-left-out', words, { tags }), sentence)]);
  }
  return changed;
}

/** The tag protocol identifier and the tag of four octets that were removed, if they are a tag. */
export function removedTag(tag: readonly number[]): Choice | undefined {
  const protocol = (tag[0]! << 8) | tag[1]!;
  if (!TAG_PROTOCOLS.includes(protocol)) return undefined;
  const control = (tag[2]! << 8) | tag[3]!;
  const vlan = control & 0xfff;
  const hex = protocol.toString(16);
  const priority = control >> 13;
  const words = `a VLAN tag is covered that is no longer there (protocol ${hex}, priority ${priority}, VLAN ${vlan})`;
  return choice(protocol === 0x8100 ? 19 : 21, 'tag-removed', words, { protocol: hex, priority, vlan });
}

function swappedAddresses(octets: Uint8Array): Changed[] {
  const swapped = octets.slice();
  swapped.set(octets.subarray(6, 12), 0);
  swapped.set(octets.subarray(0, 6), 6);
  return [[swapped, choice(6, 'addresses-swapped', 'destination and source address are covered the other way round')]];
}

function otherPadding(octets: Uint8Array): Changed[] {
  const end = contentEnd(octets);
  if (end === undefined || end >= octets.length) return [];
  return [0x00, 0xff, 0x20, 0xaa, 0x55].flatMap((fill): Changed[] => {
    const padded = octets.slice().fill(fill, end);
    if (octets.every((octet, at) => octet === padded[at])) return [];
    const hex = fill.toString(16).padStart(2, '0');
    const words = `the ${octetCount(octets.length - end)} of padding are covered as ${hex} and not as they are`;
    return [[padded, choice(fill === 0 ? 4 : 7, 'padding-changed', words, { padding: hex })]];
  });
}

function insideIpv4(octets: Uint8Array): Changed[] {
  const checksums = innerChecksums(octets);
  if (checksums === undefined) return [];
  const at = typeAt(octets) + 2;
  const headerEnd = at + 4 * (octets[at]! & 15);
  const changed: Changed[] = [];
  for (let hops = 1; hops <= 4 && octets[at + 8]! + hops <= 255; hops++) {
    const before = octets.slice();
    before[at + 8] = octets[at + 8]! + hops;
    setChecksum(before, at + 10, 0);
    setChecksum(before, at + 10, internetChecksum(before, at, headerEnd));
    const words = `the time to live is ${octets[at + 8]! + hops} as before ${hops === 1 ? 'a hop' : `${hops} hops`} lowered it and kept the FCS`;
    changed.push([before, choice(5 + hops, 'hop-kept-fcs', words, { hops })]);
  }
  const segment = segmentChecksumAt(octets, at, headerEnd);
  const inside = segment !== undefined && segment + 2 <= octets.length ? segment : undefined;
  const blanks: [string, readonly number[]][] = [['of the IPv4 header', [at + 10]]];
  if (inside !== undefined)
    blanks.push(['of the segment', [inside]], ['of IPv4 header and segment', [at + 10, inside]]);
  for (const [which, places] of blanks) {
    const blank = octets.slice();
    for (const place of places) setChecksum(blank, place, 0);
    if (places.every((place) => word(octets, place) === 0)) continue;
    const words = `the checksum ${which} is still zero (it was filled in after the FCS)`;
    changed.push([blank, choice(7, 'checksum-filled-in-later', words)]);
  }
  return changed;
}

function setChecksum(octets: Uint8Array, at: number, value: number): void {
  octets[at] = value >>> 8;
  octets[at + 1] = value & 0xff;
}
