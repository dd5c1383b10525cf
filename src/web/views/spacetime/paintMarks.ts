// Ticks and words beside the lanes.
import type { Ink } from './ink.js';
import { AXIS, LANE, type Lane, type Layout } from './layout.js';
import type { Placed } from './marksInView.js';

const TEXT = 12;
const LINE = 14;
const MOST_WORDS = 120;
/** Marks that are tried: beyond, there is no room left anyway. */
const MOST_TRIED = 260;
/** With so many marks there is room for the words of few. */
const DENSE = 300;
const MOST_TRIED_DENSE = 50;
/** Words of this rank and above may take several lines rather than be cut short. */
const WRAPPED_RANK = 6;
const MOST_LINES = 3;

/** Where words stand. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly index: number;
}

/**
 * Ticks, and words where there is room for them; answers where the words stand.
 * @param chosen number of the event that is selected, or -1
 * @param clear where there are words already
 */
export function paintMarks(
  ink: Ink,
  layout: Layout,
  marks: readonly Placed[],
  chosen: number,
  clear: readonly Box[],
): Box[] {
  const { context } = ink;
  const drawn = new Set<string>();
  for (const { index, rank, tone, lane, y, tick } of marks) {
    if (!tick) continue;
    const reach = rank < 3 ? 1 : 4;
    const picked = index >= 0 && index === chosen;
    const place = `${lane.x0}/${Math.round(y)}/${tone}`;
    if (!picked && drawn.has(place)) continue;
    drawn.add(place);
    const thick = picked ? 3 : rank < 3 ? 1 : 1.8;
    context.fillStyle = ink.colour(tone);
    context.fillRect(lane.x0 - reach, y - thick / 2, LANE + 2 * reach, thick);
    if (!picked) continue;
    context.lineWidth = 2;
    context.strokeStyle = ink.colour('accent');
    context.strokeRect(lane.x0 - 5, y - 5, LANE + 10, 10);
  }
  return paintWords(ink, layout, marks, chosen, [...clear]);
}

/** The more important get their words first; others only where room is left. */
function paintWords(ink: Ink, layout: Layout, marks: readonly Placed[], chosen: number, taken: Box[]): Box[] {
  const { context } = ink;
  context.font = ink.font(TEXT, 500);
  context.textBaseline = 'middle';
  const inView = marks.filter(({ y }) => y > -LINE && y < ink.sheet.height + LINE);
  const most = inView.length > DENSE ? MOST_TRIED_DENSE : MOST_TRIED;
  const wide = widths(context);
  for (const mark of inView.sort((a, b) => b.rank - a.rank || a.y - b.y).slice(0, most)) {
    if (taken.length >= MOST_WORDS) break;
    const found = placeFor(wide, layout, mark, taken, ink.sheet.height);
    if (!found) continue;
    const { box, lines, side } = found;
    taken.push(box);
    context.textAlign = side === 'right' ? 'left' : 'right';
    context.fillStyle = ink.colour('panel');
    context.globalAlpha = mark.tick ? 0.9 : 0.8;
    context.fillRect(box.x0 - 3, box.y0, box.x1 - box.x0 + 6, box.y1 - box.y0);
    context.globalAlpha = 1;
    if (mark.index >= 0 && mark.index === chosen) {
      context.strokeStyle = ink.colour('accent');
      context.lineWidth = 1.5;
      context.strokeRect(box.x0 - 3.5, box.y0 - 0.5, box.x1 - box.x0 + 7, box.y1 - box.y0 + 1);
    }
    context.fillStyle = ink.colour(mark.tone === 'jam' ? 'soft' : mark.tone);
    for (const [i, line] of lines.entries())
      context.fillText(line, side === 'right' ? box.x0 : box.x1, box.y0 + (i + 0.5) * LINE);
  }
  context.textAlign = 'left';
  return taken;
}

interface Place {
  readonly box: Box;
  readonly lines: readonly string[];
  readonly side: 'left' | 'right';
}

/** The longest words that fit on either side, at the mark's height or a little off it. */
function placeFor(
  wide: (text: string) => number,
  layout: Layout,
  { lane, y, says, index, rank }: Placed,
  taken: readonly Box[],
  height: number,
): Place | undefined {
  const other = lane.side === 'right' ? 'left' : 'right';
  const sides = [lane.side, other] as const;
  const room = { left: roomBeside(layout, lane, 'left') - 12, right: roomBeside(layout, lane, 'right') - 12 };
  for (const text of says()) {
    for (const side of sides) {
      const lines = rank < WRAPPED_RANK ? [text] : wrapped(text, room[side], wide);
      const width = lines ? lines.reduce((most, line) => Math.max(most, wide(line)), 0) : Number.POSITIVE_INFINITY;
      if (!lines || width > room[side]) continue;
      const x0 = side === 'right' ? lane.x1 + 8 : lane.x0 - 8 - width;
      const tall = LINE * lines.length;
      // Beside the mark, or with the first or last line beside it.
      for (const shift of lines.length > 1 ? [LINE / 2, tall / 2, tall - LINE / 2] : [LINE / 2, -2.8, LINE + 2.8]) {
        const y0 = y - shift;
        if (y0 < 0 || y0 + tall > height) continue;
        const box = { x0, x1: x0 + width, y0, y1: y0 + tall, index };
        if (taken.every((one) => one.x1 < box.x0 || one.x0 > box.x1 || one.y1 <= box.y0 || one.y0 >= box.y1))
          return { box, lines, side };
      }
    }
  }
  return undefined;
}

const measured = new Map<string, number>();
const MOST_MEASURED = 5000;

/** Widths of texts in the present type: measuring is dear, and the same words stand there from frame to frame. */
function widths(context: CanvasRenderingContext2D): (text: string) => number {
  const { font } = context;
  return (text) => {
    const key = `${font}/${text}`;
    const known = measured.get(key);
    if (known !== undefined) return known;
    if (measured.size > MOST_MEASURED) measured.clear();
    const { width } = context.measureText(text);
    measured.set(key, width);
    return width;
  };
}

/** A text in as few lines as fit; undefined when it takes too many, or one word is too long. */
export function wrapped(text: string, room: number, wide: (text: string) => number): string[] | undefined {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && wide(`${last} ${word}`) <= room) lines[lines.length - 1] = `${last} ${word}`;
    else if (wide(word) <= room && lines.length < MOST_LINES) lines.push(word);
    else return undefined;
  }
  return lines;
}

/** How much room there is on one side of a lane up to the next. */
function roomBeside({ lanes, width }: Layout, { x0, x1 }: Lane, side: 'left' | 'right'): number {
  if (side === 'right')
    return lanes.reduce((least, lane) => (lane.x0 >= x1 ? Math.min(least, lane.x0) : least), width) - x1;
  return x0 - lanes.reduce((most, lane) => (lane.x1 <= x0 ? Math.max(most, lane.x1) : most), AXIS);
}
