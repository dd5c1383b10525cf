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
] as const;

/** Why a frame was lost. */
export type DropReason = (typeof DROP_REASONS)[number];

/** The reasons' numbers, by name; 0 is none. */
export const DROP = Object.fromEntries(DROP_REASONS.map((name, number) => [name, number])) as Record<
  DropReason,
  number
>;
