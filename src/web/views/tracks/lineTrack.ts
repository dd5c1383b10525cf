// What leaves or arrives at a port.
import { passageThrough, versionThrough } from '../../run/passing.js';
import type { Tape } from '../../run/tape.js';
import { fieldAt, fieldsOfRow } from '../../run/wireFields.js';
import { imageOf } from '../../state/session.js';
import { fieldWords } from '../../text/fieldWords.js';
import { time } from '../../widgets/format.js';
import { type Detail, detailAt, detailFor } from './detail.js';
import {
  bitOf,
  drawBits,
  drawFields,
  drawFrames,
  drawLoad,
  drawOverlaps,
  drawVolts,
  listOf,
  type Way,
} from './lineDrawings.js';
import { eachPassage, rangeOf } from './passagesInView.js';
import type { Pen } from './pen.js';
import type { Finding, Place, Track } from './track.js';
import { wordingsOf } from './transmissionWords.js';
import { words } from './words.js';

const HEIGHTS: Readonly<Record<Detail, number>> = { load: 24, frames: 24, fields: 24, bits: 38, volts: 70 };

function draw(pen: Pen, way: Way, top: number, height: number): void {
  const [first, last] = rangeOf(listOf(pen.tape, way), pen.its.fromPs, pen.its.toPs);
  const detail = detailFor(pen.its.detail, last - first, pen.its.width);
  if (detail === 'load') drawLoad(pen, way, top, height);
  else if (detail === 'frames') drawFrames(pen, way, top, height);
  else if (detail === 'fields') drawFields(pen, way, top, height);
  // On a coax it is the sum that has volts: it has a track of its own.
  else if (detail === 'bits' || pen.tape.stage.ports[way.port]!.medium === 'coax') drawBits(pen, way, top, height);
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

function lineTrack(direction: 'out' | 'in'): Track {
  const way = ({ port }: Place): Way => ({ port, direction });
  return {
    id: direction,
    height: (detail) => HEIGHTS[detail],
    places: (_stage, { name, part, ports }) => ports.map((port) => ({ node: name, part, port })),
    label: (stage, { port, node }) => `${stage.ports[port]!.name.slice(node.length + 1)} ${words[direction]}`,
    draw: (pen, place, top, height) => draw(pen, way(place), top + 2, height - 4),
    at: (tape, place, ps, psPerPixel) => findOn(tape, way(place), ps, psPerPixel),
  };
}

/** What leaves at a port. */
export const outTrack = lineTrack('out');
/** What arrives at a port. */
export const inTrack = lineTrack('in');

/** Where a selected bit is at a port, in time; undefined where its transmission does not pass. */
export function spanOfBit(tape: Tape, row: number, port: number, bit: number | undefined) {
  const passage = passageThrough(tape, row, port);
  if (!passage) return undefined;
  const { fromPs, toPs, direction } = passage;
  if (bit === undefined) return { fromPs, toPs, direction };
  const bitPs = 2 * tape.transmission(row).symbolPs;
  return { fromPs: fromPs + bit * bitPs, toPs: Math.min(toPs, fromPs + (bit + 1) * bitPs), direction };
}
