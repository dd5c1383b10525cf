// The latest emissions of one transmitter, so that an ear that did not attend can look back.
import { Emission } from './line.js';

const NEVER = Number.POSITIVE_INFINITY;

/** A ring of emissions, the newest at `head`. What still lasts is never forgotten, however much comes and goes meanwhile. */
export class EmissionLog {
  private readonly ring: Emission[] = [];
  private head = 0;

  constructor(
    /** Emissions that it remembers; more if more last at once. */
    private memory: number,
  ) {}

  /** How many there are to look back at. */
  get length(): number {
    return this.ring.length;
  }

  /** The newest (0) or an older one, below `length`. */
  back(steps: number): Emission {
    const place = this.head - steps;
    return this.ring[place >= 0 ? place : place + this.memory];
  }

  /** All of them, in no order. */
  all(): readonly Emission[] {
    return this.ring;
  }

  /** Remembers so many from now on, if it had not already. */
  grow(memory: number): void {
    if (memory <= this.memory) return;
    const { ring } = this;
    // The oldest first again, so that there is room behind the newest.
    ring.push(...ring.splice(0, this.head + 1));
    this.head = Math.max(0, ring.length - 1);
    this.memory = memory;
  }

  /** An emission for a new life, which is the newest from now on; where nobody looks back the last one, if it is over. */
  fresh(remembered: boolean): Emission {
    if (!remembered && this.ring.length > 0) {
      const last = this.ring[this.head];
      if (last.pending === 0 && last.endPs !== NEVER) return this.cleared(last);
    }
    this.head = this.head + 1 === this.memory ? 0 : this.head + 1;
    let emission: Emission | undefined = this.ring[this.head];
    if (emission?.endPs === NEVER) emission = this.oldestOver();
    if (!emission || emission.pending > 0) {
      emission = new Emission();
      if (this.ring.length < this.memory) {
        this.head = this.ring.length;
        this.ring.push(emission);
      } else this.ring[this.head] = emission;
    }
    return this.cleared(emission);
  }

  private cleared(emission: Emission): Emission {
    if (emission.leavers.length > 0) emission.forgetLeavers();
    emission.debris = false;
    emission.spoils = 0;
    return emission;
  }

  /**
   * The oldest still lasts: a jam to all ports while many came and went that were for one alone. It stays the oldest, and
   * the oldest that is over makes room for it. Undefined when all of them last: then there is room for one more.
   */
  private oldestOver(): Emission | undefined {
    const { ring, head, memory } = this;
    let steps = 1;
    while (steps < memory && ring[(head + steps) % memory].endPs === NEVER) steps++;
    if (steps === memory) {
      this.head = (head + memory - 1) % memory;
      this.grow(memory + 1);
      return undefined;
    }
    const over = ring[(head + steps) % memory];
    for (; steps > 0; steps--) ring[(head + steps) % memory] = ring[(head + steps - 1) % memory];
    ring[head] = over;
    return over;
  }
}
