/**
 * A hash of everything that happened in a run: same scenario, seed and version, same fingerprint, on every platform.
 *
 * It is MurmurHash3_x86_128 (Austin Appleby, public domain; seed 0) of three blocks of four little-endian words an
 * event, integer operations only:
 *
 *     | kind, part | at low | at high | a low |   | a high | b low | b high | c low |   | c high | d low | d high | 1 |
 *
 * It is a checksum against differences, not against a forger.
 */
import type { Lab } from '../lab/lab.js';
import type { Observer } from '../sim/probe.js';

const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;
/** Parts that the first word has room for; later ones share it with others, which still is a hash. */
const KIND_SHIFT = 24;
const EVENT_OCTETS = 48;

/** The bit pattern of a double, for the numbers that are no unsigned 32-bit whole: times, -1, Infinity. */
const number = new DataView(new ArrayBuffer(8));

function low(value: number): number {
  if (value >>> 0 === value) return value;
  number.setFloat64(0, value);
  return number.getInt32(4);
}

/** Never 0 for a number that `low` took from the bit pattern, so that no two numbers are hashed alike. */
function high(value: number): number {
  if (value >>> 0 === value) return 0;
  number.setFloat64(0, value);
  return number.getInt32(0);
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finalMix(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Hashes all events of a lab, in their order. */
export class Fingerprint implements Observer {
  /** Events so far. */
  events = 0;
  private readonly lanes = new Int32Array(4);

  /** Begins to hash what happens in the lab. */
  attach(lab: Lab): void {
    lab.observe(this);
  }

  event(kind: number, atPs: number, part: number, a: number, b: number, c: number, d: number): void {
    this.events++;
    this.block((kind << KIND_SHIFT) ^ part, low(atPs), high(atPs), low(a));
    this.block(high(a), low(b), high(b), low(c));
    this.block(high(c), low(d), high(d), 1);
  }

  private block(k1: number, k2: number, k3: number, k4: number): void {
    const { lanes } = this;
    let h1 = lanes[0]!;
    let h2 = lanes[1]!;
    let h3 = lanes[2]!;
    let h4 = lanes[3]!;
    h1 ^= Math.imul(rotate(Math.imul(k1, C1), 15), C2);
    h1 = Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b;
    h2 ^= Math.imul(rotate(Math.imul(k2, C2), 16), C3);
    h2 = Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747;
    h3 ^= Math.imul(rotate(Math.imul(k3, C3), 17), C4);
    h3 = Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35;
    h4 ^= Math.imul(rotate(Math.imul(k4, C4), 18), C1);
    h4 = Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17;
    lanes[0] = h1;
    lanes[1] = h2;
    lanes[2] = h3;
    lanes[3] = h4;
  }

  /** 32 hex digits for what has happened so far; asking changes nothing. */
  get hex(): string {
    const length = Math.imul(this.events, EVENT_OCTETS);
    let [h1, h2, h3, h4] = Array.from(this.lanes, (lane) => lane ^ length) as [number, number, number, number];
    h1 = (h1 + h2 + h3 + h4) | 0;
    h2 = (h2 + h1) | 0;
    h3 = (h3 + h1) | 0;
    h4 = (h4 + h1) | 0;
    [h1, h2, h3, h4] = [finalMix(h1), finalMix(h2), finalMix(h3), finalMix(h4)];
    h1 = (h1 + h2 + h3 + h4) | 0;
    return [h1, h2 + h1, h3 + h1, h4 + h1].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
