// The frame that the tour follows, found in the run by what happens to it: nothing here is a fixed time.
import { type EventName, KIND } from '../../../sim/probe.js';
import { type PortPassage, passageAt } from '../../run/passing.js';
import type { Tape, TapeEvent } from '../../run/tape.js';
import { Story } from '../../why/story.js';

/** One frame that collides at first and arrives in the end, with everything that the stops point at. */
export interface OnStage {
  readonly tape: Tape;
  readonly bitPs: number;
  readonly ticket: number;
  readonly sender: string;
  readonly receiver: string;
  /** Who sent at the same time, and when it began. */
  readonly rival: string;
  readonly rivalStart: TapeEvent;
  readonly rivalDraw: TapeEvent;
  /** Names in order: every hub that repeats it. */
  readonly hub: string;
  readonly queued: TapeEvent;
  readonly firstStart: TapeEvent;
  readonly clash: TapeEvent;
  readonly collision: TapeEvent;
  readonly jam: TapeEvent;
  readonly draw: TapeEvent;
  readonly deferring: TapeEvent;
  readonly start: TapeEvent;
  readonly repeat: TapeEvent;
  readonly received: TapeEvent;
  /** The attempt that got through: as it leaves its sender, as it reaches the hub, as it reaches its receiver. */
  readonly out: PortPassage;
  readonly atHub: PortPassage;
  readonly arrival: PortPassage;
  /** All that its sender sent of that attempt, preamble, SFD and FCS included. */
  readonly octets: Uint8Array;
}

/** Puts the parts together; undefined for a run in which no such frame is. */
export function onStage(tape: Tape): OnStage | undefined {
  for (let index = 0; index < tape.events; index++) {
    if (tape.kind.data[index] !== KIND.collision) continue;
    const found = follow(tape, tape.event(index));
    if (found) return found;
  }
  return undefined;
}

function follow(tape: Tape, collision: TapeEvent): OnStage | undefined {
  const story = new Story(tape);
  const ticket = collision.numbers.frame!;
  const its = tape.eventsOfFrame(ticket).map((index) => tape.event(index));
  const first = (name: EventName, after = -1) => its.find((event) => event.name === name && event.index > after);
  const queued = first('frameQueued');
  const firstStart = first('transmitStart');
  const jam = first('jam');
  const draw = first('backoff');
  const deferring = draw && first('deferring', draw.index);
  const received = first('frameReceived');
  const start = received && its.findLast(({ name, index }) => name === 'transmitStart' && index < received.index);
  if (!queued || !firstStart || !jam || !draw || !deferring || !received || !start) return undefined;
  const sender = story.name(start.part);
  const row = story.sentBy(sender, ticket).findLast((one) => tape.transmission(one).startPs === start.atPs);
  const clashAt = story.before(collision.index, (kind) => kind === KIND.repeaterCollision);
  const repeatAt = story.after(start.index, (kind) => kind === KIND.repeat);
  if (row === undefined || clashAt < 0 || repeatAt < 0) return undefined;
  const octets = tape.octetsOf(row);
  const rivalAt = story.before(clashAt, (kind, part) => kind === KIND.transmitStart && part !== firstStart.part);
  if (rivalAt < 0) return undefined;
  const rivalStart = tape.event(rivalAt);
  const rivalDrawAt = story.after(clashAt, (kind, part) => kind === KIND.backoff && part === rivalStart.part);
  if (rivalDrawAt < 0) return undefined;
  const rivalDraw = tape.event(rivalDrawAt);
  const repeat = tape.event(repeatAt);
  const hub = story.name(repeat.part);
  const hubRow = story.sentBy(hub, ticket).at(-1);
  const out = passageAt(tape, row, story.portOf(start.part), 'out');
  const hubPorts = tape.stage.hubPorts.find(({ part }) => part === repeat.part)?.ports ?? [];
  const atHub = hubPorts.map((port) => passageAt(tape, row, port, 'in')).find((one) => one !== undefined);
  const arrival = hubRow === undefined ? undefined : passageAt(tape, hubRow, story.portOf(received.part), 'in');
  if (!out || !atHub || !arrival) return undefined;
  const receiver = story.name(received.part);
  const rival = story.name(rivalStart.part);
  const attempts = { firstStart, rivalStart, collision, jam, draw, rivalDraw, deferring, start };
  const others = { queued, repeat, received, out, atHub, arrival, octets, clash: tape.event(clashAt) };
  return { tape, bitPs: tape.stage.bitPs, ticket, sender, receiver, rival, hub, ...attempts, ...others };
}
