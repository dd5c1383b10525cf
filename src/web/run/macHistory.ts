// What a station's MAC has been doing since the run began: the states of capture/macStates.ts, from the events and the
// carriers that the page keeps.
//
//   events of the station ──┐
//                           ├─ in order of time ──▶ MacStates ──▶ atPs, state, event
//   what arrives at a port ─┘
import { type MacState, MacStates } from '../../capture/macStates.js';
import { DROP } from '../../sim/drop.js';
import { KIND } from '../../sim/probe.js';
import { eventsOfPart } from './byPart.js';
import { float64, int32, uint8, upperBound } from './columns.js';
import type { Tape } from './tape.js';

/** The states by their numbers in a history. */
export const MAC_STATES: readonly MacState[] = ['idle', 'deferring', 'gap', 'transmitting', 'jamming', 'backoff'];

/** Drops of frames that never waited. */
const NEVER_WAITED = new Set<number>([DROP.queueFull, DROP.tooLong, DROP.noBuffer]);

/** The states of one station. Entry i lasts until entry i + 1 begins; the first begins with the run. */
export class MacHistory {
  readonly atPs = float64();
  /** Indices into MAC_STATES. */
  readonly state = uint8();
  /** The event that it began with, or -1 where a carrier began it. */
  readonly event = int32();
  /** Up to where the states are known. */
  knownPs = 0;
  private readonly station: { waiting: number; readonly mii: { readonly bitPs: number } };
  private readonly states: MacStates;
  private events = 0;
  private passages = 0;
  /** When the carrier that is on goes off; as long as nothing else comes. */
  private offPs = Number.NaN;

  /** @param port the station's, by index */
  constructor(
    private readonly tape: Tape,
    private readonly part: number,
    private readonly port: number,
  ) {
    this.station = { waiting: 0, mii: { bitPs: tape.stage.bitPs } };
    this.states = new MacStates(this.station);
    this.push(0, 'idle', -1);
  }

  /** Takes in what the tape has learned. @param over the run is: nothing will come any more */
  extend(over: boolean): this {
    const { tape } = this;
    const events = eventsOfPart(tape, this.part);
    const heard = tape.in[this.port]!;
    // A signal is entered when it is over; one that is still going on began after the last one entered.
    const sure = over ? tape.knownPs : tape.rows > 0 ? tape.transmission(tape.rows - 1).startPs : 0;
    for (;;) {
      const event = this.events < events.length ? events.data[this.events]! : -1;
      const eventPs = event >= 0 ? tape.atPs.data[event]! : Number.POSITIVE_INFINITY;
      const onPs = this.passages < heard.rows.length ? heard.fromPs.data[this.passages]! : Number.POSITIVE_INFINITY;
      const offPs = Number.isNaN(this.offPs) ? Number.POSITIVE_INFINITY : this.offPs;
      const nextPs = Math.min(eventPs, onPs, offPs);
      if (nextPs === Number.POSITIVE_INFINITY || (nextPs >= sure && !over)) break;
      // In one instant events come first, as those do who are told of a run while it goes on; then ends, then beginnings.
      if (eventPs === nextPs) {
        this.events++;
        this.happen(event, eventPs);
      } else if (offPs === nextPs) this.carrierOff(offPs);
      else this.carrierOn(heard.toPs.data[this.passages++]!, onPs);
    }
    this.knownPs = sure;
    return this;
  }

  /** Which entry holds at a time. */
  at(ps: number): number {
    return Math.max(0, upperBound(this.atPs.data, ps, this.atPs.length) - 1);
  }

  private happen(event: number, atPs: number): void {
    const { tape, station } = this;
    const kind = tape.kind.data[event]!;
    const reason = tape.number(event, 1);
    if (kind === KIND.frameQueued) station.waiting = tape.number(event, 2);
    else if (kind === KIND.transmitEnd || (kind === KIND.frameDropped && !NEVER_WAITED.has(reason))) station.waiting--;
    this.push(atPs, this.states.event(kind, atPs, reason), event);
  }

  private carrierOn(toPs: number, atPs: number): void {
    this.offPs = Number.isNaN(this.offPs) ? toPs : Math.max(this.offPs, toPs);
    this.push(atPs, this.states.carrierOn(atPs), -1);
  }

  private carrierOff(atPs: number): void {
    this.offPs = Number.NaN;
    this.push(atPs, this.states.carrierOff(atPs), -1);
  }

  private push(atPs: number, state: MacState | undefined, event: number): void {
    if (state === undefined) return;
    this.atPs.push(atPs);
    this.state.push(MAC_STATES.indexOf(state));
    this.event.push(event);
  }
}

const known = new WeakMap<Tape, Map<number, MacHistory>>();

/** The states of the station behind a port; kept, and brought up to date. */
export function macHistory(tape: Tape, port: number, over: boolean): MacHistory {
  let its = known.get(tape);
  if (!its) {
    its = new Map();
    known.set(tape, its);
  }
  let history = its.get(port);
  if (!history) {
    history = new MacHistory(tape, tape.stage.ports[port]!.part, port);
    its.set(port, history);
  }
  return history.extend(over);
}
