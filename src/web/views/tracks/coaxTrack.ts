// A coax at a tap: everybody's signals add up, and the sum is what tells of a collision (clause 8.3.1.3).
import { COAX_LOW_VOLTS, type CoaxPart, eachCoaxStep } from '../../../capture/lineVolts.js';
import type { Tape } from '../../run/tape.js';
import { time } from '../../widgets/format.js';
import { drawFrames, drawLoad, drawScale } from './lineDrawings.js';
import { findOn } from './lineTrack.js';
import { eachPassage, rangeOf } from './passagesInView.js';
import type { Pen } from './pen.js';
import type { Track } from './track.js';
import { words } from './words.js';

/** The steps of the voltage of one stretch that is not silent. */
export interface Steps {
  readonly atPs: Float64Array;
  readonly volts: Float64Array;
}

/** One signal on the coax at a tap. */
interface Part {
  readonly row: number;
  readonly fromPs: number;
  readonly toPs: number;
}

/** What is on the coax at a tap in a span: its own signal and all that arrive. */
export function partsAt(tape: Tape, port: number, fromPs: number, toPs: number): Part[] {
  const parts: Part[] = [];
  for (const list of [tape.out[port]!, tape.in[port]!]) {
    eachPassage(list, fromPs, toPs, (row, atPs, endPs) => parts.push({ row, fromPs: atPs, toPs: endPs }));
  }
  return parts.sort((a, b) => a.fromPs - b.fromPs);
}

const kept = new WeakMap<Tape, Map<string, Steps>>();
const MOST_KEPT = 64;

/** The steps of the sum of parts, kept: a view that is panned asks for the same again and again. */
function stepsOf(tape: Tape, parts: readonly (Part & CoaxPart)[]): Steps {
  let its = kept.get(tape);
  if (!its) {
    its = new Map();
    kept.set(tape, its);
  }
  const key = parts.map(({ row, fromPs }) => `${row}@${fromPs}`).join();
  let steps = its.get(key);
  if (!steps) {
    const atPs: number[] = [];
    const volts: number[] = [];
    eachCoaxStep(parts, (at, sum) => {
      atPs.push(at);
      volts.push(sum);
    });
    steps = { atPs: Float64Array.from(atPs), volts: Float64Array.from(volts) };
    if (its.size >= MOST_KEPT) its.clear();
    its.set(key, steps);
  }
  return steps;
}

/** Parts with their images, or undefined while one is still to come. */
function imagesOf(pen: Pen, parts: readonly Part[]): (Part & CoaxPart)[] | undefined {
  const found = parts.flatMap((part) => {
    const image = pen.its.image(part.row);
    return image ? [{ ...part, image }] : [];
  });
  return found.length === parts.length ? found : undefined;
}

/** 0 V at the top, twice the lowest of one sender at the bottom, and what lies below: more than two send. */
const DEEPEST = 3 * COAX_LOW_VOLTS;

/** Nobody, one, two send. */
const LEVELS = [0, COAX_LOW_VOLTS, 2 * COAX_LOW_VOLTS];

function drawSum(pen: Pen, port: number, top: number, height: number): void {
  const { context } = pen;
  const { left, width } = pen.its;
  const y = (volts: number): number => top + 6 + (Math.max(volts, DEEPEST) / DEEPEST) * (height - 12);
  context.fillStyle = pen.colour('line');
  for (const volts of LEVELS) context.fillRect(left, y(volts), width, 0.75);
  drawCurve(pen, port, y);
  drawScale(
    pen,
    LEVELS.map((volts) => [y(volts), words.volts(volts === 0 ? '0' : `−${-volts}`)]),
  );
}

function drawCurve(pen: Pen, port: number, y: (volts: number) => number): void {
  const { context, tape } = pen;
  const { left, width, fromPs, toPs } = pen.its;
  const parts = imagesOf(pen, partsAt(tape, port, fromPs - 2e6, toPs + 2e6));
  if (!parts || parts.length === 0) return;
  const { atPs, volts } = stepsOf(tape, parts);
  context.strokeStyle = pen.colour('ink');
  context.lineWidth = 1.5;
  context.beginPath();
  let level = 0;
  let moved = false;
  for (let i = 0; i < atPs.length; i++) {
    if (atPs[i]! >= fromPs) {
      if (!moved) context.moveTo(left, y(level));
      moved = true;
      const x = Math.min(pen.x(atPs[i]!), left + width);
      context.lineTo(x, y(level));
      if (atPs[i]! > toPs) break;
      context.lineTo(x, y(volts[i]!));
    }
    level = volts[i]!;
  }
  context.stroke();
}

export const coaxTrack: Track = {
  id: 'coax',
  height: (detail) => (detail === 'volts' || detail === 'bits' ? 64 : 24),
  places: (stage, { name, part, ports }) =>
    ports.filter((port) => stage.ports[port]!.medium === 'coax').map((port) => ({ node: name, part, port })),
  label: () => words.cable,
  draw(pen, { port }, top, height) {
    const { fromPs, toPs, detail, width } = pen.its;
    if (detail === 'volts' || detail === 'bits') {
      drawSum(pen, port, top, height);
      return;
    }
    for (const direction of ['out', 'in'] as const) {
      const [first, last] = rangeOf(pen.tape[direction][port]!, fromPs, toPs);
      const half = (height - 4) / 2;
      const y = top + 2 + (direction === 'out' ? 0 : half);
      if (detail === 'load' || 2 * (last - first) > width) drawLoad(pen, { port, direction }, y, half);
      else drawFrames(pen, { port, direction }, y, half);
    }
    hatchOwnCollisions(pen, port, top + 2, height - 4);
  },
  at(tape, { port }, ps, psPerPixel) {
    const own = findOn(tape, { port, direction: 'out' }, ps, psPerPixel);
    const others = findOn(tape, { port, direction: 'in' }, ps, psPerPixel);
    const first = own ?? others;
    if (!first) return undefined;
    if (!own || !others) return first;
    return { ...first, says: [...own.says, words.overlap, others.says[0]!, time(ps, 7)] };
  },
};

/** Where a station's own signal and another's are on the cable together. */
function hatchOwnCollisions(pen: Pen, port: number, top: number, height: number): void {
  const { fromPs, toPs } = pen.its;
  const { tape } = pen;
  const own = tape.out[port]!;
  const [first, last] = rangeOf(own, fromPs, toPs);
  if (last - first > pen.its.width) return;
  const hatch = pen.pattern('hatch', 'collision', 'panel');
  eachPassage(own, fromPs, toPs, (_row, atPs, endPs) => {
    eachPassage(tape.in[port]!, atPs, endPs, (_other, otherPs, otherEndPs) => {
      pen.bar(Math.max(atPs, otherPs), Math.min(endPs, otherEndPs), top, height, hatch);
    });
  });
}
