// Who goes first of those who drew after the same collision: told once all of them have drawn.
import { KIND } from '../../../sim/probe.js';
import type { Tape } from '../../run/tape.js';

/** Draws after one collision lie within the time that a jam takes to end everywhere. */
const SAME_COLLISION_PS = 20e6;

interface Draw {
  readonly index: number;
  readonly name: string;
  readonly r: number;
  readonly range: number;
}

/** All draws after the collision that one of them is about, in order of time. */
function drawsWith(tape: Tape, draw: number): Draw[] {
  const atPs = tape.atPs.data[draw]!;
  const draws: Draw[] = [];
  for (
    let index = tape.eventFrom(atPs - SAME_COLLISION_PS);
    index < tape.events && tape.atPs.data[index]! <= atPs + SAME_COLLISION_PS;
    index++
  ) {
    if (tape.kind.data[index] !== KIND.backoff) continue;
    const { part, numbers } = tape.event(index);
    draws.push({ index, name: tape.stage.parts[part]!.name, r: numbers.r!, range: numbers.range! });
  }
  return draws;
}

/** Who else draws after the same collision, and from how many: nothing of what they draw. */
export function rivalsOf(tape: Tape, draw: number): { readonly name: string; readonly range: number }[] {
  return drawsWith(tape, draw)
    .filter(({ index }) => index !== draw)
    .map(({ name, range }) => ({ name, range }));
}

/** The stations that send again first, more than one when they do so together; undefined when only one collided. */
export function goesFirst(
  tape: Tape,
  draw: number,
): { readonly names: readonly string[]; readonly waitPs: number } | undefined {
  const draws = drawsWith(tape, draw);
  // One of them is asked about later: nothing is given away before.
  if (draws.length < 2 || draws.some(({ index }) => index > draw)) return undefined;
  const least = Math.min(...draws.map(({ r }) => r));
  return { names: draws.filter(({ r }) => r === least).map(({ name }) => name), waitPs: least * tape.stage.slotPs };
}
