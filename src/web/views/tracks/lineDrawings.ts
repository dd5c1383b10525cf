// What passes a port, at every scale: how busy it is, frames, fields, bits, half bits with their volts.
import { Waveform10BaseT } from '../../../phy/waveform.js';
import type { Image } from '../../run/images.js';
import { versionThrough } from '../../run/passing.js';
import type { PassageList, Tape } from '../../run/tape.js';
import { type FieldName, fieldsOfRow, receivedFields, type WireField } from '../../run/wireFields.js';
import { fieldNames } from '../../text/fieldWords.js';
import { senderOf } from '../../widgets/hue.js';
import { eachPassage, overlapsOf } from './passagesInView.js';
import type { Pen } from './pen.js';
import { wordingsOf } from './transmissionWords.js';

/** One direction at one port. */
export interface Way {
  readonly port: number;
  readonly direction: 'out' | 'in';
}

export function listOf(tape: Tape, { port, direction }: Way): PassageList {
  return (direction === 'out' ? tape.out : tape.in)[port]!;
}

/** How busy a way is, as an area: full height is a line that is never silent. */
export function drawLoad(pen: Pen, way: Way, top: number, height: number): void {
  const { context, tape, psPerPixel } = pen;
  const { left, width, fromPs } = pen.its;
  const { port, direction } = way;
  context.fillStyle = pen.colour('signal');
  context.globalAlpha = 0.75;
  context.beginPath();
  const bottom = top + height;
  let before = tape.busyUntil(port, direction, fromPs);
  let level = -1;
  context.moveTo(left, bottom);
  for (let x = 0; x < width; x++) {
    const until = tape.busyUntil(port, direction, fromPs + (x + 1) * psPerPixel);
    const share = Math.min(1, (until - before) / psPerPixel);
    before = until;
    const y = Math.round(bottom - share * height);
    if (y === level) continue;
    if (level >= 0) context.lineTo(left + x, level);
    context.lineTo(left + x, y);
    level = y;
  }
  context.lineTo(left + width, level);
  context.lineTo(left + width, bottom);
  context.fill();
  context.globalAlpha = 1;
}

/** One bar a transmission, its jam striped. */
export function drawFrames(pen: Pen, way: Way, top: number, height: number): void {
  const { tape } = pen;
  const { fromPs, toPs } = pen.its;
  eachPassage(listOf(tape, way), fromPs, toPs, (row, atPs, endPs) => {
    const { symbolPs } = tape.transmission(row);
    const colour = pen.colour(senderOf(tape, row).hue);
    tint(pen, colour, 0.32, atPs, endPs, top, height);
    pen.bar(atPs, endPs, top, 2, colour);
    for (const { name, fromBit, toBit } of fieldsOfRow(tape, row)) {
      if (name !== 'jam' && name !== 'extension') continue;
      const end = Math.min(endPs, atPs + 2 * toBit * symbolPs);
      pen.bar(atPs + 2 * fromBit * symbolPs, end, top, height, pen.pattern('stripes', 'jam', 'panel'));
    }
    pen.edge(atPs, top, height, colour);
    if ((endPs - atPs) / pen.psPerPixel > 16) {
      pen.text(atPs, endPs, top + height / 2 + 1, wordingsOf(tape, row), pen.colour('ink'));
    }
  });
}

/** Hatches what overlaps in one ear: on a coax several may send at once. */
export function drawOverlaps(pen: Pen, way: Way, top: number, height: number): void {
  const { fromPs, toPs } = pen.its;
  const hatch = pen.pattern('hatch', 'collision', 'panel');
  overlapsOf(listOf(pen.tape, way), fromPs, toPs, (from, to) => pen.bar(from, to, top + height - 5, 5, hatch));
}

function tint(
  pen: Pen,
  colour: string,
  share: number,
  fromPs: number,
  toPs: number,
  top: number,
  height: number,
): void {
  pen.context.globalAlpha = share;
  pen.bar(fromPs, toPs, top, height, colour);
  pen.context.globalAlpha = 1;
}

/** How strongly a field is tinted: neighbours differ. */
const STRENGTH: Readonly<Record<FieldName, number>> = {
  preamble: 0.14,
  sfd: 0.5,
  destination: 0.3,
  source: 0.42,
  tag: 0.24,
  type: 0.5,
  length: 0.5,
  data: 0.18,
  pad: 0.08,
  fcs: 0.42,
  jam: 0,
  extension: 0,
  dribble: 0.5,
  unknown: 0.18,
};

/** What a port has of a row: its fields; as meant, or where its ear heard something of its own, as heard. */
function fieldsAt(pen: Pen, way: Way, row: number): readonly WireField[] {
  const version = versionThrough(pen.tape, { row, ...way, fromPs: 0, toPs: 0 });
  if (version === row) return fieldsOfRow(pen.tape, row);
  const image = pen.its.image(version);
  return image ? receivedFields(image) : fieldsOfRow(pen.tape, row);
}

/** The fields of what passes, each with its name. */
export function drawFields(pen: Pen, way: Way, top: number, height: number): void {
  const { tape } = pen;
  const { fromPs, toPs } = pen.its;
  eachPassage(listOf(tape, way), fromPs, toPs, (row, atPs, endPs) => {
    const bitPs = 2 * tape.transmission(row).symbolPs;
    const colour = pen.colour(senderOf(tape, row).hue);
    for (const { name, fromBit, toBit } of fieldsAt(pen, way, row)) {
      const from = atPs + fromBit * bitPs;
      const to = Math.min(endPs, atPs + toBit * bitPs);
      if (to <= fromPs || from >= toPs || to <= from) continue;
      if (name === 'jam' || name === 'extension') {
        pen.bar(from, to, top, height, pen.pattern('stripes', 'jam', 'panel'));
      } else tint(pen, colour, STRENGTH[name], from, to, top, height);
      pen.edge(from, top, height, colour);
      const plate = name === 'jam' || name === 'extension' ? pen.colour('panel') : undefined;
      pen.text(from, to, top + height / 2 + 1, fieldNames(name), pen.colour('ink'), plate);
    }
    pen.bar(atPs, endPs, top, 1.5, colour);
    pen.edge(endPs, top, height, colour);
  });
}

/** Bit `i` of an image: 0 or 1. */
export function bitOf({ bits }: Image, i: number): number {
  return (bits[i >> 3]! >> (i & 7)) & 1;
}

/** Width of a digit. */
const DIGIT_PX = 6;

/** A bit a cell: its value as height, and as a digit where there is room. */
export function drawBits(pen: Pen, way: Way, top: number, height: number): void {
  const strip = Math.round(height * 0.42);
  drawFields(pen, way, top, strip);
  const { tape, context } = pen;
  const { fromPs, toPs } = pen.its;
  const high = top + strip + 3.5;
  const low = top + height - 2.5;
  eachPassage(listOf(tape, way), fromPs, toPs, (row, atPs, endPs) => {
    const image = pen.its.image(versionThrough(tape, { row, ...way, fromPs: atPs, toPs: endPs }));
    if (!image) return;
    const bitPs = 2 * image.symbolPs;
    const known = Math.min(Math.floor(image.count / 2), image.bits.length * 8, Math.ceil((endPs - atPs) / bitPs));
    const first = Math.max(0, Math.floor((fromPs - atPs) / bitPs));
    const last = Math.min(known, Math.ceil((toPs - atPs) / bitPs));
    context.strokeStyle = pen.colour(senderOf(tape, row).hue);
    context.lineWidth = 1.5;
    context.beginPath();
    for (let i = first; i < last; i++) {
      const y = bitOf(image, i) ? high : low;
      context.lineTo(pen.x(atPs + i * bitPs), y);
      context.lineTo(pen.x(Math.min(endPs, atPs + (i + 1) * bitPs)), y);
    }
    context.stroke();
    if (bitPs / pen.psPerPixel < 9) return;
    context.fillStyle = pen.colour('ink');
    for (let i = first; i < last; i++) {
      context.fillText(String(bitOf(image, i)), pen.x(atPs + (i + 0.5) * bitPs) - DIGIT_PX / 2, (high + low) / 2);
    }
  });
}

const waves = new WeakMap<Image, Waveform10BaseT>();

/** Half bits and what they are on a pair, in volts. */
export function drawVolts(pen: Pen, way: Way, top: number, height: number): void {
  const strip = 15;
  drawFields(pen, way, top, strip);
  const { tape } = pen;
  const { fromPs, toPs } = pen.its;
  const middle = top + strip + (height - strip) / 2;
  const scale = (height - strip - 8) / 2 / 2.8;
  drawZero(pen, middle);
  eachPassage(listOf(tape, way), fromPs, toPs, (row, atPs, endPs) => {
    const image = pen.its.image(versionThrough(tape, { row, ...way, fromPs: atPs, toPs: endPs }));
    if (!image) return;
    drawHalfBits(pen, image, atPs, endPs, top + strip, height - strip);
    let wave = waves.get(image);
    if (!wave) {
      wave = new Waveform10BaseT(image.symbols, Math.min(image.count, image.symbols.length * 8));
      waves.set(image, wave);
    }
    // The waveform knows the nominal half bit; a clock that is off stretches it.
    const stretch = 50_000 / image.symbolPs;
    const from = Math.max(pen.its.left, pen.x(atPs) - 4);
    const to = Math.min(pen.its.left + pen.its.width, pen.x(atPs + wave.durationPs / stretch) + 4);
    const { context } = pen;
    context.strokeStyle = pen.colour(senderOf(tape, row).hue);
    context.lineWidth = 1.75;
    context.beginPath();
    for (let x = from; x <= to; x += 0.5) {
      const ps = fromPs + (x - pen.its.left) * pen.psPerPixel;
      context.lineTo(x, middle - wave.voltsAt((ps - atPs) * stretch) * scale);
    }
    context.stroke();
  });
  drawScale(pen, [
    [middle - 2.5 * scale, '+2.5 V'],
    [middle + 2.5 * scale, '−2.5 V'],
  ]);
}

/** Where there is no voltage. */
function drawZero(pen: Pen, middle: number): void {
  pen.context.fillStyle = pen.colour('line');
  pen.context.fillRect(pen.its.left, middle, pen.its.width, 0.75);
}

/** The unit of a curve, at the left edge. */
export function drawScale(pen: Pen, marks: readonly (readonly [number, string])[]): void {
  const { context } = pen;
  const { left } = pen.its;
  context.font = SMALL;
  for (const [y, text] of marks) {
    context.fillStyle = pen.colour('panel');
    context.globalAlpha = 0.85;
    context.fillRect(left, y - 6, context.measureText(text).width + 5, 12);
    context.globalAlpha = 1;
    context.fillStyle = pen.colour('soft');
    context.fillText(text, left + 2, y);
  }
  context.font = NORMAL;
}

/** Cells of half bits: the first and second half of each bit, and the bit's value above its middle. */
function drawHalfBits(pen: Pen, image: Image, atPs: number, endPs: number, top: number, height: number): void {
  const { context } = pen;
  const { fromPs, toPs } = pen.its;
  const bitPs = 2 * image.symbolPs;
  const known = Math.min(Math.floor(image.count / 2), image.bits.length * 8);
  const last = Math.min(known, Math.ceil((toPs - atPs) / bitPs));
  for (let i = Math.max(0, Math.floor((fromPs - atPs) / bitPs)); i < last; i++) {
    const from = atPs + i * bitPs;
    if (from >= endPs) break;
    pen.edge(from, top, height, pen.colour('line'));
    context.globalAlpha = 0.45;
    pen.edge(from + image.symbolPs, top + 4, height - 8, pen.colour('line'));
    context.globalAlpha = 1;
    pen.text(from, from + bitPs, top + height - 6, [String(bitOf(image, i))], pen.colour('soft'));
  }
}

export const NORMAL = '11px system-ui, sans-serif';
export const SMALL = '9px system-ui, sans-serif';
