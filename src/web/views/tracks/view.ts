// What the picture of tracks shows: how far it is scrolled, how large it is, whose tracks are folded away.
import { signal } from '@preact/signals';
import { onStaged } from '../../state/session.js';
import { span } from '../../state/time.js';
import { nodesOf } from './track.js';

/** More nodes than this, and all begin folded. */
const MANY_NODES = 8;
/** A node with more ports than this begins folded. */
const MANY_PORTS = 4;

/** Names of the nodes of which only the chief track is shown. */
export const folded = signal<ReadonlySet<string>>(new Set());
/** In pixels. */
export const scrollTop = signal(0);
/** The picture, in CSS pixels. */
export const viewport = signal({ width: 600, height: 300 });
/** The row that the arrow keys have come to, by `idOf`; '' before the first. */
export const chosen = signal('');
/** What is said beside the pointer. */
export const tip = signal<{ readonly x: number; readonly y: number; readonly says: readonly string[] } | undefined>(
  undefined,
);

onStaged.add(({ stage }) => {
  const nodes = nodesOf(stage);
  const away = nodes.length > MANY_NODES ? nodes : nodes.filter(({ ports }) => ports.length > MANY_PORTS);
  folded.value = new Set(away.map(({ name }) => name));
  scrollTop.value = 0;
  chosen.value = '';
  tip.value = undefined;
});

/** The scale, in picoseconds a pixel. */
export function psPerPixel(): number {
  const { fromPs, toPs } = span.value;
  return (toPs - fromPs) / Math.max(1, viewport.value.width);
}

/** Folds a node's tracks away, or shows them. */
export function fold(node: string, away: boolean): void {
  const now = new Set(folded.peek());
  if (away) now.add(node);
  else now.delete(node);
  folded.value = now;
}
