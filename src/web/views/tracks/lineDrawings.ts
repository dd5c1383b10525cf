// What passes a port, seen from afar: how busy it is, frames, fields. Nearer: bitDrawings.ts.
import { versionThrough } from '../../run/passing.js';
import type { PassageList, Tape } from '../../run/tape.js';
import { type FieldName, fieldsOfRow, receivedFields, type WireField } from '../../run/wireFields.js';
import { fieldNames } from '../../text/fieldWords.js';
import { senderOf } from '../../widgets/hue.js';
import { wrongBits } from './damage.js';
import { eachPassage, lanesOf, overlapsOf, rangeOf } from './passagesInView.js';
import type { Pen } from './pen.js';
import { area } from './stateDrawings.js';
import { wordingsOf } from './transmissionWords.js';

/** One direction at one port. */
export interface Way {
  readonly port: number;
  readonly direction: 'out' | 'in';
}

export function listOf(tape: Tape, { port, direction }: Way): PassageList {
  return (direction === 'out' ? tape.out : tape.in)[port]!;
}

/** Height of the hatch below signals that overlap. */
const OVERLAP_PX = 5;

/** One passage and where it is drawn. */
type LaneVisit = (row: number, atPs: number, endPs: number, top: number, height: number) => void;

/** Visits what passes in view; where several signals are in one ear at once, each has a lane of its own. */
export function eachLane(pen: Pen, way: Way, top: number, height: number, visit: LaneVisit): void {
  const { fromPs, toPs } = pen.its;
  const list = listOf(pen.tape, way);
  const shared = pen.tape.stage.ports[way.port]!.medium === 'coax';
  const laneOf = shared ? lanesOf(list, ...rangeOf(list, fromPs, toPs)) : undefined;
  eachPassage(list, fromPs, toPs, (row, atPs, endPs, index) => {
    if (!laneOf) {
      visit(row, atPs, endPs, top, height);
      return;
    }
    const { lane, lanes } = laneOf(index);
    // Below them there is room for the hatch that tells of the overlap.
    const its = lanes > 1 ? (height - OVERLAP_PX) / lanes : height;
    visit(row, atPs, endPs, top + lane * its, lanes > 1 ? its - 1 : its);
  });
}

/** Least height of a lane in which words can be read. */
export const WORDS_PX = 11;

/** How busy a way is, as an area: full height is a line that is never silent. */
export function drawLoad(pen: Pen, way: Way, top: number, height: number): void {
  const { context, tape, psPerPixel } = pen;
  const { left, width, fromPs } = pen.its;
  const { port, direction } = way;
  const shares = new Float32Array(Math.ceil(width));
  let before = tape.busyUntil(port, direction, fromPs);
  for (let x = 0; x < shares.length; x++) {
    const until = tape.busyUntil(port, direction, fromPs + (x + 1) * psPerPixel);
    shares[x] = Math.min(1, (until - before) / psPerPixel);
    before = until;
  }
  context.fillStyle = pen.colour('signal');
  context.globalAlpha = 0.75;
  context.beginPath();
  area(context, shares, left, top + height, height);
  context.fill();
  context.globalAlpha = 1;
}

/** One bar a transmission, its jam striped. */
export function drawFrames(pen: Pen, way: Way, laneTop: number, laneHeight: number): void {
  const { tape } = pen;
  eachLane(pen, way, laneTop, laneHeight, (row, atPs, endPs, top, height) => {
    const { symbolPs } = tape.transmission(row);
    const colour = pen.colour(senderOf(tape, row).hue);
    tint(pen, colour, 0.32, atPs, endPs, top, height);
    pen.bar(atPs, endPs, top, 2, colour);
    let stripedPs = 0;
    for (const { name, fromBit, toBit } of fieldsOfRow(tape, row)) {
      if (name !== 'jam' && name !== 'extension') continue;
      const end = Math.min(endPs, atPs + 2 * toBit * symbolPs);
      stripedPs += end - atPs - 2 * fromBit * symbolPs;
      pen.bar(atPs + 2 * fromBit * symbolPs, end, top, height, pen.pattern('stripes', 'jam', 'panel'));
    }
    pen.edge(atPs, top, height, colour);
    if (isDamaged(pen, way, row, atPs, endPs)) drawDamage(pen, atPs, endPs, top, height);
    if ((endPs - atPs) / pen.psPerPixel > 16 && height >= WORDS_PX) {
      const plate = stripedPs > 0.3 * (endPs - atPs) ? pen.colour('panel') : undefined;
      pen.text(atPs, endPs, top + height / 2 + 1, wordingsOf(tape, row), pen.colour('ink'), plate);
    }
  });
}

/** Room that the cross at a wrong bit needs. */
const LEAST_DAMAGE_PX = 9;

/** Pixels from which on a frame's bits are worth being asked for. */
const ASK_PX = 16;

/** What this port hears has been meddled with, and as far as is known with an effect: noise may leave bits as they are. */
function isDamaged(pen: Pen, way: Way, row: number, atPs: number, endPs: number): boolean {
  const version = versionThrough(pen.tape, { row, ...way, fromPs: atPs, toPs: endPs });
  if (version === row || pen.tape.editsOf(version).length === 0) return false;
  if ((endPs - atPs) / pen.psPerPixel < ASK_PX) return true;
  const [sent, heard] = [pen.its.image(row), pen.its.image(version)];
  return !sent || !heard || wrongBits(sent, heard).length > 0;
}

/** Crosses along the lower edge: not what was sent. */
function drawDamage(pen: Pen, fromPs: number, toPs: number, top: number, height: number): void {
  pen.bar(fromPs, toPs, top + height - 5, 5, pen.pattern('hatch', 'bad', 'panel'));
}

/** A cross at a bit that is not what was sent. */
function drawCross(pen: Pen, ps: number, y: number): void {
  const { context } = pen;
  const [x, arm] = [pen.x(ps), 3.5];
  context.strokeStyle = pen.colour('bad');
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(x - arm, y - arm);
  context.lineTo(x + arm, y + arm);
  context.moveTo(x - arm, y + arm);
  context.lineTo(x + arm, y - arm);
  context.stroke();
}

/** Hatches what overlaps in one ear: on a coax several may send at once. */
export function drawOverlaps(pen: Pen, way: Way, top: number, height: number): void {
  const { fromPs, toPs } = pen.its;
  const hatch = pen.pattern('hatch', 'collision', 'panel');
  overlapsOf(listOf(pen.tape, way), fromPs, toPs, (from, to) =>
    pen.bar(from, to, top + height - OVERLAP_PX, OVERLAP_PX, hatch),
  );
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
function fieldsAt(pen: Pen, version: number, row: number): readonly WireField[] {
  if (version === row) return fieldsOfRow(pen.tape, row);
  const image = pen.its.image(version);
  return image ? receivedFields(image) : fieldsOfRow(pen.tape, row);
}

/** The fields of what passes, each with its name. */
export function drawFields(pen: Pen, way: Way, laneTop: number, laneHeight: number): void {
  eachLane(pen, way, laneTop, laneHeight, (row, atPs, endPs, top, height) => {
    drawFieldsOf(pen, way, row, atPs, endPs, top, height);
    const version = versionThrough(pen.tape, { row, ...way, fromPs: atPs, toPs: endPs });
    if (version !== row) drawWrong(pen, row, version, atPs, top, height);
  });
}

/** The fields of one passage. */
export function drawFieldsOf(
  pen: Pen,
  way: Way,
  row: number,
  atPs: number,
  endPs: number,
  top: number,
  height: number,
): void {
  const { tape } = pen;
  const { fromPs, toPs } = pen.its;
  const bitPs = 2 * tape.transmission(row).symbolPs;
  const colour = pen.colour(senderOf(tape, row).hue);
  const version = versionThrough(tape, { row, ...way, fromPs: atPs, toPs: endPs });
  for (const { name, fromBit, toBit } of fieldsAt(pen, version, row)) {
    const from = atPs + fromBit * bitPs;
    const to = Math.min(endPs, atPs + toBit * bitPs);
    if (to <= fromPs || from >= toPs || to <= from) continue;
    const striped = name === 'jam' || name === 'extension';
    if (striped) pen.bar(from, to, top, height, pen.pattern('stripes', 'jam', 'panel'));
    else tint(pen, colour, STRENGTH[name], from, to, top, height);
    pen.edge(from, top, height, colour);
    if (height < WORDS_PX) continue;
    const plate = striped ? pen.colour('panel') : undefined;
    pen.text(from, to, top + height / 2 + 1, fieldNames(name), pen.colour('ink'), plate);
  }
  pen.bar(atPs, endPs, top, 1.5, colour);
  pen.edge(endPs, top, height, colour);
}

/** Crosses below each bit that is not what was sent; as wide as can be seen. */
function drawWrong(pen: Pen, row: number, version: number, atPs: number, top: number, height: number): void {
  const sent = pen.its.image(row);
  const heard = pen.its.image(version);
  if (!sent || !heard) return;
  markWrong(pen, wrongBits(sent, heard), atPs, 2 * heard.symbolPs, top + height);
}

/** Marks wrong bits above `bottom`: a cross each, and where they lie too close, a strip of crosses. */
export function markWrong(pen: Pen, bits: readonly number[], atPs: number, bitPs: number, bottom: number): void {
  const closePs = Math.max(LEAST_DAMAGE_PX * pen.psPerPixel, 1.01 * bitPs);
  for (let i = 0; i < bits.length; ) {
    const first = i++;
    while (i < bits.length && (bits[i]! - bits[i - 1]!) * bitPs < closePs) i++;
    const [fromPs, toPs] = [atPs + bits[first]! * bitPs, atPs + (bits[i - 1]! + 1) * bitPs];
    if (i - first === 1 || toPs - fromPs < closePs) drawCross(pen, (fromPs + toPs) / 2, bottom - 4.5);
    else drawDamage(pen, fromPs, toPs, bottom - 5, 5);
  }
}

export const NORMAL = '12px system-ui, sans-serif';
