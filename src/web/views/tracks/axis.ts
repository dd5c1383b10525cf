// Ticks of time with their units.
import { tickStep } from '../../widgets/format.js';

export interface Tick {
  readonly ps: number;
  readonly label: string;
}

export interface Axis {
  readonly stepPs: number;
  readonly ticks: readonly Tick[];
  /** Where labels tell only what is added to a moment: that moment, else undefined. */
  readonly base: Tick | undefined;
}

const UNITS: readonly (readonly [number, string])[] = [
  [1e12, 's'],
  [1e9, 'ms'],
  [1e6, 'µs'],
  [1e3, 'ns'],
  [1, 'ps'],
];
/** Room that a label needs, in pixels. */
const LABEL_PX = 96;
/** A label with more digits than this is told as a difference. */
const MOST_DIGITS = 7;

function unitFor(ps: number): readonly [number, string] {
  return UNITS.find(([size]) => Math.abs(ps) >= size) ?? UNITS[UNITS.length - 1]!;
}

function decimals(stepPs: number, unitPs: number): number {
  return Math.max(0, Math.round(Math.log10(unitPs)) - Math.floor(Math.log10(stepPs) + 1e-9));
}

/** Ticks for a span that is `width` pixels wide. */
export function axisOf(fromPs: number, toPs: number, width: number): Axis {
  const stepPs = tickStep((toPs - fromPs) / width, LABEL_PX);
  const first = Math.ceil(fromPs / stepPs);
  const last = Math.floor(toPs / stepPs);
  const [unitPs, unit] = unitFor(Math.max(Math.abs(fromPs), Math.abs(toPs)));
  const places = decimals(stepPs, unitPs);
  const digits = places + Math.ceil(Math.log10(Math.max(Math.abs(toPs), 1) / unitPs + 1));
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * stepPs);
  if (digits <= MOST_DIGITS) {
    return {
      stepPs,
      base: undefined,
      ticks: all.map((ps) => ({ ps, label: `${(ps / unitPs).toFixed(places)} ${unit}` })),
    };
  }
  const basePs = all[0] ?? fromPs;
  const [smallPs, small] = unitFor(stepPs * 10);
  const fine = decimals(stepPs, smallPs);
  const baseLabel = `${(basePs / unitPs).toFixed(places)} ${unit}`;
  return {
    stepPs,
    base: { ps: basePs, label: baseLabel },
    ticks: all.map((ps, i) => ({
      ps,
      label: i === 0 ? baseLabel : `+${((ps - basePs) / smallPs).toFixed(fine)} ${small}`,
    })),
  };
}
