// How much of a wire there is to see at a scale: the nearer, the finer.

/** From far to near. */
export const DETAILS = ['load', 'frames', 'fields', 'bits', 'volts'] as const;
export type Detail = (typeof DETAILS)[number];

/** Below so many picoseconds a pixel each finer detail begins. */
const BELOW: readonly (readonly [Detail, number])[] = [
  ['volts', 10e3],
  ['bits', 100e3],
  ['fields', 1e6],
  ['frames', 1e9],
];

/** What is drawn at a scale. */
export function detailAt(psPerPixel: number): Detail {
  for (const [detail, below] of BELOW) if (psPerPixel < below) return detail;
  return 'load';
}

/** Fewer pixels than this a frame, and frames can't be told apart: how busy the line is says more. */
const LEAST_FRAME_PX = 2;

/** The detail of one row: a crowd of frames is drawn as load. */
export function detailFor(detail: Detail, passages: number, width: number): Detail {
  return detail === 'frames' && passages * LEAST_FRAME_PX > width ? 'load' : detail;
}
