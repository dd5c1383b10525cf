// Full-duplex transmission (clause 4.2.3.2.6 and annex 4A): no carrier sense, no collisions, only the gap between frames.
// On a hub such a station talks into others' frames: a duplex mismatch, as bad here as it is in life.
import { KIND } from '../sim/probe.js';
import { Alarm } from '../sim/scheduler.js';
import { GAP_BITS } from './constants.js';
import type { Sender, SenderHost } from './station.js';

/** One station's full-duplex transmitter. */
export class FullDuplex implements Sender {
  private readonly wake: Alarm;
  private txStartPs = 0;
  private sending = false;
  private txEndPs = Number.NEGATIVE_INFINITY;

  constructor(private readonly host: SenderHost) {
    this.wake = new Alarm(() => this.transmit());
  }

  ready(): void {
    const { host } = this;
    if (!host.mii.linkUp) return;
    const { now } = host.scheduler;
    const gapEndPs = this.txEndPs + GAP_BITS * host.mii.bitPs;
    if (now >= gapEndPs) this.transmit();
    else {
      host.scheduler.due[0] = gapEndPs;
      host.scheduler.armDue(this.wake);
    }
  }

  private transmit(): void {
    const { host } = this;
    const frame = host.head!;
    const { now } = host.scheduler;
    this.txStartPs = now;
    this.sending = true;
    const octets = host.seal(frame);
    if (host.probe.on) host.probe.emit(KIND.transmitStart, now, frame.ticket, 1, octets);
    host.mii.transmit(frame.address, octets, frame.ticket);
  }

  transmitted(): void {
    const { host } = this;
    this.sending = false;
    this.txEndPs = host.scheduler.now;
    host.counters.busyPs += this.txEndPs - this.txStartPs;
    host.sent(1);
  }

  linkChanged(up: boolean): void {
    const { host } = this;
    if (!up) host.scheduler.cancel(this.wake);
    else if (host.head && !this.sending) this.ready();
  }

  /** A full-duplex station pays no heed to carriers. */
  carrierOn(): void {}
  carrierOff(): void {}
  collision(): void {}
}
