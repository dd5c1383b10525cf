// What is marked beside the lanes of what is in view: events, and moments that no event tells of.
import { EVENT_NAMES } from '../../../sim/probe.js';
import type { Tape } from '../../run/tape.js';
import { language } from '../../text/bilingual.js';
import { TapeReader } from '../../text/tapeReader.js';
import type { Lane, Layout } from './layout.js';
import { macLogOf } from './macLog.js';
import { fieldWords, MARKS, type Tone, times as words } from './marks.js';
import { fieldsOf, isFullDuplex, jamOf, type Stretch } from './passes.js';
import type { Plot, Scale } from './plot.js';

/** Above so many events in view only the collisions' places are marked. */
export const MOST_EVENTS = 700;
/** Above so many, what no event tells of is too small to see. */
const MOST_DETAILED = 300;
/** A field of a frame has its name beside it from so many pixels on. */
const FIELD_PX = 15;

/** A mark with its place; `index` is its event's number, -1 for one that no event tells of. */
export interface Placed {
  readonly index: number;
  readonly rank: number;
  readonly tone: Tone;
  readonly lane: Lane;
  readonly y: number;
  /** Has a tick across its lane; else it is words alone. */
  readonly tick: boolean;
  /** From long to short. */
  readonly says: () => readonly string[];
}

/** The marks in view; where there are too many to see, only the one that is chosen. @param chosen an event's number, or -1 */
export function marksIn(plot: Plot, scale: Scale, chosen: number): Placed[] {
  const { tape, layout } = plot;
  const first = tape.eventFrom(scale.span.fromPs);
  const last = tape.eventFrom(scale.span.toPs);
  const lanes = lanesByPart(tape, layout);
  const found: Placed[] = [];
  const add = (index: number): void => {
    const placed = placedEvent(tape, lanes, index, index === chosen);
    if (placed) found.push({ ...placed, y: scale.y(tape.atPs.data[index]!) });
  };
  if (last - first > MOST_EVENTS) {
    if (chosen >= first && chosen < last) add(chosen);
    return found;
  }
  for (let index = first; index < last; index++) add(index);
  if (last - first > MOST_DETAILED) return found;
  for (const lane of layout.lanes) {
    if (lane.kind === 'host') found.push(...timesOf(tape, lane, scale), ...fieldsBeside(tape, lane, scale));
  }
  return found;
}

/** A kind of event that has no mark of its own gets one while it is chosen. */
function placedEvent(
  tape: Tape,
  lanes: ReadonlyMap<number, Lane>,
  index: number,
  chosen: boolean,
): Omit<Placed, 'y'> | undefined {
  const name = EVENT_NAMES[tape.kind.data[index]!]!;
  const mark = MARKS[name];
  const lane = lanes.get(tape.part.data[index]!);
  if (!lane || (!mark && !chosen)) return undefined;
  const says = (): readonly string[] => {
    const event = tape.event(index);
    return mark?.says(event.numbers, tape, event) ?? [new TapeReader(tape).sentence(index, language.peek())];
  };
  const tone = mark?.isBad?.(tape.event(index).numbers) ? 'bad' : (mark?.tone ?? 'soft');
  return { index, rank: (mark?.rank ?? 0) + (chosen ? 20 : 0), tone, lane, tick: true, says };
}

/** The first lane of each part; what happens to a cable or line is told beside the lane at its left. */
function lanesByPart({ stage }: Tape, { lanes, bands }: Layout): Map<number, Lane> {
  const found = new Map<number, Lane>();
  for (const band of bands) {
    if (band.kind !== 'cable') continue;
    const lane = lanes.find(({ x1 }) => Math.abs(x1 - band.x0) < 1);
    if (lane) found.set(stage.links[band.link]!.part, lane);
  }
  for (const lane of lanes) if (!found.has(lane.part)) found.set(lane.part, lane);
  for (const { part, senders } of stage.lines) {
    const lane = lanes.find(({ ports }) => senders.some((port) => ports.includes(port)));
    if (lane && !found.has(part)) found.set(part, lane);
  }
  return found;
}

/** Ticks that no event tells of: the end of a jam, of the time in which a collision may come, of a gap; a carrier's come. */
function timesOf(tape: Tape, lane: Lane, scale: Scale): Placed[] {
  const { fromPs, toPs } = scale.span;
  const log = macLogOf(tape);
  const slotPs = log.slotPs(lane.part);
  const at = (ps: number, rank: number, tone: Tone, says: () => readonly string[]): Placed[] =>
    ps >= fromPs && ps < toPs ? [{ index: -1, rank, tone, lane, y: scale.y(ps), tick: true, says }] : [];
  const spans = log.spans(lane.part, fromPs - slotPs, toPs, MOST_EVENTS);
  const passed = lane.ports.flatMap((port) => tape.passages(port, 'in', fromPs, toPs, MOST_EVENTS));
  return [
    ...spans.flatMap((span) => {
      if (span.kind === 'gap') return at(span.fromPs, 1, 'soft', words.gap);
      if (span.kind !== 'transmit') return [];
      if (span.aborted) return at(span.toPs, 2, 'jam', words.jamEnds);
      if (isFullDuplex(tape, lane) || span.toPs < span.fromPs + slotPs) return [];
      return at(span.fromPs + slotPs, 2, 'soft', words.slotOver);
    }),
    ...firstOfEach(passed, (ps) => log.transmissionAt(lane.part, ps) !== undefined).flatMap((its) =>
      isOnlyJam(tape, its.row) ? at(its.fromPs, 6, 'jam', words.hearsJam) : at(its.fromPs, 0, 'soft', words.carrier),
    ),
  ];
}

const isOnlyJam = (tape: Tape, row: number): boolean => jamOf(tape, row)[0]?.fromPs === 0;

/** What comes to a station that is neither hearing something already nor sending. */
function firstOfEach<Its extends Stretch>(passed: readonly Its[], isSending: (ps: number) => boolean): Its[] {
  let reachPs = Number.NEGATIVE_INFINITY;
  return passed.filter(({ fromPs, toPs }) => {
    const known = fromPs <= reachPs || isSending(fromPs);
    reachPs = Math.max(reachPs, toPs);
    return !known;
  });
}

/** The names of the fields of what a station sends, in the middle of what is to be seen of each. */
function fieldsBeside(tape: Tape, lane: Lane, scale: Scale): Placed[] {
  const { fromPs, toPs } = scale.span;
  const sent = lane.ports.flatMap((port) => tape.passages(port, 'out', fromPs, toPs, MOST_EVENTS));
  return sent.flatMap((one) => {
    if ((one.toPs - one.fromPs) * scale.pixelsPerPs < FIELD_PX) return [];
    const jams = jamOf(tape, one.row).map((jam) => ({ ...jam, name: 'jam' as const }));
    return [...fieldsOf(tape, one.row), ...jams].flatMap((field) => {
      const top = Math.max(0, scale.y(one.fromPs + field.fromPs));
      const bottom = Math.min(scale.height, scale.y(Math.min(one.toPs, one.fromPs + field.toPs)));
      if (bottom - top < FIELD_PX) return [];
      const says = (): readonly string[] => [fieldWords[field.name]];
      return [{ index: -1, rank: -1, tone: 'soft' as const, lane, y: (top + bottom) / 2, tick: false, says }];
    });
  });
}
