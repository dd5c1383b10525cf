// The texts that a scenario has been, to go back and forth between.

/** Texts before and after the present one, the nearest last. */
export interface History {
  readonly past: readonly string[];
  readonly future: readonly string[];
}

export const NO_HISTORY: History = { past: [], future: [] };
/** Steps remembered. */
const MOST = 100;

/** The present text gives way to a new one. @param joined it is one step with the change before (a drag has many) */
export function stepped({ past }: History, present: string, joined = false): History {
  return { past: joined && past.length > 0 ? past : [...past.slice(1 - MOST), present], future: [] };
}

/** One step back. The text to show is the last of `past`. */
export function undone({ past, future }: History, present: string): History {
  return { past: past.slice(0, -1), future: [...future, present] };
}

/** One step forth again. The text to show is the last of `future`. */
export function redone({ past, future }: History, present: string): History {
  return { past: [...past, present], future: future.slice(0, -1) };
}
