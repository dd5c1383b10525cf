// A table whose cells can be chosen: a click or an arrow key selects a bit; the Tab key stops once.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { selectBit } from '../../state/bitwalk.js';
import { focusCell } from './roving.js';
import type { SeenTransmission } from './subject.js';
import { words } from './words.js';

export interface GridProps {
  readonly label: string;
  readonly class: string;
  readonly seen: SeenTransmission;
  /** Where a key leads: the cell's place and its first bit; undefined for nowhere. */
  readonly follow: (key: string) => { readonly at: number; readonly bit: number } | undefined;
  readonly children: ComponentChildren;
}

export function Grid({ label, class: name, seen, follow, children }: GridProps) {
  const grid = useRef<HTMLTableElement>(null);
  const pick = (bit: number): void => selectBit(seen.its.row, seen.passage?.port ?? -1, bit);
  return (
    <table
      class={name}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table with cells to choose is a grid
      role="grid"
      aria-label={label}
      ref={grid}
      onKeyDown={(event) => {
        const to = event.ctrlKey || event.altKey || event.metaKey ? undefined : follow(event.key);
        if (!to) return;
        event.preventDefault();
        pick(to.bit);
        focusCell(grid.current!, to.at);
      }}
      onClick={({ target }) => {
        const cell = target instanceof Element ? target.closest<HTMLElement>('[data-bit]') : undefined;
        if (cell) pick(Number(cell.dataset.bit));
      }}
    >
      {children}
    </table>
  );
}

export interface CellProps {
  readonly label: string;
  readonly class: string;
  /** Its place in the grid. */
  readonly at: number;
  /** The bit that it begins with. */
  readonly bit: number;
  readonly chosen: boolean;
  /** The Tab key stops here. */
  readonly stop: boolean;
  readonly field: string | undefined;
  /** It is not what was sent. */
  readonly wrong: boolean;
  readonly children: ComponentChildren;
}

export function Cell({ label, class: name, at, bit, chosen, stop, field, wrong, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the cell of a grid has the role gridcell, which can be selected
    <td
      class={name}
      tabIndex={stop ? 0 : -1}
      aria-selected={chosen}
      aria-label={wrong ? `${label}, ${words.wrong}` : label}
      data-wrong={wrong ? '' : undefined}
      data-at={at}
      data-bit={bit}
      data-field={field}
    >
      {children}
    </td>
  );
}
