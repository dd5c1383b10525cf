// The words that scripts and expectations may use: the engine's own names for what happens and what is counted.
import { StationCounters } from '../../mac/counters.js';
import { DROP_REASONS } from '../../sim/drop.js';
import { EVENT_NAMES } from '../../sim/probe.js';

/** Verbs of `script`, after the dot in `do`. */
export const verbs = ['frame', 'babble', 'cut', 'restore'] as const;

/** Kinds of event that `expect: { event }` can count. */
export const eventKinds = EVENT_NAMES;

/** Counters of a station: the plain numbers among those of clause 30. */
export const stationStats: readonly string[] = Object.entries(new StationCounters()).flatMap(([name, value]) =>
  typeof value === 'number' ? [name] : [],
);

/** Counters of a segment, which is a hub or a coax. */
export const segmentStats: readonly string[] = [
  'utilisation',
  'collisions',
  'packets',
  'frames',
  'octets',
  'fragments',
  'undersize',
  'crcAlignErrors',
  'oversize',
  'jabbers',
  'broadcasts',
  'multicasts',
  'partitions',
];

/** Counters of the whole lab: frames offered = delivered + dropped by reason + waiting. */
export const labStats: readonly string[] = [
  'offered',
  'delivered',
  'waiting',
  ...DROP_REASONS.slice(1).map((reason) => `drops.${reason}`),
];
