// Where the checks of a scenario put what they find: the first error ends it, warnings are gathered.
import {
  fieldName,
  type Path,
  type Place,
  ScenarioError,
  type ScenarioErrorCode,
  type ScenarioWarning,
} from './error.js';

/** At most so many warnings are kept; a thousand stations too close together are one story. */
const mostWarnings = 100;

/** Errors and warnings, each with its place in the file. */
export class Findings {
  readonly warnings: ScenarioWarning[] = [];

  constructor(
    private readonly file: string,
    private readonly locate: (path: Path, at?: 'key' | 'value') => Place,
  ) {}

  /** Refuses the scenario. */
  fail(path: Path, code: ScenarioErrorCode, reason: string, at: 'key' | 'value' = 'value'): never {
    throw new ScenarioError(this.file, this.locate(path, at), fieldName(path), code, reason);
  }

  /** Notes something that a real installation would not do. */
  warn(path: Path, message: string): void {
    if (this.warnings.length >= mostWarnings) return;
    this.warnings.push({ ...this.locate(path), field: fieldName(path), message });
  }

  /** The nearest place to `path` that stands in the file, for ordering. */
  placeOf(path: Path, at?: 'key' | 'value'): Place {
    return this.locate(path, at);
  }
}

/** `, did you mean 'length'?` when one of `words` is close to `word`, else nothing. */
export function didYouMean(word: string, words: Iterable<string>): string {
  let best = '';
  let least = word.length < 2 ? 1 : word.length < 5 ? 2 : 3;
  for (const candidate of words) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const steps = editSteps(word.toLowerCase(), candidate.toLowerCase());
    if (steps < least) {
      least = steps;
      best = candidate;
    }
  }
  return best === '' ? '' : `, did you mean '${best}'?`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `from` into `to`. */
function editSteps(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let steps = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) steps = Math.min(steps, beforeLast[column - 2]! + 1);
      current.push(steps);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length]!;
}
