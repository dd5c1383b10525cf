// The waist between MAC and PHY (clause 6's PLS service, clause 22's MII): the MAC says transmit and jam, the PHY
// tells of carrier, collision and what it received. Half duplex, full duplex and tests without a PHY meet here.
import type { Recollection } from '../line/line.js';
import type { Signal } from '../line/signal.js';

/** What a MAC sees of its physical layer. */
export interface Mii {
  /** Duration of a bit at this station's clock, in picoseconds. */
  readonly bitPs: number;
  /** The link is good: frames can be sent and received. */
  readonly linkUp: boolean;
  /** Begins to send the sealed frame at `frame` (`octets` with FCS, preamble and SFD before it) as ledger number `ticket`. */
  transmit(frame: number, octets: number, ticket: number): void;
  /** Ends the transmission under way after `bit` bits of it and `jamBits` of jam. */
  jam(bit: number, jamBits: number): void;
  /** Bits of the transmission under way that have been sent in full. */
  bitsSent(): number;
  /**
   * Asks for carrier and collision events, or no longer; received frames come either way.
   * @param busy what `recall` has just said, when events are asked for
   */
  attend(on: boolean, busy: boolean): void;
  /** Fragments that have passed and of which the client is not told that it should count them. */
  readonly fragments: number;
  /** Looks back at the line: carrier now and before. */
  recall(into: Recollection): void;
}

/** What a PHY tells its MAC. */
export interface MiiClient {
  /** carrierSense went on (only while attending). */
  carrierOn(): void;
  /** carrierSense went off (only while attending). */
  carrierOff(): void;
  /** collisionDetect went on during a transmission. */
  collision(): void;
  /** The transmission, or the jam that ended it, has been sent. */
  transmitted(): void;
  /** Half duplex: during the transmission that is over now, which no collision ended, the station did not hear itself. */
  carrierLost(): void;
  /** The SQE test signal is due after the transmission that is over now, and will not come. */
  sqeTestMissed(): void;
  /** The jabber protection has cut off what the adapter babbled; frames are never long enough for it. A carrier follows. */
  jabbered(): void;
  /**
   * A signal has passed.
   * @param signal undefined when nothing in it was meant for this station
   * @param overlapped this station was transmitting while the signal arrived
   */
  received(signal: Signal, overlapped: boolean): void;
  /** The link went up or down. */
  linkChanged(up: boolean): void;
}
