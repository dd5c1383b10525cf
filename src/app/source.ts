// Traffic that runs by itself: frames of EtherType 88B5 (local experiments, clause 9.2.3 of IEEE 802) with a sequence
// number and a pattern that differs from frame to frame, saturated, Poisson or on-off.
import { writeAddress } from '../mac/address.js';
import { FCS_OCTETS } from '../mac/constants.js';
import type { Frame } from '../mac/frame.js';
import type { Station } from '../mac/station.js';
import { FRAME_LIMIT } from '../memory/arena.js';
import type { Machine } from '../memory/machine.js';
import { DROP } from '../sim/drop.js';
import type { Stream } from '../sim/random.js';
import { Alarm, type Scheduler } from '../sim/scheduler.js';

/** Octets before the pattern: two addresses, EtherType, sequence number. */
const HEAD = 18;
const LOCAL_EXPERIMENTAL = 0x88b5;
/** Two addresses, EtherType and FCS: the least that can be asked for; the MAC pads it. */
const LEAST = 18;
/** A slot time at 10 Mb/s. */
const RETRY_PS = 51_200_000;

/** How big the next frame is, in octets with FCS. */
export type Sizes =
  | { kind: 'fixed'; octets: number }
  | { kind: 'uniform'; least: number; most: number }
  | { kind: 'weighted'; sizes: readonly { octets: number; weight: number }[] };

/** When frames are sent. Means and periods in picoseconds. */
export type Pattern =
  | { kind: 'saturated' }
  | { kind: 'poisson'; meanPs: (octets: number) => number }
  | { kind: 'on-off'; onPs: number; offPs: number; everyPs: ((octets: number) => number) | undefined };

/** Fills frames for one sender. */
export class FrameMaker {
  private sequence = 0;

  /** @param destinations addresses; one is drawn for each frame when there are several */
  constructor(
    private readonly machine: Machine,
    private readonly station: Station,
    private readonly stream: Stream,
    private readonly destinations: readonly number[],
    private readonly sizes: Sizes,
  ) {}

  /** Size of the next frame with its FCS. */
  size(): number {
    const { sizes, stream } = this;
    if (sizes.kind === 'fixed') return sizes.octets;
    if (sizes.kind === 'uniform') return sizes.least + stream.below(sizes.most - sizes.least + 1);
    const total = sizes.sizes.reduce((sum, { weight }) => sum + weight, 0);
    let draw = stream.uniform() * total;
    for (const { octets, weight } of sizes.sizes) {
      draw -= weight;
      if (draw < 0) return octets;
    }
    return sizes.sizes[sizes.sizes.length - 1].octets;
  }

  /** Sends a frame of `octets` with FCS. @throws RangeError below 18, or beyond what a slot holds */
  send(octets: number): void {
    if (!(octets >= LEAST && octets <= FRAME_LIMIT))
      throw new RangeError(`a source's frame has ${LEAST} to ${FRAME_LIMIT} octets with FCS, not ${octets}`);
    const frame = this.station.frame();
    if (!frame) {
      this.station.refuseUnbuffered(DROP.noBuffer);
      return;
    }
    this.fill(frame, octets - FCS_OCTETS);
    this.station.send(frame);
  }

  private fill(frame: Frame, length: number): void {
    const { view, kernels } = this.machine;
    const { destinations, station } = this;
    const at = frame.address;
    writeAddress(view, at, destinations[destinations.length === 1 ? 0 : this.stream.below(destinations.length)]);
    writeAddress(view, at + 6, station.options.address);
    view.setUint16(at + 12, LOCAL_EXPERIMENTAL);
    view.setUint32(at + 14, this.sequence);
    if (length > HEAD) kernels.patternFill(at + HEAD, length - HEAD, this.sequence);
    frame.length = length;
    this.sequence++;
  }
}

/** A source behind one station. */
export class Source {
  private readonly alarm: Alarm;
  private running = false;
  private phaseEndPs = 0;
  private nextSize = 0;

  constructor(
    private readonly scheduler: Scheduler,
    private readonly station: Station,
    private readonly maker: FrameMaker,
    private readonly stream: Stream,
    private readonly pattern: Pattern,
    private readonly stopPs: number,
  ) {
    this.alarm = new Alarm(() => this.turn());
  }

  /** Begins at `startPs`. */
  start(startPs: number): void {
    if (this.pattern.kind === 'saturated' || (this.pattern.kind === 'on-off' && !this.pattern.everyPs)) {
      const before = this.station.onRoom;
      let first = true;
      // Sources behind one station take turns at the room that a frame has left.
      this.station.onRoom = () => {
        first = !first;
        if (first) this.refill();
        before?.();
        if (!first) this.refill();
      };
    }
    this.scheduler.arm(this.alarm, startPs);
  }

  private turn(): void {
    const { now } = this.scheduler;
    const { pattern } = this;
    if (now >= this.stopPs) return;
    if (pattern.kind === 'saturated') {
      this.running = true;
      this.refill();
    } else if (pattern.kind === 'poisson') {
      if (this.running) this.maker.send(this.nextSize);
      this.running = true;
      this.nextSize = this.maker.size();
      this.pause(pattern.meanPs(this.nextSize) * this.stream.exponential());
    } else this.onOff(pattern, now);
  }

  private pause(forPs: number): void {
    this.scheduler.arm(this.alarm, this.scheduler.now + Math.max(1, Math.round(forPs)));
  }

  private onOff(pattern: Extract<Pattern, { kind: 'on-off' }>, now: number): void {
    if (now >= this.phaseEndPs) {
      this.running = !this.running;
      this.phaseEndPs = now + (this.running ? pattern.onPs : pattern.offPs);
    }
    if (!this.running) this.scheduler.arm(this.alarm, this.phaseEndPs);
    else if (!pattern.everyPs) {
      this.refill();
      this.scheduler.arm(this.alarm, this.phaseEndPs);
    } else {
      const size = this.maker.size();
      this.maker.send(size);
      this.scheduler.arm(this.alarm, Math.min(this.phaseEndPs, now + Math.max(1, Math.round(pattern.everyPs(size)))));
    }
  }

  /** A saturated source keeps one frame waiting, never more: there is always a next one. */
  private refill(): void {
    const { station, scheduler } = this;
    if (!this.running || scheduler.now >= this.stopPs || station.waiting > 0) return;
    this.maker.send(this.maker.size());
    // The lab's memory is full of others' frames: this source tries again when a moment has passed.
    if (station.waiting === 0 && this.pattern.kind === 'saturated') this.pause(RETRY_PS);
  }
}
