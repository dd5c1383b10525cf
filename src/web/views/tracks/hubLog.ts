// What a repeater unit has been doing since the run began (clause 9, figure 9-2), from its events.
import { KIND } from '../../../sim/probe.js';
import { eventsOfPart } from '../../run/byPart.js';
import { float64, int32, uint8 } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';
import type { StateLog } from './stateLog.js';

export const HUB_STATES = ['idle', 'repeating', 'collision', 'onePortLeft', 'lockup'] as const;
export type HubState = (typeof HUB_STATES)[number];

const BEGINS: Readonly<Record<number, HubState>> = {
  [KIND.repeat]: 'repeating',
  [KIND.repeaterCollision]: 'collision',
  [KIND.onePortLeft]: 'onePortLeft',
  [KIND.repeaterIdle]: 'idle',
  [KIND.lockupProtection]: 'lockup',
};

class HubLog implements StateLog {
  readonly atPs = float64();
  readonly state = uint8();
  readonly event = int32();
  private taken = 0;

  constructor(
    private readonly tape: Tape,
    private readonly part: number,
  ) {
    this.push(0, 'idle', -1);
  }

  get knownPs(): number {
    return this.tape.knownPs;
  }

  /** Takes in what the tape has learned. */
  extend(): this {
    const { tape } = this;
    const events = eventsOfPart(tape, this.part);
    for (; this.taken < events.length; this.taken++) {
      const event = events.data[this.taken]!;
      const state = BEGINS[tape.kind.data[event]!];
      if (state) this.push(tape.atPs.data[event]!, state, event);
    }
    return this;
  }

  private push(atPs: number, state: HubState, event: number): void {
    this.atPs.push(atPs);
    this.state.push(HUB_STATES.indexOf(state));
    this.event.push(event);
  }
}

const known = new WeakMap<Tape, Map<number, HubLog>>();

/** The states of a hub; kept, and brought up to date. */
export function hubLog(tape: Tape, part: number): StateLog {
  let its = known.get(tape);
  if (!its) {
    its = new Map();
    known.set(tape, its);
  }
  let log = its.get(part);
  if (!log) {
    log = new HubLog(tape, part);
    its.set(part, log);
  }
  return log.extend();
}
