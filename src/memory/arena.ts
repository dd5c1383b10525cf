// The fixed memory of a lab, laid out at start and never grown:
//
//   0          heapBase        streams           frames              signals            scratch
//   | kernels' tables | 16 octets a stream | 2304 octets a frame | 6912 octets a signal | 4608 |
//
// A frame slot has 64 octets of headroom, in which preamble and SFD are put down in place. A signal slot holds the
// packed symbols of one transmission and, once a receiver has decoded it, the octets that it heard.
import { createMachine, type Kernels, type Machine } from './machine.js';

/** Longest frame, FCS included, that a slot holds: more than an envelope frame (2000 octets, clause 3.2.7). */
export const FRAME_LIMIT = 2232;
/** Octets before a frame in its slot: preamble, SFD and slack for wide loads. */
export const FRAME_HEADROOM = 64;
const FRAME_SLOT = 2304;
/** Octets of a signal's symbols: preamble, the longest frame and a jam, two octets of half bits an octet. */
export const SYMBOL_OCTETS = 4608;
const DECODED_OCTETS = 2304;
const SIGNAL_SLOT = SYMBOL_OCTETS + DECODED_OCTETS;
const STREAM = 16;
const PAGE = 65_536;

/** How much of each a lab needs. */
export interface ArenaLimits {
  streams: number;
  frames: number;
  signals: number;
}

/** A lab's memory with its regions. */
export interface Arena extends Machine {
  readonly limits: ArenaLimits;
  readonly streams: number;
  /** Address of slot `index`'s frame (behind its headroom). */
  frameAt(index: number): number;
  /** Address of slot `index`'s symbols. */
  symbolsAt(index: number): number;
  /** Address of slot `index`'s decoded octets. */
  decodedAt(index: number): number;
  /** SYMBOL_OCTETS of scratch, valid until the next call of anything. */
  readonly scratch: number;
}

/** Lays out a memory for `limits` over a new instance of the kernels. */
export async function createArena(limits: ArenaLimits): Promise<Arena> {
  const probe = await createMachine(1);
  const streams = probe.kernels.heapBase() + 256;
  const frames = Math.ceil((streams + STREAM * limits.streams) / 64) * 64 + FRAME_HEADROOM;
  const signals = frames + FRAME_SLOT * limits.frames;
  const scratch = signals + SIGNAL_SLOT * limits.signals;
  const end = scratch + SYMBOL_OCTETS + 512;
  const machine = await createMachine(Math.ceil(end / PAGE));
  const kernels: Kernels = machine.kernels;
  return {
    ...machine,
    kernels,
    limits,
    streams,
    scratch,
    frameAt: (index) => frames + FRAME_SLOT * index,
    symbolsAt: (index) => signals + SIGNAL_SLOT * index,
    decodedAt: (index) => signals + SIGNAL_SLOT * index + SYMBOL_OCTETS,
  };
}
