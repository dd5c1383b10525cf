// What can be wrong with one link: flips and noise at a moment, a chance of each for every frame, swapped wires.

import { SYMBOL_OCTETS } from '../memory/arena.js';
import { DROP } from '../sim/drop.js';
import type { Probe } from '../sim/probe.js';
import { KIND } from '../sim/probe.js';
import type { Stream } from '../sim/random.js';
import type { Signal } from './signal.js';

/** The last octet of the header. */
const SFD_BITS = 8;

/** A fault that waits for the next signal to pass at or after `atPs`. */
export interface PlannedFault {
  readonly atPs: number;
  /** `flip`: bit of the frame (0 = the first after the SFD). `noise`: not used. */
  readonly kind: 'flip' | 'noise';
  readonly bit: number;
  /** Length of a noise burst, in picoseconds. */
  readonly forPs: number;
}

/** The state of one direction of a link, where it departs from a sound cable. */
export class LinkCondition {
  /** The two wires of the pair are swapped. */
  swapped = false;
  /** The receiver finds swapped wires out and corrects them (clause 14.3.1.3.1 leaves it to the MAU). */
  corrected = false;
  /** It has found them out: with the first signal. */
  private found = false;
  /** Probability that a frame has one of its bits flipped. */
  corrupt = 0;
  /** Probability that a frame's preamble is drowned in noise, so that it is lost as a whole. */
  loss = 0;
  readonly planned: PlannedFault[] = [];
  /** Bits that have been flipped in the signal that is being looked at. */
  private readonly flipped: number[] = [];

  constructor(
    private readonly stream: Stream,
    private readonly probe: Probe,
  ) {}

  /** True while anything can happen to a signal. */
  get active(): boolean {
    return (
      (this.swapped && !(this.corrected && this.found)) || this.corrupt > 0 || this.loss > 0 || this.planned.length > 0
    );
  }

  /**
   * What becomes of a signal whose front arrives at `nowPs`: itself, or an alias with its damage.
   * A planned flip whose moment falls into the signal hits its own bit all the same; noise hits where the moment is.
   */
  pass(signal: Signal, nowPs: number): Signal {
    const damaged = signal.pool.take(signal.symbolPs, signal);
    damaged.startPs = nowPs;
    damaged.own = true;
    damaged.count = signal.count;
    damaged.inverted = this.swapped && !this.corrected;
    if (this.swapped && this.corrected && !this.found) {
      this.found = true;
      if (this.probe.on) this.probe.emit(KIND.polarityCorrected, nowPs);
    }
    const { symbolsPerBit: per, headerBits } = signal.code;
    const endPs = nowPs + signal.count * signal.symbolPs;
    const { flipped } = this;
    flipped.length = 0;
    for (let i = 0; i < this.planned.length; ) {
      const fault = this.planned[i];
      // Of several flips of one bit each befalls a frame of its own: two at once would undo each other.
      const due =
        fault.kind === 'flip'
          ? fault.atPs <= nowPs && !flipped.includes(fault.bit)
          : fault.atPs < endPs && fault.atPs + fault.forPs > nowPs;
      if (!due) {
        const over = fault.kind === 'noise' && fault.atPs + fault.forPs <= nowPs;
        if (over) this.planned.splice(i, 1);
        else i++;
        continue;
      }
      // A burst that outlasts the signal goes on in the next.
      if (fault.kind === 'noise' && fault.atPs + fault.forPs > endPs) i++;
      else this.planned.splice(i, 1);
      if (fault.kind === 'flip') {
        flipped.push(fault.bit);
        this.flip(damaged, fault.bit, nowPs);
      } else this.burst(damaged, fault, nowPs);
    }
    if (this.corrupt > 0 && this.stream.uniform() < this.corrupt) {
      // A jam's end is not known yet, and a draw among 2^52 bits would not end either.
      const symbols = Math.min(signal.count, SYMBOL_OCTETS * 8);
      const bits = Math.max(1, Math.floor(symbols / per) - headerBits);
      this.flip(damaged, this.stream.below(bits), nowPs);
    }
    if (this.loss > 0 && this.stream.uniform() < this.loss) {
      // And no noise may look like the SFD by chance.
      const header = Math.ceil(headerBits * per);
      damaged.edit('noise', 0, header, this.stream.next());
      damaged.edit('low', Math.floor((headerBits - SFD_BITS) * per), header);
      damaged.excuse = DROP.loss;
      this.report(damaged, nowPs, 1, 0, headerBits);
    }
    return damaged;
  }

  private flip(signal: Signal, bit: number, nowPs: number): void {
    const { symbolsPerBit: per, headerBits } = signal.code;
    signal.edit('flip', Math.floor((headerBits + bit) * per), Math.ceil((headerBits + bit + 1) * per));
    this.report(signal, nowPs, 0, bit, 1);
  }

  private burst(signal: Signal, fault: PlannedFault, nowPs: number): void {
    const from = Math.max(0, Math.floor((fault.atPs - nowPs) / signal.symbolPs));
    const to = Math.ceil((fault.atPs + fault.forPs - nowPs) / signal.symbolPs);
    signal.edit('noise', from, to, this.stream.next());
    this.report(
      signal,
      nowPs,
      1,
      Math.floor(from / signal.code.symbolsPerBit),
      Math.ceil((to - from) / signal.code.symbolsPerBit),
    );
  }

  private report(signal: Signal, nowPs: number, kind: number, bit: number, bits: number): void {
    if (this.probe.on) this.probe.emit(KIND.fault, nowPs, signal.root.ticket, kind, bit, bits);
  }
}
