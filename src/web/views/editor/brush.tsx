// The fault brush: a stretch of time on a cable is painted, and becomes a line among the scenario's faults.
import { useRef, useState } from 'preact/hooks';
import { formatPs } from '../../../sim/units.js';
import type { NetworkEdit } from '../../edit/edits.js';
import type { Tape } from '../../run/tape.js';
import { change, painted } from '../../state/editing.js';
import { selected } from '../../state/selection.js';
import { revision } from '../../state/session.js';
import { cursorPs, moveTo, span } from '../../state/time.js';
import { Choice, NumberField, psOf, TimeField } from '../../widgets/fields.js';
import { time } from '../../widgets/format.js';
import { words } from './words.js';

type Kind = 'flip' | 'noise' | 'cut';
/** Bits before the first that a flip can be on: preamble and start frame delimiter. */
const BEFORE_FRAME = 64;
const LEAST_PS = 1000;
const STRIP = { width: 280, height: 44 } as const;

/** The lines that a painted fault is. @param fromPs, toPs the stretch, on the cable's own time at its ears */
export function faultLines(kind: Kind, link: string, fromPs: number, toPs: number, bit: number): NetworkEdit[] {
  const at = formatPs(Math.round(fromPs));
  const lasting = formatPs(Math.max(1, Math.round(toPs - fromPs)));
  const add = (item: Record<string, unknown>): NetworkEdit => ({ what: 'append', list: 'faults', item });
  if (kind === 'flip') return [add({ at, link, flip: { bit } })];
  if (kind === 'noise') return [add({ at, link, noise: { for: lasting } })];
  return [
    add({ at, link, cut: true }),
    add({ at: formatPs(Math.round(Math.max(toPs, fromPs + 1))), link, restore: true }),
  ];
}

/** A line as it comes to stand in the scenario. */
function textOf(line: NetworkEdit): string {
  const said = (value: unknown): string =>
    typeof value === 'object' && value !== null
      ? `{ ${Object.entries(value)
          .map(([key, one]) => `${key}: ${said(one)}`)
          .join(', ')} }`
      : String(value);
  return line.what === 'append' ? `- ${said(line.item)}` : '';
}

export function Brush({ tape }: { tape: Tape }) {
  const names = tape.stage.links.map(({ name }) => name);
  const pick = selected.value;
  const fromPick = pick?.kind === 'part' && names.includes(pick.name) ? pick.name : undefined;
  const bitPick = pick?.kind === 'transmission' && pick.bit !== undefined ? pick.bit - BEFORE_FRAME : undefined;
  const [kind, setKind] = useState<Kind>('noise');
  const [link, setLink] = useState<string | undefined>(undefined);
  const [bit, setBit] = useState<number | undefined>(undefined);
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const name = link !== undefined && names.includes(link) ? link : (fromPick ?? names[0]);
  if (name === undefined) return <p class="soft">{words.none}</p>;
  const stretch = painted.value ?? { fromPs: cursorPs.value, toPs: cursorPs.value + 2e6 };
  const from = typed.from ?? formatPs(Math.round(stretch.fromPs));
  const to = typed.to ?? formatPs(Math.round(stretch.toPs));
  const [fromPs, toPs] = [psOf(from), psOf(to)];
  const ready = fromPs !== undefined && (kind === 'flip' || (toPs !== undefined && toPs > fromPs));
  const chosenBit = bit ?? Math.max(0, bitPick ?? 200);
  const lines = faultLines(kind, name, fromPs ?? 0, toPs ?? 0, chosenBit);
  return (
    <div class="form-fields">
      <p class="soft wide">{words.brushHint}</p>
      <Choice
        label={words.link}
        value={name}
        options={names.map((one) => [one, one])}
        onValue={(value) => {
          setLink(value);
          selected.value = { kind: 'part', name: value };
        }}
      />
      <Choice
        label={words.kind}
        value={kind}
        options={(['flip', 'noise', 'cut'] as const).map((one) => [one, words[one]])}
        onValue={(value) => setKind(value as Kind)}
      />
      <Strip tape={tape} link={names.indexOf(name)} forget={() => setTyped({})} />
      <TimeField
        label={words.at}
        text={from}
        hint={words.badTime}
        onText={(text) => setTyped({ ...typed, from: text })}
      />
      {kind === 'flip' ? (
        <NumberField label={words.bit} value={chosenBit} min={0} max={15_999} onValue={setBit} />
      ) : (
        <TimeField
          label={words.until}
          text={to}
          hint={words.badTime}
          onText={(text) => setTyped({ ...typed, to: text })}
        />
      )}
      {ready && (
        <p class="wide becomes">
          {words.becomes}:{' '}
          {lines.map((line) => (
            <code key={textOf(line)}>{textOf(line)}</code>
          ))}
        </p>
      )}
      <button type="button" class="primary" disabled={!ready} onClick={() => void change(lines)}>
        {words.paint}
      </button>
    </div>
  );
}

/** What arrives at each end of the cable in the span in view; a drag over it paints. */
function Strip({ tape, link, forget }: { tape: Tape; link: number; forget: () => void }) {
  revision.value;
  const start = useRef<number | undefined>(undefined);
  const { fromPs, toPs } = span.value;
  const { width, height } = STRIP;
  const x = (ps: number) => ((ps - fromPs) / (toPs - fromPs)) * width;
  const { ports } = tape.stage.links[link]!;
  const bars = ports.flatMap((port, row) =>
    port < 0
      ? []
      : tape.passages(port, 'in', fromPs, toPs, 400).map((one) => ({ ...one, row, key: `${row}/${one.row}` })),
  );
  const psAt = (event: PointerEvent & { currentTarget: SVGSVGElement }) => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.max(0, fromPs + ((event.clientX - box.left) / box.width) * (toPs - fromPs));
  };
  const brush = painted.value;
  return (
    <svg
      class="strip wide"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={words.strip}
      onPointerDown={(event) => {
        start.current = psAt(event);
        event.currentTarget.setPointerCapture(event.pointerId);
        forget();
      }}
      onPointerMove={(event) => {
        if (start.current === undefined) return;
        const here = psAt(event);
        const [low, high] = [Math.min(start.current, here), Math.max(start.current, here)];
        painted.value = { fromPs: low, toPs: Math.max(high, low + LEAST_PS) };
      }}
      onPointerUp={() => {
        if (start.current !== undefined && painted.peek()) moveTo(painted.peek()!.fromPs);
        start.current = undefined;
      }}
    >
      <rect class="ground" width={width} height={height} />
      {bars.map(({ key, fromPs: from, toPs: to, row }) => {
        const left = Math.max(0, x(from));
        return (
          <rect
            key={key}
            class="bar"
            x={left}
            y={6 + row * 12}
            width={Math.max(1, Math.min(width, x(to)) - left)}
            height={9}
          />
        );
      })}
      {brush && (
        <rect
          class="painted"
          x={x(brush.fromPs)}
          width={Math.max(1, x(brush.toPs) - x(brush.fromPs))}
          height={height - 12}
        />
      )}
      <path class="now" d={`M${x(cursorPs.value)} 0V${height - 12}`} />
      <text x={2} y={height - 2}>
        {time(fromPs)}
      </text>
      <text x={width - 2} y={height - 2} text-anchor="end">
        {time(toPs)}
      </text>
    </svg>
  );
}
