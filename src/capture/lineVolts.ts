/** Levels and volts from symbols: what an oscilloscope would see at a port, as steps. */
import { levelsOf } from '../coding/lineCode.js';
import { TP_IDL_PS } from '../phy/constants.js';
import { keptSymbols, levelAt, type Symbols, type WireImage } from './wireImage.js';

/** Peak between the wires of a pair: 2.2 V … 2.8 V (clause 14.3.1.2.1). */
export const PAIR_VOLTS = 2.5;
/**
 * What one transmitter does to a coax while it sends a low half bit: it sinks its current through the 25 ohms that the
 * cable is to it (clause 8.3.1.3: 0 to about -2 V, -1.0 V on average). Several add up, and so a collision shows.
 */
export const COAX_LOW_VOLTS = -2;

/** One transmitter's part in what is on a coax. */
export interface CoaxPart {
  readonly image: Symbols;
  readonly fromPs: number;
  readonly toPs: number;
}

/**
 * Visits the changes of level of `count` symbols that begin at `fromPs`, the first symbol's level included. A signal that
 * never ends is known for its first 1.8 ms only.
 */
export function eachLevel(
  image: Symbols,
  count: number,
  fromPs: number,
  visit: (atPs: number, level: number) => void,
): void {
  const known = Math.min(count, keptSymbols(image));
  let before = -1;
  for (let i = 0; i < known; i++) {
    const level = levelAt(image, i);
    if (level === before) continue;
    before = level;
    visit(Math.round(fromPs + i * image.symbolPs), level);
  }
}

/** Visits the steps of the voltage on a pair, from the first symbol through TP_IDL to silence. */
export function eachPairStep(
  image: WireImage,
  count: number,
  fromPs: number,
  visit: (atPs: number, volts: number) => void,
): void {
  const levels = levelsOf(image.code, image.symbols, Math.min(count, keptSymbols(image)));
  levels.forEach((level, i) => {
    if (level !== levels[i - 1]) visit(Math.round(fromPs + i * image.symbolPs), level * PAIR_VOLTS);
  });
  const endPs = Math.round(fromPs + count * image.symbolPs);
  visit(endPs, PAIR_VOLTS);
  visit(endPs + TP_IDL_PS, 0);
}

/** Visits the steps of the voltage on a coax, where all parts add up. */
export function eachCoaxStep(parts: readonly CoaxPart[], visit: (atPs: number, volts: number) => void): void {
  const steps: { readonly atPs: number; readonly sinks: number }[] = [];
  for (const { image, fromPs, toPs } of parts) {
    let sinking = false;
    const count = Math.min(image.count, Math.floor((toPs - fromPs) / image.symbolPs));
    eachLevel(image, count, fromPs, (atPs, level) => {
      if ((level === 0) === sinking) return;
      sinking = !sinking;
      steps.push({ atPs, sinks: sinking ? 1 : -1 });
    });
    if (sinking) steps.push({ atPs: toPs, sinks: -1 });
  }
  steps.sort((a, b) => a.atPs - b.atPs);
  let sinks = 0;
  steps.forEach(({ atPs, sinks: change }, i) => {
    sinks += change;
    if (steps[i + 1]?.atPs !== atPs) visit(atPs, sinks === 0 ? 0 : sinks * COAX_LOW_VOLTS);
  });
}
