// What a transmitter put on a line: symbols in memory, how many, how long each, and where it was cut short.
// A signal crosses a line as two edges, start and end, not as bits. What a repeater sends on, or what a faulty
// cable makes of it, is an alias: the parent's symbols with edits, composed when somebody decodes them.
import { type LineCode, Reception } from '../coding/lineCode.js';
import { type Arena, SYMBOL_OCTETS } from '../memory/arena.js';

/** Symbols that memory holds of a signal. */
export const MOST_SYMBOLS = SYMBOL_OCTETS * 8;

/** An edit replaces or inverts symbols [from, to) of what the parent carries. */
export interface Edit {
  kind: 'jam' | 'flip' | 'noise' | 'low';
  from: number;
  to: number;
  seed: number;
}

/** Several signals that overlapped, of which an alias stands for the whole. */
export interface Overlap {
  /** Writes the symbols of `whole`, now that somebody wants them. */
  compose(whole: Signal): void;
}

/** One transmission, or one line's version of it. Pooled: hold it between `retain` and `release` only. */
export class Signal {
  /** When its first symbol left its transmitter, in picoseconds. */
  startPs = 0;
  /** Duration of one symbol, in picoseconds; it need not be whole. */
  symbolPs = 0;
  /** Symbols to be sent in all: a plan until `ended`, shortened by a collision. */
  count = 0;
  /** True once its last symbol has left its transmitter. */
  ended = false;
  parent: Signal | undefined;
  /** How many edits there are. */
  edits = 0;
  /** Where the symbols lie that no edit has touched (an alias: once composed). */
  readonly symbols: number;
  readonly decodedAt: number;
  /** The frame that it carries, by the ledger's number, or -1; only the first of a chain of aliases counts. */
  ticket = -1;
  /** Its sender gave this attempt up: whatever arrives, the frame is still the sender's. */
  aborted = false;
  /** Stations that accepted the frame. */
  delivered = 0;
  /** Why its frame is lost, if nobody accepts it: the number of the most telling reason that was noted (`lose`). */
  loss = 0;
  private telling = 0;
  /** One ear's version: the reason for whatever is wrong with it, or 0. */
  excuse = 0;
  /** Line levels are inverted (the two wires of the pair are swapped). */
  inverted = false;
  /** Nobody's frame, and counted for all who hear it as it is. */
  debris = false;
  /** One ear's own version of what the others on the line heard, damaged or cut short: it starts when its front came. */
  own = false;
  /** How often it has been made ready: with the object it tells one transmission from another. */
  life = 0;
  /** What overlapped in it, until its symbols have been composed. */
  overlap: Overlap | undefined;
  private users = 0;
  private composed = false;
  private heard = false;
  private readonly changes: Edit[] = [];
  /** Octets that are still to be encoded, and how many; only as many as were sent will be. */
  private source = 0;
  private sourceOctets = 0;
  private readonly verdict = new Reception();

  constructor(
    readonly pool: SignalPool,
    /** What its symbols mean; an alias has its parent's. */
    public code: LineCode,
    /** Index in the pool. */
    readonly slot: number,
  ) {
    this.symbols = pool.arena.symbolsAt(slot);
    this.decodedAt = pool.arena.decodedAt(slot);
  }

  /** The transmission at the head of a chain of aliases. */
  get root(): Signal {
    let signal: Signal = this;
    while (signal.parent) signal = signal.parent;
    return signal;
  }

  /** Notes why the frame that it carries may be lost; TELLING says which of several reasons counts. */
  lose(reason: number, telling: number): void {
    let signal: Signal = this;
    let { excuse } = this;
    while (signal.parent) {
      signal = signal.parent;
      excuse ||= signal.excuse;
    }
    if (telling <= signal.telling) return;
    signal.telling = telling;
    signal.loss = excuse || reason;
  }

  /** Bits to be sent in all. */
  get bits(): number {
    return Math.floor(this.count / this.code.symbolsPerBit);
  }

  /** Somebody else uses it too. */
  get shared(): boolean {
    return this.users > 1;
  }

  /** Whole symbols that pass between two edges `ps` picoseconds apart, which lie at whole ones though symbols may not. */
  symbolsIn(ps: number): number {
    const late = Number.isInteger(this.symbolPs) ? 0 : 1;
    return Math.floor((ps + late) / this.symbolPs);
  }

  /**
   * It ends in jam, as far as one can tell without decoding it. Jam may not be the FCS of what it cuts off (clause
   * 4.2.3.2.4): such a signal is no frame that anybody could accept.
   */
  get jammed(): boolean {
    const { count } = this;
    let signal: Signal | undefined = this;
    for (; signal; signal = signal.parent) {
      if (signal.edits === 0) continue;
      const { kind, from, to } = signal.changes[signal.edits - 1];
      // Fewer bits than an octet would be dribble bits behind an FCS that may be good.
      return kind === 'jam' && count - from >= 8 * signal.code.symbolsPerBit && to >= count;
    }
    return false;
  }

  /** Something has befallen symbols [from, to) on the way. */
  isDamaged(from: number, to: number): boolean {
    for (let signal: Signal | undefined = this; signal; signal = signal.parent) {
      for (let i = 0; i < signal.edits; i++) {
        const edit = signal.changes[i];
        if (edit.kind !== 'jam' && edit.from < to && edit.to > from) return true;
      }
    }
    return false;
  }

  /** Keeps it from being reused. */
  retain(): void {
    this.users++;
  }

  /** Gives it back; with the last user it returns to its pool. */
  release(): void {
    if (--this.users === 0) this.pool.free(this);
  }

  /** Made ready for a new life by its pool. */
  begin(symbolPs: number, parent: Signal | undefined, code: LineCode): void {
    this.life++;
    this.code = code;
    this.symbolPs = symbolPs;
    this.parent = parent;
    this.startPs = 0;
    this.count = 0;
    this.ended = false;
    this.ticket = -1;
    this.aborted = false;
    this.delivered = 0;
    this.loss = 0;
    this.telling = 0;
    this.excuse = 0;
    this.inverted = false;
    this.debris = false;
    this.own = false;
    this.overlap = undefined;
    this.composed = false;
    this.heard = false;
    this.users = 1;
    this.edits = 0;
    this.sourceOctets = 0;
    if (parent) parent.retain();
  }

  /** Edits symbols [from, to); `to` may be Infinity: as far as the signal goes. */
  edit(kind: Edit['kind'], from: number, to: number, seed = 0): void {
    const free = this.changes[this.edits];
    if (free) {
      free.kind = kind;
      free.from = from;
      free.to = to;
      free.seed = seed;
    } else this.changes.push({ kind, from, to, seed });
    this.edits++;
  }

  /** What has been edited so far: for observers, who copy what they keep. */
  get changed(): readonly Readonly<Edit>[] {
    return this.changes.slice(0, this.edits);
  }

  /** A copy of the octets that it was given to send, preamble and SFD among them; undefined when it was given none. */
  get loaded(): Uint8Array | undefined {
    if (this.sourceOctets === 0) return undefined;
    return this.pool.arena.octets.slice(this.source, this.source + this.sourceOctets);
  }

  /**
   * The octets that it carries, preamble and SFD among them. They are encoded when somebody looks or when the
   * transmission ends (`resolve`), and only as far as they were sent; until then they must stay where they are.
   */
  load(octets: number, length: number): void {
    this.source = octets;
    this.sourceOctets = length;
  }

  /** Address of the symbols as they are on this line; encoded or composed here unless they have been. */
  resolve(): number {
    if (this.composed) return this.symbols;
    if (this.overlap) {
      this.overlap.compose(this);
      this.overlap = undefined;
    } else if (this.parent) {
      if (this.edits === 0 && !this.inverted) return this.parent.resolve();
      const { octets } = this.pool.arena;
      const from = this.parent.resolve();
      const length = (Math.min(this.count, MOST_SYMBOLS) + 7) >> 3;
      octets.copyWithin(this.symbols, from, from + length);
    } else if (this.sourceOctets > 0) {
      const sent = Math.ceil(this.count / (8 * this.code.symbolsPerBit));
      this.code.encode(this.pool.arena, this.source, Math.min(sent, this.sourceOctets), this.symbols);
    }
    for (let i = 0; i < this.edits; i++) this.apply(this.changes[i]);
    if (this.inverted) this.swapWires();
    // What is not over yet may still change.
    this.composed = this.ended;
    return this.symbols;
  }

  /** What a receiver makes of it. Decoded once, and shared by all who hear the same symbols. */
  reception(): Reception {
    if (this.heard) return this.verdict;
    const { parent } = this;
    const altered = this.composed || this.overlap || this.edits > 0 || this.inverted;
    if (parent?.ended && !altered && parent.count === this.count) return parent.reception();
    this.heard = true;
    this.code.receive(this.pool.arena, this.resolve(), this.count, this.decodedAt, this.verdict);
    return this.verdict;
  }

  /** The levels as a pair with its two wires swapped has them: whoever repeats them repeats them so. */
  private swapWires(): void {
    const { octets } = this.pool.arena;
    const end = this.symbols + ((Math.min(this.count, MOST_SYMBOLS) + 7) >> 3);
    for (let at = this.symbols; at < end; at++) octets[at] = ~octets[at];
  }

  private apply(edit: Edit): void {
    const { octets } = this.pool.arena;
    const to = Math.min(edit.to, this.count, MOST_SYMBOLS);
    if (edit.kind === 'jam') {
      const per = this.code.symbolsPerBit;
      this.code.jam(this.pool.arena, this.symbols, Math.ceil(edit.from / per), Math.floor(to / per));
      return;
    }
    let noise = edit.seed | 1;
    const low = edit.kind === 'low';
    for (let symbol = edit.from; symbol < to; symbol++) {
      const mask = 1 << (symbol & 7);
      const at = this.symbols + (symbol >> 3);
      if (edit.kind === 'flip') {
        octets[at] ^= mask;
        continue;
      }
      noise ^= noise << 13;
      noise ^= noise >>> 17;
      noise ^= noise << 5;
      octets[at] = noise & 1 && !low ? octets[at] | mask : octets[at] & ~mask;
    }
  }
}

/** Told when the last user of a transmission lets go of it: nothing more can come of its frame. */
export interface Settlement {
  settle(signal: Signal): void;
}

/** All the signals that a lab can have under way. */
export class SignalPool {
  settlement: Settlement | undefined;
  /** Asked for a signal when none is left: throws what its owner has to say. */
  onExhausted: (() => never) | undefined;
  private readonly all: Signal[] = [];
  private readonly spare: Signal[] = [];

  constructor(
    readonly arena: Arena,
    /** The line code of a signal that isn't given another. */
    readonly code: LineCode,
  ) {}

  /** Signals in use. */
  get used(): number {
    return this.all.length - this.spare.length;
  }

  /** A signal of `symbolPs` a symbol, with one user; an alias when it has a parent. */
  take(symbolPs: number, parent?: Signal, code = parent ? parent.code : this.code): Signal {
    let signal = this.spare.pop();
    if (!signal) {
      if (this.all.length === this.arena.limits.signals) {
        this.onExhausted?.();
        throw new Error('more signals under way than the pool has room for');
      }
      signal = new Signal(this, code, this.all.length);
      this.all.push(signal);
    }
    signal.begin(symbolPs, parent, code);
    return signal;
  }

  /** The signal in a slot: for observers, while the event that named it is told. */
  at(slot: number): Signal {
    return this.all[slot];
  }

  free(signal: Signal): void {
    const { parent } = signal;
    signal.parent = undefined;
    this.spare.push(signal);
    if (parent) parent.release();
    else if (signal.ticket >= 0) this.settlement?.settle(signal);
  }
}
