// Times and lengths as people read them.

/** Picoseconds with a unit that fits: `51.2 µs`, `350 ns`. */
export function time(ps: number, digits = 4): string {
  if (ps === 0) return '0 µs';
  const size = Math.abs(ps);
  if (size >= 1e12) return `${trim(ps / 1e12, digits)} s`;
  if (size >= 1e9) return `${trim(ps / 1e9, digits)} ms`;
  if (size >= 1e6) return `${trim(ps / 1e6, digits)} µs`;
  if (size >= 1e3) return `${trim(ps / 1e3, digits)} ns`;
  return `${trim(ps, digits)} ps`;
}

/** A number with its digits in groups of three. What the language has for it takes tens of milliseconds the first time. */
export function grouped(value: number): string {
  const [whole = '', part] = String(value).split('.');
  const groups = whole.replace(/\B(?=(?:\d{3})+$)/g, '\u00a0');
  return part === undefined ? groups : `${groups}.${part}`;
}

/** Keeps a number and its unit, and `r = 1`, on one line. */
export function unbroken(text: string): string {
  return text.replace(/(\d) (?=[µn]s\b)/g, '$1\u00a0').replace(/\br = (?=\d)/g, 'r\u00a0=\u00a0');
}

/** Microseconds with three decimals, for columns. */
export function microseconds(ps: number): string {
  return (ps / 1e6).toFixed(3);
}

function trim(value: number, digits: number): string {
  return String(Number(value.toPrecision(Math.max(digits, Math.ceil(Math.log10(Math.abs(value) + 1))))));
}

/** The distance between ticks so that they lie at least `leastPx` apart: 1, 2 or 5 times a power of ten. */
export function tickStep(psPerPixel: number, leastPx: number): number {
  const least = psPerPixel * leastPx;
  const power = 10 ** Math.floor(Math.log10(least));
  for (const factor of [1, 2, 5]) if (factor * power >= least) return factor * power;
  return 10 * power;
}
