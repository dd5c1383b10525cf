/**
 * What a station's MAC is doing, as a picture of its events and of its carrier. The states are those of mac/csmaCd.ts;
 * its gap after a carrier begins without an event, so it is reckoned from the carrier.
 */
import { GAP_PART1_BITS } from '../mac/constants.js';
import { DROP } from '../sim/drop.js';
import { KIND } from '../sim/probe.js';

export type MacState = 'idle' | 'deferring' | 'gap' | 'transmitting' | 'jamming' | 'backoff';

/** Drops that befall a frame before it has come to the head of the queue. */
const AT_THE_DOOR = new Set<number>([DROP.queueFull, DROP.tooLong, DROP.noBuffer]);

/** What the picture needs to know of a station at the moment of an event. */
export interface MacStation {
  /** Frames that wait, the one being sent among them. */
  readonly waiting: number;
  readonly mii: { readonly bitPs: number };
}

/** Follows one station. Each method answers the state that begins now, or undefined when nothing changes. */
export class MacStates {
  private state: MacState = 'idle';
  private gapPs = 0;
  private ownGap = false;

  constructor(private readonly station: MacStation) {}

  /** An event of this station's part. */
  event(kind: number, atPs: number, reason: number): MacState | undefined {
    switch (kind) {
      case KIND.transmitStart:
        return this.enter('transmitting');
      case KIND.jam:
        return this.enter('jamming');
      case KIND.backoff:
        return this.enter('backoff');
      case KIND.deferring:
        return this.enter('deferring');
      case KIND.transmitEnd:
        return this.rest(atPs);
      case KIND.frameDropped:
        return AT_THE_DOOR.has(reason) ? undefined : this.rest(atPs);
      default:
        return undefined;
    }
  }

  /** A signal has come: one in the first part of the gap after another's starts it anew (clause 4.2.3.2.1). */
  carrierOn(atPs: number): MacState | undefined {
    const part1Ps = GAP_PART1_BITS * this.station.mii.bitPs;
    if (this.state !== 'gap' || this.ownGap || atPs >= this.gapPs + part1Ps) return undefined;
    return this.enter('deferring');
  }

  carrierOff(atPs: number): MacState | undefined {
    if (this.state !== 'deferring') return undefined;
    this.gapPs = atPs;
    this.ownGap = false;
    return this.enter('gap');
  }

  /** It has done with a frame: the gap before the next one, if there is one. */
  private rest(atPs: number): MacState | undefined {
    this.gapPs = atPs;
    this.ownGap = true;
    return this.enter(this.station.waiting > 0 ? 'gap' : 'idle');
  }

  private enter(state: MacState): MacState {
    this.state = state;
    return state;
  }
}
