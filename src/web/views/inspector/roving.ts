// One stop of the Tab key for a whole grid: the arrow keys go from cell to cell inside.

/** Where a key leads in a grid of `count` cells in rows of `across`; undefined when it leads nowhere. */
export function moved(key: string, at: number, count: number, across: number): number | undefined {
  const to =
    key === 'ArrowLeft'
      ? at - 1
      : key === 'ArrowRight'
        ? at + 1
        : key === 'ArrowUp'
          ? at - across
          : key === 'ArrowDown'
            ? at + across
            : key === 'Home'
              ? at - (at % across)
              : key === 'End'
                ? Math.min(at - (at % across) + across, count) - 1
                : key === 'PageUp'
                  ? Math.max(at - 8 * across, at % across)
                  : key === 'PageDown'
                    ? Math.min(at + 8 * across, count - 1)
                    : undefined;
  return to !== undefined && to >= 0 && to < count && to !== at ? to : undefined;
}

/** Puts the focus on a cell once it is drawn: cells say their place in `data-at`. */
export function focusCell(grid: HTMLElement, at: number): void {
  requestAnimationFrame(() => grid.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus());
}
