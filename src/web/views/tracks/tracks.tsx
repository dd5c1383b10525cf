import './tracks.css';
import { effect, signal, useComputed } from '@preact/signals';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { passageThrough } from '../../run/passing.js';
import type { Stage } from '../../run/stage.js';
import { hovered, type Pick, selected, selectedRow } from '../../state/selection.js';
import { imageOf, imageRevision, revision, status, tape } from '../../state/session.js';
import { cursorPs, panBy, span, zoomAt } from '../../state/time.js';
import { language } from '../../text/bilingual.js';
import { Canvas, type Sheet } from '../../widgets/canvas.js';
import { Panel } from '../../widgets/panel.js';
import { type Detail, detailAt } from './detail.js';
import { watchGestures } from './gestures.js';
import { chosenRow, onKey } from './keys.js';
import { Labels } from './labels.js';
import { anchored, type Layout, layOut, type Row, rowAt } from './layout.js';
import { FoldAll, Legend, Levels } from './levels.js';
import { tracks } from './registry.js';
import { AXIS_PX, drawScene } from './scene.js';
import { Tip } from './tip.js';
import type { Finding } from './track.js';
import { folded, psPerPixel, scrollTop, tip, viewport } from './view.js';
import { words } from './words.js';

const EMPTY: Layout = { stage: undefined, rows: [], tops: new Float64Array(), height: 0 };

export function Tracks() {
  const stage = tape.value?.stage;
  return (
    <Panel id="tracks" title={words.title} tools={stage && <FoldAll stage={stage} />}>
      {stage && <Levels />}
      {stage ? <Body stage={stage} /> : <div class="content">{words.nothing}</div>}
      {stage && <Legend />}
    </Panel>
  );
}

/** The rows may find their heights a little after something has been picked: with the view that comes with it. */
const SETTLING_MS = 500;

function Body({ stage }: { readonly stage: Stage }) {
  const detail = useComputed<Detail>(() => detailAt(psPerPixel())).value;
  const layout = useMemo(() => layOut(stage, tracks, folded.value, detail), [stage, folded.value, detail]);
  const scroller = useRef<HTMLElement>(null);
  const before = useRef<Layout>(EMPTY);
  const latest = useRef(layout);
  latest.current = layout;
  const pickedMs = useRef(Number.NEGATIVE_INFINITY);
  const revealPick = () => reveal(scroller.current, rowOfPick(latest.current, selected.peek()));
  useLayoutEffect(() => {
    const box = scroller.current!;
    // Where a box that is new stands needs no asking, which would have the page laid out at once.
    if (before.current.rows.length > 0) {
      box.scrollTop = anchored(before.current, box.scrollTop, layout);
      scrollTop.value = box.scrollTop;
    }
    before.current = layout;
    if (performance.now() - pickedMs.current < SETTLING_MS) revealPick();
  }, [layout]);
  useEffect(
    () =>
      effect(() => {
        selected.value;
        pickedMs.current = performance.now();
        // What is picked together with a nearer view has its row where the rows of that view are.
        requestAnimationFrame(revealPick);
      }),
    [],
  );
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
      onKeyDown={(event) => {
        if (onKey(event, layout)) reveal(scroller.current, chosenRow(layout));
      }}
    >
      <div class="tracks-all" style={{ height: `${layout.height + AXIS_PX}px` }}>
        <div class="tracks-view">
          <Labels {...{ layout, stage, detail }} />
          <Picture layout={layout} />
        </div>
      </div>
      <p class="hidden-text" id="tracks-keys">
        {words.keys}
      </p>
    </section>
  );
}

/** The row at which something is picked. */
function rowOfPick({ rows }: Layout, pick: Pick | undefined): Row | undefined {
  if (pick?.kind !== 'transmission' || pick.port === undefined) return undefined;
  const direction = tape.peek() && passageThrough(tape.peek()!, pick.row, pick.port)?.direction;
  return rows.find(({ track, place }) => track.direction === direction && place.port === pick.port);
}

/** Scrolls until a row is in view. */
function reveal(box: HTMLElement | null, row: Row | undefined): void {
  if (!box || !row) return;
  const room = box.clientHeight - AXIS_PX;
  if (row.top < box.scrollTop) box.scrollTop = row.top;
  else if (row.top + row.height > box.scrollTop + room) box.scrollTop = row.top + row.height - room;
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
