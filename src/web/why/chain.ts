// A chain of causes: sentences in order of time, each with what it speaks of.
import type { EventName } from '../../sim/probe.js';
import type { TapeEvent } from '../run/tape.js';
import type { Pick } from '../state/selection.js';
import type { Said, Story } from './story.js';

/** One cause or consequence. */
export interface Link {
  readonly atPs: number;
  readonly said: Said;
  /** What it speaks of: selected when it is clicked. */
  readonly pick: Pick | undefined;
  /** Of IEEE 802.3. */
  readonly clause: string | undefined;
}

/** A link in its place: before what is asked about, that itself, or after it. */
export interface ChainLink extends Link {
  readonly role: 'before' | 'here' | 'after';
}

/** Tells why an event of one kind happened, and what came of it. Links may come in any order. */
export type Explainer = (story: Story, event: TapeEvent) => readonly Link[];

/** Explainers by kind of event: a layer adds a table of its own. */
export type Explainers = { readonly [Name in EventName]?: Explainer };

/** A link about an event. */
export function told(story: Story, index: number, en: string, ko: string, clause?: string): Link {
  return { atPs: story.tape.atPs.data[index]!, said: [en, ko], pick: { kind: 'event', index }, clause };
}

/** A link about a transmission as it passes a port. */
export function seen(row: number, port: number, atPs: number, en: string, ko: string, clause?: string): Link {
  return { atPs, said: [en, ko], pick: { kind: 'transmission', row, port }, clause };
}

/** Puts links in order, and each event but once: the first that speaks of it. */
export function inOrder(links: readonly Link[], event: TapeEvent): ChainLink[] {
  const known = new Set<number>();
  const once = links.filter(({ pick }) => {
    if (pick?.kind !== 'event') return true;
    if (known.has(pick.index)) return false;
    known.add(pick.index);
    return true;
  });
  // What is heard at that moment comes before what follows from it; a rule comes after.
  const turn = ({ pick }: Link): number => (pick?.kind === 'event' ? pick.index : pick ? -1 : event.index);
  const placed = once.map((link): ChainLink => {
    if (link.pick?.kind === 'event' && link.pick.index === event.index) return { ...link, role: 'here' };
    const before = link.atPs < event.atPs || (link.atPs === event.atPs && turn(link) < event.index);
    return { ...link, role: before ? 'before' : 'after' };
  });
  // Sorting keeps the order of links of one moment as they were told, save that events keep the order of the run.
  const rank = { before: 0, here: 1, after: 2 };
  return placed
    .map((link, place) => ({ link, place }))
    .sort((a, b) => rank[a.link.role] - rank[b.link.role] || a.link.atPs - b.link.atPs || a.place - b.place)
    .map(({ link }) => link);
}
