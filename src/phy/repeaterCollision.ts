// Who takes part in a repeater's collision, and for how long: Tw6 and what it partitions (clause 9.6.6.2).
//
// What counts for a port is its own collision, CIPresent(X): its MAU hears something while something is sent to it
// (clause 14.2.1.4), or hears several transmitters on its coax. The one port left is sent nothing (clause 9.5.6.5), so
// there is no collision on it any more, however long it goes on: Tw6 ("when a single collision duration has exceeded a
// specific amount of time") stops there. A lone babbler is for the lockup protection (9.6.5) and for its own MAU.
import { Alarm, type Scheduler } from '../sim/scheduler.js';
import { PARTITION_COLLISION_BITS } from './constants.js';
import type { RepeaterPort } from './repeaterPort.js';

/** The present collision of one repeater. */
export class Collision {
  /** How many ports have taken part in it. */
  size = 0;
  /** Older ones stand behind the first `size`: an array that is emptied loses its memory. */
  private readonly ports: RepeaterPort[] = [];
  private readonly tooLong: Alarm;
  private readonly mostPs: number;

  constructor(
    private readonly scheduler: Scheduler,
    bitPs: number,
    /** Whether a port may be partitioned at all. */
    private readonly partitions: boolean,
  ) {
    this.mostPs = Math.ceil(PARTITION_COLLISION_BITS * bitPs);
    this.tooLong = new Alarm(() => this.partitionTheLasting());
  }

  /** A port takes part from now on. `late`: Tw5 had passed without a collision, so that this is none of a row. */
  enlist(port: RepeaterPort, late: boolean): void {
    if (port.collide(late)) this.ports[this.size++] = port;
    if (this.tooLong.armed || !this.partitions) return;
    this.scheduler.due[0] = this.scheduler.now + this.mostPs;
    this.scheduler.armDue(this.tooLong);
  }

  /** The one port whose input goes on. */
  get left(): RepeaterPort {
    return this.ports.find((port) => port.counted)!;
  }

  /** The repeater has fallen silent: whoever has collided too often in a row is partitioned. */
  settle(): void {
    if (this.size === 0) return;
    for (let i = 0; i < this.size; i++) this.ports[i].settle();
    this.size = 0;
    this.scheduler.cancel(this.tooLong);
  }

  /** Ports whose collision has lasted longer than Tw6 are partitioned. */
  private partitionTheLasting(): void {
    const { now } = this.scheduler;
    let next = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.size; i++) {
      const port = this.ports[i];
      const duePs = port.collidingSincePs + this.mostPs;
      if (duePs <= now) port.partition();
      else next = Math.min(next, duePs);
    }
    // To partition a port may have ended the collision.
    if (this.size > 0 && next !== Number.POSITIVE_INFINITY) this.scheduler.arm(this.tooLong, next);
  }
}
