// Cables and coaxes: what is on them, as parallelograms whose slopes are the time that it takes.
import { upperBound } from '../../run/columns.js';
import type { Tape } from '../../run/tape.js';
import { type Course, transceiverWidth, type Waypoint } from './geometry.js';
import type { Ink } from './ink.js';
import type { Band } from './layout.js';
import { bitOf, damageOf, factsOf, fieldsOf, type Pass, passesOn, type Stretch } from './passes.js';
import { type Plot, type Scale, Thin } from './plot.js';

/** Above so many transmissions in view they are told by shades. */
const MOST_PASSES = 2500;
const SHADE_ROW = 3;
/** Wavefronts are drawn every so many bits, as near together as they can still be told apart. */
const FRONT_BITS = [1, 8, 64, 512, 4096];
const FRONT_PX = 7;

/** What is picked out. */
export interface Emphasis {
  readonly row: number;
  readonly ticket: number;
  readonly hoveredRow: number;
  /** Counted from the first of its transmission, -1 for none. */
  readonly bit: number;
}

/** True when there is too much in view to draw one by one. */
export function isCrowded({ tape, courses, longestPs }: Plot, { span }: Scale): boolean {
  let passes = 0;
  for (const { port } of courses) {
    const { fromPs, rows } = tape.out[port]!;
    passes += upperBound(fromPs.data, span.toPs, rows.length);
    passes -= upperBound(fromPs.data, span.fromPs - longestPs, rows.length);
    if (passes > MOST_PASSES) return true;
  }
  return false;
}

export function paintBeds(ink: Ink, { layout }: Plot, { height }: Scale): void {
  const { context } = ink;
  for (const band of layout.bands) {
    context.fillStyle = ink.colour('paper');
    context.fillRect(band.x0, 0, band.x1 - band.x0, height);
    if (band.kind === 'coax') continue;
    const zone = transceiverWidth(band);
    context.fillStyle = ink.colour('idle');
    context.globalAlpha = 0.6;
    context.fillRect(band.x0, 0, zone, height);
    context.fillRect(band.x1 - zone, 0, zone, height);
    context.globalAlpha = 1;
  }
}

/** How busy each direction is, from dark to light, where single transmissions can't be seen. */
export function paintShades(ink: Ink, { tape, courses }: Plot, scale: Scale): void {
  const { context } = ink;
  for (const { port, band } of courses) {
    const [x0, x1] = shadeOf(band, port);
    context.fillStyle = colourOfPort(ink, tape, port);
    let before = tape.busyUntil(port, 'out', scale.ps(0));
    for (let y = 0; y < scale.height; y += SHADE_ROW) {
      const busy = tape.busyUntil(port, 'out', scale.ps(y + SHADE_ROW));
      const share = ((busy - before) * scale.pixelsPerPs) / SHADE_ROW;
      before = busy;
      if (share <= 0) continue;
      context.globalAlpha = 0.15 + 0.75 * Math.min(1, share);
      context.fillRect(x0, y, x1 - x0, SHADE_ROW);
    }
  }
  context.globalAlpha = 1;
}

function shadeOf(band: Band, port: number): [number, number] {
  const middle = (band.x0 + band.x1) / 2;
  if (band.kind === 'coax') return [band.x0, band.x1];
  return port === band.leftPort ? [band.x0, middle] : [middle, band.x1];
}

function colourOfPort(ink: Ink, { stage }: Tape, port: number): string {
  const { host, part } = stage.ports[port]!;
  return host ? ink.sender(part) : ink.colour('repeated');
}

/** Everything that is on cables and coaxes in view. */
export function paintPasses(ink: Ink, its: Plot, scale: Scale, emphasis: Emphasis): void {
  const { tape, courses, longestPs } = its;
  const { fromPs, toPs } = scale.span;
  const onCoax = new Map<Band, { course: Course; pass: Pass }[]>();
  for (const course of courses) {
    const { context } = ink;
    context.save();
    context.beginPath();
    context.rect(course.band.x0, 0, course.band.x1 - course.band.x0, scale.height);
    context.clip();
    const thin = new Thin();
    for (const pass of passesOn(tape, course, fromPs - longestPs, toPs, MOST_PASSES)) {
      if (thin.hides(scale, pass) && pass.row !== emphasis.row) continue;
      paintPass(ink, tape, scale, course, pass, emphasis);
      if (course.band.kind === 'coax') onCoax.set(course.band, [...(onCoax.get(course.band) ?? []), { course, pass }]);
    }
    context.restore();
  }
  for (const all of onCoax.values()) paintOverlaps(ink, scale, all);
}

/** What a course carries in a time, filled. */
function trace(context: CanvasRenderingContext2D, scale: Scale, way: readonly Waypoint[], its: Stretch): void {
  outline(context, scale, way, its);
  context.fill();
}

/** The outline of what a course carries in a time, as a path. */
function outline(context: CanvasRenderingContext2D, scale: Scale, way: readonly Waypoint[], its: Stretch): void {
  const reach = 2 * scale.height;
  const y = (ps: number): number => Math.min(reach, Math.max(-reach, scale.y(ps)));
  context.beginPath();
  for (const { x, delayPs } of way) context.lineTo(x, y(its.fromPs + delayPs));
  for (let i = way.length - 1; i >= 0; i--) context.lineTo(way[i]!.x, y(its.toPs + way[i]!.delayPs));
  context.closePath();
}

function front(context: CanvasRenderingContext2D, scale: Scale, way: readonly Waypoint[], ps: number): void {
  for (const [i, { x, delayPs }] of way.entries()) {
    if (i === 0) context.moveTo(x, scale.y(ps + delayPs));
    else context.lineTo(x, scale.y(ps + delayPs));
  }
}

/** Where a cable lets through less than was sent, its far half shows what got there. */
function halves(way: readonly Waypoint[], its: Pass): { way: readonly Waypoint[]; stretch: Stretch }[] {
  const { heard } = its;
  if (heard && heard.fromPs === its.fromPs && heard.toPs === its.toPs) return [{ way, stretch: its }];
  const [a, b] = [way[1]!, way[2]!];
  const middle = { x: (a.x + b.x) / 2, delayPs: (a.delayPs + b.delayPs) / 2 };
  const near = { way: [...way.slice(0, 2), middle], stretch: its };
  return heard ? [near, { way: [middle, ...way.slice(2)], stretch: heard }] : [near];
}

function paintPass(ink: Ink, tape: Tape, scale: Scale, course: Course, pass: Pass, emphasis: Emphasis): void {
  const { context } = ink;
  const { row } = pass;
  const { sender, ticket, jams: all } = factsOf(tape, row);
  const own = tape.stage.ports[course.port]!.host;
  const chosen = row === emphasis.row || row === emphasis.hoveredRow;
  const marked = chosen || ticket === emphasis.ticket;
  const parts = halves(course.way, pass);
  const tall = (pass.toPs - pass.fromPs) * scale.pixelsPerPs;
  const flat = isFlat(course.way, scale);
  const lay = flat ? level : trace;
  context.fillStyle = sender >= 0 ? ink.sender(sender) : ink.colour('jam');
  context.globalAlpha = (own ? 0.62 : sender < 0 ? 0.12 : 0.34) + (chosen ? 0.18 : 0);
  for (const { way, stretch } of parts) lay(context, scale, way, stretch);
  context.globalAlpha = 1;
  if (tall < 3 && !marked) return;
  for (const jam of all) {
    const its = within(pass, jam);
    context.fillStyle = ink.colour('jam');
    context.globalAlpha = 0.1;
    lay(context, scale, course.way, its);
    context.globalAlpha = 1;
    const back = course.band.kind === 'cable' && course.port === course.band.rightPort;
    context.fillStyle = back ? ink.stripesBack : ink.stripes;
    lay(context, scale, course.way, its);
  }
  if (tall > 24) paintFronts(ink, tape, scale, course, pass);
  if (flat && !marked) levelEdges(ink, scale, parts);
  else paintEdges(ink, scale, parts, marked, chosen);
  if (emphasis.bit >= 0 && row !== emphasis.hoveredRow && marked)
    paintBit(ink, tape, scale, course.way, pass, emphasis);
  paintDamage(ink, tape, scale, course, pass);
}

/** Its slope can't be seen. */
const isFlat = (way: readonly Waypoint[], { pixelsPerPs }: Scale): boolean =>
  way.every(({ delayPs }) => delayPs * pixelsPerPs < 0.7);

/** From afar: the same as a rectangle of whole pixels, which is far quicker to draw. */
function level(context: CanvasRenderingContext2D, scale: Scale, way: readonly Waypoint[], its: Stretch): void {
  const [a, b] = [way[0]!.x, way.at(-1)!.x];
  const top = Math.round(Math.max(-10, scale.y(its.fromPs)));
  const bottom = Math.round(Math.min(scale.height + 10, scale.y(its.toPs)));
  context.fillRect(Math.min(a, b), top, Math.abs(b - a), Math.max(1, bottom - top));
}

function levelEdges({ context, colour }: Ink, scale: Scale, parts: ReturnType<typeof halves>): void {
  context.fillStyle = colour('ink');
  for (const { way, stretch } of parts) {
    const [a, b] = [way[0]!.x, way.at(-1)!.x];
    context.fillRect(Math.min(a, b), Math.round(scale.y(stretch.fromPs)), Math.abs(b - a), 1);
  }
}

const within = ({ fromPs, toPs }: Stretch, its: Stretch): Stretch => ({
  fromPs: Math.min(toPs, fromPs + its.fromPs),
  toPs: Math.min(toPs, fromPs + its.toPs),
});

/** Lines along which the signal was at one time of its own: every bit, octet … and where a field of the frame begins. */
function paintFronts(ink: Ink, tape: Tape, scale: Scale, { way }: Course, pass: Pass): void {
  const { context } = ink;
  const bitPs = 2 * tape.transmission(pass.row).symbolPs;
  const bits = FRONT_BITS.find((count) => count * bitPs * scale.pixelsPerPs >= FRONT_PX);
  context.lineWidth = 1;
  if (bits !== undefined) {
    const step = bits * bitPs;
    const longest = way.reduce((most, { delayPs }) => Math.max(most, delayPs), 0);
    const first = Math.max(1, Math.ceil((scale.span.fromPs - longest - pass.fromPs) / step));
    const last = (Math.min(pass.toPs, scale.span.toPs) - pass.fromPs) / step;
    context.beginPath();
    for (let n = first; n < last; n++) front(context, scale, way, pass.fromPs + n * step);
    context.strokeStyle = ink.colour('panel');
    context.globalAlpha = 0.45;
    context.stroke();
  }
  const fields = fieldsOf(tape, pass.row);
  if ((pass.toPs - pass.fromPs) * scale.pixelsPerPs > 60 && fields.length > 0) {
    context.beginPath();
    for (const { fromPs } of fields.slice(1)) front(context, scale, way, pass.fromPs + fromPs);
    context.strokeStyle = ink.colour('ink');
    context.globalAlpha = 0.35;
    context.stroke();
  }
  context.globalAlpha = 1;
}

function paintEdges(ink: Ink, scale: Scale, parts: ReturnType<typeof halves>, marked: boolean, chosen: boolean): void {
  const { context } = ink;
  for (const { way, stretch } of parts) {
    context.beginPath();
    front(context, scale, way, stretch.fromPs);
    context.strokeStyle = ink.colour(marked ? 'accent' : 'ink');
    context.lineWidth = marked ? 2.5 : 1.4;
    context.stroke();
    context.beginPath();
    front(context, scale, way, stretch.toPs);
    context.lineWidth = marked ? 2 : 0.8;
    context.stroke();
    if (!chosen) continue;
    outline(context, scale, way, stretch);
    context.stroke();
  }
}

/** One bit on its way: where on the cable it is at each time. */
function paintBit(ink: Ink, tape: Tape, scale: Scale, way: readonly Waypoint[], pass: Pass, { bit }: Emphasis): void {
  const its = bitOf(tape, pass, bit);
  if (!its) return;
  const { context } = ink;
  context.fillStyle = ink.colour('cursor');
  context.globalAlpha = 0.75;
  trace(context, scale, way, its);
  context.globalAlpha = 1;
  context.beginPath();
  front(context, scale, way, its.fromPs);
  context.strokeStyle = ink.colour('cursor');
  context.lineWidth = 1.5;
  context.stroke();
}

/** From afar: what is picked out, over the shades. */
export function paintChosen(ink: Ink, its: Plot, scale: Scale, emphasis: Emphasis): void {
  const { tape, courses } = its;
  const rows = emphasis.row >= 0 ? [emphasis.row] : [];
  for (const row of rows) {
    const { startPs, endPs } = tape.transmission(row);
    for (const course of courses) {
      for (const pass of passesOn(tape, course, startPs, endPs, 100)) {
        if (pass.row === row) paintEdges(ink, scale, [{ way: course.way, stretch: pass }], true, true);
      }
    }
  }
}

/** Crosses where bits arrive other than they were sent, at the far end of the band. */
function paintDamage(ink: Ink, tape: Tape, scale: Scale, { port, band, way }: Course, pass: Pass): void {
  if (band.kind === 'coax') return;
  const far = port === band.leftPort ? band.rightPort : band.leftPort;
  const damage = damageOf(tape, pass.row, far);
  if (damage.length === 0) return;
  const { context } = ink;
  const at = { from: way[1]!, to: way[2]! };
  context.strokeStyle = ink.colour('bad');
  context.lineWidth = 2.5;
  context.beginPath();
  for (const { fromPs, toPs } of damage) {
    const middle = pass.fromPs + (fromPs + toPs) / 2;
    for (const share of [0.55, 0.95]) {
      const x = at.from.x + share * (at.to.x - at.from.x);
      const y = scale.y(middle + at.from.delayPs + share * (at.to.delayPs - at.from.delayPs));
      context.moveTo(x - 5, y - 5);
      context.lineTo(x + 5, y + 5);
      context.moveTo(x + 5, y - 5);
      context.lineTo(x - 5, y + 5);
    }
  }
  context.stroke();
}

/** On a coax signals do meet: where, and when, is hatched. */
function paintOverlaps(ink: Ink, scale: Scale, all: readonly { readonly course: Course; readonly pass: Pass }[]): void {
  const { context } = ink;
  for (const [i, one] of all.entries()) {
    for (const other of all.slice(i + 1)) {
      if (one.course.port === other.course.port) continue;
      const delays = [...one.course.way, ...other.course.way].map(({ delayPs }) => delayPs);
      const reach = Math.max(...delays);
      if (one.pass.fromPs > other.pass.toPs + reach || other.pass.fromPs > one.pass.toPs + reach) continue;
      context.save();
      outline(context, scale, one.course.way, one.pass);
      context.clip();
      context.fillStyle = ink.hatch;
      trace(context, scale, other.course.way, other.pass);
      context.restore();
    }
  }
}

/** The run before, as bare outlines. */
export function paintGhost(ink: Ink, { tape, courses, longestPs }: Plot, scale: Scale): void {
  const { context } = ink;
  context.strokeStyle = ink.colour('ghost');
  context.lineWidth = 1.2;
  context.setLineDash([3, 3]);
  for (const course of courses) {
    for (const pass of passesOn(tape, course, scale.span.fromPs - longestPs, scale.span.toPs, 300)) {
      outline(context, scale, course.way, pass);
      context.stroke();
    }
  }
  context.setLineDash([]);
}
