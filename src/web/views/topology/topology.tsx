// The network as a picture: who is there, on how much cable, and what everybody does at the cursor.
import './topology.css';
import { signal, useComputed } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { editing, listenForUndo } from '../../state/editing.js';
import { moments } from '../../state/now.js';
import { embedded } from '../../state/preferences.js';
import { selected } from '../../state/selection.js';
import { onStaged, revision, tape } from '../../state/session.js';
import { cursorPs } from '../../state/time.js';
import { openWindow } from '../../state/windows.js';
import { time } from '../../widgets/format.js';
import { Lazy } from '../../widgets/lazy.js';
import { Panel } from '../../widgets/panel.js';
import { shown } from '../spacetime/plot.js';
import { LampLegend } from './lamps.js';
import { layOut, type Point, SIZE } from './layout.js';
import { OnWire } from './onWire.js';
import { HubBox, MoreChip, type Scene, Station } from './parts.js';
import { Drawn, Plug } from './plug.js';
import { Cable, CoaxLine } from './wires.js';
import { words } from './words.js';

/** Stations of one hub that are shown before the rest stands behind "n more"; and how many more each time. */
const FIRST = 8;
const CROWD = 6;
const MORE = 40;
/** Below the lowest box, for its plug. */
const PLUG_ROOM = 8;

/** How far boxes have been dragged, and how many stations a hub shows; of the scenario in view. */
const moved = signal<ReadonlyMap<string, Point>>(new Map());
const opened = signal<ReadonlyMap<string, number>>(new Map());
let named = '';
onStaged.add(({ stage }) => {
  if (stage.scenario.name === named) return;
  named = stage.scenario.name;
  moved.value = new Map();
  opened.value = new Map();
});

function drag(name: string, dx: number, dy: number): void {
  const { x, y } = moved.peek().get(name) ?? { x: 0, y: 0 };
  moved.value = new Map(moved.peek()).set(name, { x: x + dx, y: y + dy });
}

function expand(hub: string): void {
  opened.value = new Map(opened.peek()).set(hub, (opened.peek().get(hub) ?? 0) + MORE);
}

const compareWindow = () => import('../compare/compare.js').then(({ CompareWindow }) => CompareWindow);
const raceWindow = () => import('../race/race.js').then(({ RaceWindow }) => RaceWindow);
const editor = () => import('../editor/editor.js').then(({ Editor }) => Editor);

export function Topology() {
  const ref = useRef<HTMLDivElement>(null);
  const width = useMemo(() => signal(250), []);
  useEffect(listenForUndo, []);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      width.value = Math.max(240, Math.floor(entry!.contentRect.width));
    });
    observer.observe(ref.current!);
    return () => observer.disconnect();
  }, []);
  const layout = useComputed(() => {
    const its = tape.value;
    if (!its) return undefined;
    const { nodes, scenario } = its.stage;
    const crowd = nodes.filter(({ kind }) => kind === 'host').length > FIRST;
    const pick = selected.value;
    return layOut(nodes, scenario.links, {
      width: width.value,
      // Of a crowd those are shown that the view of space and time has chosen: the busy ones.
      most: (hub) => (crowd ? Math.max(0, CROWD - shown.value.size) : FIRST) + (opened.value.get(hub) ?? 0),
      always: new Set([...(crowd ? shown.value : []), ...(pick?.kind === 'part' ? [pick.name] : [])]),
      moved: moved.value,
    });
  });
  revision.value;
  const its = tape.value;
  const now = moments.value;
  const drawn = layout.value;
  const scene = useMemo(
    () =>
      its && {
        partOf: new Map(its.stage.parts.map(({ name }, part) => [name, part])),
        portOf: new Map(its.stage.ports.map(({ name }, port) => [name, port])),
      },
    [its],
  );
  return (
    <Panel id="topology" title={words.title} tools={<Tools />}>
      <div class="content" ref={ref}>
        {its && now && drawn && scene ? (
          <Picture
            scene={{
              ...scene,
              ...{ tape: its, moments: now.at(cursorPs.value), ps: cursorPs.value, layout: drawn, drag, expand },
              entry: entryOf(drawn.boxes.map(({ name }) => name)),
            }}
          />
        ) : (
          <p class="soft">{words.waiting}</p>
        )}
      </div>
      {editing.value && <Lazy load={editor} />}
      {openWindow.value === 'compare' && <Lazy key="compare" load={compareWindow} />}
      {openWindow.value === 'race' && <Lazy key="race" load={raceWindow} />}
    </Panel>
  );
}

function Tools() {
  const open = [...opened.value.values()].some((more) => more > 0);
  return (
    <span class="tools">
      {moved.value.size > 0 && (
        <button
          type="button"
          onClick={() => {
            moved.value = new Map();
          }}
        >
          {words.arrange}
        </button>
      )}
      {open && (
        <button
          type="button"
          onClick={() => {
            opened.value = new Map();
          }}
        >
          {words.fewer}
        </button>
      )}
      {!embedded.value &&
        (['compare', 'race'] as const).map((window) => (
          <button
            key={window}
            type="button"
            title={words[`${window}Title`]}
            onClick={() => {
              openWindow.value = window;
            }}
          >
            {words[window]}
          </button>
        ))}
      {!embedded.value && (
        <button
          type="button"
          aria-expanded={editing.value}
          onClick={() => {
            editing.value = !editing.peek();
          }}
        >
          {words.edit}
        </button>
      )}
    </span>
  );
}

function entryOf(names: readonly string[]): string {
  const pick = selected.value;
  return pick?.kind === 'part' && names.includes(pick.name) ? pick.name : (names[0] ?? '');
}

function Picture({ scene }: { scene: Scene }) {
  const { layout, ps, tape: its } = scene;
  const nodes = useMemo(() => new Set(its.stage.nodes.map(({ name }) => name)), [its.stage]);
  const height = Math.max(layout.height, SIZE.row) + (editing.value ? PLUG_ROOM : 0);
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of buttons in a drawing */}
      <svg
        role="group"
        class="picture"
        width={layout.width}
        height={height}
        viewBox={`0 0 ${layout.width} ${height}`}
        aria-label={words.picture(time(ps, 6))}
      >
        {[...layout.coaxes.keys()].map((name) => (
          <CoaxLine key={name} scene={scene} name={name} />
        ))}
        {layout.wires.map((wire) => (
          <Cable key={wire.link} scene={scene} wire={wire} />
        ))}
        {layout.boxes.map((box) =>
          box.kind === 'host' ? (
            <Station key={box.name} scene={scene} box={box} />
          ) : box.kind === 'repeater' ? (
            <HubBox key={box.name} scene={scene} box={box} />
          ) : null,
        )}
        {layout.boxes.map((box) => (
          <Plug key={box.name} box={box} others={nodes} />
        ))}
        <Drawn />
        {layout.mores.map((more) => (
          <MoreChip key={more.of} scene={scene} more={more} />
        ))}
      </svg>
      <LampLegend />
      <OnWire scene={scene} />
    </>
  );
}
