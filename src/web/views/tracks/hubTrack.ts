// What a repeater unit is doing (clause 9, figure 9-2).
import { HUB_STATES, type HubState, hubLog } from './hubLog.js';
import type { Pen } from './pen.js';
import { drawStates, type Pile } from './stateDrawings.js';
import { endOf, entryAt } from './stateLog.js';
import type { Track } from './track.js';
import { words } from './words.js';

const numbersOf = (...names: HubState[]): number[] => names.map((name) => HUB_STATES.indexOf(name));

/** From afar: what goes to data, and what to collisions and their remains. */
const PILES: readonly Pile[] = [
  { states: numbersOf('repeating'), fill: (pen) => pen.colour('repeated') },
  {
    states: numbersOf('collision', 'onePortLeft', 'lockup'),
    fill: (pen) => pen.pattern('hatch', 'collision', 'panel'),
  },
];

function drawState(pen: Pen, state: HubState, fromPs: number, toPs: number, top: number, height: number): void {
  if (state === 'idle') return;
  const fill =
    state === 'repeating'
      ? pen.colour('repeated')
      : state === 'collision'
        ? pen.pattern('hatch', 'collision', 'panel')
        : pen.pattern('stripes', 'jam', 'panel');
  const { context } = pen;
  if (state === 'repeating') context.globalAlpha = 0.45;
  pen.bar(fromPs, toPs, top, height, fill);
  context.globalAlpha = 1;
  const wide = (toPs - fromPs) / pen.psPerPixel;
  if (wide < 24) return;
  const plate = state === 'repeating' ? undefined : pen.colour('panel');
  pen.text(fromPs, toPs, top + height / 2 + 0.5, [words[state]], pen.colour('ink'), plate);
}

export const hubTrack: Track = {
  id: 'hub',
  chief: true,
  height: () => 22,
  places: (_stage, { name, part, host }) => (host ? [] : [{ node: name, part, port: -1 }]),
  label: () => words.hub,
  draw(pen, { part }, top, height) {
    const [y, inner] = [top + 2, height - 4];
    drawStates(pen, hubLog(pen.tape, part), PILES, y, inner, (state, _event, fromPs, toPs) =>
      drawState(pen, HUB_STATES[state]!, fromPs, toPs, y, inner),
    );
  },
  at(tape, { part, node }, ps) {
    const log = hubLog(tape, part);
    if (ps < 0 || ps > log.knownPs) return undefined;
    const i = entryAt(log, ps);
    const [event, state] = [log.event.data[i]!, HUB_STATES[log.state.data[i]!]!];
    const pick = event >= 0 ? ({ kind: 'event', index: event } as const) : ({ kind: 'part', name: node } as const);
    return { pick, fromPs: log.atPs.data[i]!, toPs: endOf(log, i), says: [`${node}: ${words[state]}`] };
  },
};
