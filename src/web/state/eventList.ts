// The event list's filters, what passes them, and the one event that the page stands at.
import { batch, computed, effect, signal } from '@preact/signals';
import { isTold, type Verbosity } from '../../capture/traceWords.js';
import { EVENT_NAMES, type EventName } from '../../sim/probe.js';
import { type EventFilter, EventIndex } from '../run/eventIndex.js';
import { language } from '../text/bilingual.js';
import { EVENT_GROUPS } from '../text/eventGroups.js';
import { TapeReader } from '../text/tapeReader.js';
import { selected } from './selection.js';
import { onStaged, revision, tape } from './session.js';
import { cursorPs, moveTo } from './time.js';

/** How much is told, as the command line's trace has it. */
export const verbosity = signal<Verbosity>('normal');
/** Name of a group of kinds, or '' for all. */
export const group = signal('');
/** Name of a part, or '' for all. */
export const partName = signal('');
/** A frame's number as typed, or ''. */
export const frameText = signal('');
/** Words that must occur in what is said, or ''. */
export const wordsText = signal('');

/** Reads the tape in view; undefined while there is none. */
export const reader = computed(() => tape.value && new TapeReader(tape.value));

const kinds = computed((): ReadonlySet<EventName> => {
  const its = EVENT_GROUPS.find(({ name }) => name === group.value)?.kinds ?? EVENT_NAMES;
  return new Set(its.filter((name) => isTold(name, verbosity.value)));
});

/** What passes the filters; `indexRevision` tells when it has grown. */
export const index = computed(() => {
  const its = reader.value;
  return its && new EventIndex(its.tape, filterOf(its));
});

/** Bumped when more of the tape has been looked at. */
export const indexRevision = signal(0);

/** As it is searched: who types `51.2 us` finds `51.2 µs` (which is U+00B5, or from a Greek keyboard U+03BC). */
function plain(text: string): string {
  return text.toLowerCase().replace(/[\u00b5\u03bc]/g, 'u');
}

function filterOf(its: TapeReader): EventFilter {
  const { parts } = its.tape.stage;
  const wanted = partName.value;
  const number = frameText.value.trim().replace(/^#/, '');
  const text = plain(wordsText.value.trim());
  const spoken = language.value;
  return {
    kinds: kinds.value.size === EVENT_NAMES.length ? undefined : kinds.value,
    // A line belongs to the station or hub that sends on it: `a:eth0` to `a`.
    parts:
      wanted === ''
        ? undefined
        : new Set(parts.flatMap(({ name }, i) => (name === wanted || name.startsWith(`${wanted}:`) ? [i] : []))),
    ticket: /^\d+$/.test(number) ? Number(number) : undefined,
    fits: text === '' ? undefined : (at) => plain(`${its.who(at)} ${its.sentence(at, spoken)}`).includes(text),
  };
}

/** Events looked at in one go: cheap filters take some milliseconds for these, and one that reads sentences less. */
const SLICE = 262_144;
const READ_SLICE = 4096;

/** Keeps the index up with the tape: to be called once. */
export function keepIndex(): void {
  effect(() => {
    const its = index.value;
    revision.value;
    if (!its) return;
    const slice = wordsText.peek().trim() === '' ? SLICE : READ_SLICE;
    let asked = 0;
    const go = (): void => {
      const more = its.extend(slice);
      indexRevision.value = indexRevision.peek() + 1;
      if (more) asked = setTimeout(go, 0) as unknown as number;
    };
    go();
    return () => clearTimeout(asked);
  });
  onStaged.add(() => {
    batch(() => {
      partName.value = '';
      frameText.value = '';
    });
  });
}

/** The event that the page stands at: the one selected when the cursor is on it, else the last before the cursor; or -1. */
export const current = computed((): number => {
  indexRevision.value;
  const its = index.value;
  if (!its) return -1;
  const pick = selected.value;
  const { tape: of } = its;
  if (pick?.kind === 'event' && of.atPs.data[pick.index] === cursorPs.value) return pick.index;
  let next = of.eventFrom(cursorPs.value);
  while (next < of.events && of.atPs.data[next] === cursorPs.value) next++;
  const place = its.placeOf(next - 1);
  return place < 0 ? -1 : its.at(place);
});

/** Goes to an event: selects it and puts the cursor on it. */
export function goTo(event: number): void {
  batch(() => {
    selected.value = { kind: 'event', index: event };
    moveTo(tape.peek()!.atPs.data[event]!);
  });
}

/** The listed event that a step leads to, or -1. */
export function eventAfterStep(by: 1 | -1): number {
  const its = index.peek();
  if (!its) return -1;
  const pick = selected.peek();
  const { tape: of } = its;
  const atPs = cursorPs.peek();
  const on = pick?.kind === 'event' && of.atPs.data[pick.index] === atPs ? pick.index : undefined;
  // Without an event underfoot the first step goes to one at this very moment, if there is one.
  const from = on ?? of.eventFrom(atPs) - (by > 0 ? 1 : 0);
  const place = by > 0 ? its.placeOf(from) + 1 : its.placeFrom(from) - 1;
  return place >= 0 && place < its.length ? its.at(place) : -1;
}
