// The two pairs between two ports, as one cable that can be cut, and the link integrity test over it (clause 14.2.1.7):
// each end sends a pulse whenever it has been silent for 16 ms, and gives the link up after 100 ms without any.
// The pulses themselves are not events: where they fall follows from the last transmission, so the moments of
// losing and regaining the link are reckoned from it.
import { KIND, type Probe } from '../sim/probe.js';
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import { LINK_LOSS_PS, LINK_PULSE_PS, LINK_PULSES } from './constants.js';

/** One direction of a link. */
export interface Direction {
  /** Cuts what is passing and makes the ear deaf; and undoes that. */
  part(): void;
  mend(): void;
  /** Tells the station behind the ear, if there is one, that its link went up or down. */
  setLink(up: boolean): void;
  /** When the transmitter at the other end last fell silent, in picoseconds. */
  quietSincePs(): number;
}

/** A link between two ports. */
export class Link {
  /** The wires are whole. */
  whole = true;
  /** Both ends hold the link to be good. */
  up = true;
  private readonly lose: Alarm;
  private readonly gain: Alarm;

  constructor(
    private readonly scheduler: Scheduler,
    readonly probe: Probe,
    /** From the first endpoint to the second, and back; a coax tap has one for both. */
    readonly directions: readonly Direction[],
    /** A coax tap has no integrity test: it hears, or it doesn't. */
    private readonly tested: boolean,
  ) {
    this.lose = new Alarm(() => this.setUp(false));
    this.gain = new Alarm(() => this.regained());
  }

  /** Cuts the cable now: a frame that is passing is cut short. */
  cut(): void {
    if (!this.whole) return;
    const { now } = this.scheduler;
    this.whole = false;
    if (this.probe.on) this.probe.emit(KIND.cableCut, now);
    for (const direction of this.directions) direction.part();
    this.scheduler.cancel(this.gain);
    if (!this.tested || !this.up) return;
    const heard = Math.min(...this.directions.map((direction) => lastPulse(direction.quietSincePs(), now)));
    this.scheduler.arm(this.lose, Math.max(now, heard + LINK_LOSS_PS));
  }

  /** Takes the cable out before anything has happened: a tested link is down from the start. */
  unplug(): void {
    this.cut();
    this.scheduler.cancel(this.lose);
    if (this.tested && this.up) this.setUp(false);
  }

  /** Joins the cable again; the link is good once enough pulses have come. */
  restore(): void {
    if (this.whole) return;
    const { now } = this.scheduler;
    this.whole = true;
    if (this.probe.on) this.probe.emit(KIND.cableRestored, now);
    if (this.up) {
      // Mended before the test noticed: nothing was lost but what was on the wire.
      this.scheduler.cancel(this.lose);
      for (const direction of this.directions) direction.mend();
      return;
    }
    const next =
      Math.max(...this.directions.map((direction) => lastPulse(direction.quietSincePs(), now))) + LINK_PULSE_PS;
    this.scheduler.arm(this.gain, next + (LINK_PULSES - 1) * LINK_PULSE_PS);
  }

  private regained(): void {
    for (const direction of this.directions) direction.mend();
    this.setUp(true);
  }

  private setUp(up: boolean): void {
    this.up = up;
    if (this.probe.on) this.probe.emit(up ? KIND.linkUp : KIND.linkDown, this.scheduler.now);
    for (const direction of this.directions) direction.setLink(up);
  }
}

/** When the last sign of life before `nowPs` was sent by a transmitter silent since `quietPs` (Infinity: it is sending). */
function lastPulse(quietPs: number, nowPs: number): number {
  const since = Math.min(Math.max(0, quietPs), nowPs);
  return since + Math.floor((nowPs - since) / LINK_PULSE_PS) * LINK_PULSE_PS;
}
