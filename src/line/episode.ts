// What belongs together on a coax: signals of which each overlaps others wherever it is heard, so that every tap hears
// them as one. A signal that meets no other is an episode of its own. What one tap would hear overlapping and another one
// after the other is no episode; then all taps are woken and hear for themselves.
import { Emission } from './line.js';

const NEVER = Number.POSITIVE_INFINITY;
/** Delays are rounded to whole picoseconds, each by half a one at most. */
const ROUNDING_PS = 2;

/** Where a tap is, as far as delays go. */
export interface Place {
  readonly positionMetres: number;
  readonly psPerMetre: number;
  readonly receivePs: number;
  readonly transmitPs: number;
}

/** A tap that may have slept. */
export interface Sleeper extends Place {
  readonly asleepSincePs: number;
  hears(emission: CoaxEmission): boolean;
}

/** A tap that has counted what others have slept through. */
export interface Witness {
  excluded: number;
}

/** From a transmitter to a listener, in whole picoseconds. */
export function delayPs(from: Place, to: Place): number {
  return from.transmitPs + wayPs(from, to) + to.receivePs;
}

/**
 * The most by which a signal from `first` is later at any tap than one that leaves `second` at the same time: the way
 * from one to the other, and what their transmitters differ by.
 */
export function spreadPs(first: Place, second: Place): number {
  return wayPs(first, second) + first.transmitPs - second.transmitPs;
}

function wayPs(from: Place, to: Place): number {
  return Math.round(Math.abs(from.positionMetres - to.positionMetres) * from.psPerMetre);
}

/** One signal on a coax. */
export class CoaxEmission extends Emission {
  source!: Place;
  episode!: Episode;
  /** Its last edge is on its way to the tap that is farthest off. */
  concluded = false;
  /** It has passed everybody. */
  over = false;
}

/** Signals that every tap hears as one. */
export class Episode {
  readonly members: CoaxEmission[] = [];
  /** Taps that heard the end of one of them while awake, and have counted what they heard. */
  readonly witnesses = new Set<Witness>();
  /** Members that have not passed everybody yet. */
  unfinished = 0;
  /** To those who sleep it is nothing but a fragment. */
  fragment = false;
  /** Nothing can be said of it for all: every tap has been woken. */
  broken = false;
  fromPs = 0;

  add(emission: CoaxEmission): void {
    if (this.members.length === 0 || emission.startPs < this.fromPs) this.fromPs = emission.startPs;
    this.members.push(emission);
    if (!emission.over) this.unfinished++;
    emission.episode = this;
  }

  /** Takes over what turned out to belong to this one; the other is empty then. */
  swallow(other: Episode): void {
    for (const emission of other.members) this.add(emission);
    for (const witness of other.witnesses) this.witnesses.add(witness);
    this.broken ||= other.broken;
    other.empty();
  }

  /** The front of each other member reaches every tap before the tail of `ending` does. */
  holdsTogether(ending: CoaxEmission): boolean {
    for (const other of this.members) {
      if (other === ending) continue;
      const latestPs = other.startPs + spreadPs(other.source, ending.source) + ROUNDING_PS;
      if (latestPs > ending.endPs) return false;
    }
    return true;
  }

  /**
   * Its sender does not hear `ending`, which may be all that joins the others: true if to that tap too they are one, each
   * there before any of them has passed.
   */
  holdsTogetherWithout(ending: CoaxEmission): boolean {
    const { source } = ending;
    let lastFrontPs = Number.NEGATIVE_INFINITY;
    let firstTailPs = NEVER;
    for (const other of this.members) {
      if (other === ending) continue;
      const onTheWayPs = delayPs(other.source, source);
      lastFrontPs = Math.max(lastFrontPs, other.startPs + onTheWayPs);
      firstTailPs = Math.min(firstTailPs, other.endPs + onTheWayPs);
    }
    return lastFrontPs <= firstTailPs;
  }

  /** Made ready for a new life. */
  empty(): void {
    this.members.length = 0;
    this.witnesses.clear();
    this.unfinished = 0;
    this.fragment = false;
    this.broken = false;
  }
}

/** What ended before `later` began is over at every tap before `later` comes. */
export function areClear(ended: CoaxEmission, later: CoaxEmission): boolean {
  return later.startPs - ended.endPs >= spreadPs(ended.source, later.source) + ROUNDING_PS;
}

/** How far apart the taps of a line are. */
export class Extent {
  private least = NEVER;
  private most = 0;
  private leastPs = NEVER;
  private mostPs = 0;

  include({ positionMetres, psPerMetre, transmitPs }: Place): void {
    this.least = Math.min(this.least, positionMetres * psPerMetre);
    this.most = Math.max(this.most, positionMetres * psPerMetre);
    this.leastPs = Math.min(this.leastPs, transmitPs);
    this.mostPs = Math.max(this.mostPs, transmitPs);
  }

  /** By how much any tap may hear an episode for longer than it was sent, in picoseconds. */
  get ps(): number {
    return this.most - this.least + this.mostPs - this.leastPs + ROUNDING_PS;
  }
}

/** When one tap hears an episode: filled in place. */
export class Span {
  /** From the first front that has come by then. */
  onPs = NEVER;
  /** To the last tail; Infinity while nobody knows. */
  offPs = Number.NEGATIVE_INFINITY;
  /** Something of it is passing. */
  passing = false;

  /** Looks at what `tap` has heard of `episode` since it fell asleep, up to `nowPs`; false if nothing. */
  measure(episode: Episode, tap: Sleeper, nowPs: number): boolean {
    this.onPs = NEVER;
    this.offPs = Number.NEGATIVE_INFINITY;
    this.passing = false;
    for (const emission of episode.members) {
      if (!tap.hears(emission)) continue;
      const onTheWayPs = delayPs(emission.source, tap);
      const fromPs = emission.startPs + onTheWayPs;
      const toPs = emission.endPs + onTheWayPs;
      if (fromPs >= nowPs || toPs <= tap.asleepSincePs) continue;
      if (fromPs < this.onPs) this.onPs = fromPs;
      if (toPs > this.offPs) this.offPs = toPs;
      // An end at this very instant counts once the tap has been told of it.
      if (toPs >= nowPs && !emission.over) this.passing = true;
    }
    return this.onPs !== NEVER;
  }
}
