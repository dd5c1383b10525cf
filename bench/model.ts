// The independent model (theory/csma-cd.ts) set up as the engine's saturated segment is: the same cables, transceivers
// and hub, in numbers, with nothing of the engine's own code.
import { cableDelayPs } from '../src/lab/plug.js';
import {
  MAU_RECEIVE_PS,
  MAU_TRANSMIT_PS,
  REPEATER_CEASE_BITS,
  REPEATER_JAM_BITS,
  REPEATER_LATENCY_BITS,
} from '../src/phy/constants.js';
import { SECOND_PS } from './segment.js';
import { type Segment, STANDARD } from './theory/csma-cd.js';

/** Cable of every station, in metres; and its velocity as a fraction of the speed of light. */
const METRES = 50;
const VELOCITY = 0.585;

/** One way over one cable with the transceivers at both of its ends, in picoseconds. */
export const CABLE_PS = MAU_TRANSMIT_PS + cableDelayPs(METRES, VELOCITY) + MAU_RECEIVE_PS;

/** One way from any station to any other, in picoseconds. */
export const PATH_PS = 2 * CABLE_PS + REPEATER_LATENCY_BITS * 100_000;

/** `stations` on a hub by the standard's rules. */
export function hubSegment(stations: number, octets: number, seconds: number, seed = 1): Segment {
  return {
    stations,
    octets,
    medium: 'repeater',
    cablePs: CABLE_PS,
    repeaterLatencyBits: REPEATER_LATENCY_BITS,
    jamLatencyBits: REPEATER_JAM_BITS,
    ceaseLatencyBits: REPEATER_CEASE_BITS,
    rules: STANDARD,
    seed,
    simulatedPs: seconds * SECOND_PS,
  };
}
