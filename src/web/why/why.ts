// Why? The chain of causes of any event, from the registry of all families.
import type { EventName } from '../../sim/probe.js';
import type { Tape } from '../run/tape.js';
import { ATTEMPT_EXPLAINERS } from './attempt.js';
import { CABLE_EXPLAINERS } from './cable.js';
import { type ChainLink, type Explainers, inOrder } from './chain.js';
import { HUB_EXPLAINERS } from './hub.js';
import { plain } from './losses.js';
import { RECEPTION_EXPLAINERS } from './reception.js';
import { SIGNAL_EXPLAINERS } from './signals.js';
import { Story } from './story.js';

/** All that can be explained: a layer adds its own table here. */
const EXPLAINERS: Explainers = {
  ...ATTEMPT_EXPLAINERS,
  ...HUB_EXPLAINERS,
  ...RECEPTION_EXPLAINERS,
  ...CABLE_EXPLAINERS,
  ...SIGNAL_EXPLAINERS,
};

/** Whether there is more to say of a kind of event than what it is. */
export function hasReasons(name: EventName): boolean {
  return EXPLAINERS[name] !== undefined;
}

/** The chain of an event: its causes, itself, and what came of it. */
export function explain(tape: Tape, index: number): ChainLink[] {
  const story = new Story(tape);
  const event = tape.event(index);
  const explainer = EXPLAINERS[event.name] ?? plain;
  const links = explainer(story, event);
  const [bare] = plain(story, event);
  if (links.length > 1 || links[0]?.said[0] !== bare!.said[0]) return inOrder(links, event);
  const [en, ko] = bare!.said;
  return inOrder([{ ...bare!, said: [`${en} Nothing else lies behind it.`, `${ko} 다른 원인은 없습니다.`] }], event);
}
