// Symbols made again: a recorded row is put back into a signal of the engine's own kind, with its octets and its edits,
// and resolved and decoded by the engine's own code and kernels. So the picture can't differ from the run.
import type { LineCode } from '../../coding/lineCode.js';
import { type Signal, SignalPool } from '../../line/signal.js';
import { type Arena, createArena, FRAME_HEADROOM, SYMBOL_OCTETS } from '../../memory/arena.js';
import { type Chunk, EDIT_KINDS, FLAG } from './chunk.js';

/** One transmission, or one ear's version of it, as it was on the line. */
export interface Image {
  /** Packed half bits (symbols), least significant first, in order of transmission. */
  readonly symbols: Uint8Array;
  /** Symbols sent; more perhaps than are kept of a signal that never ends. */
  readonly count: number;
  readonly symbolPs: number;
  readonly symbolsPerBit: number;
  /** Decoded bits packed into octets from the first bit on, least significant first. */
  readonly bits: Uint8Array;
  /** First bit after the SFD, or -1. */
  readonly sfd: number;
  /** First bit that breaks the line code, or -1. */
  readonly violation: number;
  /** The frame as a receiver has it: octets after the SFD, FCS included. */
  readonly frame: Uint8Array;
  /** Bits beyond the last whole octet. */
  readonly dribble: number;
  readonly fcsGood: boolean;
}

/** Aliases of aliases: a chain of as many repeaters as a network may have, each with a faulty cable behind it. */
const DEEPEST = 64;

/** Makes images of the rows of one run. */
export class ImageMaker {
  private readonly pool: SignalPool;

  private constructor(
    private readonly arena: Arena,
    code: LineCode,
    private readonly tables: () => Pick<Chunk, 'transmissions' | 'octets' | 'edits'>,
  ) {
    this.pool = new SignalPool(arena, code);
  }

  static async create(code: LineCode, tables: () => Pick<Chunk, 'transmissions' | 'octets' | 'edits'>) {
    return new ImageMaker(await createArena({ streams: 1, frames: 1, signals: DEEPEST }), code, tables);
  }

  /** @param row a transmission or version; all rows before it are known */
  image(row: number): Image {
    const signal = this.signal(row);
    const { code, count, symbolPs } = signal;
    const { sfd, violation, frame, octets, dribble, fcsGood } = signal.reception();
    const at = signal.resolve();
    const { arena } = this;
    const kept = Math.min((count + 7) >> 3, SYMBOL_OCTETS);
    const symbols = arena.octets.slice(at, at + kept);
    const bits = Math.min(Math.floor(count / code.symbolsPerBit), kept * 4);
    const heard = arena.octets.slice(frame, frame + Math.min(octets, kept));
    const image = { symbols, count, symbolPs, symbolsPerBit: code.symbolsPerBit, sfd, violation, dribble, fcsGood };
    signal.release();
    return { ...image, bits: this.bitsOf(at, bits), frame: heard };
  }

  private bitsOf(symbols: number, bits: number): Uint8Array {
    const { arena } = this;
    arena.kernels.manchesterDecode(symbols, bits, arena.scratch);
    return arena.octets.slice(arena.scratch, arena.scratch + ((bits + 7) >> 3));
  }

  private signal(row: number): Signal {
    const { transmissions: its, octets, edits } = this.tables();
    const parentRow = its.parent[row]!;
    const parent = parentRow >= 0 ? this.signal(parentRow) : undefined;
    const signal = this.pool.take(its.symbolPs[row]!, parent);
    parent?.release();
    if (its.contentLength[row]! > 0) {
      const from = its.content[row]!;
      const length = its.contentLength[row]!;
      const at = this.arena.frameAt(0) - FRAME_HEADROOM;
      this.arena.octets.set(octets.subarray(from, from + length), at);
      signal.load(at, length);
    }
    for (let i = 0; i < its.edits[row]!; i++) {
      const at = 4 * (its.firstEdit[row]! + i);
      signal.edit(EDIT_KINDS[edits[at]!]!, edits[at + 1]!, edits[at + 2]!, edits[at + 3]!);
    }
    signal.count = its.count[row]!;
    signal.inverted = (its.flags[row]! & FLAG.inverted) !== 0;
    signal.ended = true;
    // Before the one frame slot is used for another.
    signal.resolve();
    return signal;
  }
}
