// One selection for all views: hover is soft, click is hard. Whatever is picked, each view shows what it knows of it.
import { computed, signal } from '@preact/signals';
import { rowOfEvent } from '../run/eventRow.js';
import type { Tape } from '../run/tape.js';
import { onStaged, revision, tape } from './session.js';

/** Something that can be picked. */
export type Pick =
  | { readonly kind: 'event'; readonly index: number }
  /** A transmission, as it passes a port where one is given; `bit` counts from its first. */
  | { readonly kind: 'transmission'; readonly row: number; readonly port?: number; readonly bit?: number }
  | { readonly kind: 'frame'; readonly ticket: number }
  /** A station, hub, coax or cable, by name. */
  | { readonly kind: 'part'; readonly name: string };

export const selected = signal<Pick | undefined>(undefined);
export const hovered = signal<Pick | undefined>(undefined);

/** The frame that a pick concerns, or -1. */
export function ticketOf(pick: Pick | undefined): number {
  const its = tape.peek();
  if (!pick || !its) return -1;
  if (pick.kind === 'frame') return pick.ticket;
  if (pick.kind === 'transmission') return pick.row < its.rows ? its.transmission(pick.row).ticket : -1;
  if (pick.kind === 'event') return pick.index < its.events ? (its.event(pick.index).numbers.frame ?? -1) : -1;
  return -1;
}

/** The transmission that a pick concerns: its own, or of an event the one that it is about; or -1. */
export function rowOf(pick: Pick | undefined): number {
  const its = tape.peek();
  if (!pick || !its) return -1;
  if (pick.kind === 'transmission') return pick.row < its.rows ? pick.row : -1;
  if (pick.kind === 'event') return pick.index < its.events ? rowOfEvent(its, its.event(pick.index)) : -1;
  return its.rowsOfFrame(ticketOf(pick))[0] ?? -1;
}

/** Selects what somebody else has named, as far as there is such a thing in the run in view. */
export function selectNamed(pick: Pick | undefined): void {
  const its = tape.peek();
  selected.value = pick && its && isThere(its, pick) ? pick : undefined;
}

function isThere(its: Tape, pick: Pick): boolean {
  const { stage } = its;
  if (pick.kind === 'event') return pick.index < its.events;
  if (pick.kind === 'frame') return its.eventsOfFrame(pick.ticket).length > 0;
  if (pick.kind === 'part') return stage.parts.some(({ name }) => name === pick.name);
  const { row, port = 0, bit = 0 } = pick;
  return row < its.rows && port < stage.ports.length && bit < Math.max(1, its.transmission(row).count / 2);
}

/** The frame selected, or -1. */
export const selectedTicket = computed(() => {
  revision.value;
  return ticketOf(selected.value);
});
/** The transmission selected, or -1. */
export const selectedRow = computed(() => {
  revision.value;
  return rowOf(selected.value);
});

onStaged.add(({ stage }) => {
  // A part that is there again stays selected: somebody is changing it.
  const pick = selected.peek();
  const still = pick?.kind === 'part' && stage.parts.some(({ name }) => name === pick.name);
  if (!still) selected.value = undefined;
  hovered.value = undefined;
});
