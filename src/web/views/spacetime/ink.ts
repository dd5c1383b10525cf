// Colours, patterns and type of the drawing: never colour alone, overlap is hatched, jam striped, damage crossed.
import type { Tape } from '../../run/tape.js';
import type { Sheet } from '../../widgets/canvas.js';
import { hueOfPart } from '../../widgets/hue.js';

/** What a drawing dips its pen into. */
export interface Ink {
  readonly sheet: Sheet;
  readonly context: CanvasRenderingContext2D;
  colour(name: string): string;
  /** The colour of what a part sends; of a hub's own when it is no station's. */
  sender(part: number): string;
  readonly hatch: CanvasPattern;
  /** Jam, leaning as it goes: from left to right, or from right to left. */
  readonly stripes: CanvasPattern;
  readonly stripesBack: CanvasPattern;
  font(size: number, weight?: number): string;
}

const drawn = new WeakMap<CanvasRenderingContext2D, Map<string, CanvasPattern>>();

/** Slanted lines, sharp on screens of any density. */
function lines(
  context: CanvasRenderingContext2D,
  colour: string,
  gap: number,
  wide: number,
  lean: 1 | -1,
): CanvasPattern {
  const density = Math.max(1, Math.round(devicePixelRatio || 1));
  const key = `${colour}/${gap}/${wide}/${lean}/${density}`;
  const patterns = drawn.get(context) ?? new Map<string, CanvasPattern>();
  drawn.set(context, patterns);
  const known = patterns.get(key);
  if (known) return known;
  const tile = document.createElement('canvas');
  const side = gap * density;
  tile.width = side;
  tile.height = side;
  const pen = tile.getContext('2d')!;
  pen.strokeStyle = colour;
  pen.lineWidth = wide * density;
  for (const shift of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(shift - side, lean > 0 ? -side : 2 * side);
    pen.lineTo(shift + 2 * side, lean > 0 ? 2 * side : -side);
    pen.stroke();
  }
  const pattern = context.createPattern(tile, 'repeat')!;
  pattern.setTransform(new DOMMatrix().scale(1 / density));
  patterns.set(key, pattern);
  return pattern;
}

export function inkOf(sheet: Sheet, tape: Tape): Ink {
  const { context } = sheet;
  const colour = (name: string): string => sheet.colour(name);
  const sans = colour('sans') || 'sans-serif';
  return {
    sheet,
    context,
    colour,
    sender: (part) => colour(hueOfPart(tape, part) ?? 'repeated'),
    hatch: lines(context, colour('collision'), 8, 1.4, 1),
    stripes: lines(context, colour('jam'), 11, 1.7, 1),
    stripesBack: lines(context, colour('jam'), 11, 1.7, -1),
    font: (size, weight = 400) => `${weight} ${size}px ${sans}`,
  };
}
