// A repeater's edge on its way to many ears: one alarm goes with it from distance to distance, the nearest first, and
// only the next one waits in the scheduler.
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import { type FanEar, Ring } from './fanEar.js';
import type { Emission } from './line.js';

/** What waves need of their fan. */
export interface WaveOwner {
  /** An edge has come to an ear. */
  tell(ear: FanEar, emission: Emission, isEnd: boolean): void;
  /** A wave has come to the last of its ears. */
  ebb(wave: Wave): void;
}

/** An edge on its way to the ears that attended as it left. Pooled. */
export class Wave {
  emission!: Emission;
  isEnd = false;
  /** Its ears, the nearest first, and how many: older ones may stand behind them. */
  readonly ears: FanEar[] = [];
  count = 0;
  /** The ear that it reaches next. */
  private next = 0;
  /** Its place among the alarms of an instant. */
  private order = 0;
  private readonly alarm: Alarm;

  constructor(
    private readonly fan: WaveOwner,
    private readonly scheduler: Scheduler,
  ) {
    this.alarm = new Alarm(() => this.sweep());
  }

  /** Sets out. */
  leave(): void {
    const { scheduler } = this;
    this.next = 0;
    this.aim();
    scheduler.armDue(this.alarm);
    this.order = scheduler.order;
  }

  /** When it reaches the next ear. */
  private aim(): void {
    const { emission } = this;
    this.scheduler.due[0] = (this.isEnd ? emission.endPs : emission.startPs) + this.ears[this.next].ring.delayPs;
  }

  /** It has come to the next ear: it goes on until something else comes first. */
  private sweep(): void {
    const { ears, emission, isEnd, fan, scheduler, count } = this;
    let at = this.next;
    for (;;) {
      const { ring } = ears[at];
      do fan.tell(ears[at++], emission, isEnd);
      while (at < count && ears[at].ring === ring);
      if (at === count) break;
      this.next = at;
      this.aim();
      scheduler.due[1] = this.order;
      if (!scheduler.goOn(this.alarm)) return;
    }
    fan.ebb(this);
  }
}

/** The rings of a fan, the nearest first, and which of them have ears that attend. */
export class Rings {
  readonly all: Ring[] = [];
  /** A bit a ring. */
  private attentive = new Int32Array(1);

  /** The ring at a distance. */
  at(delayPs: number): Ring {
    const { all } = this;
    let rank = all.length;
    while (rank > 0 && all[rank - 1].delayPs > delayPs) rank--;
    if (rank > 0 && all[rank - 1].delayPs === delayPs) return all[rank - 1];
    const ring = new Ring(delayPs);
    all.splice(rank, 0, ring);
    this.attentive = new Int32Array((all.length + 31) >> 5);
    all.forEach((each, place) => {
      each.rank = place;
      if (each.attentive.length > 0) this.mark(each);
    });
    return ring;
  }

  /** An ear begins to attend. */
  enter(ear: FanEar): void {
    const { ring } = ear;
    ear.place = ring.attentive.length;
    ring.attentive.push(ear);
    if (ear.place === 0) this.mark(ring);
  }

  /** An ear attends no longer. */
  exit(ear: FanEar): void {
    const { attentive, rank } = ear.ring;
    const last = attentive.pop();
    if (last && last !== ear) {
      attentive[ear.place] = last;
      last.place = ear.place;
    }
    ear.place = -1;
    if (attentive.length === 0) this.attentive[rank >> 5] &= ~(1 << (rank & 31));
  }

  /** The rank of the first ring from `rank` on that has ears that attend, or -1. */
  next(rank: number): number {
    const { attentive } = this;
    let word = rank >> 5;
    if (word >= attentive.length) return -1;
    let bits = attentive[word] & (-1 << (rank & 31));
    while (bits === 0) {
      if (++word === attentive.length) return -1;
      bits = attentive[word];
    }
    return (word << 5) + 31 - Math.clz32(bits & -bits);
  }

  private mark({ rank }: Ring): void {
    this.attentive[rank >> 5] |= 1 << (rank & 31);
  }
}
