// What a host and a hub's port have in common for the cable between them.
import type { Fan } from '../line/fan.js';
import type { FanEar } from '../line/fanEar.js';
import type { Station } from '../mac/station.js';
import { LIGHT_PS_PER_METRE } from '../phy/constants.js';

/** The receiving end of one direction of a cable. */
export interface Socket {
  readonly ear: FanEar;
  setLink(up: boolean): void;
}

/** A port that is ready for one cable. */
export interface Plug {
  /** `a:eth0`, `hub:3` */
  readonly name: string;
  /** The name of the part that the port belongs to. */
  readonly owner: string;
  /** What it sends on. */
  readonly fan: Fan;
  /** Hangs this port's receiver on the other's fan. */
  receive(from: Plug, delayPs: number): Socket;
  /** Takes the plug out again: the cable was refused. */
  release(): void;
  /** When it last fell silent, in picoseconds. */
  quietSincePs(): number;
  /** A hub's port: enters the station behind ear `ear` in the segment's directory. */
  enter?(ear: number, station: Station): void;
}

/** Where a tap is. */
export interface TapChoices {
  /** Metres from the left end of the coax, 0 to its length. */
  at: number;
  /** Length of the AUI drop cable, 0 to 1000 m, of which clause 7 allows 50; 0 by default. */
  drop?: number;
  name?: string;
}

/** Delay of `metres` of cable at a fraction of the speed of light, in whole picoseconds. */
export function cableDelayPs(metres: number, velocity: number): number {
  return Math.round((metres * LIGHT_PS_PER_METRE) / velocity);
}
