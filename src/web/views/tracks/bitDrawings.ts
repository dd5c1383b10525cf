// What passes a port, seen from near: bits, half bits, volts. The symbols are made by the engine's own kernels, and only
// those in view are drawn: nothing here grows with the length of a run or of a frame.
import { Waveform10BaseT } from '../../../phy/waveform.js';
import type { Image } from '../../run/images.js';
import { versionThrough } from '../../run/passing.js';
import { senderOf } from '../../widgets/hue.js';
import { bitOf } from '../inspector/octetCells.js';
import { breaksCode, isWrong } from './damage.js';
import { drawFieldsOf, eachLane, markWrong, type Way } from './lineDrawings.js';
import type { Pen } from './pen.js';
import { words } from './words.js';

/** Width of a digit. */
const DIGIT_PX = 6;
/** Height of the strip of fields, and of the one of digits, where volts are drawn below. */
const FIELDS_PX = 15;
const DIGITS_PX = 13;
/** Width of a bit from which on its halves are told in words. */
const ROOMY_PX = 130;
/** A lane that is flatter than this has room for fields only. */
const FLAT_PX = 22;

/** One signal in view: its bits from `first` to `last` (excluded). */
interface Seen {
  readonly row: number;
  readonly image: Image;
  /** What was sent, where this port heard something else. */
  readonly sent: Image | undefined;
  readonly atPs: number;
  readonly endPs: number;
  readonly bitPs: number;
  readonly first: number;
  readonly last: number;
}

function see(pen: Pen, way: Way, row: number, atPs: number, endPs: number): Seen | undefined {
  const { fromPs, toPs } = pen.its;
  const version = versionThrough(pen.tape, { row, ...way, fromPs: atPs, toPs: endPs });
  const image = pen.its.image(version);
  if (!image) return undefined;
  const bitPs = 2 * image.symbolPs;
  const known = Math.min(Math.floor(image.count / 2), image.bits.length * 8, Math.ceil((endPs - atPs) / bitPs - 1e-6));
  const first = Math.max(0, Math.floor((fromPs - atPs) / bitPs));
  const last = Math.min(known, Math.ceil((toPs - atPs) / bitPs));
  const sent = version === row ? undefined : pen.its.image(row);
  return { row, image, sent, atPs, endPs, bitPs, first, last };
}

/** Crosses below the bits that are wrong or none. */
function drawWrongBits(pen: Pen, { image, sent, atPs, bitPs, first, last }: Seen, top: number, height: number): void {
  const wrong: number[] = [];
  for (let i = first; i < last; i++) {
    if (breaksCode(image, i) || (sent && isWrong(sent, image, i))) wrong.push(i);
  }
  markWrong(pen, wrong, atPs, bitPs, top + height);
}

/** Where the levels of bits are: 1 and 0. */
export function bitLevels(top: number, height: number): readonly [number, number] {
  return [top + Math.round(height * 0.42) + 3.5, top + height - 4];
}

/** A bit a cell: its value as height, and as a digit where there is room. */
export function drawBits(pen: Pen, way: Way, laneTop: number, laneHeight: number): void {
  const { tape, context } = pen;
  eachLane(pen, way, laneTop, laneHeight, (row, atPs, endPs, top, height) => {
    const flat = height < FLAT_PX;
    drawFieldsOf(pen, way, row, atPs, endPs, top, flat ? height : Math.round(height * 0.42));
    const seen = flat ? undefined : see(pen, way, row, atPs, endPs);
    if (!seen) return;
    const { image, bitPs, first, last } = seen;
    const [high, low] = bitLevels(top, height);
    context.strokeStyle = pen.colour(senderOf(tape, row).hue);
    context.lineWidth = 1.5;
    context.beginPath();
    for (let i = first; i < last; i++) {
      const y = bitOf(image, i) ? high : low;
      context.lineTo(pen.x(atPs + i * bitPs), y);
      context.lineTo(pen.x(Math.min(endPs, atPs + (i + 1) * bitPs)), y);
    }
    context.stroke();
    drawWrongBits(pen, seen, top, height);
    if (bitPs / pen.psPerPixel < 9) return;
    context.fillStyle = pen.colour('ink');
    for (let i = first; i < last; i++) {
      context.fillText(String(bitOf(image, i)), pen.x(atPs + (i + 0.5) * bitPs) - DIGIT_PX / 2, (high + low) / 2 + 0.5);
    }
  });
}

const waves = new WeakMap<Image, Waveform10BaseT>();

function waveOf(image: Image): Waveform10BaseT {
  let wave = waves.get(image);
  if (!wave) {
    wave = new Waveform10BaseT(image.symbols, Math.min(image.count, image.symbols.length * 8));
    waves.set(image, wave);
  }
  return wave;
}

/** The scale of a curve of volts: where 0 is, and pixels a volt. */
export function voltScale(top: number, height: number): { readonly zero: number; readonly perVolt: number } {
  const above = FIELDS_PX + DIGITS_PX;
  return { zero: top + above + (height - above) / 2, perVolt: (height - above - 6) / 2 / 2.6 };
}

/** Half bits and what they are on a pair, in volts. */
export function drawVolts(pen: Pen, way: Way, laneTop: number, laneHeight: number): void {
  const { zero, perVolt } = voltScale(laneTop, laneHeight);
  pen.context.fillStyle = pen.colour('line');
  pen.context.fillRect(pen.its.left, zero, pen.its.width, 0.75);
  eachLane(pen, way, laneTop, laneHeight, (row, atPs, endPs, top, height) => {
    drawFieldsOf(pen, way, row, atPs, endPs, top, FIELDS_PX);
    const seen = see(pen, way, row, atPs, endPs);
    if (!seen) return;
    drawCells(pen, seen, top + FIELDS_PX, height - FIELDS_PX);
    drawWrongBits(pen, seen, top, height);
    drawCurve(pen, seen, zero, perVolt);
  });
}

function drawCurve(pen: Pen, { row, image, atPs, endPs }: Seen, zero: number, perVolt: number): void {
  const { context } = pen;
  const { left, width, fromPs } = pen.its;
  const wave = waveOf(image);
  // The waveform knows the nominal half bit; a clock that is off stretches it.
  const stretch = 50_000 / image.symbolPs;
  // Where a cable is cut there is no orderly end.
  const signalPs = atPs + image.count * image.symbolPs;
  const cut = endPs < signalPs - image.symbolPs / 2 || image.count < pen.tape.transmission(row).count;
  const lastPs = Math.min(endPs, signalPs);
  const overPs = cut ? lastPs : atPs + wave.durationPs / stretch;
  const from = Math.max(left, pen.x(atPs) - 4);
  const to = Math.min(left + width, pen.x(overPs) + 4);
  context.strokeStyle = pen.colour(senderOf(pen.tape, row).hue);
  context.lineWidth = 1.75;
  context.beginPath();
  for (let x = from; x <= to; x += 0.5) {
    const ps = fromPs + (x - left) * pen.psPerPixel;
    context.lineTo(x, zero - (cut && ps > lastPs ? 0 : wave.voltsAt((ps - atPs) * stretch) * perVolt));
  }
  context.stroke();
}

/** What one sender puts on a coax, half bit by half bit: what all of them add up to has a track of its own. */
export function drawHalves(pen: Pen, way: Way, laneTop: number, laneHeight: number): void {
  const { context } = pen;
  eachLane(pen, way, laneTop, laneHeight, (row, atPs, endPs, top, height) => {
    const flat = height < FIELDS_PX + DIGITS_PX + 6;
    drawFieldsOf(pen, way, row, atPs, endPs, top, flat ? height : FIELDS_PX);
    const seen = flat ? undefined : see(pen, way, row, atPs, endPs);
    if (!seen) return;
    drawCells(pen, seen, top + FIELDS_PX, height - FIELDS_PX);
    drawWrongBits(pen, seen, top, height);
    const { image, first, last } = seen;
    const { symbols, symbolPs } = image;
    const [high, low] = [top + FIELDS_PX + DIGITS_PX + 2, top + height - 4];
    context.strokeStyle = pen.colour(senderOf(pen.tape, row).hue);
    context.lineWidth = 1.5;
    context.beginPath();
    for (let i = 2 * first; i < 2 * last; i++) {
      const y = (symbols[i >> 3]! >> (i & 7)) & 1 ? high : low;
      context.lineTo(pen.x(atPs + i * symbolPs), y);
      context.lineTo(pen.x(Math.min(endPs, atPs + (i + 1) * symbolPs)), y);
    }
    context.stroke();
  });
}

/** Cells of bits: edges, the middle where the two halves meet, and the value above. */
function drawCells(pen: Pen, { image, atPs, bitPs, first, last }: Seen, top: number, height: number): void {
  const { context } = pen;
  const roomy = bitPs / pen.psPerPixel > ROOMY_PX;
  for (let i = first; i < last; i++) {
    const from = atPs + i * bitPs;
    pen.edge(from, top, height, pen.colour('line'));
    context.globalAlpha = 0.5;
    pen.edge(from + bitPs / 2, top + DIGITS_PX, height - DIGITS_PX, pen.colour('line'));
    context.globalAlpha = 1;
    const bit = bitOf(image, i);
    const says = breaksCode(image, i) ? [words.noTransition, '✗'] : [words.halves(bit), String(bit)];
    if (!roomy) says.shift();
    pen.text(from, from + bitPs, top + DIGITS_PX / 2 + 0.5, says, pen.colour('ink'));
  }
}
