// What passes the ports at the cursor: whether a lamp is lit.
import type { Moments, StationMoment } from '../../run/moment.js';
import type { Tape } from '../../run/tape.js';

/** The lamps of one port at one moment. */
export interface PortLamps {
  readonly transmit: boolean;
  readonly receive: boolean;
  readonly collision: boolean;
}

/** A station that sends and receives at once is in a collision, unless it is in full duplex (clause 14.3.1). */
export function stationLamps(tape: Tape, port: number, its: StationMoment, full: boolean, ps: number): PortLamps {
  const { transmit, receive } = passing(tape, port, ps);
  return { transmit, receive, collision: its.state === 'jamming' || (transmit && receive && !full) };
}

/** A hub's port is in the collision that the hub jams while something comes in there. */
export function hubLamps(tape: Tape, port: number, moments: Moments, ps: number): PortLamps {
  const { transmit, receive } = passing(tape, port, ps);
  return { transmit, receive, collision: receive && moments.hub(tape.stage.ports[port]!.part).state === 'collision' };
}

function passing(tape: Tape, port: number, ps: number) {
  const some = (direction: 'out' | 'in') => port >= 0 && tape.passages(port, direction, ps, ps + 1, 1).length > 0;
  return { transmit: some('out'), receive: some('in') };
}
