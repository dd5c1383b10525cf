// Copper: what is put on it at one place is heard at the others, each at its own time.
//
// A line keeps no bits: it has emissions (start, end, whose) and ears. An ear that attends is told of both edges
// of every emission as they reach it. One that doesn't costs nothing: it looks back (`recall`) when it needs to know,
// and a frame that is meant for it is brought by the line's sorter when the frame has passed.
import type { Probe } from '../sim/probe.js';
import type { Signal } from './signal.js';

/** What hangs on the receiving end: a transceiver or a port of a repeater. */
export interface Listener {
  /** The front of a signal has arrived. */
  signalStart(signal: Signal): void;
  /**
   * The tail of a signal has passed; the listener may not have been told of its front. Undefined when the listener
   * began to attend after the signal had left its transmitter, and nothing in it was meant for it.
   */
  signalEnd(signal: Signal | undefined): void;
  /** The ear has just begun to attend, and this many signals are passing that it did not tell the front of. */
  passing?(signals: number): void;
}

/** An ear that hears less of an emission than the others do. */
export interface Leaver {
  ear: number;
  atPs: number;
}

/** One signal on one line. */
export class Emission {
  serial = 0;
  signal!: Signal;
  /** The ear at the transmitter's own place (a coax), or the one that it is not sent to, or -1. */
  except = -1;
  /** The only ear that it is sent to, or -1. */
  only = -1;
  startPs = 0;
  /** Infinity while it lasts. */
  endPs = 0;
  /** Edges on their way to ears. */
  pending = 0;
  /** It still holds its signal. */
  live = false;
  /** Ears that a repeater has stopped sending it to, and when (clause 9.5.6.5, one port left). */
  readonly leavers: Leaver[] = [];
  /** It carried nobody's frame, and has been counted as such for all who heard it. */
  debris = false;
  /** Ears that heard something else in its place, or nothing, and how many: they are not among those. */
  readonly spoiled: number[] = [];
  spoils = 0;
  private readonly spareLeavers: Leaver[] = [];

  /** It is no longer sent to `ear` from `atPs` on. */
  leave(ear: number, atPs: number): void {
    const leaver = this.spareLeavers.pop() ?? { ear, atPs };
    leaver.ear = ear;
    leaver.atPs = atPs;
    this.leavers.push(leaver);
  }

  /** Nobody has left it: it is made ready for a new life. */
  forgetLeavers(): void {
    while (this.leavers.length > 0) this.spareLeavers.push(this.leavers.pop()!);
  }

  /** Gives its signal back, once. */
  letGo(): void {
    if (!this.live) return;
    this.live = false;
    this.signal.release();
  }
}

/** What an ear has heard of late, as `recall` found it. */
export class Recollection {
  /** Asked for: what ended before that is of no interest, and may be left out. */
  sincePs = Number.NEGATIVE_INFINITY;
  /** A carrier is sensed: it arrived before now (not at this very instant) and has not ended. */
  busy = false;
  /** When the present or the last carrier came, -Infinity if none is remembered. */
  onPs = Number.NEGATIVE_INFINITY;
  /** When the last carrier ended that ended before `onPs` (while busy) or before now. */
  offPs = Number.NEGATIVE_INFINITY;
}

/** Where a transmitter touches a line. */
export interface Outlet {
  /** Begins to send; `silent`: the transceiver keeps it to itself (no link, or jabber). */
  begin(signal: Signal, silent: boolean): Emission;
  /** The last symbol has left. */
  end(emission: Emission): void;
}

/** Where a listener touches a line. */
export interface Ear {
  /** The listener is being told of every edge. */
  readonly attentive: boolean;
  /** Asks to be told of every edge, or no longer. Edges under way at this instant are still told. */
  attend(on: boolean): void;
  /** Looks back: what this ear hears now and heard last. */
  recall(into: Recollection): void;
  /** Pieces of debris that have passed, each to its end, of which the listener is not told that it should count them. */
  readonly debris: number;
  /** From now on debris that passes does not count, or it does again; each `true` wants its `false`. */
  ignore(on: boolean): void;
  /** The listener's own station sends: what passes at this instant is not debris but its own collision. */
  overlap(): void;
}

/** Finds the ears that want a frame though they don't attend: by its address, decoded once for all. */
export interface Sorter {
  /** Calls `line.bring(ear)` for each such ear. Answers true for debris, which no station can want. */
  sort(signal: Signal, bring: Bringer): boolean;
}

/** Brings the emission that has just ended to an ear that does not attend. */
export interface Bringer {
  bring(ear: number): void;
}

/** Told of emissions as they begin and end at their source: captures work out for themselves who hears them when. */
export interface LineObserver {
  emissionStart(line: ObservedLine, emission: Emission): void;
  emissionEnd(line: ObservedLine, emission: Emission): void;
  /**
   * An ear has heard in [fromPs, toPs) what no emission is by itself: a pair's own damaged or cut version of one, or
   * (at a tap of a coax that `tells`) everything from the first front to the last tail.
   */
  heard?(line: ObservedLine, ear: number, signal: Signal, fromPs: number, toPs: number): void;
}

/** Two observers where there is room for one. */
export class BothObservers implements LineObserver {
  constructor(
    private readonly first: LineObserver,
    private readonly second: LineObserver,
  ) {}

  emissionStart(line: ObservedLine, emission: Emission): void {
    this.first.emissionStart(line, emission);
    this.second.emissionStart(line, emission);
  }

  emissionEnd(line: ObservedLine, emission: Emission): void {
    this.first.emissionEnd(line, emission);
    this.second.emissionEnd(line, emission);
  }

  heard(line: ObservedLine, ear: number, signal: Signal, fromPs: number, toPs: number): void {
    this.first.heard?.(line, ear, signal, fromPs, toPs);
    this.second.heard?.(line, ear, signal, fromPs, toPs);
  }
}

/** What an observer may ask a line. */
export interface ObservedLine {
  readonly probe: Probe;
  /** Number of ears. */
  readonly ears: number;
  /** When `ear` hears the start, or Infinity if it doesn't hear this emission at all. */
  heardFrom(emission: Emission, ear: number): number;
  /** When `ear` hears the end; Infinity while it lasts. */
  heardTo(emission: Emission, ear: number): number;
  /** A coax: it tells its observer itself of all that `ear` hears, since no emission is heard there as it was sent. */
  tells?(ear: number): boolean;
}
