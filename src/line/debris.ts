// The remains of collisions and all else that is nobody's frame. The ears that don't attend are not told of it one by
// one: it is counted once for all, and each ear knows how much of that it has not heard, or not as it was sent.
//
//   heard by an ear = all debris of the fan - what went past it - what is still on its way to it
import type { FanEar } from './fanEar.js';
import type { Emission, ObservedLine } from './line.js';

/** A fan's debris. */
export class Debris {
  private count = 0;

  constructor(
    private readonly fan: ObservedLine,
    private readonly ears: readonly FanEar[],
    /** The latest emissions; what is still on its way to an ear is among them. */
    private readonly log: readonly Emission[],
  ) {}

  /** An emission that has just ended is debris: for all whom it went to. */
  add(emission: Emission): void {
    const { only, except, spoiled, spoils } = emission;
    emission.debris = true;
    emission.signal.debris = true;
    if (only >= 0) this.ears[only].missed--;
    else {
      this.count++;
      if (except >= 0) this.ears[except].missed++;
    }
    for (let i = 0; i < spoils; i++) this.ears[spoiled[i]].missed++;
  }

  /** `ear` hears something else than this, or nothing: as debris it does not count there. */
  spoil(emission: Emission, ear: FanEar): void {
    if (isSpoilt(emission, ear.index)) return;
    // An array that is emptied loses its memory.
    emission.spoiled[emission.spoils++] = ear.index;
    if (emission.debris) ear.missed++;
  }

  /** What passes `ear` at this instant meets there what its own station sends. */
  spoilPassing(ear: FanEar, now: number): void {
    const { fan } = this;
    const { log } = this;
    for (let i = 0; i < log.length; i++) {
      const emission = log[i];
      if (emission.endPs + ear.delayPs <= now || !reaches(emission, ear.index)) continue;
      if (!ear.deaf && emission.leavers.length === 0) {
        if (emission.startPs + ear.delayPs <= now) this.spoil(emission, ear);
      } else if (fan.heardFrom(emission, ear.index) <= now && fan.heardTo(emission, ear.index) > now)
        this.spoil(emission, ear);
    }
  }

  /** The pair of `ear` parts: a piece that is passing and of which nobody will tell the ear is shorter, but a piece. */
  cut(ear: FanEar, now: number): void {
    const { fan } = this;
    for (const emission of this.log) {
      if (!emission.debris || emission.live || emission.endPs + ear.delayPs <= now) continue;
      if (fan.heardFrom(emission, ear.index) >= now || isSpoilt(emission, ear.index)) continue;
      // It counts here already, and not once more when its tail would have passed.
      emission.spoiled[emission.spoils++] = ear.index;
    }
    ear.ignore(true);
  }

  /** The pair is whole again: of what came meanwhile not even the rest is heard. */
  mend(ear: FanEar, now: number): void {
    const { fan } = this;
    ear.ignore(false);
    for (const emission of this.log) {
      if (!reaches(emission, ear.index)) continue;
      const lost = fan.heardFrom(emission, ear.index) === Number.POSITIVE_INFINITY;
      if (lost && emission.endPs + ear.delayPs > now) this.spoil(emission, ear);
    }
  }

  /** Pieces that have passed `ear` to their end by now. */
  passed(ear: FanEar, now: number): number {
    let passed = this.count - ear.missed;
    for (const emission of this.log) {
      if (!emission.debris || !reaches(emission, ear.index) || emission.endPs + ear.delayPs <= now) continue;
      if (!isSpoilt(emission, ear.index)) passed--;
    }
    return passed;
  }
}

function isSpoilt({ spoiled, spoils }: Emission, ear: number): boolean {
  for (let i = 0; i < spoils; i++) if (spoiled[i] === ear) return true;
  return false;
}

function reaches({ only, except }: Emission, ear: number): boolean {
  return only >= 0 ? only === ear : except !== ear;
}
