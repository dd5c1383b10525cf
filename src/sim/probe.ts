// Test points. A part emits numbers through its probe; nobody listening costs one branch.
// An observer cannot arm an alarm and is handed nothing by which it could change the run.
//
// The table below is the one list of all that can happen below the network layer: it gives the kinds, the names
// of their fields in order, and so the NDJSON, the fingerprint and the trace. A new kind goes to its end.

/** Every kind of event with the names of its (at most four) numbers. */
export const EVENTS = {
  frameQueued: ['frame', 'octets', 'waiting'],
  frameDropped: ['frame', 'reason'],
  deferring: ['frame', 'carrierSincePs'],
  transmitStart: ['frame', 'attempt', 'octets'],
  transmitEnd: ['frame', 'attempt'],
  collision: ['frame', 'attempt', 'bit'],
  lateCollision: ['frame', 'attempt', 'bit'],
  jam: ['frame', 'fromBit', 'bits'],
  backoff: ['frame', 'attempt', 'r', 'range'],
  excessiveCollisions: ['frame', 'attempts'],
  excessiveDeferral: ['frame', 'waitedPs'],
  frameReceived: ['frame', 'octets', 'fcs'],
  receiveError: ['frame', 'reason', 'octets'],
  signalStart: ['port', 'except', 'frame'],
  signalEnd: ['port', 'except', 'bits', 'frame'],
  repeat: ['port'],
  repeaterCollision: ['port', 'active'],
  onePortLeft: ['port'],
  repeaterIdle: ['bits'],
  fragmentExtended: ['port', 'bits'],
  partition: ['port', 'collisions'],
  reconnect: ['port'],
  lockupProtection: ['port', 'bits'],
  jabberOn: [],
  jabberOff: [],
  linkDown: [],
  linkUp: [],
  cableCut: [],
  cableRestored: [],
  polarityCorrected: [],
  sqeTest: [],
  fault: ['frame', 'kind', 'bit', 'bits'],
} as const satisfies Record<string, readonly string[]>;

/** The name of a kind of event. */
export type EventName = keyof typeof EVENTS;

/** The kinds' names in order: an event's `kind` is an index into it. */
export const EVENT_NAMES = Object.keys(EVENTS) as EventName[];

/** The numbers of the kinds, by name. */
export const KIND = Object.fromEntries(EVENT_NAMES.map((name, kind) => [name, kind])) as Record<EventName, number>;

/** Looks in through a window: told of each event, in order of time. */
export interface Observer {
  /** @param part index of the part in the lab's list of parts */
  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void;
}

/** The test point of one part. */
export class Probe {
  /** True while somebody listens. */
  on = false;
  private readonly observers: Observer[] = [];

  /** @param part index in the lab's list of parts, that observers know the owner by */
  constructor(readonly part: number) {}

  attach(observer: Observer): void {
    this.observers.push(observer);
    this.on = true;
  }

  detach(observer: Observer): void {
    const place = this.observers.indexOf(observer);
    if (place >= 0) this.observers.splice(place, 1);
    this.on = this.observers.length > 0;
  }

  emit(kind: number, atPs: number, a = 0, b = 0, c = 0, d = 0): void {
    for (const observer of this.observers) observer.event(kind, atPs, this.part, a, b, c, d);
  }
}
