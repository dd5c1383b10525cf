// What a repeater unit is doing (clause 9, figure 9-2), from its events.

import { KIND } from '../../../sim/probe.js';
import { eventsOfPart } from '../../run/byPart.js';
import { upperBound } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';
import type { Pen } from './pen.js';
import type { Track } from './track.js';
import { words } from './words.js';

type HubState = 'idle' | 'repeating' | 'collision' | 'onePortLeft' | 'lockup';

const STATES: Readonly<Record<number, HubState>> = {
  [KIND.repeat]: 'repeating',
  [KIND.repeaterCollision]: 'collision',
  [KIND.onePortLeft]: 'onePortLeft',
  [KIND.repeaterIdle]: 'idle',
  [KIND.lockupProtection]: 'lockup',
};
/** How far back the state is looked for before the first event in view, and how many states are drawn one by one. */
const FAR_BACK = 64;
const CROWD = 3000;

interface Stay {
  readonly state: HubState;
  readonly event: number;
  readonly fromPs: number;
  readonly toPs: number;
}

/** The states of a hub between two moments. */
export function* staysOf(tape: Tape, part: number, fromPs: number, toPs: number): Generator<Stay> {
  const events = eventsOfPart(tape, part);
  const first = firstAfter(tape, events.data, events.length, fromPs);
  let open: { state: HubState; event: number; fromPs: number } | undefined;
  for (let i = first - 1; i >= Math.max(0, first - FAR_BACK) && !open; i--) {
    const event = events.data[i]!;
    const state = STATES[tape.kind.data[event]!];
    if (state) open = { state, event, fromPs: tape.atPs.data[event]! };
  }
  for (let i = first; i < events.length; i++) {
    const event = events.data[i]!;
    const state = STATES[tape.kind.data[event]!];
    const atPs = tape.atPs.data[event]!;
    if (!state) continue;
    if (open) yield { ...open, toPs: atPs };
    open = { state, event, fromPs: atPs };
    if (atPs > toPs) return;
  }
  if (open) yield { ...open, toPs: tape.knownPs };
}

/** Place of the first of a part's events after a moment. */
function firstAfter(tape: Tape, events: Int32Array, count: number, ps: number): number {
  // Events are numbered in order of time, so that numbers can be compared in its stead.
  const after = upperBound(tape.atPs.data, ps, tape.events);
  return upperBound(events, after - 1, count);
}

function drawStay(pen: Pen, { state, fromPs, toPs }: Stay, top: number, height: number): void {
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
    const { fromPs, toPs } = pen.its;
    let drawn = 0;
    let reachedPs = Number.NEGATIVE_INFINITY;
    for (const stay of staysOf(pen.tape, part, fromPs, toPs)) {
      // Of those that share a pixel only the first is drawn, but a collision always.
      if (drawn > CROWD && stay.toPs < reachedPs + pen.psPerPixel && stay.state !== 'collision') continue;
      drawStay(pen, stay, top + 2, height - 4);
      reachedPs = stay.toPs;
      drawn++;
    }
  },
  at(tape, { part, node }, ps) {
    for (const { state, event, fromPs, toPs } of staysOf(tape, part, ps, ps)) {
      if (ps < fromPs || ps >= toPs) continue;
      return { pick: { kind: 'event', index: event }, fromPs, toPs, says: [`${node}: ${words[state]}`] };
    }
    return undefined;
  },
};
