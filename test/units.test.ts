import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPs, parseDurationPs, parseLengthMetres, parseRate, QuantityError } from '../src/sim/units.js';

describe('durations', () => {
  it.each([
    ['51.2us', 51_200_000],
    ['0.3us', 300_000],
    ['500ns', 500_000],
    ['2s', 2e12],
    ['1ms', 1e9],
    ['100ps', 100],
    ['9.6 us', 9_600_000],
    ['9.6µs', 9_600_000],
    ['9.6μs', 9_600_000],
    ['0us', 0],
    ['1.1ns', 1100],
    ['9007.199254740991s', Number.MAX_SAFE_INTEGER],
  ])('%s is %d ps', (text, ps) => {
    expect(parseDurationPs(text)).toBe(ps);
  });

  it('are exact wherever the point stands, as whole-number arithmetic on the digits says', () => {
    const unit = fc.constantFrom(['ns', 3] as const, ['us', 6] as const, ['ms', 9] as const, ['s', 12] as const);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_007_199_254_740_991 }), unit, (ps, [name, places]) => {
        const digits = String(ps).padStart(places + 1, '0');
        const text = `${digits.slice(0, -places)}.${digits.slice(-places)}${name}`;
        expect(parseDurationPs(text)).toBe(ps);
      }),
    );
  });

  it('are printed so that they read back as the same picosecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (ps) => {
        expect(parseDurationPs(formatPs(ps))).toBe(ps);
      }),
    );
    expect([0, 1, 999, 1000, 51_200_000, 1_230_400_000, 2e12, -9_600_000].map(formatPs)).toEqual([
      '0s',
      '1ps',
      '999ps',
      '1ns',
      '51.2us',
      '1.2304ms',
      '2s',
      '-9.6us',
    ]);
  });

  it.each([
    ['5', 'has no unit'],
    ['', 'is not a duration'],
    ['us', 'is not a duration'],
    ['-1us', 'is negative'],
    ['0.5ps', 'finer than a picosecond'],
    ['0.0001ns', 'finer than a picosecond'],
    ['9008s', 'longer than 9007 s'],
    ['1e3us', 'is not a duration'],
    ['1.us', 'is not a duration'],
    ['.5us', 'is not a duration'],
    ['5 us later', 'is not a duration'],
    ['5m', 'is not a duration'],
    ['Infinitys', 'is not a duration'],
    ['5constructor', 'is not a duration'],
    ['9'.repeat(500), 'is not a duration'],
  ])('refuse %s, since it %s', (text, why) => {
    expect(() => parseDurationPs(text)).toThrow(QuantityError);
    expect(() => parseDurationPs(text)).toThrow(why);
  });
});

describe('rates and lengths', () => {
  it.each([
    ['10M', 1e7],
    ['10Mb/s', 1e7],
    ['10 Mbit/s', 1e7],
    ['2.5Gbps', 2.5e9],
    ['64k', 64_000],
    ['9600', 9600],
    ['9600 b/s', 9600],
  ])('%s is %d bits a second', (text, rate) => {
    expect(parseRate(text)).toBe(rate);
  });

  it.each([
    ['100m', 100],
    ['12.5m', 12.5],
    ['1.5km', 1500],
    ['30cm', 0.3],
    ['0.1 m', 0.1],
  ])('%s is %d metres', (text, metres) => {
    expect(parseLengthMetres(text)).toBe(metres);
  });

  it.each(['100', '-3m', '3 ft', 'm', '1e3m'])('a length of %s is refused', (text) => {
    expect(() => parseLengthMetres(text)).toThrow(QuantityError);
  });

  it.each(['fast', '-10M', '10X', '10ps', '100/s'])('a rate of %s is refused', (text) => {
    expect(() => parseRate(text)).toThrow(QuantityError);
  });
});
