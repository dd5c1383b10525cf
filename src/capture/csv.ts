/**
 * Writes evenly spaced samples as CSV (RFC 4180): the time in nanoseconds, then one column of volts a channel. The
 * shape that PulseView, spreadsheets and numpy.loadtxt (with skiprows=1) read.
 *
 *     time_ns,alice.tx,bob.tx
 *     0,0,0
 *     0.5,2.5,0
 */
import { CaptureError } from './capture-error.js';
import { Chunks } from './chunks.js';

/** A CSV file's columns and its clock. */
export interface CsvOptions {
  /** Names of the columns behind the time. */
  readonly channels: readonly string[];
  /** Time of the first row, 0 by default. */
  readonly startPs?: number;
  /** Time from row to row, more than 0. */
  readonly stepPs: number;
  /** Most rows written, 16 million by default; later ones are dropped and counted. */
  readonly maxRows?: number;
}

/** Decimals of a volt: 0.1 mV is finer than any probe. */
const VOLT_DECIMALS = 4;

/** Writes samples row by row. */
export class CsvWriter {
  /** Rows so far. */
  rows = 0;
  /** Rows lost because there were too many. */
  dropped = 0;
  private readonly out = new Chunks();
  private readonly columns: number;
  private readonly startPs: number;
  private readonly stepPs: number;
  private readonly maxRows: number;

  /** @throws CaptureError BAD_ARGUMENT */
  constructor({ channels, startPs = 0, stepPs, maxRows = 16_000_000 }: CsvOptions) {
    if (channels.length === 0) throw badArgument('samples need a channel.');
    if (!(stepPs > 0 && Number.isFinite(stepPs))) throw badArgument(`samples can't be ${stepPs} ps apart.`);
    if (!Number.isFinite(startPs)) throw badArgument(`samples can't begin at ${startPs} ps.`);
    this.columns = channels.length;
    this.startPs = startPs;
    this.stepPs = stepPs;
    this.maxRows = maxRows;
    this.out.appendText(`${['time_ns', ...channels].map(quoted).join(',')}\r\n`);
  }

  /** Writes the next row. @throws CaptureError BAD_ARGUMENT unless there is one finite number of volts a channel */
  add(volts: ArrayLike<number>): void {
    if (volts.length !== this.columns) {
      throw badArgument(`a row needs ${this.columns} samples, one a channel, not ${volts.length}.`);
    }
    if (this.rows >= this.maxRows) {
      this.dropped++;
      return;
    }
    let row = decimal((this.startPs + this.rows * this.stepPs) / 1000, 6);
    for (let i = 0; i < volts.length; i++) {
      if (!Number.isFinite(volts[i])) throw badArgument(`${volts[i]} is no voltage.`);
      row += `,${decimal(volts[i]!, VOLT_DECIMALS)}`;
    }
    this.out.appendText(`${row}\r\n`);
    this.rows++;
  }

  /** Hands over what has been written since the last time; with this a long file needs little memory. */
  take(): Uint8Array[] {
    return this.out.take();
  }
}

/** At most so many decimals, without an exponent, without zeros at the end and without a negative zero. */
function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

function quoted(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function badArgument(sentence: string): CaptureError {
  return new CaptureError('BAD_ARGUMENT', sentence);
}
