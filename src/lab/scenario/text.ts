// The text of a scenario, YAML 1.2 or JSON (which YAML contains), as a plain value of which every part knows its line.
//
// A scenario may come from a stranger's link, so size, nesting and aliases are limited before anything is built from them.
import {
  Composer,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  Parser,
} from 'yaml';
import { fieldName, type Path, type Place, ScenarioError, type ScenarioErrorCode } from './error.js';

/** Limits on a scenario's text. */
export const textLimits = { characters: 1 << 20, depth: 32, values: 1_000_000, aliases: 1000 } as const;

/** A value and the way back from each of its parts to the text. */
export interface ScenarioText {
  value: unknown;
  /** Where the value at `path` stands, or its key; the nearest thing around it when there is no such value. */
  locate(path: Path, at?: 'key' | 'value'): Place;
}

// Text that YAML would read as a number or worse, though its digits are meant as they stand: `hex: 0012`.
const verbatim = new Set(['hex', 'fingerprint', 'mac', 'name']);

/**
 * Reads YAML or JSON.
 * @throws ScenarioError for every text that is not one document of maps, lists, strings, numbers and booleans
 */
export function readText(text: string, file: string): ScenarioText {
  const fail = (code: ScenarioErrorCode, place: Place, reason: string, field = ''): never => {
    throw new ScenarioError(file, place, field, code, reason);
  };
  const start = { line: 1, column: 1 };
  if (text.length > textLimits.characters) {
    fail('too-big', start, `the file has ${text.length} characters; a scenario has at most ${textLimits.characters}`);
  }
  const lines = new LineCounter();
  const document = compose(text, lines, (code, offset, reason) => fail(code, placeOf(lines, offset), reason));
  const top = document?.contents;
  if (!document || !top || (isScalar(top) && (top.value === null || top.value === ''))) {
    return fail('empty', start, 'the file is empty: a scenario needs at least a name and a topology');
  }
  const reader = new Reader((code, offset, path, reason) =>
    fail(code, placeOf(lines, offset), reason, fieldName(path)),
  );
  return {
    value: reader.read(top, []),
    locate: (path, at) => placeOf(lines, reader.offsetOf(top, path, at ?? 'value')),
  };
}

function placeOf(lines: LineCounter, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

type Refuse = (code: ScenarioErrorCode, offset: number, reason: string) => never;

function compose(text: string, lines: LineCounter, refuse: Refuse): Document.Parsed | undefined {
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  // The composer calls itself for every level, and a hostile depth would end the process rather than throw.
  for (const token of tokens) {
    const offset = tooDeep(token);
    if (offset >= 0) refuse('too-big', offset, `nested more than ${textLimits.depth} levels deep`);
  }
  // Keys are compared one with every other by the library; the reader below does it with a set.
  const composer = new Composer({ uniqueKeys: false, stringKeys: true, logLevel: 'silent', prettyErrors: false });
  const documents = [...composer.compose(tokens, true, text.length)];
  const first = documents[0];
  const trouble = first?.errors[0] ?? first?.warnings[0];
  if (trouble) refuse('syntax', trouble.pos[0], trouble.message);
  const second = documents[1];
  if (second) refuse('syntax', second.range[0], 'a second document begins here: a scenario is one document');
  return first;
}

/** Offset of the first token below the depth limit, or -1. Walks with its own stack, never by recursion. */
function tooDeep(token: unknown): number {
  const stack: [unknown, number][] = [[token, 0]];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const [node, depth] = next;
    if (typeof node !== 'object' || node === null) continue;
    const { offset, value, key, items } = node as {
      offset?: number;
      value?: unknown;
      key?: unknown;
      items?: unknown[];
    };
    // A document, a collection and its item are three levels of the token tree for one level of the text.
    if (depth > 2 * textLimits.depth + 2) return offset ?? 0;
    stack.push([value, depth + 1], [key, depth + 1]);
    for (const item of items ?? []) stack.push([item, depth + 1]);
  }
  return -1;
}

/** Turns the parsed document into a plain value, and finds the way back. */
class Reader {
  private values = 0;
  private readonly anchors = new Map<string, ParsedNode>();
  private readonly targets = new Map<ParsedNode, ParsedNode>();

  constructor(
    private readonly refuse: (code: ScenarioErrorCode, offset: number, path: Path, reason: string) => never,
  ) {}

  read(node: ParsedNode | null, path: (string | number)[]): unknown {
    if (++this.values > textLimits.values) {
      this.refuse('too-big', offsetIn(node), path, `more than ${textLimits.values} values, aliases followed`);
    }
    if (path.length > textLimits.depth)
      this.refuse('too-big', offsetIn(node), path, `nested more than ${textLimits.depth} levels deep`);
    if (isAlias(node)) return this.read(this.follow(node, path), path);
    if (node?.anchor) this.anchors.set(node.anchor, node);
    if (isMap(node)) return this.readMap(node.items as Pair<ParsedNode, ParsedNode | null>[], path);
    if (isSeq(node)) return node.items.map((item, index) => this.read(item as ParsedNode, [...path, index]));
    if (node === null) return null;
    return this.readScalar(node, path);
  }

  private readMap(pairs: Pair<ParsedNode, ParsedNode | null>[], path: (string | number)[]): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    const seen = new Set<string>();
    for (const { key: keyNode, value } of pairs) {
      const key = keyOf(keyNode);
      const at = offsetIn(keyNode);
      if (key === undefined) return this.refuse('syntax', at, path, 'a key must be plain text');
      if (key === '__proto__') return this.refuse('unknown-key', at, path, "'__proto__' can't be a key");
      if (seen.has(key))
        return this.refuse('duplicate-key', at, [...path, key], `the key '${key}' stands here a second time`);
      seen.add(key);
      result[key] = this.read(value, [...path, key]);
    }
    return result;
  }

  private readScalar(node: ParsedNode, path: (string | number)[]): unknown {
    if (!isScalar(node)) return this.refuse('syntax', offsetIn(node), path, 'expected a value');
    const { value, source, type } = node;
    if (typeof value === 'number' && type === 'PLAIN' && source !== undefined && verbatim.has(String(path.at(-1))))
      return source;
    if (typeof value === 'number' && !Number.isFinite(value)) {
      return this.refuse('bad-value', offsetIn(node), path, `${source ?? value} is not a finite number`);
    }
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return value;
    return this.refuse('bad-value', offsetIn(node), path, `the tag ${node.tag ?? ''} has no place in a scenario`);
  }

  private follow(alias: ParsedNode & { source: string }, path: (string | number)[]): ParsedNode {
    const target = this.anchors.get(alias.source);
    if (!target)
      return this.refuse('syntax', offsetIn(alias), path, `nothing before this alias is named &${alias.source}`);
    this.targets.set(alias, target);
    if (this.targets.size > textLimits.aliases)
      this.refuse('too-big', offsetIn(alias), path, `more than ${textLimits.aliases} aliases`);
    return target;
  }

  /** Offset in the text of the value (or key) at `path`, as far as the path leads. */
  offsetOf(top: ParsedNode, path: Path, at: 'key' | 'value'): number {
    let node: ParsedNode | null = top;
    let offset = offsetIn(top);
    for (const [depth, step] of path.entries()) {
      if (isAlias(node)) node = this.targets.get(node) ?? node;
      if (isMap(node)) {
        const pairs = node.items as Pair<ParsedNode, ParsedNode | null>[];
        const pair: (typeof pairs)[number] | undefined = pairs.find(({ key }) => keyOf(key) === step);
        if (!pair) return offset;
        node = pair.value;
        const useKey: boolean = node === null || !node.range || (at === 'key' && depth === path.length - 1);
        offset = offsetIn(useKey ? pair.key : node);
      } else if (isSeq(node) && typeof step === 'number' && node.items[step]) {
        node = node.items[step] as ParsedNode;
        offset = offsetIn(node);
      } else return offset;
    }
    return offset;
  }
}

function keyOf(node: ParsedNode): string | undefined {
  if (!isScalar(node)) return undefined;
  return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
}

function offsetIn(node: ParsedNode | null): number {
  return node?.range?.[0] ?? 0;
}
