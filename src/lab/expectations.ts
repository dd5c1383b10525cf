// What a scenario expects of its run: watched while it runs, judged at its end, each failure one sentence.
import { formatPs } from '../sim/units.js';
import type { Lab } from './lab.js';
import type { RunReport, Verdict } from './report.js';
import type { Expectation } from './scenario/resolve-actions.js';
import type { Tally, Watch } from './tally.js';

type EventExpectation = Extract<Expectation, { kind: 'event' }>;
type StatExpectation = Extract<Expectation, { kind: 'stat' }>;

/** The expectations of one scenario over one run. */
export class Expectations {
  private readonly watches = new Map<Expectation, Watch>();

  constructor(
    private readonly expected: readonly Expectation[],
    lab: Lab,
    tally: Tally,
  ) {
    for (const each of expected) {
      if (each.kind !== 'event') continue;
      const parts = each.part === undefined ? undefined : partsOf(lab, each.part);
      const { afterPs = 0, beforePs = Number.POSITIVE_INFINITY } = each;
      this.watches.set(each, tally.watch(each.event, parts, afterPs, beforePs));
    }
  }

  /** Judges the run; its report says what was counted. */
  judge(report: Omit<RunReport, 'expect'>): Verdict {
    const verdict: Verdict = { passed: 0, failed: 0, failures: [] };
    for (const [index, each] of this.expected.entries()) {
      const failure = this.failure(each, report);
      if (failure === undefined) verdict.passed++;
      else {
        verdict.failed++;
        verdict.failures.push(`expect[${index}]: ${failure}`);
      }
    }
    return verdict;
  }

  private failure(expected: Expectation, report: Omit<RunReport, 'expect'>): string | undefined {
    if (expected.kind === 'event') return eventFailure(expected, this.watches.get(expected)!.count);
    if (expected.kind === 'stat') return statFailure(expected, statOf(expected, report));
    const { fingerprint } = report;
    if (fingerprint === null) return 'a fingerprint was expected, and none was taken';
    // A scenario may give the first digits only.
    if (fingerprint.startsWith(expected.fingerprint)) return undefined;
    return `the fingerprint is ${fingerprint}, expected ${expected.fingerprint}`;
  }
}

/** A node's own part and its lines: 'a' and 'a:eth0'; a link is one part. */
function partsOf(lab: Lab, name: string): ReadonlySet<number> {
  const names = [name, `${name}:eth0`, `${name}:ports`, `${name}:line`];
  return new Set(lab.parts.flatMap((part, index) => (names.includes(part.name) ? [index] : [])));
}

function eventFailure(expected: EventExpectation, count: number): string | undefined {
  const { least, most } = expected.count;
  if (count >= least && count <= most) return undefined;
  return `${describeEvent(expected)}: ${count} times, expected ${range(least, most)}`;
}

function describeEvent({ event, part, afterPs, beforePs }: EventExpectation): string {
  const where = part === undefined ? '' : ` at ${part}`;
  const after = afterPs === undefined ? '' : ` from ${formatPs(afterPs)} on`;
  const before = beforePs === undefined ? '' : ` before ${formatPs(beforePs)}`;
  return `${event}${where}${after}${before}`;
}

function statFailure({ node, counter, least, most }: StatExpectation, value: number): string | undefined {
  if (value >= least && value <= most) return undefined;
  return `${node}.${counter} is ${Number(value.toPrecision(9))}, expected ${range(least, most)}`;
}

function statOf({ of, node, counter }: StatExpectation, report: Omit<RunReport, 'expect'>): number {
  if (of === 'lab') {
    const { dropped, ...books } = report.frames;
    const drops: Readonly<Record<string, number>> = dropped;
    if (counter.startsWith('drops.')) return drops[counter.slice('drops.'.length)] ?? 0;
    return (books as Readonly<Record<string, number>>)[counter] ?? 0;
  }
  const counters: object = of === 'station' ? report.stations[node] : report.segments[node];
  return (counters as Readonly<Record<string, number>>)[counter];
}

function range(least: number, most: number): string {
  if (least === most) return `${least}`;
  if (most === Number.POSITIVE_INFINITY) return `at least ${least}`;
  if (least === Number.NEGATIVE_INFINITY || least === 0) return `at most ${most}`;
  return `${least} to ${most}`;
}
