// How fast this machine is at this moment, in something that has nothing to do with us: zlib's CRC-32 of 1518 octets.
import { crc32 } from 'node:zlib';
import { median } from './suite.js';

/** Nanoseconds that it takes on an idle machine of the kind that the published figures (published.ts) come from. */
export const YARDSTICK_NS = 340;

/** Nanoseconds that it takes here and now: the median of some short bursts, a few milliseconds in all. */
export function yardstickNs(): number {
  const octets = new Uint8Array(1518).map((_, i) => i * 7);
  const calls = 1000;
  let sum = 0;
  const bursts = Array.from({ length: 9 }, () => {
    const begun = performance.now();
    for (let i = 0; i < calls; i++) sum = crc32(octets, sum);
    return ((performance.now() - begun) * 1e6) / calls;
  });
  return median(bursts);
}
