// Reads source text the way the house's rules need it: comments and strings told apart from code, and who imports whom.
// No parser: the code is formatted by one tool, and a scanner of a hundred lines can be read in one go.

/** One file of the tree: its path from the root, with slashes, and what it says. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** Something to mend, at `path:line`. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly what: string;
}

/** One import, export-from, dynamic import or `new URL(…, import.meta.url)`, types included. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
}

/** A finding as an editor can jump to it. */
export function printFinding(finding: Finding): string {
  return `${finding.path}:${finding.line}: ${finding.rule}: ${finding.what}`;
}

/** The line, from 1, on which the character at `index` stands. */
export function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** What may stand before a slash that begins a regular expression rather than a division. */
const BEFORE_PATTERN = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|void|throw))\s*$/;

function endAt(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from);
  return at === -1 ? text.length : at;
}

function endOfQuoted(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== text[start] && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at + 1, text.length);
}

function endOfPattern(text: string, start: number): number {
  let inClass = false;
  let at = start + 1;
  for (; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '[') inClass = true;
    else if (text[at] === ']') inClass = false;
    else if (text[at] === '/' && !inClass) break;
  }
  return Math.min(at + 1, text.length);
}

/** The end of the literal part of a template that begins (or goes on) at `start`: after its backtick, or after its `${`. */
function endOfTemplatePart(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '`') return at + 1;
    else if (text[at] === '$' && text[at + 1] === '{') return at + 2;
  }
  return text.length;
}

/** A stretch of the text that is not code. */
interface Stretch {
  readonly kind: 'comment' | 'string';
  readonly start: number;
  readonly end: number;
}

function stretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  const openBraces: number[] = [];
  const push = (kind: Stretch['kind'], start: number, end: number): number => {
    found.push({ kind, start, end });
    return end;
  };
  const template = (start: number): number => {
    const end = push('string', start, endOfTemplatePart(text, start));
    if (text[end - 1] === '{') openBraces.push(0);
    return end;
  };
  for (let at = 0; at < text.length; ) {
    const two = text.slice(at, at + 2);
    const one = text[at];
    if (two === '//') at = push('comment', at, endAt(text, '\n', at));
    else if (two === '/*') at = push('comment', at, endAt(text, '*/', at + 2) + 2);
    else if (one === "'" || one === '"') at = push('string', at, endOfQuoted(text, at));
    else if (one === '`') at = template(at);
    else if (one === '/' && BEFORE_PATTERN.test(text.slice(Math.max(0, at - 40), at)))
      at = push('string', at, endOfPattern(text, at));
    else if (one === '}' && openBraces.at(-1) === 0) {
      openBraces.pop();
      at = template(at);
    } else {
      if (one === '{' && openBraces.length > 0) openBraces[openBraces.length - 1]!++;
      if (one === '}' && openBraces.length > 0) openBraces[openBraces.length - 1]!--;
      at++;
    }
  }
  return found;
}

/** The text with comments, and strings too where `strings` says so, turned to spaces: every index and line stays. */
export function codeOnly(text: string, strings: 'keep strings' | 'blank strings'): string {
  let code = '';
  let done = 0;
  for (const { kind, start, end } of stretches(text)) {
    if (kind === 'string' && strings === 'keep strings') continue;
    code += text.slice(done, start) + text.slice(start, end).replace(/[^\n]/g, ' ');
    done = end;
  }
  return code + text.slice(done);
}

const IMPORT_FORMS = [
  /\b(?:import|export)\b[^;'"`()]*?\bfrom\s*(['"])(?<specifier>[^'"\n]+)\1/g,
  /\bimport\s*(['"])(?<specifier>[^'"\n]+)\1/g,
  /\bimport\s*\(\s*(['"])(?<specifier>[^'"\n]+)\1/g,
  /\bnew URL\(\s*(['"])(?<specifier>[^'"\n]+\.[cm]?[jt]sx?)\1\s*,\s*import\.meta\.url/g,
];

/** Every import of a file, in order of the text. */
export function importsOf(text: string): Import[] {
  const withStrings = codeOnly(text, 'keep strings');
  const bare = codeOnly(text, 'blank strings');
  const found: { at: number; specifier: string }[] = [];
  for (const form of IMPORT_FORMS)
    for (const match of withStrings.matchAll(form))
      if (bare[match.index] !== ' ') found.push({ at: match.index, specifier: match.groups!.specifier! });
  return found
    .sort((a, b) => a.at - b.at)
    .map(({ at, specifier }) => ({ specifier, line: lineAt(text, withStrings.indexOf(specifier, at)) }));
}

/** The path that a relative specifier names, as TypeScript finds it among `paths`: `./x.js` is x.ts; undefined when none does. What follows a `?` is for the builder. */
export function resolveImport(from: string, specifier: string, paths: ReadonlySet<string>): string | undefined {
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('?')[0]!.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const path = parts.join('/');
  const stem = path.replace(/\.js$/, '');
  return [path, `${stem}.ts`, `${stem}.tsx`, `${stem}/index.ts`].find((candidate) => paths.has(candidate));
}

/** Circles in a graph of imports, each once, as the paths round it. */
export function circles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    if (done.has(path)) return;
    const seen = trail.indexOf(path);
    if (seen !== -1) {
      found.push(trail.slice(seen));
      return;
    }
    trail.push(path);
    for (const next of graph.get(path) ?? []) visit(next);
    trail.pop();
    done.add(path);
  };
  for (const path of graph.keys()) visit(path);
  return found;
}

/** Functions of a formatted file that are declared by name, with the lines from their first to their closing brace. */
export function declaredFunctions(text: string): { name: string; line: number; lines: number }[] {
  const lines = codeOnly(text, 'blank strings').split('\n');
  const found: { name: string; line: number; lines: number }[] = [];
  lines.forEach((header, index) => {
    const match = /^(?<indent> *)(?:[@\w]+ )*function (?<name>\w+)/.exec(header);
    if (!match || /\}\s*$/.test(header)) return;
    const close = new RegExp(`^${match.groups!.indent}\\}[;,)]*\\s*$`);
    const length = lines.slice(index + 1).findIndex((line) => close.test(line));
    if (length !== -1) found.push({ name: match.groups!.name!, line: index + 1, lines: length + 2 });
  });
  return found;
}
