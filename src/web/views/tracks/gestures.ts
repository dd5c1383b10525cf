// Pointer and wheel on the picture: drag pans, ctrl-wheel zooms where the pointer is, two fingers do both.

export interface GestureHandlers {
  /** Moved sideways by so many pixels. */
  pan(px: number): void;
  /** Nearer (above 1) or farther, about a place in pixels from the left. */
  zoom(px: number, factor: number): void;
  hover(x: number, y: number): void;
  leave(): void;
  click(x: number, y: number): void;
}

/** A pointer that has moved less than this has clicked. */
const CLICK_PX = 4;
const ZOOM_PER_PX = 0.0035;

/** Listens on an element; answers how to stop. */
export function watchGestures(element: HTMLElement, does: GestureHandlers): () => void {
  const down = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  const at = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    if (down.size === 0) travelled = 0;
    down.set(event.pointerId, at(event));
    element.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    const now = at(event);
    const before = down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== 'touch') does.hover(now.x, now.y);
      return;
    }
    const others = [...down].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    down.set(event.pointerId, now);
    travelled += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    const other = others[0];
    if (other) {
      const wide = Math.max(20, Math.abs(now.x - other.x));
      does.zoom((now.x + other.x) / 2, wide / Math.max(20, Math.abs(before.x - other.x)));
    } else if (travelled >= CLICK_PX) does.pan(before.x - now.x);
  };
  const onUp = (event: PointerEvent): void => {
    if (!down.delete(event.pointerId)) return;
    const { x, y } = at(event);
    if (event.type === 'pointerup' && travelled < CLICK_PX) does.click(x, y);
  };
  const onWheel = (event: WheelEvent): void => {
    const unit = event.deltaMode === 1 ? 16 : 1;
    const sideways = event.shiftKey ? event.deltaY + event.deltaX : event.deltaX;
    if (event.ctrlKey || event.metaKey) does.zoom(at(event).x, Math.exp(-event.deltaY * unit * ZOOM_PER_PX));
    else if (Math.abs(sideways) > 0 && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)))
      does.pan(sideways * unit);
    else return;
    event.preventDefault();
  };
  const onLeave = (): void => does.leave();
  element.addEventListener('pointerdown', onDown);
  element.addEventListener('pointermove', onMove);
  element.addEventListener('pointerup', onUp);
  element.addEventListener('pointercancel', onUp);
  element.addEventListener('pointerleave', onLeave);
  element.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    element.removeEventListener('pointerdown', onDown);
    element.removeEventListener('pointermove', onMove);
    element.removeEventListener('pointerup', onUp);
    element.removeEventListener('pointercancel', onUp);
    element.removeEventListener('pointerleave', onLeave);
    element.removeEventListener('wheel', onWheel);
  };
}
