// One selection for all views: hover is soft, click is hard. Whatever is picked, each view shows what it knows of it.
import { computed, signal } from '@preact/signals';
import { NO_LINE } from '../run/chunk.js';
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

/** The transmission that a pick concerns: its own, or of an event the one of its frame that goes on at that time; or -1. */
export function rowOf(pick: Pick | undefined): number {
  const its = tape.peek();
  if (!pick || !its) return -1;
  if (pick.kind === 'transmission') return pick.row;
  const rows = its.rowsOfFrame(ticketOf(pick)).filter((row) => its.transmission(row).line !== NO_LINE);
  if (pick.kind !== 'event') return rows[0] ?? -1;
  const { atPs } = its.event(pick.index);
  let best = -1;
  for (const row of rows) if (its.transmission(row).startPs <= atPs) best = row;
  return best >= 0 ? best : (rows[0] ?? -1);
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
