// A drawing context that writes SVG: as much of CanvasRenderingContext2D as the page's views use, so that a picture of a
// view can be printed at any size. What a view calls and this doesn't know throws, and a test sees it.

/** A fill by its number among the definitions. */
class SvgFill {
  constructor(
    readonly id: string,
    private readonly stops: string[] = [],
  ) {}

  addColorStop(offset: number, colour: string): void {
    this.stops.push(`<stop offset="${offset}" stop-color="${escaped(colour)}"/>`);
  }

  /** Patterns lie where the canvas does: nothing to move. */
  setTransform(): void {}
}

type Matrix = readonly [number, number, number, number, number, number];
type Paint = string | SvgFill;

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}

/** A number with as many digits as anybody can see. */
function n(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

const ANCHORS: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' };
const BASELINES: Readonly<Record<string, string>> = {
  middle: 'central',
  top: 'text-before-edge',
  hanging: 'hanging',
  bottom: 'text-after-edge',
};
/** What `save` keeps. */
const STATE = [
  ...(['fillStyle', 'strokeStyle', 'lineWidth', 'font', 'textAlign', 'textBaseline', 'lineCap', 'lineJoin'] as const),
  ...(['globalAlpha', 'lineDashOffset', 'dash', 'matrix', 'clipping'] as const),
] as const;

/** Writes what is drawn on it. */
export class SvgContext {
  fillStyle: Paint = '#000';
  strokeStyle: Paint = '#000';
  lineWidth = 1;
  font = '10px sans-serif';
  textAlign = 'start';
  textBaseline = 'alphabetic';
  lineCap = 'butt';
  lineJoin = 'miter';
  globalAlpha = 1;
  lineDashOffset = 0;
  private dash: readonly number[] = [];
  private matrix: Matrix = [1, 0, 0, 1, 0, 0];
  private clipping = '';
  private path = '';
  private readonly stack: Record<string, unknown>[] = [];
  private readonly definitions: (() => string)[] = [];
  private readonly elements: string[] = [];

  /** @param ruler measures text, as a canvas does */
  constructor(
    private readonly width: number,
    private readonly height: number,
    background: string,
    private readonly ruler: Pick<CanvasRenderingContext2D, 'font' | 'measureText'>,
  ) {
    this.elements.push(`<rect width="${n(width)}" height="${n(height)}" fill="${escaped(background)}"/>`);
  }

  /** For a drawing that was made for canvases. */
  asContext(): CanvasRenderingContext2D {
    return this as unknown as CanvasRenderingContext2D;
  }

  /** The picture so far. */
  toString(): string {
    const size = `width="${n(this.width)}" height="${n(this.height)}" viewBox="0 0 ${n(this.width)} ${n(this.height)}"`;
    const definitions = this.definitions.map((define) => define()).join('');
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size}><defs>${definitions}</defs>${this.elements.join('\n')}</svg>\n`;
  }

  save(): void {
    this.stack.push(Object.fromEntries(STATE.map((name) => [name, this[name]])));
  }

  restore(): void {
    Object.assign(this, this.stack.pop());
  }

  translate(x: number, y: number): void {
    this.transform(1, 0, 0, 1, x, y);
  }

  scale(x: number, y: number): void {
    this.transform(x, 0, 0, y, 0, 0);
  }

  rotate(angle: number): void {
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    this.transform(cos, sin, -sin, cos, 0, 0);
  }

  transform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    const [A, B, C, D, E, F] = this.matrix;
    this.matrix = [
      ...([A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d] as const),
      ...([A * e + C * f + E, B * e + D * f + F] as const),
    ];
  }

  beginPath(): void {
    this.path = '';
  }

  closePath(): void {
    this.path += 'Z';
  }

  moveTo(x: number, y: number): void {
    this.path += `M${this.point(x, y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `${this.path === '' ? 'M' : 'L'}${this.point(x, y)}`;
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.path += `Q${this.point(cx, cy)} ${this.point(x, y)}`;
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.path += `C${this.point(ax, ay)} ${this.point(bx, by)} ${this.point(x, y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    for (const [px, py] of [
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
    ] as const)
      this.lineTo(px, py);
    this.closePath();
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number | readonly number[] = 0): void {
    const given = typeof radius === 'number' ? radius : (radius[0] ?? 0);
    const r = Math.min(given, Math.abs(width) / 2, Math.abs(height) / 2);
    this.moveTo(x + r, y);
    this.lineTo(x + width - r, y);
    this.quadraticCurveTo(x + width, y, x + width, y + r);
    this.lineTo(x + width, y + height - r);
    this.quadraticCurveTo(x + width, y + height, x + width - r, y + height);
    this.lineTo(x + r, y + height);
    this.quadraticCurveTo(x, y + height, x, y + height - r);
    this.lineTo(x, y + r);
    this.quadraticCurveTo(x, y, x + r, y);
    this.closePath();
  }

  arc(x: number, y: number, radius: number, from: number, to: number, counterclockwise = false): void {
    // In eighths of a turn at most: SVG's own arcs don't survive every transformation.
    const whole = Math.abs(to - from) >= 2 * Math.PI;
    const sweep = whole ? 2 * Math.PI * (counterclockwise ? -1 : 1) : to - from;
    const steps = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 4)));
    const step = sweep / steps;
    const reach = radius / Math.cos(step / 2);
    this.lineTo(x + radius * Math.cos(from), y + radius * Math.sin(from));
    for (let i = 1; i <= steps; i++) {
      const [middle, end] = [from + (i - 0.5) * step, from + i * step];
      this.quadraticCurveTo(
        ...([x + reach * Math.cos(middle), y + reach * Math.sin(middle)] as const),
        ...([x + radius * Math.cos(end), y + radius * Math.sin(end)] as const),
      );
    }
  }

  fill(rule: 'nonzero' | 'evenodd' = 'nonzero'): void {
    this.add(`<path d="${this.path}" fill-rule="${rule}" ${this.paint('fill', this.fillStyle)}/>`);
  }

  stroke(): void {
    this.add(`<path d="${this.path}" fill="none" ${this.pen()}/>`);
  }

  clip(): void {
    const id = `c${this.definitions.length}`;
    const { path, clipping } = this;
    const outer = clipping === '' ? '' : ` clip-path="url(#${clipping})"`;
    this.definitions.push(() => `<clipPath id="${id}"${outer}><path d="${path}"/></clipPath>`);
    this.clipping = id;
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.aside(() => {
      this.rect(x, y, width, height);
      this.fill();
    });
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.aside(() => {
      this.rect(x, y, width, height);
      this.stroke();
    });
  }

  /** The sheet is clean already. */
  clearRect(): void {}

  fillText(text: string, x: number, y: number): void {
    this.add(`<text ${this.lettering(x, y)} ${this.paint('fill', this.fillStyle)}>${escaped(text)}</text>`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.add(`<text ${this.lettering(x, y)} fill="none" ${this.pen()}>${escaped(text)}</text>`);
  }

  measureText(text: string): TextMetrics {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  setLineDash(dash: readonly number[]): void {
    this.dash = [...dash];
  }

  getLineDash(): number[] {
    return [...this.dash];
  }

  createPattern(tile: HTMLCanvasElement): SvgFill {
    const id = `p${this.definitions.length}`;
    const size = `width="${tile.width}" height="${tile.height}"`;
    const image = tile.toDataURL();
    this.definitions.push(
      () => `<pattern id="${id}" patternUnits="userSpaceOnUse" ${size}><image href="${image}" ${size}/></pattern>`,
    );
    return new SvgFill(id);
  }

  createLinearGradient(ax: number, ay: number, bx: number, by: number): SvgFill {
    const id = `g${this.definitions.length}`;
    const stops: string[] = [];
    const [a, b] = [this.at(ax, ay), this.at(bx, by)];
    const line = `x1="${n(a[0])}" y1="${n(a[1])}" x2="${n(b[0])}" y2="${n(b[1])}"`;
    this.definitions.push(
      () => `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${line}>${stops.join('')}</linearGradient>`,
    );
    return new SvgFill(id, stops);
  }

  private at(x: number, y: number): readonly [number, number] {
    const [a, b, c, d, e, f] = this.matrix;
    return [a * x + c * y + e, b * x + d * y + f];
  }

  private point(x: number, y: number): string {
    const [px, py] = this.at(x, y);
    return `${n(px)} ${n(py)}`;
  }

  private paint(what: 'fill' | 'stroke', paint: Paint): string {
    const value = typeof paint === 'string' ? escaped(paint) : `url(#${paint.id})`;
    return `${what}="${value}"${this.globalAlpha < 1 ? ` opacity="${n(this.globalAlpha)}"` : ''}`;
  }

  private pen(): string {
    const [a, b] = this.matrix;
    const width = this.lineWidth * Math.hypot(a, b);
    const dash = this.dash.length === 0 ? '' : ` stroke-dasharray="${this.dash.map(n).join(' ')}"`;
    const ends = `stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"`;
    return `${this.paint('stroke', this.strokeStyle)} stroke-width="${n(width)}" ${ends}${dash}`;
  }

  private lettering(x: number, y: number): string {
    const anchor = ANCHORS[this.textAlign] ?? 'start';
    const baseline = BASELINES[this.textBaseline] ?? 'alphabetic';
    const place = `transform="matrix(${this.matrix.map(n).join(' ')})" x="${n(x)}" y="${n(y)}"`;
    // The shorthand of a canvas is the shorthand of CSS.
    return `${place} style="font:${escaped(this.font)}" text-anchor="${anchor}" dominant-baseline="${baseline}"`;
  }

  /** Draws without losing the path that is being made. */
  private aside(draw: () => void): void {
    const { path } = this;
    this.path = '';
    draw();
    this.path = path;
  }

  private add(element: string): void {
    this.elements.push(this.clipping === '' ? element : `<g clip-path="url(#${this.clipping})">${element}</g>`);
  }
}
