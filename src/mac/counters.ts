// What a station counts: all counters of clause 30.3.1.1, and those of RFC 2819 where clause 30 has none. Left out is
// what this MAC cannot do: it loses no frame that it has received (aFramesLostDueToIntMACRcvError).
import { ATTEMPT_LIMIT } from './constants.js';

/** The counters of one station. Whole numbers; picoseconds where the name says so. */
export class StationCounters {
  /** aFramesTransmittedOK (30.3.1.1.2) */
  framesSent = 0;
  /** aOctetsTransmittedOK (30.3.1.1.8), but whole frames with FCS: that counter leaves out 18 octets of each. */
  octetsSent = 0;
  /** aMulticastFramesXmittedOK (30.3.1.1.18): to groups, broadcasts not among them. */
  multicastsSent = 0;
  /** aBroadcastFramesXmittedOK (30.3.1.1.19) */
  broadcastsSent = 0;
  /** aFramesReceivedOK (30.3.1.1.5) */
  framesReceived = 0;
  /** aOctetsReceivedOK (30.3.1.1.14), but whole frames with FCS. */
  octetsReceived = 0;
  /** Attempts that collided. */
  collisions = 0;
  /** aSingleCollisionFrames (30.3.1.1.3) */
  singleCollisionFrames = 0;
  /** aMultipleCollisionFrames (30.3.1.1.4) */
  multipleCollisionFrames = 0;
  /** aLateCollisions (30.3.1.1.10) */
  lateCollisions = 0;
  /** aFramesAbortedDueToXSColls (30.3.1.1.11) */
  excessiveCollisions = 0;
  /** aFramesWithDeferredXmissions (30.3.1.1.9): frames whose first attempt had to wait for the line. */
  deferrals = 0;
  /** aFramesWithExcessiveDeferral (30.3.1.1.20) */
  excessiveDeferrals = 0;
  /**
   * aCarrierSenseErrors (30.3.1.1.13): half-duplex attempts, not ended by a collision, in which the station did not hear
   * itself: its link went down under it, or its drop cable was off the coax.
   */
  carrierSenseErrors = 0;
  /** aSQETestErrors (30.3.2.1.4): transmissions after which the SQE test signal was due and did not come. */
  sqeTestErrors = 0;
  /** aFramesLostDueToIntMACXmitError (30.3.1.1.12): no buffer could take them. A full queue is counted apart. */
  internalTransmitErrors = 0;
  /** Frames sent at their first, second … sixteenth attempt (aCollisionFrames, 30.3.1.1.30, and none at all in front). */
  readonly attempts = new Array<number>(ATTEMPT_LIMIT).fill(0);
  /** Slot times waited in backoff. */
  backoffSlots = 0;
  /** aFrameCheckSequenceErrors (30.3.1.1.6) */
  fcsErrors = 0;
  /** aAlignmentErrors (30.3.1.1.7) */
  alignmentErrors = 0;
  /** aSymbolErrorDuringCarrier (30.3.2.1.5) */
  symbolErrors = 0;
  /** aInRangeLengthErrors (30.3.1.1.23): the length field disagrees with the data. Received all the same. */
  inRangeLengthErrors = 0;
  /** aOutOfRangeLengthField (30.3.1.1.24): neither a length that data may have (1500) nor a type. Received all the same. */
  outOfRangeLengths = 0;
  /** aFrameTooLongErrors (30.3.1.1.25) */
  giants = 0;
  /** etherStatsUndersizePkts (RFC 2819): frames for this station with a good FCS, but under 64 octets. */
  undersize = 0;
  /** etherStatsFragments (RFC 2819): signals too short to be frames, this station's own collisions not among them. */
  fragments = 0;
  /** aBroadcastFramesReceivedOK (30.3.1.1.22) */
  broadcastsReceived = 0;
  /** aMulticastFramesReceivedOK (30.3.1.1.21) */
  multicastsReceived = 0;
  /** Times the transceiver's jabber protection cut a babble off. */
  jabbers = 0;
  /** Frames that the queue had no room for. */
  queueDrops = 0;
  /** Time spent sending, in picoseconds. */
  busyPs = 0;
}
