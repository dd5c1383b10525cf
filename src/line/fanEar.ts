// The far ends of a fan's pairs, and the edges on their way to them.
import { DROP, TELLING } from '../sim/drop.js';
import { Alarm } from '../sim/scheduler.js';
import type { LinkCondition } from './condition.js';
import { Deafness } from './deafness.js';
import type { Ear, Emission, Listener, Recollection } from './line.js';
import type { Signal } from './signal.js';

/** What ears and edges need of their fan. */
export interface EarOwner {
  attend(ear: FanEar, on: boolean): void;
  recall(ear: FanEar, into: Recollection): void;
  /** Debris that has passed this ear. */
  debrisPassed(ear: FanEar): number;
  /** What passes this ear now meets there what its own station sends. */
  overlap(ear: FanEar): void;
  /** An edge has come to its ears. */
  arrive(arrival: Arrival): void;
}

/** An edge on its way to one ear. Pooled: for all fans together, since what was used last is in the processor's cache. */
export class Arrival {
  ear!: FanEar;
  emission!: Emission;
  isEnd = false;
  readonly alarm: Alarm;

  constructor() {
    this.alarm = new Alarm(() => this.ear.fan.arrive(this));
  }
}

/** Ears at one distance: an edge reaches those that attend at one moment. */
export class Ring {
  readonly attentive: FanEar[] = [];
  /** Place among the rings of its fan, the nearest first. */
  rank = 0;

  constructor(readonly delayPs: number) {}
}

/** The far end of one pair. */
export class FanEar implements Ear {
  attentive = false;
  /** Place among the attentive ears of its ring. */
  place = -1;
  /** Serials of the last edges told. */
  lastStart = 0;
  lastEnd = 0;
  /** Its pair has ever been cut. */
  deaf = false;
  readonly deafness = new Deafness();
  /** What is wrong with this pair, if anything ever was. */
  condition: LinkCondition | undefined;
  /** The damaged version that is passing, and of which emission. */
  alias: Signal | undefined;
  aliasOf = 0;
  /** Debris of the fan that has not passed here as debris. */
  missed = 0;
  /** Reasons to ignore debris at present, and how much had passed when the first came up. */
  private ignoring = 0;
  private passedBefore = 0;

  constructor(
    readonly fan: EarOwner,
    readonly index: number,
    readonly listener: Listener,
    readonly ring: Ring,
    /** Attends for ever (a repeater's port). */
    readonly always: boolean,
  ) {}

  get delayPs(): number {
    return this.ring.delayPs;
  }

  attend(on: boolean): void {
    this.fan.attend(this, on);
  }

  get debris(): number {
    return this.ignoring > 0 ? this.passedBefore : this.fan.debrisPassed(this);
  }

  ignore(on: boolean): void {
    if (on) {
      this.passedBefore = this.debris;
      this.ignoring++;
    } else if (--this.ignoring === 0) this.missed += this.fan.debrisPassed(this) - this.passedBefore;
  }

  overlap(): void {
    this.fan.overlap(this);
  }

  /** Gives the pair a condition; from then on the ear attends, since its signals are its own. */
  suffer(condition: LinkCondition): void {
    this.condition = condition;
    this.fan.attend(this, true);
  }

  recall(into: Recollection): void {
    this.fan.recall(this, into);
  }
}

/** A repeater has stopped sending an emission to this ear while it went on to others. */
export function hasLeft(emission: Emission, index: number): boolean {
  const { leavers } = emission;
  for (let i = 0; i < leavers.length; i++) if (leavers[i].ear === index) return true;
  return false;
}

/** The pair of an ear has parted under an emission that goes to so many ears. */
export function loseToCut({ signal }: Emission, ears: number): void {
  signal.lose(DROP.linkDown, ears > 1 ? TELLING.branch : TELLING.frame);
}

/** Whatever an ear makes of a version that was cut short, its pair is to blame. */
export function blameCut(heard: Signal): void {
  heard.excuse = DROP.linkDown;
}
