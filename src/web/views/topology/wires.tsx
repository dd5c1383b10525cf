// The cables of the picture, and the light that moves along them at the speed of the signal.
import { type Pick, selectedRow } from '../../state/selection.js';
import { senderOf } from '../../widgets/hue.js';
import { type Band, cableBands, coaxBands, overlaps } from './bands.js';
import { along, type Point, type Wire } from './layout.js';
import type { Scene } from './parts.js';
import { Spot, Written } from './spot.js';
import { words } from './words.js';

/** How far the two pairs of a cable lie apart in the picture, in pixels. */
const PAIR = 3;

function trace(points: readonly Point[], aside = 0): string {
  const shifted = points.map((point, i) => {
    const other = points[i + 1] ?? points[i - 1] ?? point;
    const [dx, dy] = points[i + 1] ? [other.x - point.x, other.y - point.y] : [point.x - other.x, point.y - other.y];
    const length = Math.hypot(dx, dy) || 1;
    return `${(point.x - (aside * dy) / length).toFixed(1)} ${(point.y + (aside * dx) / length).toFixed(1)}`;
  });
  return `M${shifted.join('L')}`;
}

/** What a metre count looks like on a cable. */
export function metres(value: number): string {
  return value >= 1000 ? `${value / 1000} km` : `${value} m`;
}

export function Cable({ scene, wire }: { scene: Scene; wire: Wire }) {
  const { tape, moments, ps, entry } = scene;
  const link = tape.stage.links[wire.link]!;
  const { whole, up } = moments.link(link.part);
  const pick: Pick = { kind: 'part', name: link.name };
  const tap = link.coax !== undefined;
  const bands = tap || !whole ? [] : cableBands(tape, wire.link, ps);
  const length = tap ? (link.metres > 0 ? `+${metres(link.metres)}` : '') : metres(link.metres);
  const state = whole ? (up ? '' : words.down) : words.cut;
  const label = [link.name, length, tap ? metres(link.atMetres) : '', state].filter(Boolean).join(', ');
  const [middle] = along(wire.path, 0.5, 0.5);
  const flat = wire.path[0]!.y === wire.path.at(-1)!.y;
  return (
    <g>
      <Spot
        name={link.name}
        class={`cable ${whole ? '' : 'cut'}`}
        label={label}
        pick={pick}
        entry={entry === link.name}
      >
        <title>{label}</title>
        <path class="reach" d={trace(wire.path)} />
        <path class="sheath" d={trace(wire.path)} />
        {tap && <circle class="jack" cx={wire.path.at(-1)!.x} cy={wire.path.at(-1)!.y} r={3.5} />}
      </Spot>
      {middle && (length || state) && (
        <Written>
          <text
            class={`length ${flat ? '' : 'upright'}`}
            x={middle.x + (flat ? 0 : 8)}
            y={flat ? middle.y - 8 : middle.y + 4}
          >
            {state ? `✕ ${state}` : length}
          </text>
        </Written>
      )}
      {bands.map((band) => (
        <Light
          key={`${band.row}/${band.port}/${band.kind}`}
          scene={scene}
          band={band}
          path={wire.path}
          aside={band.way * PAIR}
        />
      ))}
    </g>
  );
}

/** A signal where it is on its way. It is picked in the list of what is on the wire, too, where keys reach it. */
function Light({ scene, band, path, aside }: { scene: Scene; band: Band; path: readonly Point[]; aside: number }) {
  const { hue } = senderOf(scene.tape, band.row);
  const on = selectedRow.value === band.row;
  const d = trace(along(path, band.from, band.to), aside);
  return (
    <g class={`light ${band.kind} ${on ? 'selected' : ''}`} data-row={band.row} data-from={band.from} data-to={band.to}>
      <path class="glow" d={d} />
      <path class="core" d={d} style={band.kind === 'jam' ? {} : { stroke: `var(--${hue})` }} />
    </g>
  );
}

/** A coax from end to end, with its taps' places in metres. */
export function CoaxLine({ scene, name }: { scene: Scene; name: string }) {
  const { tape, ps, entry, layout, drag } = scene;
  const { x, fromY, toY } = layout.coaxes.get(name)!;
  const node = tape.stage.nodes.find((one) => one.name === name);
  const whole = node?.kind === 'coax' ? node.lengthMetres : 0;
  const bands = coaxBands(tape, name, ps);
  const path = [
    { x, y: fromY },
    { x, y: toY },
  ];
  const label = `${words.coax} ${name}, ${metres(whole)}`;
  return (
    <g>
      <Spot
        name={name}
        class="coax"
        label={label}
        pick={{ kind: 'part', name }}
        entry={entry === name}
        onDrag={(dx, dy) => drag(name, dx, dy)}
      >
        <title>{label}</title>
        <path class="reach" d={trace(path)} />
        <path class="jacket" d={trace(path)} />
        <path class="terminator" d={`M${x - 6} ${fromY}h12M${x - 6} ${toY}h12`} />
      </Spot>
      <Written>
        <text class="name" x={x - 16} y={fromY - 8}>
          {name}
        </text>
        <text class="length upright" x={x + 10} y={toY + 14}>
          {metres(whole)}
        </text>
      </Written>
      {bands.map((band) => (
        <Light key={`${band.row}/${band.way}/${band.kind}`} scene={scene} band={band} path={path} aside={0} />
      ))}
      {overlaps(bands).map(({ from, to }) => (
        <path key={from} class="overlap" d={trace(along(path, from, to))} />
      ))}
    </g>
  );
}
