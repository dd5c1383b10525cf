// What leaves or arrives at a port.
import { versionThrough } from '../../run/passing.js';
import type { Stage } from '../../run/stage.js';
import type { Tape } from '../../run/tape.js';
import { fieldAt, fieldsOfRow } from '../../run/wireFields.js';
import { imageOf } from '../../state/session.js';
import { fieldWords } from '../../text/fieldWords.js';
import { time } from '../../widgets/format.js';
import { bitOf } from '../inspector/octetCells.js';
import { bitLevels, drawBits, drawHalves, drawVolts, voltScale } from './bitDrawings.js';
import { type Detail, detailAt, detailFor } from './detail.js';
import { drawFields, drawFrames, drawLoad, drawOverlaps, listOf, type Way } from './lineDrawings.js';
import { eachPassage, rangeOf } from './passagesInView.js';
import type { Pen } from './pen.js';
import type { Finding, Place, ScaleMark, Track } from './track.js';
import { wordingsOf } from './transmissionWords.js';
import { words } from './words.js';

const HEIGHTS: Readonly<Record<Detail, number>> = { load: 24, frames: 24, fields: 24, bits: 38, volts: 80 };
/** On a coax several signals may be in one ear, each in a lane of its own. */
const SHARED: Readonly<Record<Detail, number>> = { load: 24, frames: 30, fields: 34, bits: 76, volts: 96 };
/** Between the edges of a row and its drawing. */
const INSET_PX = 2;

const isCoax = (stage: Stage, { port }: { readonly port: number }): boolean => stage.ports[port]!.medium === 'coax';

function draw(pen: Pen, way: Way, top: number, height: number): void {
  const [first, last] = rangeOf(listOf(pen.tape, way), pen.its.fromPs, pen.its.toPs);
  const detail = detailFor(pen.its.detail, last - first, pen.its.width);
  if (detail === 'load') drawLoad(pen, way, top, height);
  else if (detail === 'frames') drawFrames(pen, way, top, height);
  else if (detail === 'fields') drawFields(pen, way, top, height);
  else if (detail === 'bits') drawBits(pen, way, top, height);
  // On a coax it is the sum that has volts: it has a track of its own.
  else if (isCoax(pen.tape.stage, way)) drawHalves(pen, way, top, height);
  else drawVolts(pen, way, top, height);
  if (detail !== 'load') drawOverlaps(pen, way, top, height);
}

function loadAt(tape: Tape, { port, direction }: Way, ps: number, psPerPixel: number): string {
  const busy =
    tape.busyUntil(port, direction, ps + psPerPixel / 2) - tape.busyUntil(port, direction, ps - psPerPixel / 2);
  return words.load(((100 * busy) / psPerPixel).toFixed(0));
}

/** What passes at a moment; the latest of several. */
export function passageNear(
  tape: Tape,
  way: Way,
  ps: number,
): { row: number; fromPs: number; toPs: number } | undefined {
  let found: { row: number; fromPs: number; toPs: number } | undefined;
  eachPassage(listOf(tape, way), ps, ps + 1, (row, fromPs, toPs) => {
    found = { row, fromPs, toPs };
  });
  return found;
}

/** What is to be said of a moment of a way. */
export function findOn(tape: Tape, way: Way, ps: number, psPerPixel: number): Finding | undefined {
  const passage = passageNear(tape, way, ps);
  const detail = detailAt(psPerPixel);
  if (!passage) return undefined;
  const { row, fromPs, toPs } = passage;
  const { port } = way;
  const says = [`${tape.stage.ports[port]!.name} ${words[way.direction]}: ${wordingsOf(tape, row)[0]!}`];
  says.push(`${time(fromPs, 6)} – ${time(toPs, 6)}`);
  if (detail === 'load' || detail === 'frames') {
    if (detail === 'load') says.push(loadAt(tape, way, ps, psPerPixel));
    return { pick: { kind: 'transmission', row, port }, fromPs, toPs, says };
  }
  const bitPs = 2 * tape.transmission(row).symbolPs;
  const bit = Math.max(0, Math.floor((ps - fromPs) / bitPs));
  const field = fieldAt(fieldsOfRow(tape, row), bit);
  const image = imageOf(versionThrough(tape, { row, port, direction: way.direction, fromPs, toPs }));
  const value = image ? ` = ${bitOf(image, bit)}` : '';
  says.push(`${field ? `${fieldWords[field.name]}, ` : ''}${words.bit(bit, value)}`);
  return {
    pick: { kind: 'transmission', row, port, bit },
    fromPs: fromPs + bit * bitPs,
    toPs: fromPs + (bit + 1) * bitPs,
    says,
  };
}

function scaleOf(detail: Detail, coax: boolean, height: number): readonly ScaleMark[] {
  const [top, inner] = [INSET_PX, height - 2 * INSET_PX];
  if (detail === 'load') return [{ y: top + 4, text: '100 %' }];
  if (coax) return [];
  if (detail === 'bits') return bitLevels(top, inner).map((y, i) => ({ y, text: String(1 - i) }));
  if (detail !== 'volts') return [];
  const { zero, perVolt } = voltScale(top, inner);
  return [2.5, 0, -2.5].map((volts) => ({ y: zero - volts * perVolt, text: words.volts(signed(volts)) }));
}

/** With a sign as typographers write it. */
function signed(volts: number): string {
  return volts === 0 ? '0' : volts > 0 ? `+${volts}` : `−${-volts}`;
}

function lineTrack(direction: 'out' | 'in'): Track {
  const way = ({ port }: Place): Way => ({ port, direction });
  return {
    id: direction,
    direction,
    height: (detail, stage, place) => (direction === 'in' && isCoax(stage, place) ? SHARED : HEIGHTS)[detail],
    scale: (detail, stage, place, height) => scaleOf(detail, isCoax(stage, place), height),
    places: (_stage, { name, part, ports }) => ports.map((port) => ({ node: name, part, port })),
    label: (stage, { port, node }) => `${stage.ports[port]!.name.slice(node.length + 1)} ${words[direction]}`,
    draw: (pen, place, top, height) => draw(pen, way(place), top + INSET_PX, height - 2 * INSET_PX),
    at: (tape, place, ps, psPerPixel) => findOn(tape, way(place), ps, psPerPixel),
  };
}

/** What leaves at a port. */
export const outTrack = lineTrack('out');
/** What arrives at a port. */
export const inTrack = lineTrack('in');
