// A half-duplex 10 Mb/s segment of saturated stations, slow and obvious: clause 4.2.8 carried out event by event on edges of
// carrier, with no frames, no octets and nothing shared with the engine. Every rule in which simulators differ is a switch.
//
//   station --cable-- repeater --cable-- station      `repeater`: clause 9, with latency, jam and one port left
//   station ------ 2 cables ------------ station      `wire`: each hears the others a path later, and nobody else jams
import { Agenda } from './agenda.js';

/** One bit at 10 Mb/s. */
export const BIT_PS = 100_000;
const SLOT_PS = 512 * BIT_PS;
const GAP_PS = 96 * BIT_PS;
const GAP_PART_1_PS = 64 * BIT_PS;
const PREAMBLE_PS = 64 * BIT_PS;
const JAM_PS = 32 * BIT_PS;
const REPEATER_JAM_PS = 96 * BIT_PS;

/** Where implementations part ways. The values of the standard stand in `STANDARD`. */
export interface Rules {
  /** Collisions after which a frame is dropped: 16 (attemptLimit, 4.4.2). */
  readonly attemptLimit: number;
  /** Preamble and SFD are sent to the end before jam (4.2.3.2.4), rather than cut off by it. */
  readonly finishPreamble: boolean;
  /** Deference runs beside backoff (4.2.8); otherwise a whole gap is waited, deaf, after each backoff that ends on an idle line. */
  readonly deferWhileBackingOff: boolean;
  /** Carrier in the first two thirds of a gap starts it again (4.2.3.2.2); otherwise the gap is deaf throughout. */
  readonly listenInGap: boolean;
}

export const STANDARD: Rules = {
  attemptLimit: 16,
  finishPreamble: true,
  deferWhileBackingOff: true,
  listenInGap: true,
};

/** INET 4.6's EthernetCsmaMac, as its state machine reads. */
export const INET: Rules = {
  attemptLimit: 17,
  finishPreamble: false,
  deferWhileBackingOff: false,
  listenInGap: false,
};

export interface Segment {
  readonly stations: number;
  /** The frame with its FCS. */
  readonly octets: number;
  readonly medium: 'repeater' | 'wire';
  /** One way between a station and the middle, ps: the same for all, so that exact ties are the rule. */
  readonly cablePs: number;
  /** First bit in at one port to first bit out at the others, bit times. */
  readonly repeaterLatencyBits: number;
  /** Second port active to jam on all ports, bit times. */
  readonly jamLatencyBits: number;
  /** Last port silent to the end of jam, once 96 bits of it are out, bit times. */
  readonly ceaseLatencyBits: number;
  readonly rules: Rules;
  readonly seed: number;
  readonly simulatedPs: number;
  /** Called at each end of transmission, with the station's collisions on this frame so far. */
  readonly onEnd?: (station: number, collided: boolean, attempts: number, nowPs: number) => void;
}

export interface Outcome {
  /** Bits of frames delivered (FCS in, preamble out) over bits of time. */
  readonly utilisation: number;
  readonly delivered: readonly number[];
  /** Transmissions that ended in jam, by all stations. */
  readonly collisions: number;
  readonly lateCollisions: number;
  readonly excessiveCollisions: number;
  /** Frames delivered at the n-th attempt, at index n - 1. */
  readonly attempts: readonly number[];
}

/** mulberry32: small, seeded, and not the engine's. */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Station {
  readonly id: number;
  /** Signals that arrive now. Carrier while it is not 0, collision when it is not 0 in a transmission. */
  arriving: number;
  transmitting: boolean;
  startedPs: number;
  collided: boolean;
  attempts: number;
  /** Backoff is over: the frame goes as soon as deference lets it (frameWaiting). */
  waiting: boolean;
  /** The gap ends here; infinite while carrier lasts. */
  deferUntilPs: number;
  /** From here on the gap takes no notice of carrier. */
  deafFromPs: number;
  /** The gap to come follows a transmission of our own. */
  wasTransmitting: boolean;
}

/** Carries out the rules for `simulatedPs` and counts. Every station always has a frame to send; all begin at time 0. */
export function simulate(segment: Segment): Outcome {
  return new Simulation(segment).outcome();
}

class Simulation {
  private readonly agenda = new Agenda();
  private readonly stations: readonly Station[];
  private readonly medium: Medium;
  private readonly random: () => number;
  private readonly framePs: number;
  private readonly delivered: number[];
  private readonly attempts: number[];
  private collisions = 0;
  private lateCollisions = 0;
  private excessiveCollisions = 0;

  constructor(private readonly segment: Segment) {
    this.random = mulberry32(segment.seed);
    this.framePs = PREAMBLE_PS + segment.octets * 8 * BIT_PS;
    this.delivered = new Array(segment.stations).fill(0);
    this.attempts = new Array(segment.rules.attemptLimit).fill(0);
    this.stations = this.delivered.map((_, id) => ({
      id,
      arriving: 0,
      transmitting: false,
      startedPs: 0,
      collided: false,
      attempts: 0,
      waiting: true,
      deferUntilPs: 0,
      deafFromPs: 0,
      wasTransmitting: false,
    }));
    const deliver: Deliver = (to, on) => this.deliver(to, on);
    this.medium = (segment.medium === 'wire' ? wire : repeater)(segment, this.agenda, this.stations, deliver);
  }

  outcome(): Outcome {
    const { agenda, segment, delivered } = this;
    for (const station of this.stations) agenda.at(0, () => this.decide(station), 'decision');
    agenda.run(segment.simulatedPs);
    const bits = delivered.reduce((sum, frames) => sum + frames, 0) * segment.octets * 8;
    return {
      utilisation: (bits * BIT_PS) / segment.simulatedPs,
      delivered,
      collisions: this.collisions,
      lateCollisions: this.lateCollisions,
      excessiveCollisions: this.excessiveCollisions,
      attempts: this.attempts,
    };
  }

  // Deference (4.2.8)

  private startGap(station: Station): void {
    const deaf = station.wasTransmitting || !this.segment.rules.listenInGap;
    station.deafFromPs = this.agenda.now + (deaf ? 0 : GAP_PART_1_PS);
    station.deferUntilPs = this.agenda.now + GAP_PS;
    station.wasTransmitting = false;
    if (station.waiting) this.agenda.at(station.deferUntilPs, () => this.decide(station), 'decision');
  }

  private carrierOn(station: Station): void {
    if (station.transmitting) {
      this.detect(station);
      return;
    }
    const inDeafGap = this.agenda.now >= station.deafFromPs && this.agenda.now < station.deferUntilPs;
    if (!inDeafGap) station.deferUntilPs = Number.POSITIVE_INFINITY;
  }

  private carrierOff(station: Station): void {
    // A carrier that came and went inside the deaf part of a gap was never noticed.
    if (
      !station.transmitting &&
      (station.deferUntilPs < this.agenda.now || station.deferUntilPs === Number.POSITIVE_INFINITY)
    )
      this.startGap(station);
  }

  private decide(station: Station): void {
    if (station.transmitting || !station.waiting || station.deferUntilPs > this.agenda.now) return;
    if (station.arriving > 0 && station.deferUntilPs < this.agenda.now) station.deferUntilPs = Number.POSITIVE_INFINITY;
    else this.transmit(station);
  }

  // Transmission, collision, backoff (4.2.3.2)

  private transmit(station: Station): void {
    const started = this.agenda.now;
    Object.assign(station, { transmitting: true, startedPs: started, collided: false, waiting: false });
    station.deferUntilPs = Number.POSITIVE_INFINITY;
    station.wasTransmitting = true;
    this.medium.edge(station.id, true);
    this.agenda.at(started + this.framePs, () => {
      if (station.startedPs === started && !station.collided) this.end(station);
    });
    if (station.arriving > 0) this.detect(station);
  }

  private detect(station: Station): void {
    if (station.collided) return;
    station.collided = true;
    if (this.agenda.now - station.startedPs > SLOT_PS) this.lateCollisions++;
    const jamFrom = this.segment.rules.finishPreamble
      ? Math.max(this.agenda.now, station.startedPs + PREAMBLE_PS)
      : this.agenda.now;
    this.agenda.at(jamFrom + JAM_PS, () => this.end(station));
  }

  private end(station: Station): void {
    station.transmitting = false;
    this.medium.edge(station.id, false);
    if (station.collided) this.collisions++;
    station.attempts++;
    this.segment.onEnd?.(station.id, station.collided, station.attempts, this.agenda.now);
    const dropped = station.collided && station.attempts === this.segment.rules.attemptLimit;
    if (dropped) this.excessiveCollisions++;
    if (!station.collided) {
      this.delivered[station.id]!++;
      this.attempts[station.attempts - 1]!++;
    }
    if (!station.collided || dropped) {
      station.attempts = 0;
      station.waiting = true;
    }
    if (station.arriving === 0) this.startGap(station);
    if (station.waiting) return;
    const slots = Math.floor(this.random() * 2 ** Math.min(station.attempts, 10));
    this.agenda.at(this.agenda.now + slots * SLOT_PS, () => this.backoffOver(station), 'decision');
  }

  private backoffOver(station: Station): void {
    station.waiting = true;
    if (!this.segment.rules.deferWhileBackingOff) {
      if (station.arriving === 0) this.startGap(station);
      else station.deferUntilPs = Number.POSITIVE_INFINITY;
    } else if (station.deferUntilPs <= this.agenda.now) this.decide(station);
    else if (station.deferUntilPs !== Number.POSITIVE_INFINITY)
      this.agenda.at(station.deferUntilPs, () => this.decide(station), 'decision');
  }

  /** An edge of carrier that leaves the middle now for some stations. */
  private deliver(to: readonly Station[], on: boolean): void {
    this.agenda.at(this.agenda.now + this.segment.cablePs, () => {
      for (const station of to) {
        station.arriving += on ? 1 : -1;
        if (on && station.arriving === 1) this.carrierOn(station);
        if (!on && station.arriving === 0) this.carrierOff(station);
      }
    });
  }
}

/** What lies between the stations: told of a transmitter's edges as they leave it. */
interface Medium {
  edge(from: number, on: boolean): void;
}

type Deliver = (to: readonly Station[], on: boolean) => void;

function wire(segment: Segment, agenda: Agenda, stations: readonly Station[], deliver: Deliver): Medium {
  return {
    edge: (from, on) =>
      agenda.at(agenda.now + segment.cablePs, () =>
        deliver(
          stations.filter(({ id }) => id !== from),
          on,
        ),
      ),
  };
}

/** Clause 9's state diagram (figure 9-2) on edges: idle, repeating one port, jamming all, jamming all but the one port left. */
function repeater(segment: Segment, agenda: Agenda, stations: readonly Station[], deliver: Deliver): Medium {
  const latencyPs = segment.repeaterLatencyBits * BIT_PS;
  const jamLatencyPs = segment.jamLatencyBits * BIT_PS;
  const active = new Set<number>();
  const sendingTo = new Set<number>();
  let state: 'idle' | 'repeating' | 'colliding' | 'one port left' = 'idle';
  let jamUntil = 0;
  let repeatedFrom = 0;
  let silentSince = 0;
  /** Counts activities, so that what was planned for one doesn't happen in the next. */
  let activity = 0;

  const sendTo = (wanted: (id: number) => boolean): void => {
    const begin = stations.filter(({ id }) => wanted(id) && !sendingTo.has(id));
    const stop = stations.filter(({ id }) => !wanted(id) && sendingTo.has(id));
    for (const { id } of begin) sendingTo.add(id);
    for (const { id } of stop) sendingTo.delete(id);
    if (begin.length > 0) deliver(begin, true);
    if (stop.length > 0) deliver(stop, false);
  };

  const during = (atPs: number, wanted: typeof state, act: () => void): void => {
    const planned = activity;
    agenda.at(atPs, () => {
      if (activity === planned && state === wanted) act();
    });
  };

  const rest = (): void => {
    state = 'idle';
    activity++;
    sendTo(() => false);
  };

  const collide = (): void => {
    state = 'colliding';
    const jamFrom = agenda.now + jamLatencyPs;
    jamUntil = jamFrom + REPEATER_JAM_PS;
    during(jamFrom, 'colliding', () => sendTo(() => true));
    during(jamUntil, 'colliding', settle);
  };

  const settle = (): void => {
    if (agenda.now < jamUntil || active.size > 1) return;
    if (active.size === 0) {
      const ceased = Math.max(jamUntil, silentSince + segment.ceaseLatencyBits * BIT_PS);
      during(ceased, 'colliding', () => active.size === 0 && rest());
      return;
    }
    state = 'one port left';
    sendTo((id) => !active.has(id));
  };

  const inputOn = (port: number): void => {
    active.add(port);
    if (state === 'idle') {
      state = 'repeating';
      repeatedFrom = agenda.now + latencyPs;
      // A collision before the first bit is out doesn't stop the start-up: the others hear preamble, then jam.
      const planned = activity;
      agenda.at(repeatedFrom, () => {
        if (activity === planned && sendingTo.size === 0) sendTo((id) => id !== port);
      });
    } else if (state === 'repeating') collide();
    else if (state === 'one port left') {
      state = 'colliding';
      sendTo(() => true);
    }
  };

  const inputOff = (port: number): void => {
    active.delete(port);
    silentSince = agenda.now;
    // Fragment extension (clause 9.5): whatever was begun goes on for 96 bits.
    if (state === 'repeating')
      during(Math.max(agenda.now + latencyPs, repeatedFrom + REPEATER_JAM_PS), 'repeating', rest);
    else if (state === 'colliding') settle();
    else if (state === 'one port left' && active.size === 0)
      during(agenda.now + segment.ceaseLatencyBits * BIT_PS, 'one port left', () => active.size === 0 && rest());
  };

  return { edge: (from, on) => agenda.at(agenda.now + segment.cablePs, () => (on ? inputOn(from) : inputOff(from))) };
}
