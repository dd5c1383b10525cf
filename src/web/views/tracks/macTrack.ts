// What a station's MAC is doing.
import type { MacState } from '../../../capture/macStates.js';
import { MAC_STATES, macHistory } from '../../run/macHistory.js';
import type { Tape } from '../../run/tape.js';
import { status } from '../../state/session.js';
import type { Pen } from './pen.js';
import { drawStates, type Pile } from './stateDrawings.js';
import { endOf, entryAt } from './stateLog.js';
import type { Place, Track } from './track.js';
import { words } from './words.js';

const over = (): boolean => status.value === 'over';

function drawState(
  pen: Pen,
  state: number,
  event: number,
  fromPs: number,
  toPs: number,
  top: number,
  height: number,
): void {
  const name = MAC_STATES[state]!;
  if (name === 'idle') return;
  const fills: Record<Exclude<MacState, 'idle'>, string | CanvasPattern> = {
    deferring: pen.colour('idle'),
    gap: pen.colour('raised'),
    transmitting: pen.colour('signal'),
    jamming: pen.pattern('stripes', 'jam', 'panel'),
    backoff: pen.colour('panel'),
  };
  const { context } = pen;
  if (name === 'transmitting') context.globalAlpha = 0.3;
  pen.bar(fromPs, toPs, top, height, fills[name]);
  context.globalAlpha = 1;
  if (name === 'transmitting') pen.bar(fromPs, toPs, top, 2, pen.colour('signal'));
  if (name === 'backoff') dashed(pen, fromPs, toPs, top + height / 2);
  if ((toPs - fromPs) / pen.psPerPixel > 3) pen.edge(fromPs, top, height, pen.colour('line'));
  if ((toPs - fromPs) / pen.psPerPixel < 14) return;
  const plate = name === 'jamming' ? pen.colour('panel') : undefined;
  pen.text(fromPs, toPs, top + height / 2 + 0.5, wordings(pen.tape, name, event), pen.colour('ink'), plate);
}

function dashed(pen: Pen, fromPs: number, toPs: number, y: number): void {
  const { context } = pen;
  const { left, width } = pen.its;
  context.strokeStyle = pen.colour('soft');
  context.lineWidth = 1.5;
  context.setLineDash([4, 3]);
  context.beginPath();
  // The dashes belong to the moments, so that they move with them.
  const from = pen.x(fromPs);
  context.lineDashOffset = Math.max(0, left - from) % 7;
  context.moveTo(Math.max(from, left), y + 6);
  context.lineTo(Math.min(pen.x(toPs), left + width), y + 6);
  context.stroke();
  context.setLineDash([]);
}

function wordings(tape: Tape, name: MacState, event: number): readonly string[] {
  if (name !== 'backoff' || event < 0) return [words[name]];
  const [attempt, r, range] = [tape.number(event, 1), tape.number(event, 2), tape.number(event, 3)];
  return [`${words.backoff}: ${words.draw(r, range, attempt)}`, `r = ${r} / 0..${range - 1}`, `r=${r}`];
}

const numbersOf = (...names: MacState[]): number[] => names.map((name) => MAC_STATES.indexOf(name));

/** From afar: who sends, what is lost to jams, and who waits. */
const PILES: readonly Pile[] = [
  { states: numbersOf('transmitting'), fill: (pen) => pen.colour('signal') },
  { states: numbersOf('jamming'), fill: (pen) => pen.colour('jam') },
  { states: numbersOf('deferring', 'gap', 'backoff'), fill: (pen) => pen.colour('idle') },
];

export const macTrack: Track = {
  id: 'mac',
  chief: true,
  height: () => 22,
  places: (_stage, { name, part, host, ports }) => (host ? [{ node: name, part, port: ports[0]! }] : []),
  label: () => words.mac,
  draw(pen: Pen, { port }: Place, top: number, height: number): void {
    const history = macHistory(pen.tape, port, pen.its.over);
    const [y, inner] = [top + 2, height - 4];
    drawStates(pen, history, PILES, y, inner, (state, event, fromPs, toPs) =>
      drawState(pen, state, event, fromPs, toPs, y, inner),
    );
  },
  at(tape, { port, node }, ps) {
    const history = macHistory(tape, port, over());
    if (ps > history.knownPs || ps < 0) return undefined;
    const i = entryAt(history, ps);
    const event = history.event.data[i]!;
    const fromPs = history.atPs.data[i]!;
    const toPs = endOf(history, i);
    const name = MAC_STATES[history.state.data[i]!]!;
    const pick = event >= 0 ? ({ kind: 'event', index: event } as const) : ({ kind: 'part', name: node } as const);
    return { pick, fromPs, toPs, says: [`${node}: ${wordings(tape, name, event)[0]!}`] };
  },
};
