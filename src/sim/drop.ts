// Why frames are lost: the one list for all floors. A network condition is counted here, never thrown.
// A new reason goes to the end.

/** The reasons, in the order of their numbers. */
export const DROP_REASONS = [
  'none',
  'excessiveCollisions',
  'lateCollision',
  'queueFull',
  'noBuffer',
  'tooLong',
  'linkDown',
  'jabber',
  'fcsError',
  'alignmentError',
  'symbolError',
  'noSfd',
  'fragment',
  'frameTooLong',
  'partitioned',
  'noReceiver',
  'unfinished',
  'loss',
] as const;

/** Why a frame was lost. */
export type DropReason = (typeof DROP_REASONS)[number];

/**
 * Which reason counts when several were noted for one frame that reached nobody: the most telling, and of equally
 * telling ones the first, since it brought about the others further down the path.
 */
export const TELLING = {
  /** One of many pairs was parted: it tells of the frame only if nothing else befell it. */
  branch: 1,
  /** Noted by somebody who can't know whose frame it was: the segment's monitor, another station. */
  bystander: 2,
  /** It befell the frame on its way to all, or the station that it was meant for says so. */
  frame: 3,
} as const;

/** The reasons' numbers, by name; 0 is none. */
export const DROP = Object.fromEntries(DROP_REASONS.map((name, number) => [name, number])) as Record<
  DropReason,
  number
>;
