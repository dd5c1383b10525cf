// One port of a repeater: what it receives, and whether it has been partitioned off (clause 9.6.6.2, figure 9-8):
//
//   on ── more than CCLimit collisions in a row, or one that lasts too long ──▶ off
//   on ◀── activity for Tw5 without a collision ────────────────────────────── off
import type { Listener } from '../line/line.js';
import type { Signal } from '../line/signal.js';
import { TELLING } from '../sim/drop.js';
import { KIND, type Probe } from '../sim/probe.js';
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import { RECONNECT_BITS } from './constants.js';

/** What a port tells its repeater. */
export interface PortOwner {
  readonly scheduler: Scheduler;
  readonly probe: Probe;
  readonly bitPs: number;
  /** Consecutive collisions after which a port is partitioned. */
  readonly partitionAfter: number;
  /** When the repeater last fell silent, in picoseconds; Infinity while it sends. */
  readonly quietSincePs: number;
  /** Packets that went through without a collision. */
  readonly goodPackets: number;
  /** Ports that are partitioned. */
  partitions: number;
  /** Activity has begun on a port that is on. */
  active(port: RepeaterPort, signal: Signal): void;
  /** A port that is being repeated hears several transmitters at once: its coax has a collision of its own. */
  crowded(port: RepeaterPort): void;
  /** Activity has ended on a port that is on, or that has just been partitioned. */
  quiet(port: RepeaterPort): void;
}

/** A repeater's port. */
export class RepeaterPort implements Listener {
  /** Signals arriving now: on coax there may be several. */
  inputs = 0;
  /** Auto-partitioned: its input is not repeated; output goes on. */
  partitioned = false;
  /** Consecutive collisions that this port took part in (CC(X)), as of `since` good packets. */
  collisions = 0;
  private since = 0;
  /** It took part in the repeater's present collision. */
  colliding = false;
  /** Input that the repeater knows of: false while partitioned. */
  counted = false;
  /** What has begun to arrive, and once it is over what has arrived. */
  signal: Signal | undefined;
  /** When the present or last activity came, and when the last one ended. */
  sincePs = Number.NEGATIVE_INFINITY;
  untilPs = Number.NEGATIVE_INFINITY;
  /** Since when it has heard something while something is sent to it, or two on its coax (CIPresent(X)); Infinity: not now. */
  collidingSincePs = Number.POSITIVE_INFINITY;
  private readonly good: Alarm;

  constructor(
    private readonly owner: PortOwner,
    /** From 0; users count from 1. */
    readonly index: number,
  ) {
    this.good = new Alarm(() => {
      // A collision with what is sent to the port meanwhile is no good activity.
      if (owner.quietSincePs <= this.sincePs) this.reconnect();
    });
  }

  signalStart(signal: Signal): void {
    this.inputs++;
    if (this.inputs > 1) {
      if (this.counted) this.owner.crowded(this);
      return;
    }
    this.signal = signal;
    const { scheduler, bitPs } = this.owner;
    this.sincePs = scheduler.now;
    if (this.partitioned) {
      signal.lose(this.lossCode, TELLING.frame);
      scheduler.due[0] = scheduler.now + RECONNECT_BITS * bitPs;
      scheduler.armDue(this.good);
      return;
    }
    this.counted = true;
    this.owner.active(this, signal);
  }

  signalEnd(signal: Signal | undefined): void {
    if (this.inputs === 0) return;
    this.inputs--;
    if (this.inputs > 0) return;
    this.collidingSincePs = Number.POSITIVE_INFINITY;
    this.signal = signal;
    const { scheduler } = this.owner;
    this.untilPs = scheduler.now;
    scheduler.cancel(this.good);
    if (!this.counted) return;
    this.counted = false;
    this.owner.quiet(this);
    this.signal = undefined;
  }

  /** The reason that a frame into a partitioned port is lost for: set by the repeater's maker. */
  lossCode = 0;

  /**
   * The port takes part in the repeater's collision; true if it had not before.
   * @param late it comes after Tw5 without one: CC(X) begins anew, and not with this one
   */
  collide(late: boolean): boolean {
    const { scheduler, goodPackets } = this.owner;
    if (this.collidingSincePs === Number.POSITIVE_INFINITY) this.collidingSincePs = scheduler.now;
    if (this.colliding) return false;
    this.colliding = true;
    if (late || this.since !== goodPackets) this.collisions = 0;
    this.since = goodPackets;
    if (!late) this.collisions++;
    scheduler.cancel(this.good);
    return true;
  }

  /** Nothing is sent to the port any more, so that what it hears collides with nothing. */
  relieve(): void {
    this.collidingSincePs = Number.POSITIVE_INFINITY;
  }

  /** The repeater's collision is over. */
  settle(): void {
    if (!this.colliding) return;
    this.colliding = false;
    if (this.collisions >= this.owner.partitionAfter) this.partition();
  }

  /** Takes the port off: its input is no longer repeated. */
  partition(): void {
    if (this.partitioned) return;
    this.partitioned = true;
    this.colliding = false;
    this.collidingSincePs = Number.POSITIVE_INFINITY;
    const { owner } = this;
    owner.partitions++;
    if (owner.probe.on) owner.probe.emit(KIND.partition, owner.scheduler.now, this.index, this.collisions);
    if (!this.counted) return;
    this.counted = false;
    owner.quiet(this);
  }

  /** Good activity has come in, or gone out, without a collision: the port is on again. */
  reconnect(): void {
    this.partitioned = false;
    this.collisions = 0;
    const { owner } = this;
    owner.partitions--;
    owner.scheduler.cancel(this.good);
    if (owner.probe.on) owner.probe.emit(KIND.reconnect, owner.scheduler.now, this.index);
  }
}
