// The MAC's numbers at 10 and 100 Mb/s (clause 4.4.2).

/** slotTime, in bit times. */
export const SLOT_BITS = 512;
/** interPacketGap, in bit times. */
export const GAP_BITS = 96;
/** interFrameSpacingPart1: the first two thirds, in which a carrier starts the gap anew (clause 4.2.3.2.1). */
export const GAP_PART1_BITS = 64;
/** attemptLimit: the frame is dropped when its 16th attempt collides. */
export const ATTEMPT_LIMIT = 16;
/** jamSize, in bits. */
export const JAM_BITS = 32;
/** Preamble and SFD, in bits: sent to the end before any jam (clause 4.2.3.2.4). */
export const HEADER_BITS = 64;
/** minFrameSize, in octets with FCS. */
export const MIN_FRAME = 64;
/** maxBasicFrameSize, in octets with FCS. */
export const MAX_BASIC_FRAME = 1518;
/** A frame with a Q-tag may be four octets longer (clause 3.5). */
export const MAX_TAGGED_FRAME = 1522;
/** An envelope frame has room for 482 octets of prefixes and suffixes (clauses 1.4.253, 3.2.7). */
export const MAX_ENVELOPE_FRAME = 2000;
/** maxValidFrame less header and FCS: the longest data that a length field may speak of (clause 3.2.6). */
export const MAX_DATA = 1500;
/** From here on the field is a type, not a length (clause 3.2.6). */
export const MIN_TYPE = 0x600;
export const FCS_OCTETS = 4;
/** maxDeferTime: 2 x (maxBasicFrameSize x 8) bit times (clause 5.2.4.1). */
export const MAX_DEFER_BITS = 24_288;
