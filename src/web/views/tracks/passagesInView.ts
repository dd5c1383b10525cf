// The passages of one port that touch a span, without making an object for each.
import { lowerBound, upperBound } from '../../run/columns.js';
import type { PassageList } from '../../run/tape.js';

/** First and last (excluded) of the passages that may touch a span. */
export function rangeOf(list: PassageList, fromPs: number, toPs: number): readonly [number, number] {
  const { length } = list.rows;
  return [upperBound(list.reachPs.data, fromPs, length), lowerBound(list.fromPs.data, toPs, length)];
}

/** Visits the passages that touch a span, oldest first. */
export function eachPassage(
  list: PassageList,
  fromPs: number,
  toPs: number,
  visit: (row: number, fromPs: number, toPs: number, index: number) => void,
): void {
  const [first, last] = rangeOf(list, fromPs, toPs);
  for (let i = first; i < last; i++) {
    const endPs = list.toPs.data[i]!;
    if (endPs > fromPs) visit(list.rows.data[i]!, list.fromPs.data[i]!, endPs, i);
  }
}

/** The stretches of a list that more than one passage covers. */
export function overlapsOf(
  list: PassageList,
  fromPs: number,
  toPs: number,
  visit: (fromPs: number, toPs: number) => void,
) {
  const [first, last] = rangeOf(list, fromPs, toPs);
  for (let i = Math.max(first, 1); i < last; i++) {
    const reach = list.reachPs.data[i - 1]!;
    const from = list.fromPs.data[i]!;
    const to = Math.min(reach, list.toPs.data[i]!);
    if (to > from && to > fromPs) visit(from, to);
  }
}
