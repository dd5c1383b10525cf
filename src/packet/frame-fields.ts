// The fields of a frame in the order of the wire (clause 3.1.1), for people to read along.
//
//   | preamble 7 | SFD 1 | destination 6 | source 6 | tags 4 each | type or length 2 | data | pad | FCS 4 |
import { FCS_OCTETS, HEADER_OCTETS } from './fcs.js';
import { contentEnd, typeAt, word } from './frame-header.js';

/** A stretch of octets with a name. */
export interface FrameField {
  readonly name: string;
  /** First octet, counted from the destination address. */
  readonly at: number;
  readonly octets: number;
}

/**
 * The fields of a frame that carries its FCS, without gaps; empty ones left out. What is too short to have an address or an
 * FCS is all data.
 *
 * @param padAt where padding begins, if the caller knows better than the frame's own headers
 */
export function frameFields(frame: Uint8Array, padAt?: number): FrameField[] {
  if (frame.length < HEADER_OCTETS + FCS_OCTETS) return [{ name: 'data', at: 0, octets: frame.length }];
  const fcsAt = frame.length - FCS_OCTETS;
  const content = frame.subarray(0, fcsAt);
  const type = Math.min(typeAt(content), fcsAt - 2);
  const payload = type + 2;
  const pad = Math.min(fcsAt, Math.max(payload, padAt ?? contentEnd(content) ?? fcsAt));
  const tags = Array.from({ length: (type - 12) / 4 }, (_, i) => ({ name: 'VLAN tag', at: 12 + 4 * i, octets: 4 }));
  return [
    { name: 'destination address', at: 0, octets: 6 },
    { name: 'source address', at: 6, octets: 6 },
    ...tags,
    { name: word(content, type) <= 1500 ? 'length' : 'type', at: type, octets: 2 },
    { name: 'data', at: payload, octets: pad - payload },
    { name: 'pad', at: pad, octets: fcsAt - pad },
    { name: 'FCS', at: fcsAt, octets: FCS_OCTETS },
  ].filter(({ octets }) => octets > 0);
}
