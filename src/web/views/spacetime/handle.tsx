// A handle that sets one number: dragged, or moved by the arrow keys. To who can't see it, it is a slider.
import { useRef } from 'preact/hooks';
import { beginChange, endChange } from './rerun.js';

export interface HandleProps {
  readonly class: string;
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** The value as people read it. */
  readonly text: string;
  readonly axis: 'x' | 'y';
  readonly style: Readonly<Record<string, string>>;
  /** The value after a drag of so many pixels from `value`. */
  readonly drag: (value: number, pixels: number) => number;
  /** The next value by a key: `steps` is +-1 for an arrow, +-10 for a page. */
  readonly step: (value: number, steps: number) => number;
  readonly set: (value: number) => void;
  readonly children?: preact.ComponentChildren;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
};

export function Handle({ label, value, least, most, text, axis, style, drag, step, set, ...rest }: HandleProps) {
  const grip = useRef<{ readonly at: number; readonly value: number; last: number } | undefined>(undefined);
  const within = (wanted: number): number => Math.min(most, Math.max(least, wanted));
  const place = ({ clientX, clientY }: PointerEvent): number => (axis === 'x' ? clientX : clientY);
  const letGo = (): void => {
    if (!grip.current) return;
    grip.current = undefined;
    endChange();
  };
  return (
    <button
      type="button"
      role="slider"
      class={rest.class}
      style={style}
      aria-label={label}
      title={`${label}: ${text}`}
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={value}
      aria-valuetext={text}
      aria-orientation={axis === 'x' ? 'horizontal' : 'vertical'}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = { at: place(event), value, last: value };
        beginChange('drag');
      }}
      onPointerMove={(event) => {
        const { current } = grip;
        if (!current) return;
        const wanted = within(drag(current.value, place(event) - current.at));
        if (wanted === current.last) return;
        current.last = wanted;
        set(wanted);
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onLostPointerCapture={letGo}
      onKeyDown={(event) => {
        const steps = STEPS[event.key];
        const wanted = event.key === 'Home' ? least : event.key === 'End' ? most : steps && within(step(value, steps));
        if (wanted === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        beginChange('key');
        set(wanted);
        endChange();
      }}
    >
      {rest.children}
    </button>
  );
}
