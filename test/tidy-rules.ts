// The house's rules as functions: a plan of the house and some sources in, findings out. The plan itself stands in tidy.test.ts.
import {
  circles,
  codeOnly,
  declaredFunctions,
  type Finding,
  importsOf,
  lineAt,
  resolveImport,
  type Source,
} from './tidy-scanner.js';

/** The plan: which rooms there are, what each may use, and how large a piece may grow. */
export interface House {
  /** Rooms under src/, lowest floor first: each may import the cellar and the floors below its own. */
  readonly floors: readonly string[];
  /** Rooms under all floors, topmost first: each may import those further down this list. */
  readonly cellar: readonly string[];
  /** Observers: they may import floors and cellar, and only front doors and public doors may import them. */
  readonly garden: readonly string[];
  /** The only rooms with node:, the DOM, a clock and chance of their own. They may import everything. */
  readonly frontDoors: readonly string[];
  /** What package.json exports, which is all that may lie in src/ itself. */
  readonly publicDoors: readonly string[];
  /** Files that start a program: nobody imports them, and they are in use all the same. */
  readonly entries: readonly string[];
  /** Made by the build: they need not be there, and no rule of size or style applies to them. */
  readonly generated: readonly string[];
  /** Runtime dependencies, and the rooms (front doors apart) that may import them. */
  readonly libraries: Readonly<Record<string, readonly string[]>>;
  /** Assembly files that compute nothing, so that no oracle and no bench stand beside them. */
  readonly plainAssembly: readonly string[];
  readonly maxFileLines: number;
  readonly maxAssemblyFunctionLines: number;
}

/** Words that only a front door may say: outside it time, chance and the machine come from the lab. */
const DOOR_WORDS: readonly { readonly why: string; readonly words: readonly string[] }[] = [
  {
    why: 'the clock of the wall',
    words: ['Date', 'performance', 'setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame'],
  },
  { why: 'chance without a seed', words: ['Math.random', 'crypto'] },
  {
    why: 'the page',
    words: ['document', 'window', 'navigator', 'fetch', 'localStorage', 'sessionStorage', 'XMLHttpRequest', 'alert'],
  },
  { why: 'the process', words: ['process', 'Buffer', 'require', '__dirname', 'globalThis', 'console'] },
];

/** Loose ends. Each pattern is written so that it doesn't find itself. */
const LOOSE_ENDS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'an unfinished thought', pattern: /\b(?:TO[D]O|FIX[M]E|XX[X])\b/g },
  { what: 'a test left alone or left out', pattern: /\.(?:on[l]y|ski[p]|tod[o])\(/g },
  { what: 'a type given up', pattern: /\bas an[y]\b/g },
  { what: 'a type error silenced', pattern: /@ts-(?:ignor[e]|expect-erro[r]|nochec[k])\b/g },
];

/** AssemblyScript's decorators on functions are no TypeScript, and this comment is how its own library says so. */
const DECORATOR_COMMENT = /^\s*\/\/ @ts-ignor[e]: decorator$/;

/** The room of a path, `door` for a public door, or undefined outside src/. */
export function roomOf(path: string): string | undefined {
  const parts = path.split('/');
  if (parts[0] !== 'src') return undefined;
  return parts.length > 2 ? parts[1] : 'door';
}

/** Whether `importer` may import `imported`, both rooms; what the rule says when it may not, else undefined. */
export function forbiddenImport(house: House, importer: string, imported: string): string | undefined {
  if (importer === imported || importer === 'door' || house.frontDoors.includes(importer)) return undefined;
  if (imported === 'door' || house.frontDoors.includes(imported)) return 'nothing inside imports a door';
  if (house.garden.includes(imported)) return 'only doors import the garden';
  if (house.garden.includes(importer)) return undefined;
  const depth = house.cellar.indexOf(importer);
  if (house.cellar.includes(imported)) {
    if (depth === -1 || house.cellar.indexOf(imported) > depth) return undefined;
    return `in the cellar ${importer}/ lies below ${imported}/`;
  }
  if (depth !== -1) return 'the cellar imports no floor';
  if (house.floors.indexOf(imported) < house.floors.indexOf(importer)) return undefined;
  return `${imported}/ is on a higher floor than ${importer}/`;
}

function finding(source: Source, line: number, rule: string, what: string): Finding {
  return { path: source.path, line, rule, what };
}

/** Every import goes down, to a file that is there; packages only where the plan lets them. */
export function importRule(house: House, sources: readonly Source[]): Finding[] {
  const paths = new Set([...sources.map((source) => source.path), ...house.generated]);
  const rooms = new Set([...house.floors, ...house.cellar, ...house.garden, ...house.frontDoors, 'door']);
  return sources.flatMap((source) => {
    const room = roomOf(source.path);
    if (room === undefined) return [];
    if (!rooms.has(room)) return [finding(source, 1, 'rooms', `the plan knows no room src/${room}/`)];
    if (room === 'door' && !house.publicDoors.includes(source.path))
      return [finding(source, 1, 'rooms', 'only public doors lie in src/ itself')];
    return importsOf(source.text).flatMap(({ specifier, line }) => {
      const report = (what: string): Finding[] => [finding(source, line, 'imports', `${specifier}: ${what}`)];
      if (!specifier.startsWith('.')) {
        if (house.frontDoors.includes(room) && (specifier.startsWith('node:') || house.libraries[packageOf(specifier)]))
          return [];
        return house.libraries[packageOf(specifier)]?.includes(room) ? [] : report('no package is imported here');
      }
      const target = resolveImport(source.path, specifier, paths);
      if (target === undefined) return report('no such file');
      const targetRoom = roomOf(target);
      if (targetRoom === undefined)
        return house.frontDoors.includes(room) ? [] : report('only a front door leaves src/');
      const why = forbiddenImport(house, room, targetRoom);
      return why === undefined ? [] : report(why);
    });
  });
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function graphOf(sources: readonly Source[]): Map<string, string[]> {
  const paths = new Set(sources.map((source) => source.path));
  return new Map(
    sources.map((source) => [
      source.path,
      importsOf(source.text)
        .map(({ specifier }) => (specifier.startsWith('.') ? resolveImport(source.path, specifier, paths) : undefined))
        .filter((path) => path !== undefined),
    ]),
  );
}

/** No file reaches itself by its imports. */
export function circleRule(sources: readonly Source[]): Finding[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  return circles(graphOf(sources)).map((circle) => {
    const first = byPath.get(circle[0]!)!;
    const next = circle[1] ?? circle[0]!;
    const name = next
      .split('/')
      .at(-1)!
      .replace(/\.\w+$/, '');
    const line = importsOf(first.text).find(({ specifier }) => specifier.includes(name))?.line ?? 1;
    return finding(first, line, 'circles', [...circle, circle[0]].join(' -> '));
  });
}

/** Every file of src/ is reached from a door or an entry. */
export function reachedRule(house: House, sources: readonly Source[]): Finding[] {
  const graph = graphOf(sources);
  const reached = new Set<string>();
  const waiting = [...house.publicDoors, ...house.entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    waiting.push(...(graph.get(path) ?? []));
  }
  return sources
    .filter(({ path }) => path.startsWith('src/') && !reached.has(path) && !house.generated.includes(path))
    .map((source) => finding(source, 1, 'reached', 'no door leads here: imported by nothing that is in use'));
}

/** Below the front doors no clock, chance, page or process. A name that the file binds itself is its own. */
export function doorWordRule(house: House, sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => {
    const room = roomOf(source.path);
    if (room === undefined || house.frontDoors.includes(room)) return [];
    const code = codeOnly(source.text, 'blank strings');
    return DOOR_WORDS.flatMap(({ why, words }) =>
      words.flatMap((word) => {
        const bound = `\\b(?:const|let|var|function|class)\\s+${word}\\b|[({,]\\s*${word}\\??\\s*[:,)}=]`;
        if (new RegExp(bound).test(code)) return [];
        const use = new RegExp(`(?<![.\\w$])${word.replace('.', '\\.')}\\b(?!\\??\\s*:)`, 'g');
        return [...code.matchAll(use)].map((match) =>
          finding(source, lineAt(code, match.index), 'door words', `${word}: ${why} is for front doors`),
        );
      }),
    );
  });
}

/** Files and kernels of a size that can be read, under names that say something. */
export function sizeRule(house: House, sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => {
    const found: Finding[] = [];
    const lines = source.text.trimEnd().split('\n').length;
    if (lines > house.maxFileLines)
      found.push(finding(source, house.maxFileLines + 1, 'size', `${lines} lines: two ideas?`));
    const [name, parent] = source.path.split('/').reverse();
    const isDoor = house.publicDoors.includes(source.path) || source.path === 'assembly/index.ts';
    if (name === 'types.ts' || parent === 'utils' || (name === 'index.ts' && !isDoor))
      found.push(finding(source, 1, 'names', 'no utils/, no types.ts, index.ts only at a public door'));
    if (source.path.startsWith('assembly/'))
      for (const { name, line, lines } of declaredFunctions(source.text))
        if (lines > house.maxAssemblyFunctionLines)
          found.push(finding(source, line, 'size', `${name} has ${lines} lines`));
    return found;
  });
}

/** Nothing left loose; in assembly a decorator may be excused, and nothing else. */
export function looseEndRule(sources: readonly Source[]): Finding[] {
  return sources.flatMap((source) => {
    const lines = source.text.split('\n');
    const excused = (line: number): boolean =>
      source.path.startsWith('assembly/') &&
      DECORATOR_COMMENT.test(lines[line - 1]!) &&
      /^\s*@/.test(lines[line] ?? '');
    return LOOSE_ENDS.flatMap(({ what, pattern }) =>
      [...source.text.matchAll(pattern)]
        .map((match) => ({ line: lineAt(source.text, match.index), text: match[0] }))
        .filter(({ line }) => !excused(line))
        .map(({ line, text }) => finding(source, line, 'loose ends', `${text}: ${what}`)),
    );
  });
}

/** Beside every kernel stand its slow and obvious oracle and its bench, under the same name; crc32-far.ts is part of crc32.ts. */
export function kernelRule(house: House, sources: readonly Source[]): Finding[] {
  const paths = new Set(sources.map((source) => source.path));
  return sources
    .filter(({ path }) => /^assembly\/[^/]+\.ts$/.test(path) && !house.plainAssembly.includes(path))
    .flatMap((source) =>
      ['test/oracle', 'bench']
        .map((folder) => source.path.replace('assembly', folder).replace(/-\w+\.ts$/, '.ts'))
        .filter((path) => !paths.has(path))
        .map((path) => finding(source, 1, 'kernels', `${path} is missing`)),
    );
}

/** Every relative link of a Markdown file leads to a file that `exists`, every `#anchor` to a heading. */
export function linkRule(markdown: Source, exists: (path: string) => boolean): Finding[] {
  const headings = [...markdown.text.matchAll(/^#+ +(.+)$/gm)].map((match) =>
    match[1]!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...markdown.text.matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|\b(?:src|href)="([^"]+)"/g)].flatMap((match) => {
    const link = match[1] ?? match[2]!;
    if (/^[a-z]+:/i.test(link)) return [];
    const [path, anchor] = link.split('#');
    const good = path ? exists(path.replace(/^\.\//, '')) : headings.includes(anchor ?? '');
    return good ? [] : [finding(markdown, lineAt(markdown.text, match.index), 'links', `${link} leads nowhere`)];
  });
}

/** Every path under `exports` and `bin` in package.json is one that the build makes from a source, or that `exists`. */
export function exportRule(manifest: Source, sources: readonly Source[], exists: (path: string) => boolean): Finding[] {
  const paths = new Set(sources.map((source) => source.path));
  const { exports = {}, bin = {} } = JSON.parse(manifest.text);
  const leaves = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : Object.values(value as Record<string, unknown>).flatMap(leaves);
  return leaves({ exports, bin }).flatMap((leaf) => {
    const path = leaf.replace(/^\.\//, '');
    const compiled = /^dist\/(.+?)(?:\.d\.ts|\.js)$/.exec(path);
    const good = compiled ? ['.ts', '.tsx'].some((end) => paths.has(compiled[1] + end)) : exists(path);
    const line = lineAt(manifest.text, manifest.text.indexOf(`"${leaf}"`));
    return good ? [] : [finding(manifest, line, 'exports', `${leaf} is made by no build`)];
  });
}
