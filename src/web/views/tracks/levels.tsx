// How much of a wire is seen: a button for each level of detail, the scale, and what the patterns mean.
import { useComputed } from '@preact/signals';
import type { Stage } from '../../run/stage.js';
import { cursorPs, endPs, span, zoomAt } from '../../state/time.js';
import { time } from '../../widgets/format.js';
import { DETAILS, type Detail, detailAt, leastScaleOf, SCALES } from './detail.js';
import { nodesOf } from './track.js';
import { folded, psPerPixel, viewport } from './view.js';
import { levelWords, words } from './words.js';

/** A view may be so much wider than its run. */
const WIDEST = 1.1;

/** Shows a level of detail about the cursor, or about the middle when the cursor is out of view. */
function go(detail: Detail): void {
  const { fromPs, toPs } = span.peek();
  const at = cursorPs.peek() >= fromPs && cursorPs.peek() <= toPs ? cursorPs.peek() : (fromPs + toPs) / 2;
  zoomAt(at, psPerPixel() / SCALES[detail]);
}

export function Levels() {
  const now = useComputed(() => detailAt(psPerPixel())).value;
  const scale = useComputed(() => time(psPerPixel(), 3)).value;
  const widest = useComputed(() => (endPs.value * WIDEST) / Math.max(1, viewport.value.width)).value;
  return (
    <fieldset class="tracks-levels">
      <legend class="hidden-text">{words.levels}</legend>
      {DETAILS.map((detail) => (
        <button
          type="button"
          key={detail}
          aria-pressed={detail === now}
          // A run that is shorter than that never shows it.
          disabled={detail !== now && leastScaleOf(detail) >= widest}
          onClick={() => go(detail)}
        >
          {levelWords[detail]}
        </button>
      ))}
      <output>{words.perPixel(scale)}</output>
    </fieldset>
  );
}

export function FoldAll({ stage }: { readonly stage: Stage }) {
  const nodes = nodesOf(stage).map(({ name }) => name);
  const all = nodes.every((name) => folded.value.has(name));
  return (
    <button
      type="button"
      class="tracks-fold-all"
      onClick={() => {
        folded.value = new Set(all ? [] : nodes);
      }}
    >
      {all ? words.unfoldAll : words.foldAll}
    </button>
  );
}

export function Legend() {
  return (
    <p class="tracks-legend">
      <span>
        <i class="tracks-jam" /> {words.legendJam}
      </span>
      <span>
        <i class="tracks-overlap" /> {words.legendOverlap}
      </span>
      <span>
        <i class="tracks-damage">✗</i> {words.legendDamage}
      </span>
      <span>
        <i class="tracks-collision">▼</i> {words.legendCollision}
      </span>
      <span class="tracks-hint">{words.hint}</span>
    </p>
  );
}
