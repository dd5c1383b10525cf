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

/** A passage's place among those that it overlaps: which of how many. */
export interface Lane {
  readonly lane: number;
  readonly lanes: number;
}

/** How far a pile of overlapping passages is followed out of the view. */
const FAR = 64;
const ALONE: Lane = { lane: 0, lanes: 1 };

/**
 * Lanes for the passages `first` to `last` (excluded) of a list: those that overlap, each one in its own. What lies out of
 * view but overlaps counts, so that nobody changes lanes while the view is moved.
 */
export function lanesOf(list: PassageList, first: number, last: number): (index: number) => Lane {
  const { fromPs, toPs, reachPs, rows } = list;
  const joins = (i: number): boolean => i > 0 && i < rows.length && reachPs.data[i - 1]! > fromPs.data[i]!;
  let begin = first;
  while (begin > first - FAR && joins(begin)) begin--;
  let end = last;
  while (end < last + FAR && joins(end)) end++;
  const its = new Map<number, Lane>();
  for (let i = begin; i < end; ) {
    const pile = i;
    do i++;
    while (i < end && joins(i));
    if (i - pile === 1) continue;
    const ends: number[] = [];
    const lanes: number[] = [];
    for (let k = pile; k < i; k++) {
      const free = ends.findIndex((endPs) => endPs <= fromPs.data[k]!);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = toPs.data[k]!;
      lanes.push(lane);
    }
    lanes.forEach((lane, k) => {
      its.set(pile + k, { lane, lanes: ends.length });
    });
  }
  return (index) => its.get(index) ?? ALONE;
}
