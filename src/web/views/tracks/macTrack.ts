// What a station's MAC is doing.
import type { MacState } from '../../../capture/macStates.js';
import { MAC_STATES, macHistory } from '../../run/macHistory.js';
import type { Tape } from '../../run/tape.js';
import { status } from '../../state/session.js';
import type { Pen } from './pen.js';
import type { Place, Track } from './track.js';
import { words } from './words.js';

/** States shorter than a pixel are drawn together: of each pixel the busiest, in this order. */
const WEIGHT: readonly number[] = [0, 2, 1, 4, 5, 3];
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

/** Thousands of states in a few hundred pixels: each column shows the weightiest of its states. */
function drawCrowd(
  pen: Pen,
  history: ReturnType<typeof macHistory>,
  first: number,
  last: number,
  top: number,
  height: number,
): void {
  const { left, width } = pen.its;
  const columns = new Uint8Array(width);
  for (let i = first; i <= last; i++) {
    const state = history.state.data[i]!;
    const from = Math.max(0, Math.floor(pen.x(history.atPs.data[i]!) - left));
    const toPs = i + 1 < history.atPs.length ? history.atPs.data[i + 1]! : history.knownPs;
    const to = Math.min(width - 1, Math.floor(pen.x(toPs) - left));
    for (let x = from; x <= to; x++) if (WEIGHT[state]! > WEIGHT[columns[x]!]!) columns[x] = state;
  }
  for (let x = 0; x < columns.length; ) {
    const state = columns[x]!;
    let end = x + 1;
    while (end < columns.length && columns[end] === state) end++;
    const name = MAC_STATES[state]!;
    if (name !== 'idle') {
      const { context } = pen;
      context.fillStyle =
        name === 'jamming' ? pen.colour('jam') : name === 'transmitting' ? pen.colour('signal') : pen.colour('line');
      context.globalAlpha = name === 'gap' || name === 'backoff' ? 0.4 : 0.8;
      const inset = name === 'transmitting' ? 0 : name === 'jamming' ? 0 : height / 4;
      context.fillRect(left + x, top + inset, end - x, height - 2 * inset);
      context.globalAlpha = 1;
    }
    x = end;
  }
}

export const macTrack: Track = {
  id: 'mac',
  chief: true,
  height: () => 22,
  places: (_stage, { name, part, host, ports }) => (host ? [{ node: name, part, port: ports[0]! }] : []),
  label: () => words.mac,
  draw(pen: Pen, { port }: Place, top: number, height: number): void {
    const history = macHistory(pen.tape, port, pen.its.over);
    const { fromPs, toPs } = pen.its;
    const first = history.at(fromPs);
    const last = history.at(toPs);
    const y = top + 2;
    // Closer than two pixels on the mean, they are drawn pixel by pixel.
    if (2 * (last - first) > pen.its.width) {
      drawCrowd(pen, history, first, last, y, height - 4);
      return;
    }
    for (let i = first; i <= last; i++) {
      const endPs = i + 1 < history.atPs.length ? history.atPs.data[i + 1]! : history.knownPs;
      drawState(pen, history.state.data[i]!, history.event.data[i]!, history.atPs.data[i]!, endPs, y, height - 4);
    }
  },
  at(tape, { port, node }, ps) {
    const history = macHistory(tape, port, over());
    if (ps > history.knownPs || ps < 0) return undefined;
    const i = history.at(ps);
    const event = history.event.data[i]!;
    const fromPs = history.atPs.data[i]!;
    const toPs = i + 1 < history.atPs.length ? history.atPs.data[i + 1]! : history.knownPs;
    const name = MAC_STATES[history.state.data[i]!]!;
    const pick = event >= 0 ? ({ kind: 'event', index: event } as const) : ({ kind: 'part', name: node } as const);
    return { pick, fromPs, toPs, says: [`${node}: ${wordings(tape, name, event)[0]!}`] };
  },
};
