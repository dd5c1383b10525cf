// Why a signal sets out on a line, or ends there: who put it on, and where it is heard.
import { type EventName, KIND } from '../../sim/probe.js';
import { rowOfSignal } from '../run/eventRow.js';
import { type PortPassage, passagesOf } from '../run/passing.js';
import type { TapeEvent } from '../run/tape.js';
import { type Explainers, type Link, seen } from './chain.js';
import { plain } from './losses.js';
import { type Story, us } from './story.js';

/** Told of hearers: a coax with a hundred of them has no more to say. */
const MOST_HEARERS = 5;

const BEGIN: readonly EventName[] = ['transmitStart', 'repeat', 'repeaterCollision', 'onePortLeft', 'reconnect'];
const END: readonly EventName[] = ['transmitEnd', 'backoff', 'excessiveCollisions', 'repeaterIdle', 'lockupProtection'];

/** What its station or hub did just then. */
function cause(story: Story, event: TapeEvent, row: number, kinds: readonly EventName[]): readonly Link[] {
  const { line, except } = row < 0 ? { line: -1, except: -1 } : story.tape.transmission(row);
  const source = story.sourceOf(line, except);
  const wanted = new Set(kinds.map((kind) => KIND[kind]));
  const near = (at: number): boolean => Math.abs(story.tape.atPs.data[at]! - event.atPs) < story.tape.stage.slotPs;
  const fits = (kind: number, part: number): boolean => wanted.has(kind) && story.name(part) === source;
  const before = story.before(event.index, fits);
  // A MAC that has ended tells of it in the same moment, after its line.
  const after = kinds === END ? story.after(event.index, (kind, part, at) => fits(kind, part) && near(at)) : -1;
  const at = before >= 0 && near(before) ? before : after;
  return at >= 0 && near(at) ? plain(story, story.tape.event(at)) : [];
}

function heard(story: Story, passage: PortPassage, ends: boolean): Link {
  const port = story.tape.stage.ports[passage.port]?.name ?? '?';
  const atPs = ends ? passage.toPs : passage.fromPs;
  return seen(
    passage.row,
    passage.port,
    atPs,
    `At ${port} it is heard ${ends ? `until ${us(atPs)} µs` : `from ${us(atPs)} µs on`}.`,
    `${port}에서는 ${us(atPs)} µs${ends ? '까지' : '부터'} 들립니다.`,
  );
}

function signal(story: Story, event: TapeEvent): readonly Link[] {
  const ends = event.name === 'signalEnd';
  const row = rowOfSignal(story.tape, event);
  const hearers = row < 0 ? [] : passagesOf(story.tape, row).filter(({ direction }) => direction === 'in');
  return [
    ...cause(story, event, row, ends ? END : BEGIN),
    ...plain(story, event),
    ...hearers.slice(0, MOST_HEARERS).map((passage) => heard(story, passage, ends)),
  ];
}

export const SIGNAL_EXPLAINERS: Explainers = { signalStart: signal, signalEnd: signal };
