// One of two runs over time: the tracks of its nodes, on the axis that both share.
import { signal, useSignalEffect } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Known } from '../../state/second.js';
import { zoom } from '../../state/standardKeys.js';
import { cursorPs, panBy, span, zoomAt } from '../../state/time.js';
import { language } from '../../text/bilingual.js';
import { Canvas } from '../../widgets/canvas.js';
import { detailAt } from '../tracks/detail.js';
import { watchGestures } from '../tracks/gestures.js';
import { layOut } from '../tracks/layout.js';
import { tracks } from '../tracks/registry.js';
import { AXIS_PX, drawScene } from '../tracks/scene.js';
import { nodesOf } from '../tracks/track.js';
import { words } from './words.js';

export interface PaneProps {
  readonly which: 'A' | 'B';
  readonly title: string;
  readonly known: Known;
  readonly signals: boolean;
}

const width = signal(600);

export function Pane({ which, title, known, signals }: PaneProps) {
  const { stage } = known.tape;
  // The picture is drawn again by what it reads: what it is given is made a signal.
  const given = useMemo(() => signal({ known, signals }), []);
  given.value = { known, signals };
  const detail = detailAt((span.value.toPs - span.value.fromPs) / width.value);
  const layout = useMemo(() => {
    const folded = new Set(signals ? [] : nodesOf(stage).map(({ name }) => name));
    return layOut(stage, tracks, folded, detail);
  }, [stage, signals, detail]);
  const shown = useMemo(() => signal(layout), []);
  shown.value = layout;
  useSignalEffect(() => {
    language.value;
  });
  return (
    <section class="pane" data-run={which} aria-label={title}>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and takes keys of its own */}
      <section class="both" tabIndex={0} aria-label={words.picture(which)} onKeyDown={onKey}>
        <div class="names" style={{ height: `${layout.height + AXIS_PX}px` }}>
          {layout.rows.map(({ track, place, first, top, height }) => (
            <div
              key={`${place.node}/${place.port}/${track.id}`}
              style={{ top: `${top + AXIS_PX}px`, height: `${height}px` }}
            >
              {first ? place.node : <span>{track.label(stage, place)}</span>}
            </div>
          ))}
        </div>
        <div style={{ height: `${layout.height + AXIS_PX}px` }}>
          <Canvas
            label={words.picture(which)}
            attach={(canvas) => watchGestures(canvas, handlers)}
            draw={(sheet) => {
              language.value;
              const { tape, report } = given.value.known;
              if (shown.value.stage !== tape.stage) return;
              if (width.peek() !== sheet.width) width.value = sheet.width;
              const { fromPs, toPs } = span.value;
              drawScene({
                ...{ tape, sheet, left: 0, width: sheet.width, fromPs, toPs, layout: shown.value, scrollTop: 0 },
                detail: detailAt((toPs - fromPs) / sheet.width),
                over: report !== undefined,
                image: () => undefined,
                cursorPs: cursorPs.value,
                ...{ selected: undefined, hovered: undefined, selectedRow: -1 },
              });
            }}
          />
        </div>
      </section>
    </section>
  );
}

const perPixel = () => (span.peek().toPs - span.peek().fromPs) / width.peek();

const handlers = {
  pan: (px: number) => panBy(px * perPixel()),
  zoom: (px: number, factor: number) => zoomAt(span.peek().fromPs + px * perPixel(), factor),
  hover: () => undefined,
  leave: () => undefined,
  click: (x: number) => {
    cursorPs.value = Math.max(0, span.peek().fromPs + x * perPixel());
  },
};

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === 'ArrowLeft') panView(-0.15);
  else if (event.key === 'ArrowRight') panView(0.15);
  else if (event.key === '+' || event.key === '=') zoom(1.5);
  else if (event.key === '-') zoom(1 / 1.5);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Moves both by a share of what is in view. */
export function panView(share: number): void {
  const { fromPs, toPs } = span.peek();
  panBy(share * (toPs - fromPs));
}
