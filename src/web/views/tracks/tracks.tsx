import './tracks.css';
import { signal, useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Stage } from '../../run/stage.js';
import { hovered, selected, selectedRow } from '../../state/selection.js';
import { imageOf, imageRevision, onStaged, revision, status, tape } from '../../state/session.js';
import { cursorPs, panBy, span, zoomAt } from '../../state/time.js';
import { language } from '../../text/bilingual.js';
import { Canvas, type Sheet } from '../../widgets/canvas.js';
import { Panel } from '../../widgets/panel.js';
import { type Detail, detailAt } from './detail.js';
import { watchGestures } from './gestures.js';
import { anchored, type Layout, layOut, rowAt, rowsBetween } from './layout.js';
import { tracks } from './registry.js';
import { AXIS_PX, drawScene } from './scene.js';
import { type Finding, nodesOf } from './track.js';
import { words } from './words.js';

/** More nodes than this, and all begin folded. */
const MANY_NODES = 8;

const folded = signal<ReadonlySet<string>>(new Set());
const scrollTop = signal(0);
const viewport = signal({ width: 600, height: 300 });
const tip = signal<{ readonly x: number; readonly y: number; readonly says: readonly string[] } | undefined>(undefined);
const EMPTY: Layout = { stage: undefined, rows: [], tops: new Float64Array(), height: 0 };

onStaged.add(({ stage }) => {
  const nodes = nodesOf(stage);
  folded.value = new Set(
    nodes.length > MANY_NODES
      ? nodes.map(({ name }) => name)
      : nodes.filter(({ ports }) => ports.length > 4).map(({ name }) => name),
  );
  scrollTop.value = 0;
  tip.value = undefined;
});

function psPerPixel(): number {
  const { fromPs, toPs } = span.value;
  return (toPs - fromPs) / Math.max(1, viewport.value.width);
}

export function Tracks() {
  const stage = tape.value?.stage;
  return (
    <Panel id="tracks" title={words.title} tools={stage && <FoldAll stage={stage} />}>
      {stage ? <Body stage={stage} /> : <div class="content">{words.nothing}</div>}
      {stage && <Legend />}
    </Panel>
  );
}

function Legend() {
  return (
    <p class="tracks-legend">
      <span>
        <i class="tracks-jam" /> {words.legendJam}
      </span>
      <span>
        <i class="tracks-overlap" /> {words.legendOverlap}
      </span>
      <span>
        <i class="tracks-collision">▼</i> {words.legendCollision}
      </span>
      <span class="tracks-hint">{words.hint}</span>
    </p>
  );
}

function FoldAll({ stage }: { readonly stage: Stage }) {
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

function Body({ stage }: { readonly stage: Stage }) {
  const detail = useComputed<Detail>(() => detailAt(psPerPixel())).value;
  const layout = useMemo(() => layOut(stage, tracks, folded.value, detail), [stage, folded.value, detail]);
  const scroller = useRef<HTMLElement>(null);
  const before = useRef<Layout>(EMPTY);
  useLayoutEffect(() => {
    const box = scroller.current!;
    if (before.current.rows.length > 0) box.scrollTop = anchored(before.current, box.scrollTop, layout);
    scrollTop.value = box.scrollTop;
    before.current = layout;
  }, [layout]);
  return (
    <section
      class="tracks-scroll"
      ref={scroller}
      aria-label={words.rows}
      aria-describedby="tracks-keys"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key, and it takes keys of its own
      tabIndex={0}
      onScroll={({ currentTarget }) => {
        scrollTop.value = currentTarget.scrollTop;
      }}
      onKeyDown={onKey}
    >
      <div class="tracks-all" style={{ height: `${layout.height + AXIS_PX}px` }}>
        <div class="tracks-view">
          <Labels layout={layout} stage={stage} />
          <Picture layout={layout} />
        </div>
      </div>
      <p class="hidden-text" id="tracks-keys">
        {words.keys}
      </p>
    </section>
  );
}

function Labels({ layout, stage }: { readonly layout: Layout; readonly stage: Stage }) {
  language.value;
  const top = scrollTop.value;
  return (
    <div class="tracks-labels">
      {rowsBetween(layout, top, top + viewport.value.height).map(({ track, place, first, top: y, height }) => (
        <div
          class={first ? 'tracks-label first' : 'tracks-label'}
          key={`${place.node}/${place.port}/${track.id}`}
          style={{ top: `${y - top + AXIS_PX}px`, height: `${height}px` }}
        >
          {first && <Fold node={place.node} />}
          <span class="tracks-name">{track.label(stage, place)}</span>
        </div>
      ))}
      <div class="tracks-corner" />
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
      onClick={() => {
        const now = new Set(folded.value);
        if (open) now.add(node);
        else now.delete(node);
        folded.value = now;
      }}
    >
      <span aria-hidden="true">{open ? '▾' : '▸'}</span> {node}
    </button>
  );
}

function Picture({ layout }: { readonly layout: Layout }) {
  const latest = useRef(layout);
  latest.current = layout;
  // The canvas redraws by what its drawing reads: the layout is made known to it as a signal.
  const shown = useMemo(() => signal(layout), []);
  useEffect(() => {
    shown.value = layout;
  }, [layout]);
  return (
    <div class="tracks-picture">
      <Canvas
        class="tracks-canvas"
        label={words.picture}
        draw={(sheet) => draw(sheet, shown.value)}
        attach={(canvas) => watchGestures(canvas, handlers(latest))}
      />
      <Tip />
    </div>
  );
}

function draw(sheet: Sheet, layout: Layout): void {
  revision.value;
  imageRevision.value;
  language.value;
  const its = tape.value;
  if (viewport.peek().width !== sheet.width || viewport.peek().height !== sheet.height) {
    viewport.value = { width: sheet.width, height: sheet.height };
  }
  // Between two runs the rows may still be those of the one before.
  if (its?.stage !== layout.stage || !its) return;
  const { fromPs, toPs } = span.value;
  drawScene({
    ...{ tape: its, sheet, left: 0, width: sheet.width, fromPs, toPs, layout },
    detail: detailAt((toPs - fromPs) / sheet.width),
    over: status.value === 'over',
    image: imageOf,
    scrollTop: scrollTop.value,
    cursorPs: cursorPs.value,
    selected: selected.value,
    hovered: hovered.value,
    selectedRow: selectedRow.value,
  });
}

/** What is at a place of the picture. */
function find(layout: Layout, x: number, y: number): { finding: Finding | undefined; ps: number } {
  const { fromPs } = span.peek();
  const ps = fromPs + x * psPerPixel();
  const its = tape.peek();
  const height = y - AXIS_PX + scrollTop.peek();
  const row = y < AXIS_PX || layout.stage !== its?.stage ? undefined : layout.rows[rowAt(layout, height)];
  const finding =
    its && row && height < row.top + row.height ? row.track.at(its, row.place, ps, psPerPixel()) : undefined;
  return { finding, ps };
}

function handlers(layout: { readonly current: Layout }) {
  return {
    pan: (px: number) => {
      tip.value = undefined;
      panBy(px * psPerPixel());
    },
    zoom: (px: number, factor: number) => {
      tip.value = undefined;
      zoomAt(span.peek().fromPs + px * psPerPixel(), factor);
    },
    hover: (x: number, y: number) => {
      const { finding } = find(layout.current, x, y);
      hovered.value = finding?.pick;
      tip.value = finding && { x, y, says: finding.says };
    },
    leave: () => {
      hovered.value = undefined;
      tip.value = undefined;
    },
    click: (x: number, y: number) => {
      const { finding, ps } = find(layout.current, x, y);
      if (finding) selected.value = finding.pick;
      cursorPs.value = Math.max(0, ps);
    },
  };
}

function Tip() {
  const its = tip.value;
  if (!its) return null;
  const { width, height } = viewport.value;
  const left = its.x > width - 240 ? { right: `${width - its.x + 12}px` } : { left: `${its.x + 12}px` };
  const top = its.y > height - 90 ? { bottom: `${height - its.y + 8}px` } : { top: `${its.y + 14}px` };
  return (
    <div class="tracks-tip" aria-hidden="true" style={{ ...left, ...top }}>
      {its.says.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  );
}

function onKey(event: KeyboardEvent): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target !== event.currentTarget) return;
  const { fromPs, toPs } = span.peek();
  const width = toPs - fromPs;
  const middle = cursorPs.peek() >= fromPs && cursorPs.peek() <= toPs ? cursorPs.peek() : (fromPs + toPs) / 2;
  if (event.key === 'ArrowLeft') panBy(-0.1 * width);
  else if (event.key === 'ArrowRight') panBy(0.1 * width);
  else if (event.key === '+' || event.key === '=') zoomAt(middle, 1.5);
  else if (event.key === '-') zoomAt(middle, 1 / 1.5);
  else if (event.key === 'Enter') selectAtCursor();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Enter: what is at the cursor, in the uppermost row in view that has something there. */
function selectAtCursor(): void {
  const its = tape.peek();
  if (!its) return;
  const detail = detailAt(psPerPixel());
  const layout = layOut(its.stage, tracks, folded.peek(), detail);
  for (const { track, place } of rowsBetween(layout, scrollTop.peek(), scrollTop.peek() + viewport.peek().height)) {
    const finding = track.chief ? undefined : track.at(its, place, cursorPs.peek(), psPerPixel());
    if (!finding) continue;
    selected.value = finding.pick;
    return;
  }
}
