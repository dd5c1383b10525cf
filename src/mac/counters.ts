// What a station counts. Names follow clause 30.3.1.1 (aFramesTransmittedOK …) without the prefix letter, and
// RFC 2819 where clause 30 has none; attempts[n - 1] counts the frames that were sent at their n-th attempt.
import { ATTEMPT_LIMIT } from './constants.js';

/** The counters of one station. Whole numbers; picoseconds where the name says so. */
export class StationCounters {
  /** aFramesTransmittedOK */
  framesSent = 0;
  /** aOctetsTransmittedOK, but whole frames with FCS. */
  octetsSent = 0;
  /** aFramesReceivedOK */
  framesReceived = 0;
  /** Whole frames with FCS. */
  octetsReceived = 0;
  /** Attempts that collided. */
  collisions = 0;
  /** aSingleCollisionFrames */
  singleCollisionFrames = 0;
  /** aMultipleCollisionFrames */
  multipleCollisionFrames = 0;
  /** aLateCollisions */
  lateCollisions = 0;
  /** aFramesAbortedDueToXSColls */
  excessiveCollisions = 0;
  /** aFramesWithDeferredXmissions: frames whose first attempt had to wait for the line. */
  deferrals = 0;
  /** aFramesWithExcessiveDeferral */
  excessiveDeferrals = 0;
  /** Frames sent at their first, second … sixteenth attempt (aCollisionFrames, and none at all in front). */
  readonly attempts = new Array<number>(ATTEMPT_LIMIT).fill(0);
  /** Slot times waited in backoff. */
  backoffSlots = 0;
  /** aFrameCheckSequenceErrors */
  fcsErrors = 0;
  /** aAlignmentErrors */
  alignmentErrors = 0;
  /** aSymbolErrorDuringCarrier */
  symbolErrors = 0;
  /** aFrameTooLongErrors */
  giants = 0;
  /** etherStatsFragments: signals heard that were too short to be frames, this station's own collisions not among them. */
  fragments = 0;
  /** aBroadcastFramesReceivedOK */
  broadcastsReceived = 0;
  /** aMulticastFramesReceivedOK */
  multicastsReceived = 0;
  /** Times the transceiver's jabber protection cut a babble off. */
  jabbers = 0;
  /** Frames that the queue had no room for. */
  queueDrops = 0;
  /** Time spent sending, in picoseconds. */
  busyPs = 0;
}
