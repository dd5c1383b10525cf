// What a tap hears while several signals are on its coax: half bit for half bit, as they overlap at its own place.
import { SYMBOL_OCTETS } from '../memory/arena.js';
import type { Emission } from './line.js';
import type { Signal } from './signal.js';

/** One signal as it passed a tap. */
export interface Heard {
  signal: Signal;
  readonly emission: Emission;
  readonly fromPs: number;
  toPs: number;
}

/** The wired AND of signals that overlapped, from the first front to the last tail; the caller releases it. */
export function compose(heard: readonly Heard[]): Signal {
  const first = heard[0];
  const { pool, symbolPs } = first.signal;
  const { octets } = pool.arena;
  const lastPs = heard.reduce((last, { toPs }) => Math.max(last, toPs), 0);
  const whole = pool.take(symbolPs, first.signal);
  whole.startPs = first.fromPs;
  whole.count = Math.round((lastPs - first.fromPs) / symbolPs);
  whole.ended = true;
  whole.compose();
  const layers = heard.map(({ signal, fromPs }) => ({
    at: signal.resolve(),
    count: signal.count,
    offset: Math.round((fromPs - first.fromPs) / symbolPs),
  }));
  const length = Math.min((whole.count + 7) >> 3, SYMBOL_OCTETS);
  for (let i = 0; i < length; i++) {
    let level = 0xff;
    let present = 0;
    for (const { at, count, offset } of layers) {
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
    octets[whole.symbols + i] = level & present & 0xff;
  }
  return whole;
}
