import { describe, expect, it } from 'vitest';
import { CaptureError } from '../src/capture/capture-error.js';
import { joined } from '../src/capture/chunks.js';
import { CsvWriter } from '../src/capture/csv.js';

const textOf = (csv: CsvWriter): string => new TextDecoder().decode(joined(csv.take()));

describe('samples as CSV', () => {
  it('are evenly spaced rows of nanoseconds and volts, as short as their digits allow', () => {
    const csv = new CsvWriter({ channels: ['alice.tx', 'bob, "rx"'], startPs: -500, stepPs: 500 });
    csv.add([0, -0]);
    csv.add(new Float64Array([2.5, -2.499_96]));
    csv.add([100, 1e-7]);
    expect(textOf(csv)).toBe('time_ns,alice.tx,"bob, ""rx"""\r\n-0.5,0,0\r\n0,2.5,-2.5\r\n0.5,100,0\r\n');
  });

  it('do not drift: the millionth row is exactly where it belongs', () => {
    const csv = new CsvWriter({ channels: ['v'], stepPs: 800 });
    let last = '';
    for (let i = 0; i < 1_000_000; i++) {
      csv.add([0]);
      if (i % 10_000 === 9_999) last = textOf(csv);
    }
    expect(last.endsWith('\r\n799999.2,0\r\n')).toBe(true);
    expect(csv.rows).toBe(1_000_000);
  });

  it('end at their limit, and what is beyond is counted', () => {
    const csv = new CsvWriter({ channels: ['v'], stepPs: 1, maxRows: 2 });
    for (let i = 0; i < 5; i++) csv.add([i]);
    expect([csv.rows, csv.dropped]).toEqual([2, 3]);
    expect(textOf(csv).split('\r\n')).toHaveLength(4);
  });

  it('need channels, a step forward, and one finite voltage a channel', () => {
    expect(() => new CsvWriter({ channels: [], stepPs: 1 })).toThrow(CaptureError);
    for (const stepPs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => new CsvWriter({ channels: ['v'], stepPs })).toThrow(CaptureError);
    }
    const csv = new CsvWriter({ channels: ['v'], stepPs: 1 });
    for (const row of [[], [1, 2], [Number.NaN]]) expect(() => csv.add(row)).toThrow(CaptureError);
    expect(textOf(csv)).toBe('time_ns,v\r\n');
  });
});
