// What the schema found, as one sentence that a person can act on.
//
// Zod lists every issue of every branch of every union. Here the branch is chosen that the writer meant, and of its issues
// the first in the file, where a misspelt key also explains the one that is missing beside it.
import type * as z from 'zod/mini';
import { fieldName, type Path, type ScenarioErrorCode } from './error.js';
import { didYouMean, type Findings } from './findings.js';
import { verbs } from './words.js';

type Issue = z.core.$ZodIssue;

interface Complaint {
  path: Path;
  at: 'key' | 'value';
  code: ScenarioErrorCode;
  reason: string;
}

/** Keys that tell the branches of a union apart, by the part of the scenario that it stands in. */
const tellingKeys: Record<string, readonly string[]> = {
  script: ['do'],
  faults: ['flip', 'noise', 'cut', 'restore'],
  expect: ['event', 'stat', 'fingerprint'],
};

const nodeKinds = ['host', 'repeater', 'coax'];
const sourceKinds = ['saturated', 'poisson', 'on-off'];

/** Refuses the scenario for the issue that matters most. `keys` answers what an object at a path may contain. */
export function refuseFor(
  error: z.core.$ZodError,
  value: unknown,
  findings: Findings,
  keys: (path: Path) => string[],
): never {
  const complaints = error.issues.flatMap((issue) => complaintsFor(issue, [], value, keys));
  const explained = new Set(
    complaints.filter(({ code }) => code === 'unknown-key').map(({ path }) => fieldName(path.slice(0, -1))),
  );
  const telling = complaints.filter(
    ({ code, path }) => code !== 'missing' || !explained.has(fieldName(path.slice(0, -1))),
  );
  const ordered = telling.map((complaint) => ({ complaint, place: findings.placeOf(complaint.path, complaint.at) }));
  ordered.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const { path, at, code, reason } = ordered[0]!.complaint;
  return findings.fail(path, code, reason, at);
}

function complaintsFor(issue: Issue, base: Path, top: unknown, keys: (path: Path) => string[]): Complaint[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = valueAt(top, path);
  const missing = value === undefined && typeof path.at(-1) === 'string';
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.slice(0, 8).map((key) => unknownKey(path, key, value, keys(path)));
    case 'invalid_key':
      return [{ path, at: 'key', code: 'bad-value', reason: issue.issues[0]?.message ?? 'is not a name' }];
    case 'invalid_union':
      return missing ? [absent(path)] : forUnion(issue, path, value, top, keys);
    case 'invalid_type':
      return missing
        ? [absent(path)]
        : [
            wrong(
              path,
              withValue(ownMessage(issue), value) ?? `expected ${kindName(issue.expected)}, not ${show(value)}`,
            ),
          ];
    case 'invalid_value':
      if (missing) return [absent(path)];
      return [noSuchWord(path, value, issue.values.map(String))];
    case 'too_small':
    case 'too_big':
      return [wrong(path, withValue(ownMessage(issue), value) ?? sizeMessage(issue, value))];
    default:
      return missing ? [absent(path)] : [wrong(path, withValue(issue.message, value) ?? issue.message)];
  }
}

function unknownKey(path: Path, key: string, object: unknown, known: string[]): Complaint {
  const free = known.filter((word) => !isRecord(object) || !Object.hasOwn(object, word));
  const help = didYouMean(key, free) || (known.length > 0 ? `; there is ${known.join(', ')}` : '');
  return { path: [...path, key], at: 'key', code: 'unknown-key', reason: `there is no key '${key}' here${help}` };
}

function absent(path: Path): Complaint {
  return { path, at: 'key', code: 'missing', reason: 'is missing' };
}

function wrong(path: Path, reason: string): Complaint {
  return { path, at: 'value', code: 'bad-value', reason };
}

/** The message that the schema gives for its own reasons, as against zod's stock sentence. */
function ownMessage({ message }: Issue): string | undefined {
  return /^(Invalid input|Too (big|small)|Invalid)/.test(message) ? undefined : message;
}

/** 'expected this', with what was found instead. */
function withValue(message: string | undefined, value: unknown): string | undefined {
  return message?.startsWith('expected ') && !isRecord(value) ? `${message}, not ${show(value)}` : message;
}

function sizeMessage(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, value: unknown): string {
  const bound = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
  const what = issue.origin === 'array' ? ' entries' : issue.origin === 'string' ? ' characters' : '';
  return `expected ${bound}${what}${issue.origin === 'number' ? `, not ${show(value)}` : ''}`;
}

function forUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  value: unknown,
  top: unknown,
  keys: (path: Path) => string[],
): Complaint[] {
  const own = ownMessage(issue);
  if (own) return [wrong(path, `${own}, not ${show(value)}`)];
  if (path.at(-1) === 'kind' || ('discriminator' in issue && issue.discriminator === 'kind'))
    return [forKind(path, value)];
  const tell = path.length === 2 ? tellingKeys[String(path[0])] : undefined;
  if (tell && isRecord(value)) {
    const meant = issue.errors.filter((branch) => !branch.some((inner) => speaksOf(inner, tell, value)));
    const chosen = meant[0];
    if (chosen) return chosen.flatMap((inner) => complaintsFor(inner, path, top, keys));
    return [forNoBranch(path, value, tell)];
  }
  // Otherwise the branch that at least has the right type at its root.
  const fitting = issue.errors.filter(
    (branch) => !branch.some((inner) => inner.path.length === 0 && isTypeIssue(inner)),
  );
  const chosen = (fitting.length > 0 ? fitting : issue.errors).at(-1) ?? [];
  if (fitting.length > 0) return chosen.flatMap((inner) => complaintsFor(inner, path, top, keys));
  return [wrong(path, `expected ${listed(issue.errors.flatMap(rootExpectations))}, not ${show(value)}`)];
}

function isTypeIssue(issue: Issue): boolean {
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function rootExpectations(branch: Issue[]): string[] {
  return branch.flatMap((inner) => {
    if (inner.code === 'invalid_type') return [kindName(inner.expected)];
    if (inner.code === 'invalid_value') return inner.values.map((word) => `'${String(word)}'`);
    return inner.code === 'invalid_union' ? inner.errors.flatMap(rootExpectations) : [];
  });
}

/** Whether an issue says that this branch is not the one: its telling key is absent, or its verb another. */
function speaksOf(issue: Issue, tell: readonly string[], value: Record<string, unknown>): boolean {
  const key = issue.path.length === 1 ? String(issue.path[0]) : '';
  return tell.includes(key) && (key === 'do' || !Object.hasOwn(value, key));
}

function forNoBranch(path: Path, value: Record<string, unknown>, tell: readonly string[]): Complaint {
  if (tell[0] !== 'do')
    return { path, at: 'value', code: 'missing', reason: `expected one of ${tell.join(', ')} here` };
  const given = value.do;
  if (given === undefined) return absent([...path, 'do']);
  const forms = verbs.map((verb) => `<name>.${verb}`).join(', ');
  if (typeof given !== 'string') return wrong([...path, 'do'], `expected ${forms}, not ${show(given)}`);
  const verb = given.slice(given.indexOf('.') + 1);
  return wrong(
    [...path, 'do'],
    `${show(given)} is none of ${forms}${given.includes('.') ? didYouMean(verb, verbs) : ''}`,
  );
}

function forKind(path: Path, value: unknown): Complaint {
  const kinds = path[0] === 'traffic' ? sourceKinds : nodeKinds;
  const place = path.at(-1) === 'kind' ? path : [...path, 'kind'];
  const kind = isRecord(value) ? value.kind : value;
  if (kind === undefined) return absent(place);
  return noSuchWord(place, kind, kinds);
}

function noSuchWord(path: Path, value: unknown, words: string[]): Complaint {
  const guess = typeof value === 'string' ? didYouMean(value, words) : '';
  return wrong(
    path,
    guess === '' ? `expected ${listed(words)}, not ${show(value)}` : `there is no ${show(value)}${guess}`,
  );
}

function listed(words: string[]): string {
  const unique = [...new Set(words)];
  return unique.length < 2 ? (unique[0] ?? 'something else') : `${unique.slice(0, -1).join(', ')} or ${unique.at(-1)}`;
}

function kindName(expected: string): string {
  const names: Record<string, string> = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
    object: 'a map of keys and values',
    record: 'a map of keys and values',
    array: 'a list',
    tuple: 'a list',
  };
  return Object.hasOwn(names, expected) ? names[expected]! : expected;
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 39)}…` : value}'`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(top: unknown, path: Path): unknown {
  let value = top;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}
