// The frame check sequence (802.3 clause 3.2.9): what it is over octets, and whether a frame's own is right.
//
//   | destination 6 | source 6 | type or length 2 | data and pad 46 … 1500 | FCS 4 |
//   |<---------------- covered by the FCS ---------------------------------->|
//
// Its first bit on the wire is the coefficient of x^31, and every octet goes least significant bit first, so that the
// four octets on the wire are the value that zlib calls crc32, least significant octet first.

/** Octets of addresses and type: the shortest thing that can be called a frame, FCS left out. */
export const HEADER_OCTETS = 14;
export const FCS_OCTETS = 4;
/** minFrameSize of clause 4.4.2, FCS left out: a MAC pads shorter frames to this. */
export const MIN_OCTETS_WITHOUT_FCS = 60;
/** CRC-32 over a frame and its own good FCS, whatever the frame. */
export const FCS_RESIDUE = 0x2144df1c;

/**
 * CRC-32 as zlib has it, unsigned or not, of `octets`; `previous` is the result over what came before them (0 to begin).
 * Any implementation will do: the kernels', node:zlib's, a page's own.
 */
export type Crc32 = (octets: Uint8Array, previous: number) => number;

/** A frame with its FCS, judged. Hexadecimal is in wire order. */
export interface FcsVerdict {
  /** Octets of the frame, FCS included. */
  readonly octets: number;
  /** The FCS that the frame should have, preamble and SFD before it left out. */
  readonly fcs: string;
  /** The FCS that it has. */
  readonly given: string;
  readonly ok: boolean;
}

/** Preamble and SFD (clause 3.2.1, 3.2.2) as octets. */
const PREAMBLE_AND_SFD = [0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0x55, 0xd5];

/** The octets of preamble and SFD before a frame: 8 or 0. No frame begins like them: its source would be a group. */
export function preambleOctets(octets: Uint8Array): number {
  return PREAMBLE_AND_SFD.every((octet, at) => octets[at] === octet) ? PREAMBLE_AND_SFD.length : 0;
}

/** The FCS over `octets` as a number whose least significant octet goes first. */
export function fcsOver(octets: Uint8Array, crc32: Crc32): number {
  return crc32(octets, 0) >>> 0;
}

/** The FCS that `octets` would have if a MAC padded them with zeros to 60 first (clause 4.2.3.3). */
export function fcsOverPadded(octets: Uint8Array, crc32: Crc32): number {
  const pad = new Uint8Array(Math.max(0, MIN_OCTETS_WITHOUT_FCS - octets.length));
  return crc32(pad, crc32(octets, 0) >>> 0) >>> 0;
}

/** An FCS as its four octets on the wire, in hexadecimal. */
export function fcsHex(fcs: number): string {
  let hex = '';
  for (let shift = 0; shift < 32; shift += 8) hex += ((fcs >>> shift) & 0xff).toString(16).padStart(2, '0');
  return hex;
}

/** The last four octets of `frame` as a number whose least significant octet comes first. */
export function fcsGiven(frame: Uint8Array): number {
  const at = frame.length - FCS_OCTETS;
  return (frame[at]! | (frame[at + 1]! << 8) | (frame[at + 2]! << 16) | (frame[at + 3]! << 24)) >>> 0;
}

/**
 * Judges a frame that carries its FCS. Octets that begin with preamble and SFD are not a frame: never ok.
 *
 * @param frame at least 18 octets: addresses, type and FCS
 * @throws RangeError when it is shorter
 */
export function checkFcs(frame: Uint8Array, crc32: Crc32): FcsVerdict {
  if (frame.length < HEADER_OCTETS + FCS_OCTETS)
    throw new RangeError(`a frame with its FCS has at least ${HEADER_OCTETS + FCS_OCTETS} octets, not ${frame.length}`);
  const before = preambleOctets(frame);
  const fcs = fcsOver(frame.subarray(before, frame.length - FCS_OCTETS), crc32);
  const given = fcsGiven(frame);
  return { octets: frame.length, fcs: fcsHex(fcs), given: fcsHex(given), ok: before === 0 && fcs === given };
}
