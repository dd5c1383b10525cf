// Quantities as people write them ('51.2us', '10M', '12.5m') and as the engine counts them: whole picoseconds, bits a
// second, metres. A decimal is shifted in its text and only then made a number, so that '0.3us' is 300 000 ps exactly.

/** A quantity that can't be read. `code` is `ERR_QUANTITY`; the message says what was expected. */
export class QuantityError extends Error {
  readonly code = 'ERR_QUANTITY';
  override readonly name = 'QuantityError';
}

/** Longest duration that is still exact: 2^53 - 1 ps, a little over two and a half hours. */
export const longestPs = Number.MAX_SAFE_INTEGER;

// Powers of ten from the unit to picoseconds. Both mu characters (U+00B5 and U+03BC) are on keyboards.
const durationUnits: Record<string, number> = { ps: 0, ns: 3, us: 6, µs: 6, μs: 6, ms: 9, s: 12 };
const lengthUnits: Record<string, number> = { mm: -3, cm: -2, m: 0, km: 3 };
const rateUnits: Record<string, number> = { '': 0, k: 3, K: 3, M: 6, G: 9 };

const shape = /^(-?)(\d{1,24}(?:\.\d{1,24})?) ?([^\d.]*)$/;

function readDecimal(text: string, units: Record<string, number>, what: string): number {
  const parts = shape.exec(text);
  if (!parts) throw new QuantityError(`'${shorten(text)}' is not ${what}`);
  const [, sign, decimal, unit = ''] = parts;
  if (!Object.hasOwn(units, unit)) {
    throw new QuantityError(
      unit === '' ? `'${shorten(text)}' has no unit: expected ${what}` : `'${shorten(text)}' is not ${what}`,
    );
  }
  const value = Number(`${decimal}e${units[unit]}`);
  if (sign === '-' && value > 0) throw new QuantityError(`'${shorten(text)}' is negative`);
  return value;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/**
 * A duration such as `51.2us`, `0.3us`, `500ns`, `2s`, `100ps` in whole picoseconds.
 * Units: ps, ns, us (or µs), ms, s; 0 to 2^53 - 1 ps.
 * @throws QuantityError without a unit, when negative, finer than a picosecond, or too long to be exact
 */
export function parseDurationPs(text: string): number {
  const ps = readDecimal(text, durationUnits, 'a duration such as 51.2us, 500ns or 2s');
  if (ps > longestPs)
    throw new QuantityError(`'${shorten(text)}' is longer than 9007 s, the longest time that is exact in picoseconds`);
  if (!Number.isInteger(ps)) throw new QuantityError(`'${shorten(text)}' is finer than a picosecond`);
  return ps;
}

/**
 * A rate such as `10M`, `10Mb/s`, `2.5 Gbps` or `64000` in bits a second; k, M and G are powers of 1000.
 * @throws QuantityError when it is anything else
 */
export function parseRate(text: string): number {
  const bare = text.replace(/ ?(?:b|bit|bits)(?:\/s|ps)?$/, '');
  return readDecimal(bare, rateUnits, 'a rate such as 10M, 64k or 2.5Mb/s');
}

/**
 * A length such as `100m`, `12.5m`, `1.5km` or `30cm` in metres.
 * @throws QuantityError without a unit, when negative or not a length
 */
export function parseLengthMetres(text: string): number {
  return readDecimal(text, lengthUnits, 'a length such as 100m, 12.5m or 1.5km');
}

/**
 * A whole number of picoseconds in the largest unit that leaves no leading zero, with every digit that counts:
 * 51 200 000 becomes `51.2us`. `parseDurationPs` gives the same number back.
 */
export function formatPs(ps: number): string {
  const magnitude = Math.abs(ps);
  const [unit, digits] =
    magnitude >= 1e12
      ? ['s', 12]
      : magnitude >= 1e9
        ? ['ms', 9]
        : magnitude >= 1e6
          ? ['us', 6]
          : magnitude >= 1e3
            ? ['ns', 3]
            : ['ps', 0];
  const whole = String(magnitude).padStart(digits + 1, '0');
  const point = whole.length - digits;
  const fraction = whole.slice(point).replace(/0+$/, '');
  return `${ps < 0 ? '-' : ''}${whole.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}${ps === 0 ? 's' : unit}`;
}
