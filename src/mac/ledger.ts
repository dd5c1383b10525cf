// The lab's bookkeeping: every frame that was offered ends as delivered or as dropped, once, for one reason.
// `offered = delivered + dropped by reason + waiting` holds at every instant.
import type { Settlement, Signal } from '../line/signal.js';
import { DROP, DROP_REASONS, type DropReason } from '../sim/drop.js';

/** Counts the fates of frames. */
export class Ledger implements Settlement {
  /** Frames that a source or a caller has handed to a station. */
  offered = 0;
  /** Frames that at least one station they were meant for has accepted. */
  delivered = 0;
  /** Frames lost, by the number of the reason. */
  readonly lost = new Array<number>(DROP_REASONS.length).fill(0);
  /** Told of each frame's end. */
  onSettled: ((ticket: number, reason: number) => void) | undefined;

  /** Takes a frame in and numbers it. */
  offer(): number {
    return this.offered++;
  }

  /** A frame that never got onto the wire, or that its sender gave up. */
  drop(ticket: number, reason: number): void {
    this.lost[reason]++;
    this.onSettled?.(ticket, reason);
  }

  settle(signal: Signal): void {
    if (signal.aborted) return;
    if (signal.delivered > 0) {
      this.delivered++;
      this.onSettled?.(signal.ticket, 0);
    } else {
      this.drop(signal.ticket, signal.loss === 0 ? DROP.noReceiver : signal.loss);
    }
  }

  /** Frames lost, by reason; reasons that never came up are left out. */
  get dropped(): Partial<Record<DropReason, number>> {
    const named: Partial<Record<DropReason, number>> = {};
    DROP_REASONS.forEach((reason, number) => {
      if (this.lost[number] > 0) named[reason] = this.lost[number];
    });
    return named;
  }

  /** Frames that are queued or on the wire. */
  get waiting(): number {
    return this.offered - this.delivered - this.lost.reduce((sum, count) => sum + count, 0);
  }
}
