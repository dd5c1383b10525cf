// The one clock of a lab, and the only place where time moves.
//
// Time is a whole number of picoseconds in a double: exact for the first 2.5 simulated hours.
// Alarms of one instant go off in the order in which they were armed, always. They wait in two places:
//
//   queue   a sorted ring, for what is near: what is armed mostly goes to its end, what goes off stands in front
//   heap    4-ary on (at, order), for all else: backoffs wait there, and are in nobody's way
//
// An alarm is made once by its owner and armed again for ever, so that an event allocates nothing.

/** What is nearer than this may go into the queue: three slot times at 10 Mb/s. */
const NEAR_PS = 153_600_000;
/** Room in the queue, a power of 2. */
const QUEUE = 256;
const MASK = QUEUE - 1;
/** How far from the queue's end an alarm may be squeezed in. */
const STEPS = 24;
/** What sums of fractions may be wrong by: a moment so little behind a whole picosecond is that one. */
const NOISE_PS = 2 ** -10;
/** Stands in the queue where an alarm was cancelled. */
const GONE = -1;

/** Something that will happen: made once, armed again and again. */
export class Alarm {
  armed = false;
  /** Its number with its scheduler, given when it is armed for the first time. The scheduler's own. */
  id = -1;

  /** @param action what to do when the time comes; it reads the time from the scheduler's `now`. */
  constructor(readonly action: () => void) {}
}

/** A discrete-event scheduler. */
export class Scheduler {
  /** The present instant, in picoseconds. */
  now = 0;
  /** How many alarms have gone off. */
  fired = 0;
  /** How many times an alarm has been armed: the order of the last one among those of its instant. */
  order = 0;
  /** The time that `armDue` is to arm for, in picoseconds; and the order that `goOn` goes by. */
  readonly due = new Float64Array(2);

  private halted = false;
  /** How far `run` is to go. */
  private untilPs = Number.NEGATIVE_INFINITY;
  /** By alarm's number: the alarm, and its place: in the heap, or ~slot in the queue. */
  private readonly alarms: Alarm[] = [];
  private places = new Int32Array(256);
  /** The heap: time, order and alarm's number by place. The alarms themselves are touched only when they go off. */
  private size = 0;
  private times = new Float64Array(256);
  private orders = new Float64Array(256);
  private ids = new Int32Array(256);
  /** The queue: the same by slot, from `front` to before `end`, which only grow. */
  private front = 0;
  private end = 0;
  private queued = 0;
  private readonly queueTimes = new Float64Array(QUEUE);
  private readonly queueOrders = new Float64Array(QUEUE);
  private readonly queueIds = new Int32Array(QUEUE);

  /** How many alarms are armed. */
  get armed(): number {
    return this.size + this.queued;
  }

  /**
   * Arms an alarm for `atPs`, or for the next whole picosecond; one that is armed already is moved. Asserts that `atPs` is
   * not in the past.
   */
  arm(alarm: Alarm, atPs: number): void {
    this.due[0] = atPs;
    this.armDue(alarm);
  }

  /** Disarms an alarm; one that is not armed stays so. */
  cancel(alarm: Alarm): void {
    if (!alarm.armed) return;
    alarm.armed = false;
    this.takeOut(alarm.id);
  }

  /** Makes `run` return after the alarm that is going off. */
  halt(): void {
    this.halted = true;
  }

  /**
   * Lets everything happen up to and including `untilPs`, and leaves `now` there unless halted; with Infinity until
   * nothing is armed any more, and leaves `now` at the last that happened.
   */
  run(untilPs: number): void {
    this.halted = false;
    this.untilPs = untilPs;
    for (;;) {
      const alarm = this.take();
      if (alarm === undefined) break;
      this.fired++;
      alarm.armed = false;
      alarm.action();
      if (this.halted) break;
    }
    if (!this.halted && untilPs > this.now && untilPs !== Number.POSITIVE_INFINITY) this.now = Math.floor(untilPs);
    this.untilPs = Number.NEGATIVE_INFINITY;
  }

  /** When the next alarm goes off, or Infinity. */
  next(): number {
    while (this.front !== this.end && this.queueIds[this.front & MASK] === GONE) this.front++;
    const inQueue = this.front !== this.end ? this.queueTimes[this.front & MASK] : Number.POSITIVE_INFINITY;
    return Math.min(inQueue, this.size > 0 ? this.times[0] : Number.POSITIVE_INFINITY);
  }

  /**
   * Arms an alarm for `due[0]`: for the path of every frame, since a double that crosses a call is put into a box of
   * its own, and one in a typed array is not.
   */
  armDue(alarm: Alarm): void {
    // The sum makes a 0 of the -0 that rounding a 0 would give.
    const atPs = Math.ceil(this.due[0] - NOISE_PS) + 0;
    this.due[0] = atPs;
    if (!(atPs >= this.now)) throw new Error(`an alarm was armed for ${atPs} ps, before ${this.now} ps`);
    if (alarm.armed) this.takeOut(alarm.id);
    else if (alarm.id < 0) this.register(alarm);
    alarm.armed = true;
    const order = ++this.order;
    if (atPs < this.now + NEAR_PS && this.end - this.front < QUEUE) {
      if (this.end === this.front || this.queueTimes[(this.end - 1) & MASK] <= atPs) {
        this.queue(this.end++, alarm.id, order);
        return;
      }
      if (this.squeezeIn(alarm.id, order)) return;
    }
    this.heap(alarm.id, order);
  }

  /**
   * What happens again and again, at ears farther and farther away, and was armed for all of them when it first was:
   * it happens at `due[0]`, among the alarms of that instant as one that was armed as the `due[1]`-th. Answers true where
   * nothing else comes before: then that moment is now. If not, the alarm is armed for it.
   */
  goOn(alarm: Alarm): boolean {
    const atPs = this.due[0];
    if (!this.halted && atPs <= this.untilPs && this.isNext()) {
      this.now = atPs;
      this.fired++;
      return true;
    }
    if (!(atPs >= this.now)) throw new Error(`an alarm was armed for ${atPs} ps, before ${this.now} ps`);
    alarm.armed = true;
    const order = this.due[1];
    const near = atPs < this.now + NEAR_PS && this.end - this.front < QUEUE;
    if (!near || !this.squeezeIn(alarm.id, order)) this.heap(alarm.id, order);
    return false;
  }

  /** Nothing that is armed goes off before something at `due[0]` that was armed as the `due[1]`-th would. */
  private isNext(): boolean {
    const atPs = this.due[0];
    const order = this.due[1];
    while (this.front !== this.end && this.queueIds[this.front & MASK] === GONE) this.front++;
    if (this.front !== this.end) {
      const slot = this.front & MASK;
      const theirs = this.queueTimes[slot];
      if (theirs < atPs || (theirs === atPs && this.queueOrders[slot] < order)) return false;
    }
    if (this.size === 0) return true;
    const theirs = this.times[0];
    return atPs < theirs || (atPs === theirs && order < this.orders[0]);
  }

  /** Puts an alarm for `due[0]` into the heap. */
  private heap(id: number, order: number): void {
    const atPs = this.due[0];
    if (this.size === this.times.length) this.widen();
    const place = this.size++;
    this.times[place] = atPs;
    this.orders[place] = order;
    this.ids[place] = id;
    this.rise(place);
  }

  /** The next alarm that is due up to `untilPs`, taken out; `now` is moved to it. */
  private take(): Alarm | undefined {
    const { queueTimes, queueOrders, queueIds, untilPs } = this;
    while (this.front !== this.end) {
      const slot = this.front & MASK;
      const id = queueIds[slot];
      if (id === GONE) {
        this.front++;
        continue;
      }
      const at = queueTimes[slot];
      if (this.size > 0 && (this.times[0] < at || (this.times[0] === at && this.orders[0] < queueOrders[slot]))) break;
      if (at > untilPs) return undefined;
      this.front++;
      this.queued--;
      this.now = at;
      return this.alarms[id];
    }
    if (this.size === 0 || this.times[0] > untilPs) return undefined;
    const alarm = this.alarms[this.ids[0]];
    this.now = this.times[0];
    this.remove(0);
    return alarm;
  }

  /** Takes an armed alarm out of its place, wherever that is. */
  private takeOut(id: number): void {
    const place = this.places[id];
    if (place >= 0) {
      this.remove(place);
      return;
    }
    this.queueIds[~place] = GONE;
    this.queued--;
  }

  /** Puts an alarm for `due[0]` into the queue `at` a place that is free. */
  private queue(at: number, id: number, order: number): void {
    const slot = at & MASK;
    this.queueTimes[slot] = this.due[0];
    this.queueOrders[slot] = order;
    this.queueIds[slot] = id;
    this.places[id] = ~slot;
    this.queued++;
  }

  /** Puts an alarm for `due[0]` before what is later in the queue; false when that is too much. */
  private squeezeIn(id: number, order: number): boolean {
    const { queueTimes, queueOrders, queueIds, places, end } = this;
    const atPs = this.due[0];
    const least = end - this.front < STEPS ? this.front : end - STEPS;
    let at = end;
    while (at > least) {
      const slot = (at - 1) & MASK;
      const theirs = queueTimes[slot];
      if (theirs < atPs || (theirs === atPs && queueOrders[slot] < order)) break;
      at--;
    }
    if (at === least && least !== this.front) return false;
    for (let to = end; to > at; to--) {
      const from = (to - 1) & MASK;
      const slot = to & MASK;
      const moved = queueIds[from];
      queueTimes[slot] = queueTimes[from];
      queueOrders[slot] = queueOrders[from];
      queueIds[slot] = moved;
      if (moved !== GONE) places[moved] = ~slot;
    }
    this.end++;
    this.queue(at, id, order);
    return true;
  }

  private remove(place: number): void {
    const { times, orders, ids } = this;
    const last = --this.size;
    if (place === last) return;
    const at = times[last];
    times[place] = at;
    orders[place] = orders[last];
    ids[place] = ids[last];
    const parent = (place - 1) >> 2;
    if (place > 0 && (at < times[parent] || (at === times[parent] && orders[place] < orders[parent]))) this.rise(place);
    else this.sink(place);
  }

  /** Moves what stands at `from` towards the root to where it belongs. */
  private rise(from: number): void {
    const { times, orders, ids, places } = this;
    const at = times[from];
    const order = orders[from];
    const id = ids[from];
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      const theirs = times[parent];
      if (theirs < at || (theirs === at && orders[parent] < order)) break;
      times[place] = theirs;
      orders[place] = orders[parent];
      const moved = ids[parent];
      ids[place] = moved;
      places[moved] = place;
      place = parent;
    }
    times[place] = at;
    orders[place] = order;
    ids[place] = id;
    places[id] = place;
  }

  /** Moves it away from the root. */
  private sink(from: number): void {
    const { times, orders, ids, places, size } = this;
    const at = times[from];
    const order = orders[from];
    const id = ids[from];
    let place = from;
    for (;;) {
      const first = (place << 2) + 1;
      if (first >= size) break;
      const end = first + 4 < size ? first + 4 : size;
      let least = first;
      let leastAt = times[first];
      for (let child = first + 1; child < end; child++) {
        const theirs = times[child];
        if (theirs < leastAt || (theirs === leastAt && orders[child] < orders[least])) {
          least = child;
          leastAt = theirs;
        }
      }
      if (at < leastAt || (at === leastAt && order < orders[least])) break;
      times[place] = leastAt;
      orders[place] = orders[least];
      const moved = ids[least];
      ids[place] = moved;
      places[moved] = place;
      place = least;
    }
    times[place] = at;
    orders[place] = order;
    ids[place] = id;
    places[id] = place;
  }

  private register(alarm: Alarm): void {
    alarm.id = this.alarms.length;
    this.alarms.push(alarm);
    if (alarm.id === this.places.length) {
      const places = new Int32Array(this.places.length * 2);
      places.set(this.places);
      this.places = places;
    }
  }

  private widen(): void {
    const times = new Float64Array(this.times.length * 2);
    times.set(this.times);
    const orders = new Float64Array(times.length);
    orders.set(this.orders);
    const ids = new Int32Array(times.length);
    ids.set(this.ids);
    this.times = times;
    this.orders = orders;
    this.ids = ids;
  }
}
