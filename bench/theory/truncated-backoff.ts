// Truncated binary exponential backoff of saturated stations in the mean: how often they try follows from how often they
// collide, and the other way round, and there is one point at which both agree. The method is that of Bianchi, IEEE JSAC
// 18(3), 2000, and of Kwak, Song and Miller, "Performance analysis of exponential backoff", IEEE/ACM ToN 13(2), 2005; the
// numbers are those of clause 4.4.2.
//
// In it a slot is lost whether nobody or several take it, and who has won remembers nothing. On a segment that is shorter
// than a slot, with stations that hear each other, the truth is better: so this is a lower bound for it.

const ATTEMPT_LIMIT = 16;
const BACKOFF_LIMIT = 10;

/** What the fixed point says of a slot. */
export interface BackoffPoint {
  /** Chance that an attempt collides. */
  readonly collided: number;
  /** Mean attempts in a slot, by all stations together. */
  readonly attempts: number;
  /** Chance that exactly one station takes a slot. */
  readonly acquisition: number;
}

/** Mean attempts for a frame, sent or given up, and mean slots drawn between them, where each attempt collides with chance `collided`. */
function effort(collided: number): { attempts: number; slots: number } {
  let attempts = 0;
  let slots = 0;
  let reached = 1;
  for (let attempt = 1; attempt <= ATTEMPT_LIMIT; attempt++) {
    attempts += reached;
    if (attempt > 1) slots += (reached * (2 ** Math.min(attempt - 1, BACKOFF_LIMIT) - 1)) / 2;
    reached *= collided;
  }
  return { attempts, slots };
}

/** The fixed point of `stations` that always have a frame: how often they try by how often they collide, and back. */
export function backoffPoint(stations: number): BackoffPoint {
  let least = 0;
  let most = 1;
  for (let halving = 0; halving < 60; halving++) {
    const collided = (least + most) / 2;
    if (1 - (1 - share(collided)) ** (stations - 1) > collided) least = collided;
    else most = collided;
  }
  const own = share(least);
  return {
    collided: least,
    attempts: stations * own,
    acquisition: stations * own * (1 - own) ** (stations - 1),
  };
}

/** Attempts of one station in a slot: each attempt takes a slot of its own, and the drawn ones lie between. */
function share(collided: number): number {
  const { attempts, slots } = effort(collided);
  return attempts / (attempts + slots);
}

/** Mean slots lost before one is taken. */
export function lostSlots(stations: number): number {
  const { acquisition } = backoffPoint(stations);
  return (1 - acquisition) / acquisition;
}
