// A coax at a tap: everybody's signals add up, and the sum is what tells of a collision (clause 8.3.1.3).
import { COAX_LOW_VOLTS, type CoaxPart, eachCoaxStep } from '../../../capture/lineVolts.js';
import type { Tape } from '../../run/tape.js';
import { time } from '../../widgets/format.js';
import type { Detail } from './detail.js';
import { drawLoad } from './lineDrawings.js';
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

/** 0 V at the top, twice the lowest of one sender near the bottom, and what lies below: more than two send. */
const DEEPEST = 3 * COAX_LOW_VOLTS;
/** Nobody, one, two send. */
const SENDERS = [0, 1, 2];
const INSET_PX = 6;

/** Where a voltage is. @param deepest what the lower edge stands for */
function heightOf(volts: number, deepest: number, top: number, height: number): number {
  return top + INSET_PX + (Math.max(volts, deepest) / deepest) * (height - 2 * INSET_PX);
}

function drawSum(pen: Pen, port: number, top: number, height: number): void {
  const { context } = pen;
  const { left, width } = pen.its;
  const y = (volts: number): number => heightOf(volts, DEEPEST, top, height);
  context.fillStyle = pen.colour('line');
  for (const senders of SENDERS) context.fillRect(left, y(senders * COAX_LOW_VOLTS), width, 0.75);
  drawCurve(pen, port, y);
}

/** Each sender sinks half the time: that is what it adds to the mean, by which transceivers tell a collision (8.3.1.5). */
const MEAN_VOLTS = COAX_LOW_VOLTS / 2;

/** The mean voltage, seen from too far off for half bits: a step down for everyone who sends; hatched from two on. */
function drawMean(pen: Pen, port: number, top: number, height: number): void {
  const { fromPs, toPs } = pen.its;
  const steps = partsAt(pen.tape, port, fromPs, toPs)
    .flatMap(({ fromPs: on, toPs: off }) => [
      [on, 1],
      [off, -1],
    ])
    .sort((a, b) => a[0]! - b[0]!);
  const hatch = pen.pattern('hatch', 'collision', 'panel');
  let senders = 0;
  steps.forEach(([atPs, change], i) => {
    senders += change!;
    if (senders === 0) return;
    const deep = heightOf(senders * MEAN_VOLTS, DEEPEST / 2, top, height);
    const until = steps[i + 1]?.[0] ?? atPs!;
    const from = heightOf(0, DEEPEST / 2, top, height);
    pen.context.globalAlpha = senders > 1 ? 1 : 0.5;
    pen.bar(atPs!, until, from, deep - from, senders > 1 ? hatch : pen.colour('soft'));
    pen.context.globalAlpha = 1;
  });
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

const near = (detail: Detail): boolean => detail === 'volts' || detail === 'bits';

export const coaxTrack: Track = {
  id: 'coax',
  height: (detail) => (near(detail) ? 64 : detail === 'load' ? 24 : 40),
  scale(detail, _stage, _place, height) {
    if (detail === 'load') return [];
    const [each, deepest] = near(detail) ? [COAX_LOW_VOLTS, DEEPEST] : [MEAN_VOLTS, DEEPEST / 2];
    return SENDERS.map((senders) => ({
      y: heightOf(senders * each, deepest, 0, height),
      text: words.volts(senders === 0 ? '0' : `−${-senders * each}`),
    }));
  },
  places: (stage, { name, part, ports }) =>
    ports.filter((port) => stage.ports[port]!.medium === 'coax').map((port) => ({ node: name, part, port })),
  label: () => words.cable,
  draw(pen, { port }, top, height) {
    const { fromPs, toPs, detail, width } = pen.its;
    if (near(detail)) {
      drawSum(pen, port, top, height);
      return;
    }
    const [first, last] = rangeOf(pen.tape.in[port]!, fromPs, toPs);
    if (detail !== 'load' && 2 * (last - first) <= width) {
      drawMean(pen, port, top, height);
      return;
    }
    const half = (height - 4) / 2;
    drawLoad(pen, { port, direction: 'out' }, top + 2, half);
    drawLoad(pen, { port, direction: 'in' }, top + 2 + half, half);
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
