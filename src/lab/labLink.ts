// A cable or tap on the bench: what can be done to it while the lab runs.
import type { LinkCondition, PlannedFault } from '../line/condition.js';
import type { Link } from '../phy/link.js';
import { within } from './labError.js';

/** One direction of a link, as far as faults go. */
export interface FaultyWay {
  /** Name of the part that sends this way. */
  readonly from: string;
  readonly condition: LinkCondition;
  /** Makes the receiver hear this pair's own version of each signal from now on. */
  suffer(): void;
}

/** A cable or tap. */
export class LabLink {
  constructor(
    readonly name: string,
    readonly link: Link,
    /** Names of the parts at its ends. */
    readonly ends: readonly [string, string],
    private readonly ways: readonly FaultyWay[],
  ) {}

  /** Parts the wires now; a frame on them is cut short. */
  cut(): void {
    this.link.cut();
  }

  /** Leaves it unplugged from the start: a twisted pair's link is down until `restore`. */
  unplug(): void {
    this.link.unplug();
  }

  /** Joins them again; a twisted pair's link is good again after some link test pulses. */
  restore(): void {
    this.link.restore();
  }

  /**
   * Plans a flip or a burst of noise for what comes from the part named `from`. Without `from` both ways: noise is heard at
   * both ends, and a flip befalls the next frame each way. Noise befalls what arrives on a link from then on: a frame that
   * is in the middle of arriving on a link that nothing has befallen yet has been judged as sound.
   */
  plan(fault: PlannedFault, from?: string): void {
    for (const way of this.ways) {
      if (from !== undefined && way.from !== from) continue;
      way.condition.planned.push(fault);
      way.suffer();
    }
  }

  /**
   * Probabilities, for each frame that passes, that a bit of it is flipped, and that it is lost as a whole.
   * @throws LabError ERR_INVALID_ARGUMENT
   */
  chance(corrupt: number, loss: number): void {
    within(corrupt, 0, 1, 'the probability of a flipped bit');
    within(loss, 0, 1, 'the probability of a loss');
    for (const way of this.ways) {
      way.condition.corrupt = corrupt;
      way.condition.loss = loss;
      if (way.condition.active) way.suffer();
    }
  }
}
