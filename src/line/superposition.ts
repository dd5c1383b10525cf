// What a tap hears while several signals are on its coax: half bit for half bit, as they overlap at its own place.
//
// Transmitters sink current, so where signals overlap a half bit is high only while every transmitter holds it high:
// a wired AND, which is what a listener's decoder gets to see (clause 8.3.1.3: levels add; the receiver slices them).
import { SYMBOL_OCTETS } from '../memory/arena.js';
import type { Emission } from './line.js';
import type { Signal } from './signal.js';

/** One signal as it passed a tap. Pooled. */
export interface Heard {
  signal: Signal;
  emission: Emission;
  fromPs: number;
  toPs: number;
}

/** Symbols from the first front to the last tail of what was heard. */
export function spanOf(heard: readonly Heard[]): number {
  let lastPs = 0;
  for (const { toPs } of heard) if (toPs > lastPs) lastPs = toPs;
  return Math.round((lastPs - heard[0].fromPs) / heard[0].signal.symbolPs);
}

/** Writes the wired AND of signals that overlapped, the first front first, to the `whole` that stands for them. */
export function superpose(whole: Signal, heard: readonly Heard[]): void {
  const { octets } = whole.pool.arena;
  const layers = heard.map(({ signal, fromPs }) => ({
    octets,
    at: signal.resolve(),
    count: signal.count,
    offset: Math.round((fromPs - heard[0].fromPs) / whole.symbolPs),
  }));
  wiredAnd(whole, layers);
}

/** Symbols that lie somewhere, and where in a whole they belong. */
export interface Layer {
  readonly octets: Uint8Array;
  readonly at: number;
  readonly count: number;
  readonly offset: number;
}

/** Writes to a signal's symbols what is high wherever it is: silence where no layer is, else as high as the lowest. */
export function wiredAnd(whole: Signal, layers: readonly Layer[]): void {
  const target = whole.pool.arena.octets;
  const length = Math.min((whole.count + 7) >> 3, SYMBOL_OCTETS);
  for (let i = 0; i < length; i++) {
    let level = 0xff;
    let present = 0;
    for (const { octets, at, count, offset } of layers) {
      const symbol = i * 8 - offset;
      if (symbol <= -8 || symbol >= count) continue;
      const shift = symbol & 7;
      const octet = symbol >> 3;
      const low = octet >= 0 ? octets[at + octet] : 0;
      const high = octet + 1 < SYMBOL_OCTETS ? octets[at + octet + 1] : 0;
      let mask = 0xff;
      if (symbol < 0) mask &= 0xff << -symbol;
      if (symbol + 8 > count) mask &= 0xff >> (symbol + 8 - count);
      level &= (((low | (high << 8)) >> shift) & 0xff) | ~mask;
      present |= mask;
    }
    target[whole.symbols + i] = level & present & 0xff;
  }
}
