// What a track draws with: the sheet, the span of time, and the page's colours and patterns.
import type { Image } from '../../run/images.js';
import type { Tape } from '../../run/tape.js';
import type { Pick } from '../../state/selection.js';
import type { Sheet } from '../../widgets/canvas.js';
import type { Detail } from './detail.js';

export interface PenOptions {
  readonly tape: Tape;
  readonly sheet: Sheet;
  /** Where time begins on the sheet, and how wide it is, in CSS pixels. */
  readonly left: number;
  readonly width: number;
  readonly fromPs: number;
  readonly toPs: number;
  readonly detail: Detail;
  /** The run is over: nothing will come any more. */
  readonly over: boolean;
  /** What is picked, and what is pointed at. */
  readonly selected: Pick | undefined;
  readonly hovered: Pick | undefined;
  /** What was on the line in a row; undefined until it has come. */
  readonly image: (row: number) => Image | undefined;
}

/** Draws into the part of a sheet that shows time. */
export class Pen {
  readonly context: CanvasRenderingContext2D;
  readonly psPerPixel: number;

  constructor(readonly its: PenOptions) {
    this.context = its.sheet.context;
    this.psPerPixel = (its.toPs - its.fromPs) / its.width;
  }

  get tape(): Tape {
    return this.its.tape;
  }

  /** Where a moment is. */
  x(ps: number): number {
    return this.its.left + (ps - this.its.fromPs) / this.psPerPixel;
  }

  colour(name: string): string {
    return this.its.sheet.colour(name);
  }

  /** Fills a span of time, at least a hairline wide; what lies outside the view is left out. */
  bar(fromPs: number, toPs: number, top: number, height: number, fill: string | CanvasPattern): void {
    const { left, width } = this.its;
    const from = Math.max(this.x(fromPs), left - 2);
    const to = Math.min(this.x(toPs), left + width + 2);
    if (to < from) return;
    this.context.fillStyle = fill;
    this.context.fillRect(from, top, Math.max(to - from, 0.75), height);
  }

  /** A line along the edge of a bar at a moment. */
  edge(ps: number, top: number, height: number, colour: string): void {
    this.context.fillStyle = colour;
    this.context.fillRect(Math.round(this.x(ps)) - 0.5, top, 1, height);
  }

  /** Text in the part of a span that is in view, when it fits; the first of several wordings that does. */
  text(
    fromPs: number,
    toPs: number,
    middle: number,
    wordings: readonly string[],
    colour: string,
    /** Ground behind words that stand on a pattern. */
    plate?: string,
  ): void {
    const { left, width } = this.its;
    const from = Math.max(this.x(fromPs), left) + 2;
    const room = Math.min(this.x(toPs), left + width) - 2 - from;
    if (room < 6) return;
    const { context } = this;
    for (const wording of wordings) {
      const needs = widthOf(context, wording);
      if (needs > room) continue;
      if (plate !== undefined) {
        context.fillStyle = plate;
        context.fillRect(from + (room - needs) / 2 - 3, middle - 7, needs + 6, 13);
      }
      context.fillStyle = colour;
      context.fillText(wording, from + (room - needs) / 2, middle);
      return;
    }
  }

  /** Stripes or a hatch in a colour upon another: what colour alone must not tell. */
  pattern(kind: 'stripes' | 'hatch', ink: string, ground: string): CanvasPattern | string {
    const [line, behind] = [this.colour(ink), this.colour(ground)];
    let its = patterns.get(this.context);
    if (!its) {
      its = new Map();
      patterns.set(this.context, its);
    }
    const key = `${kind} ${line} ${behind}`;
    let pattern = its.get(key);
    if (pattern === undefined) {
      pattern = patternOf(this.context, kind, line, behind) ?? line;
      its.set(key, pattern);
    }
    return pattern;
  }
}

const patterns = new WeakMap<CanvasRenderingContext2D, Map<string, CanvasPattern | string>>();
const widths = new Map<string, number>();

/** Width of a text, remembered: the same few words are measured over and over. */
function widthOf(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font}/${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 5000) widths.clear();
    width = context.measureText(text).width;
    widths.set(key, width);
  }
  return width;
}

const tiles = new Map<string, HTMLCanvasElement>();

function patternOf(context: CanvasRenderingContext2D, kind: string, ink: string, ground: string): CanvasPattern | null {
  const key = `${kind} ${ink} ${ground}`;
  let tile = tiles.get(key);
  if (!tile) {
    tile = document.createElement('canvas');
    tile.width = 6;
    tile.height = 6;
    const its = tile.getContext('2d')!;
    its.fillStyle = ground;
    its.fillRect(0, 0, 6, 6);
    its.strokeStyle = ink;
    its.lineWidth = 1.6;
    its.beginPath();
    for (const shift of [-6, 0, 6]) {
      its.moveTo(shift - 1, 7);
      its.lineTo(shift + 7, -1);
      if (kind === 'hatch') {
        its.moveTo(shift - 1, -1);
        its.lineTo(shift + 7, 7);
      }
    }
    its.stroke();
    tiles.set(key, tile);
  }
  return context.createPattern(tile, 'repeat');
}
