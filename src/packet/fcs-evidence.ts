// What speaks about an FCS that no computation explains: lengths that run into it, and checksums inside the frame.

import { FCS_OCTETS, fcsGiven, fcsHex, MIN_OCTETS_WITHOUT_FCS } from './fcs.js';
import { contentEnd, innerChecksums } from './frame-header.js';

/** A conclusion from the frame's contents rather than from its FCS. */
export interface Evidence {
  readonly code: string;
  readonly sentence: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** The strongest thing that the contents of a frame with a wrong FCS say about it, or undefined. */
export function evidenceAbout(frame: Uint8Array): Evidence | undefined {
  return lengthEvidence(frame) ?? placeholderEvidence(frame) ?? checksumEvidence(frame) ?? sizeEvidence(frame);
}

function lengthEvidence(frame: Uint8Array): Evidence | undefined {
  const end = contentEnd(frame);
  if (end === undefined || end <= frame.length - FCS_OCTETS) return undefined;
  const details = { contentOctets: end, octets: frame.length };
  if (end > frame.length)
    return {
      code: 'cut-short',
      sentence: `The frame is cut short: its headers promise ${end} octets before the FCS, and there are ${frame.length} in all.`,
      details,
    };
  return {
    code: 'fcs-missing',
    sentence: `There is no FCS: by the frame's own headers its content has ${end} octets, and so the last four are not an FCS but content${end < frame.length ? ' and padding' : ''}.`,
    details,
  };
}

function placeholderEvidence(frame: Uint8Array): Evidence | undefined {
  const given = fcsGiven(frame);
  if (given !== 0 && given !== 0xffffffff) return undefined;
  return {
    code: 'fcs-empty',
    sentence: `The FCS is ${fcsHex(given)}: it was never filled in, or it is missing and these octets are padding.`,
    details: {},
  };
}

function checksumEvidence(frame: Uint8Array): Evidence | undefined {
  const inner = innerChecksums(frame.subarray(0, frame.length - FCS_OCTETS));
  if (inner === undefined || (inner.header && inner.segment !== false)) return undefined;
  const wrong = [
    ...(inner.header ? [] : ['that of the IPv4 header']),
    ...(inner.segment === false ? ['that of its segment'] : []),
  ];
  return {
    code: 'contents-changed',
    sentence: `Not only the FCS is wrong but also the checksum inside, ${wrong.join(' and ')}: the contents were changed, or invented, and nothing was computed anew.`,
    details: {
      ipv4HeaderChecksumOk: inner.header,
      ...(inner.segment === undefined ? {} : { segmentChecksumOk: inner.segment }),
    },
  };
}

function sizeEvidence(frame: Uint8Array): Evidence | undefined {
  if (frame.length !== MIN_OCTETS_WITHOUT_FCS) return undefined;
  return {
    code: 'fcs-missing',
    sentence: 'There may be no FCS: the frame has 60 octets, which is the shortest frame without one.',
    details: { octets: frame.length },
  };
}

/** What can be said when nothing explains the FCS. */
export function unexplained(frame: Uint8Array): Evidence {
  const inner = innerChecksums(frame.subarray(0, frame.length - FCS_OCTETS));
  const sound = inner?.header === true && inner.segment !== false;
  const about = sound
    ? ` The checksums inside are right (IPv4${inner.segment ? ' and its segment' : ''}), so what they cover is as it was: addresses, type or padding have changed, or the FCS belongs to another frame.`
    : ' More than two bits are wrong, or it belongs to another frame.';
  return {
    code: 'unexplained',
    sentence: `No usual mistake in computing it, and no small damage, leads to this FCS.${about}`,
    details: inner === undefined ? {} : { ipv4HeaderChecksumOk: inner.header },
  };
}
