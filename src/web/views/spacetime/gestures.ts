// Hands on the picture: drag pans, ctrl and wheel or two fingers zoom, wheel scrolls, click selects, the axis moves the
// cursor, and with the measure in hand a drag measures.
import { signal } from '@preact/signals';
import { hovered, type Pick, selected } from '../../state/selection.js';
import { cursorPs, moveTo, panBy, span, zoomAt } from '../../state/time.js';
import { eventAt, type Point, transmissionAt } from './hit.js';
import { AXIS } from './layout.js';
import { measuring, rule, snap } from './measure.js';
import { paintedBoxes, paintedMarks } from './paint.js';
import { type Plot, plot, type Scale, scale } from './plot.js';

/** What the pointer is over, and where: for the words beside it. */
export const tip = signal<{ readonly point: Point; readonly pick: Pick } | undefined>(undefined);

/** A press becomes a drag after so many pixels. */
const SLACK = 4;
const CURSOR_REACH = 7;

type Hold =
  | { readonly what: 'press' | 'pan' | 'cursor' | 'rule' | 'pinch'; readonly start: Point; last: Point }
  | undefined;

/** What is at a point: an event before a transmission. */
export function pickAt(its: Plot, at: Scale, point: Point): Pick | undefined {
  const index = eventAt(paintedBoxes(), paintedMarks(), point);
  return index === undefined ? transmissionAt(its, at, point) : { kind: 'event', index };
}

/** Puts hands on an element; answers how to take them off. */
export function handle(field: HTMLElement): () => void {
  const hands = new Hands(field);
  const listeners: [string, (event: never) => void][] = [
    ['pointerdown', (event: PointerEvent) => hands.down(event)],
    ['pointermove', (event: PointerEvent) => hands.move(event)],
    ['pointerup', (event: PointerEvent) => hands.up(event)],
    ['pointercancel', (event: PointerEvent) => hands.up(event)],
    ['pointerleave', () => hands.leave()],
    ['wheel', (event: WheelEvent) => hands.wheel(event)],
  ];
  for (const [name, listener] of listeners) field.addEventListener(name, listener as EventListener, { passive: false });
  return () => {
    for (const [name, listener] of listeners) field.removeEventListener(name, listener as EventListener);
  };
}

class Hands {
  private hold: Hold;
  private readonly fingers = new Map<number, Point>();

  constructor(private readonly field: HTMLElement) {}

  private at({ clientX, clientY }: MouseEvent): Point {
    const { left, top } = this.field.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  }

  down(event: PointerEvent): void {
    const its = plot.peek();
    if (!its || event.button !== 0 || (event.target as Element).closest('button')) return;
    const point = this.at(event);
    this.field.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, point);
    tip.value = undefined;
    if (this.fingers.size === 2) {
      this.hold = { what: 'pinch', start: point, last: point };
      return;
    }
    const onCursor = Math.abs(scale.peek().y(cursorPs.peek()) - point.y) < CURSOR_REACH && point.x < AXIS + 6;
    const what = measuring.peek() ? 'rule' : onCursor || point.x < AXIS ? 'cursor' : 'press';
    this.hold = { what, start: point, last: point };
    if (what === 'rule') rule.value = { from: snap(its, scale.peek(), point), to: undefined };
    if (what === 'cursor') moveTo(scale.peek().ps(point.y));
  }

  move(event: PointerEvent): void {
    const its = plot.peek();
    if (!its) return;
    const point = this.at(event);
    const { hold } = this;
    if (!hold) {
      this.hover(its, point, event.pointerType);
      return;
    }
    if (hold.what === 'pinch') this.pinch(event.pointerId, point);
    else if (hold.what === 'rule') {
      // It may have been taken away by a key meanwhile, or by another run.
      const laid = rule.peek();
      if (laid) rule.value = { from: laid.from, to: snap(its, scale.peek(), point) };
    } else if (hold.what === 'cursor') moveTo(scale.peek().ps(point.y));
    else {
      if (hold.what === 'press' && Math.hypot(point.x - hold.start.x, point.y - hold.start.y) < SLACK) return;
      this.hold = { what: 'pan', start: hold.start, last: point };
      panBy((hold.last.y - point.y) / scale.peek().pixelsPerPs);
      this.field.dataset.holding = 'true';
      return;
    }
    if (this.hold) this.hold.last = point;
  }

  /** Two fingers: what was between them stays between them. */
  private pinch(finger: number, point: Point): void {
    const spread = (): number => {
      const [a, b] = [...this.fingers.values()];
      return a && b ? Math.max(8, Math.hypot(a.x - b.x, a.y - b.y)) : 8;
    };
    const middle = (): number => [...this.fingers.values()].reduce((sum, { y }) => sum + y, 0) / this.fingers.size;
    const [wide, y] = [spread(), middle()];
    this.fingers.set(finger, point);
    const moved = middle();
    panBy((y - moved) / scale.peek().pixelsPerPs);
    zoomAt(scale.peek().ps(moved), spread() / wide);
  }

  up(event: PointerEvent): void {
    const its = plot.peek();
    this.fingers.delete(event.pointerId);
    const { hold } = this;
    this.hold = undefined;
    delete this.field.dataset.holding;
    if (!its || hold?.what !== 'press' || event.type === 'pointercancel') return;
    const point = this.at(event);
    const pick = pickAt(its, scale.peek(), point);
    selected.value = pick;
    moveTo(pick?.kind === 'event' ? its.tape.atPs.data[pick.index]! : scale.peek().ps(point.y));
  }

  leave(): void {
    tip.value = undefined;
    hovered.value = undefined;
  }

  private hover(its: Plot, point: Point, pointer: string): void {
    if (pointer === 'touch') return;
    const pick = pickAt(its, scale.peek(), point);
    tip.value = pick && !measuring.peek() ? { point, pick } : undefined;
    const old = hovered.peek();
    const { row, index } = { row: -1, index: -1, ...pick };
    const before = { row: -1, index: -1, ...old };
    if (before.row !== row || before.index !== index || old?.kind !== pick?.kind) hovered.value = pick;
  }

  wheel(event: WheelEvent): void {
    const point = this.at(event);
    const lines = event.deltaMode === 1 ? 16 : 1;
    const by = Math.max(-120, Math.min(120, event.deltaY * lines));
    tip.value = undefined;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      zoomAt(scale.peek().ps(point.y), Math.exp(-by * 0.006));
      return;
    }
    const before = span.peek().fromPs;
    panBy(by / scale.peek().pixelsPerPs);
    // At the end of the run the page goes on scrolling.
    if (Math.abs(span.peek().fromPs - before) * scale.peek().pixelsPerPs > 0.5) event.preventDefault();
  }
}
