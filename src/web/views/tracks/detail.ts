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

/** A scale at which each detail is seen well, in picoseconds a pixel. */
export const SCALES: Readonly<Record<Detail, number>> = {
  load: 1.5e9,
  frames: 5e6,
  fields: 300e3,
  bits: 25e3,
  volts: 1.5e3,
};

/** The least picoseconds a pixel at which a detail is still drawn. */
export function leastScaleOf(detail: Detail): number {
  const finer = DETAILS[DETAILS.indexOf(detail) + 1];
  return BELOW.find(([one]) => one === finer)?.[1] ?? 0;
}

/** Fewer pixels than this a frame, and frames can't be told apart: how busy the line is says more. */
const LEAST_FRAME_PX = 2;

/** The detail of one row: a crowd of frames is drawn as load. */
export function detailFor(detail: Detail, passages: number, width: number): Detail {
  return detail === 'frames' && passages * LEAST_FRAME_PX > width ? 'load' : detail;
}
