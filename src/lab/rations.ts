// What the parts on a bench may need of its memory at once, reckoned as they are plugged in: a lab that is too small
// for them is refused then, and not by chance in mid-run.
import type { ArenaLimits } from '../memory/arena.js';
import { LabError } from './labError.js';

/** From one signal of a half-duplex station to its next at the least: the 96 bits of a collision and a gap. */
const LEAST_CYCLE_BITS = 192;
/** What a hub sends, and what it keeps of what it repeats. */
const HUB_SIGNALS = 4;

/** Hands out a lab's random streams and signal slots. */
export class Rations {
  private streams = 0;
  private signals = 0;

  constructor(
    private readonly limits: ArenaLimits,
    /** Duration of a bit, in picoseconds. */
    private readonly bitPs: number,
  ) {}

  /** A host: a half-duplex one draws lots. @throws LabError ERR_TOO_LARGE */
  host<Made>(name: string, halfDuplex: boolean, make: () => Made): Made {
    return this.grant(name, halfDuplex ? 1 : 0, 0, make);
  }

  /** A hub. @throws LabError ERR_TOO_LARGE */
  hub<Made>(name: string, make: () => Made): Made {
    return this.grant(name, 0, HUB_SIGNALS, make);
  }

  /**
   * A cable or a tap: chance may befall either way, and of each station at its ends one signal may be leaving while others
   * are under way for `delayPs`. @throws LabError ERR_TOO_LARGE
   */
  link<Made>(name: string, stations: number, delayPs: number, make: () => Made): Made {
    return this.grant(name, 2, stations * (1 + Math.ceil(delayPs / (LEAST_CYCLE_BITS * this.bitPs))), make);
  }

  /** The answer to a lab that has run out all the same: of versions of signals that faulty links or a coax keep. */
  exhausted(): never {
    throw new LabError(
      'ERR_TOO_LARGE',
      `more than ${this.limits.signals} signals are under way at once: make the lab with a higher limits.signals`,
    );
  }

  /** Makes the part if there is room for it, and counts it if it could be made. */
  private grant<Made>(name: string, streams: number, signals: number, make: () => Made): Made {
    this.refuse(name, 'streams', this.streams + streams, 'random streams are drawn from');
    this.refuse(name, 'signals', this.signals + signals, 'signals may be under way at once');
    const made = make();
    this.streams += streams;
    this.signals += signals;
    return made;
  }

  private refuse(name: string, limit: 'streams' | 'signals', needed: number, what: string): void {
    if (needed <= this.limits[limit]) return;
    throw new LabError(
      'ERR_TOO_LARGE',
      `with ${name} ${needed} ${what}, and the lab has room for ${this.limits[limit]}: make it with a higher limits.${limit}`,
    );
  }
}
