// How long a frame may be (clause 3.2.7, maxFrameSizeLimit): it depends on what the frame says that it is.
import type { Reception } from '../coding/lineCode.js';
import type { Signal } from '../line/signal.js';
import { FCS_OCTETS, MAX_BASIC_FRAME, MAX_ENVELOPE_FRAME, MAX_TAGGED_FRAME, MIN_FRAME } from './constants.js';

/** Both addresses and the length or type. */
const HEADER_OCTETS = 14;
/** The tag of IEEE 802.1Q: such a frame is a Q-tagged frame. */
const Q_TAG = 0x8100;
/** What makes an envelope frame: the service and backbone tags of IEEE 802.1Q, and the security tag of IEEE 802.1AE. */
const ENVELOPES: readonly number[] = [0x88a8, 0x88e7, 0x88e5];

/**
 * The longest that a frame of that EtherType may be, in octets with FCS (clause 3.2.7): 1518 for a basic frame, 1522 for
 * one with a Q-tag, 2000 for an envelope frame. Receivers, the segment's monitor and captures call longer ones by their
 * names by this rule alone.
 */
export function longestFrame(type: number): number {
  if (type === Q_TAG) return MAX_TAGGED_FRAME;
  return ENVELOPES.includes(type) ? MAX_ENVELOPE_FRAME : MAX_BASIC_FRAME;
}

/** Longer than its kind of frame may be. */
export function isTooLong(view: DataView, { frame, octets }: Reception): boolean {
  return octets > MAX_BASIC_FRAME && octets > longestFrame(view.getUint16(frame + 12));
}

/** A signal of fewer bits has no room for an SFD and minFrameSize. */
export const LEAST_BITS = 2 + 8 * MIN_FRAME;

/**
 * Too short for a frame and not well formed either, or without an SFD (etherStatsFragments). A short one with a header
 * and a good FCS is undersize instead (etherStatsUndersizePkts). What a collision leaves is not decoded to find out:
 * neither jam nor signals that overlap end in a good FCS.
 */
export function isFragment(signal: Signal): boolean {
  if (signal.bits < LEAST_BITS && (signal.jammed || signal.overlap)) return true;
  const { sfd, octets, fcsGood } = signal.reception();
  return sfd < 0 || (octets < MIN_FRAME && !(fcsGood && octets >= HEADER_OCTETS + FCS_OCTETS));
}
