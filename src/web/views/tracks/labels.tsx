// Names left of the rows, with the scale of what is drawn as a curve.
import type { Stage } from '../../run/stage.js';
import { language } from '../../text/bilingual.js';
import type { Detail } from './detail.js';
import { idOf, type Layout, type Row, rowsBetween } from './layout.js';
import { AXIS_PX } from './scene.js';
import { chosen, fold, folded, scrollTop, viewport } from './view.js';
import { words } from './words.js';

interface LabelsProps {
  readonly layout: Layout;
  readonly stage: Stage;
  readonly detail: Detail;
}

export function Labels({ layout, stage, detail }: LabelsProps) {
  language.value;
  const top = scrollTop.value;
  return (
    <div class="tracks-labels">
      {rowsBetween(layout, top, top + viewport.value.height).map((row) => (
        <Label key={idOf(row)} {...{ row, stage, detail, y: row.top - top + AXIS_PX }} />
      ))}
      <div class="tracks-corner" />
    </div>
  );
}

interface LabelProps {
  readonly row: Row;
  readonly stage: Stage;
  readonly detail: Detail;
  readonly y: number;
}

function Label({ row, stage, detail, y }: LabelProps) {
  const { track, place, first, height } = row;
  const scale = track.scale?.(detail, stage, place, height) ?? [];
  const wide = scale.some(({ text }) => text.length > 2);
  return (
    <div
      class={['tracks-label', first && 'first', wide && 'scaled', chosen.value === idOf(row) && 'chosen']
        .filter(Boolean)
        .join(' ')}
      style={{ top: `${y}px`, height: `${height}px` }}
      data-track={track.id}
      data-port={stage.ports[place.port]?.name}
    >
      {first && <Fold node={place.node} />}
      <span class="tracks-name">{track.label(stage, place)}</span>
      {scale.map((mark) => (
        <span class="tracks-scale" key={mark.text} style={{ top: `${mark.y}px` }}>
          {mark.text}
        </span>
      ))}
    </div>
  );
}

function Fold({ node }: { readonly node: string }) {
  const open = !folded.value.has(node);
  return (
    <button
      type="button"
      class="tracks-fold"
      aria-expanded={open}
      aria-label={open ? words.fold(node) : words.unfold(node)}
      onClick={() => fold(node, open)}
    >
      <span aria-hidden="true">{open ? '▾' : '▸'}</span> {node}
    </button>
  );
}
