// The boxes of the picture: stations, hubs, coaxes, and those who stand behind "n more".
import type { Moments } from '../../run/moment.js';
import type { Tape } from '../../run/tape.js';
import { hubLamps, stationLamps } from './glance.js';
import { Lamp } from './lamps.js';
import type { Box, Layout, More } from './layout.js';
import { Spot, Written } from './spot.js';
import { hubState, stationDetail, stationState, words } from './words.js';

/** What all parts of the picture are drawn from. */
export interface Scene {
  readonly tape: Tape;
  /** At `ps` already. */
  readonly moments: Moments;
  readonly ps: number;
  readonly layout: Layout;
  /** Numbers of parts and ports by name. */
  readonly partOf: ReadonlyMap<string, number>;
  readonly portOf: ReadonlyMap<string, number>;
  /** The part that the tab key reaches. */
  readonly entry: string;
  readonly drag: (name: string, dx: number, dy: number) => void;
  readonly expand: (hub: string) => void;
}

interface BoxProps {
  readonly scene: Scene;
  readonly box: Box;
}

/** Room for so many letters of a name. */
const NAME_ROOM = 9;

function short(name: string, room: number): string {
  return name.length > room ? `${name.slice(0, room - 1)}…` : name;
}

export function Station({ scene, box }: BoxProps) {
  const { tape, moments, ps, partOf, portOf, entry, drag } = scene;
  const { name, x, y, width, height } = box;
  const its = moments.station(partOf.get(name)!);
  const plugged = portOf.has(`${name}:eth0`);
  const node = tape.stage.nodes.find((one) => one.name === name);
  const full = node?.kind === 'host' && node.duplex === 'full';
  const lamps = stationLamps(tape, portOf.get(`${name}:eth0`) ?? -1, its, full, ps);
  const lit = (['transmit', 'receive', 'collision'] as const).filter((lamp) => lamps[lamp]);
  const label = [
    `${words.station} ${name}`,
    full ? words.fullDuplex : '',
    plugged ? stationDetail(its, ps) : words.unplugged,
    ...lit.map((lamp) => words[lamp]),
  ];
  const right = x + width - 10;
  const said = label.filter(Boolean).join(', ');
  // What is written stands beside the button: its name says it already, and more.
  return (
    <g class={`station ${its.state}`}>
      <Spot
        name={name}
        label={said}
        pick={{ kind: 'part', name }}
        entry={entry === name}
        onDrag={(dx, dy) => drag(name, dx, dy)}
      >
        <title>{said}</title>
        <rect class="box" x={x} y={y} width={width} height={height} rx={6} />
      </Spot>
      <Written>
        <text class="name" x={x + 8} y={y + 17}>
          {short(name, NAME_ROOM)}
        </text>
        <text class="state" x={x + 8} y={y + 33}>
          {plugged ? stationState(its) : words.unplugged}
        </text>
        <Lamp name="transmit" lit={lamps.transmit} x={right - 36} y={y + 12} />
        <Lamp name="receive" lit={lamps.receive} x={right - 24} y={y + 12} />
        <Lamp name="collision" lit={lamps.collision} x={right - 12} y={y + 12} />
        <Lamp name="link" lit={plugged && its.linkUp} x={right} y={y + 12} />
      </Written>
    </g>
  );
}

export function HubBox({ scene, box }: BoxProps) {
  const { moments, partOf, entry, drag, layout } = scene;
  const { name, x, y, width, height } = box;
  const { state } = moments.hub(partOf.get(name)!);
  const label = `${words.hub} ${name}, ${hubState(state)}`;
  const jacks = [...layout.jacks].filter(([port]) => port.startsWith(`${name}:`));
  return (
    <g class={`hub ${state}`}>
      <Spot
        name={name}
        label={label}
        pick={{ kind: 'part', name }}
        entry={entry === name}
        onDrag={(dx, dy) => drag(name, dx, dy)}
      >
        <title>{label}</title>
        <rect class="box" x={x} y={y} width={width} height={height} rx={6} />
      </Spot>
      <Written>
        <text class="name" x={x + 6} y={y + 16}>
          {short(name, 7)}
        </text>
        <text class="state" x={x + 6} y={y + 29}>
          {short(hubState(state), 11)}
        </text>
        {jacks.map(([port, at]) => (
          <Jack key={port} scene={scene} port={port} x={at.x} y={at.y} below={at.y <= y || at.y >= y + height} />
        ))}
      </Written>
    </g>
  );
}

/** A port of a hub with its number and lamps, left of where the cable goes in. */
function Jack({ scene, port, x, y, below }: { scene: Scene; port: string; x: number; y: number; below: boolean }) {
  const { tape, moments, ps, portOf } = scene;
  const number = port.slice(port.indexOf(':') + 1);
  const index = portOf.get(port) ?? -1;
  if (index < 0 || below) return <circle class="jack" cx={x} cy={y} r={3} />;
  const lamps = hubLamps(tape, index, moments, ps);
  const off = moments.partitioned(index);
  return (
    <g class={off ? 'partitioned' : ''}>
      <text class="number" x={x - 40} y={y + 4}>
        {number}
      </text>
      <Lamp name="transmit" lit={lamps.transmit} x={x - 32} y={y} />
      <Lamp name="receive" lit={lamps.receive} x={x - 20} y={y} />
      <Lamp name="collision" lit={lamps.collision} x={x - 8} y={y} />
      {off && <path class="off" d={`M${x - 40} ${y + 7}L${x - 2} ${y - 7}`} />}
    </g>
  );
}

export function MoreChip({ scene, more }: { scene: Scene; more: More }) {
  const { moments, partOf, expand } = scene;
  const states = more.names.map((name) => moments.station(partOf.get(name)!).state);
  const sending = states.filter((state) => state === 'transmitting' || state === 'jamming').length;
  const backing = states.filter((state) => state === 'backoff').length;
  const label = `+ ${words.more(more.names.length)} ${words.moreState(sending, backing)}`;
  const open = () => expand(more.of);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no button of its own
    <g
      role="button"
      class="spot more"
      tabIndex={0}
      aria-label={label}
      onClick={open}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        open();
      }}
    >
      <path class="lead" d={`M${more.x - 20} ${more.y + more.height / 2}h20`} />
      <rect class="box" x={more.x} y={more.y} width={more.width} height={more.height} rx={18} />
      <text class="name" x={more.x + 14} y={more.y + 15}>
        {`+ ${words.more(more.names.length)}`}
      </text>
      <text class="state" x={more.x + 14} y={more.y + 29}>
        {words.moreState(sending, backing)}
      </text>
    </g>
  );
}
