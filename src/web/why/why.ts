// Why? The chain of causes of any event, from the registry of all families.
import type { Tape } from '../run/tape.js';
import { ATTEMPT_EXPLAINERS } from './attempt.js';
import { CABLE_EXPLAINERS } from './cable.js';
import { type ChainLink, type Explainers, inOrder } from './chain.js';
import { HUB_EXPLAINERS } from './hub.js';
import { plain } from './losses.js';
import { RECEPTION_EXPLAINERS } from './reception.js';
import { Story } from './story.js';

/** All that can be explained: a layer adds its own table here. */
const EXPLAINERS: Explainers = {
  ...ATTEMPT_EXPLAINERS,
  ...HUB_EXPLAINERS,
  ...RECEPTION_EXPLAINERS,
  ...CABLE_EXPLAINERS,
};

/** The chain of an event: its causes, itself, and what came of it. */
export function explain(tape: Tape, index: number): ChainLink[] {
  const story = new Story(tape);
  const event = tape.event(index);
  const explainer = EXPLAINERS[event.name] ?? plain;
  return inOrder(explainer(story, event), event);
}
