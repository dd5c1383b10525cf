// The volts of 10BASE-T, measured as an oscilloscope would.
import { describe, expect, it } from 'vitest';
import { Waveform10BaseT } from '../src/phy/waveform.js';
import { numbers } from './fcs-frames.js';

/** Packs half bits written in order of transmission. */
const packed = (text: string): Uint8Array => {
  const octets = new Uint8Array(Math.ceil(text.length / 8));
  for (const [i, digit] of [...text].entries()) octets[i >> 3]! |= Number(digit) << (i & 7);
  return octets;
};
const manchester = (bits: string): string => [...bits].map((bit) => (bit === '1' ? '01' : '10')).join('');
const waveformOf = (bits: string): Waveform10BaseT => new Waveform10BaseT(packed(manchester(bits)), bits.length * 2);

/** Instants at which the voltage changes sign, in picoseconds, found in steps of 10 ps. */
function crossings(waveform: Waveform10BaseT): number[] {
  const found: number[] = [];
  let last = 0;
  for (let at = -50_000; at < waveform.durationPs + 50_000; at += 10) {
    const sign = Math.abs(waveform.voltsAt(at)) < 1e-9 ? 0 : Math.sign(waveform.voltsAt(at));
    if (sign !== 0 && last !== 0 && sign !== last) found.push(at);
    if (sign !== 0) last = sign;
  }
  return found;
}

describe('the waveform of 10BASE-T', () => {
  it('crosses zero in the middle of every bit, upwards for a 1 and downwards for a 0', () => {
    const next = numbers(1);
    const bits = Array.from({ length: 60 }, () => next(2)).join('');
    const waveform = waveformOf(bits);
    const at = crossings(waveform);
    for (const [i, bit] of [...bits].entries()) {
      const middle = i * 100_000 + 50_000;
      const near = at.filter((ps) => Math.abs(ps - middle) < 10_000);
      expect(near, `bit ${i}`).toHaveLength(1);
      // Levels differ, so a crossing may be off by part of an edge: far less than the 3.5 ns that 14.3.1.2.3 allows a MAU.
      expect(Math.abs(near[0]! - middle)).toBeLessThan(3_500);
      expect(Math.sign(waveform.voltsAt(middle + 12_000))).toBe(bit === '1' ? 1 : -1);
    }
  });

  it('peaks between 2.2 V and 2.8 V and is silent before and after', () => {
    const waveform = waveformOf('1010011100');
    let peak = 0;
    for (let at = -1_000_000; at < 3_000_000; at += 500) peak = Math.max(peak, Math.abs(waveform.voltsAt(at)));
    expect(peak).toBeGreaterThanOrEqual(2.2);
    expect(peak).toBeLessThanOrEqual(2.8);
    expect(waveform.voltsAt(-1_000_000)).toBe(0);
    expect(waveform.voltsAt(waveform.durationPs + 20_000)).toBe(0);
  });

  it.each(['0', '1'])('ends with TP_IDL after a last bit %s: high for 250 ns or more, never low again', (last) => {
    const bits = `1011${last}`;
    const waveform = waveformOf(bits);
    const end = bits.length * 100_000;
    // Clause 14.3.1.2.1; real transmitters were measured to fall 358 … 365 ns after the last mid-bit of a 1.
    for (let at = end + 11_000; at < end + 250_000; at += 100) expect(waveform.voltsAt(at)).toBeGreaterThan(0.5);
    for (let at = end + 11_000; at < end + 1_000_000; at += 100) expect(waveform.voltsAt(at)).toBeGreaterThanOrEqual(0);
    const fall = [...Array(6000).keys()]
      .map((i) => end + 100_000 + i * 100)
      .find((at) => waveform.voltsAt(at) < 0.585)!;
    expect(fall - (end - 50_000)).toBeGreaterThan(340_000);
    expect(fall - (end - 50_000)).toBeLessThan(370_000);
  });

  it('has no jumps: no two instants 1 ns apart differ by more than half a volt', () => {
    const waveform = waveformOf('110100101110001');
    for (let at = -100_000; at < waveform.durationPs + 100_000; at += 100)
      expect(Math.abs(waveform.voltsAt(at + 1000) - waveform.voltsAt(at))).toBeLessThan(0.5);
  });
});
