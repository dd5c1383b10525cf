// A rule that is not a test is a wish. The plan of the house comes first: a new room is one word in it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  circleRule,
  doorWordRule,
  exportRule,
  type House,
  importRule,
  kernelRule,
  linkRule,
  looseEndRule,
  reachedRule,
  sizeRule,
} from './tidy-rules.js';
import { codeOnly, declaredFunctions, type Finding, importsOf, printFinding, type Source } from './tidy-scanner.js';

const house: House = {
  floors: ['coding', 'line', 'phy', 'mac', 'nic', 'net', 'transport', 'socket', 'app', 'lab'],
  cellar: ['packet', 'sim', 'memory'],
  garden: ['capture'],
  frontDoors: ['cli', 'web'],
  publicDoors: ['src/index.ts', 'src/kernels.ts'],
  entries: ['src/cli/main.ts', 'src/web/main.tsx', 'src/web/engine/worker.ts', 'src/web/embed/element.ts'],
  generated: ['src/memory/wasm.ts'],
  libraries: {
    ...{ yaml: ['app', 'lab'], zod: ['app', 'lab'] },
    ...{ commander: [], picocolors: [], preact: [], '@preact/signals': [] },
  },
  plainAssembly: ['assembly/index.ts', 'assembly/layout.ts', 'assembly/limits.ts'],
  maxFileLines: 400,
  maxAssemblyFunctionLines: 80,
};

const root = fileURLToPath(new URL('..', import.meta.url));
const exists = (path: string): boolean => existsSync(root + path);
const source = (path: string): Source => ({ path, text: exists(path) ? readFileSync(root + path, 'utf8') : '' });

const tree: readonly Source[] = ['assembly', 'src', 'bench', 'test']
  .filter(exists)
  .flatMap((folder) => readdirSync(root + folder, { recursive: true }).map((name) => `${folder}/${name}`))
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.(?:ts|tsx|mjs|js|css)$/.test(path) && !house.generated.includes(path))
  .sort()
  .map(source);

const print = (findings: readonly Finding[]): string[] => findings.map(printFinding);

describe('the house is in order', () => {
  it('has rooms that import only what lies below them', () => {
    expect(print(importRule(house, tree))).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(print(circleRule(tree))).toEqual([]);
  });

  it('keeps no file that nothing uses', () => {
    expect(print(reachedRule(house, tree))).toEqual([]);
  });

  it('leaves clock, chance, page and process to the front doors', () => {
    expect(print(doorWordRule(house, tree))).toEqual([]);
  });

  it('keeps files and kernels small and well named', () => {
    expect(print(sizeRule(house, tree))).toEqual([]);
  });

  it('leaves nothing loose', () => {
    expect(print(looseEndRule(tree))).toEqual([]);
  });

  it('sets an oracle and a bench beside every kernel', () => {
    expect(print(kernelRule(house, tree))).toEqual([]);
  });

  it('has a README whose links lead somewhere', () => {
    const readme = source('README.md');
    expect(readme.text.length).toBeGreaterThan(0);
    expect(print(linkRule(readme, exists))).toEqual([]);
  });

  it('exports and installs only what the build makes', () => {
    expect(print(exportRule(source('package.json'), tree, exists))).toEqual([]);
  });
});

/** A file as an example of what must not be: `path` and its lines. */
const bad = (path: string, ...lines: string[]): Source => ({ path, text: `${lines.join('\n')}\n` });
const split = (...parts: string[]): string => parts.join('');

describe('the keeper sees', () => {
  const below = bad('src/line/cable.ts', 'export const cable = 1;');
  const above = bad('src/mac/frame.ts', 'export interface Frame {}');

  it.each([
    ['an upward import', bad('src/line/a.ts', "import { x } from '../mac/frame.js';"), 'src/line/a.ts:1'],
    ['an upward import of a type', bad('src/line/a.ts', '', "import type { F } from '../mac/frame.js';"), 'a.ts:2'],
    ['an upward import inside a type', bad('src/line/a.ts', "let f: import('../mac/frame.js').Frame;"), 'a.ts:1'],
    ['an upward export', bad('src/line/a.ts', 'export {', '  Frame,', "} from '../mac/frame.js';"), 'a.ts:3'],
    ['a floor used in the cellar', bad('src/sim/a.ts', "import '../line/cable.js';"), 'the cellar imports no floor'],
    ['a cellar room that looks up', bad('src/memory/a.ts', "import '../sim/clock.js';"), 'memory/ lies below sim/'],
    ['the garden used inside', bad('src/phy/a.ts', "import '../capture/vcd.js';"), 'only doors import the garden'],
    ['a door used inside', bad('src/lab/a.ts', "import '../cli/main.js';"), 'nothing inside imports a door'],
    ['a package on a low floor', bad('src/phy/a.ts', "import { z } from 'zod';"), 'zod: no package'],
    ['a package that is not a dependency', bad('src/cli/a.ts', "import 'left-pad';"), 'left-pad: no package'],
    ['Node on a floor', bad('src/lab/a.ts', "import { readFileSync } from 'node:fs';"), 'node:fs: no package'],
    ['an import of nothing', bad('src/phy/a.ts', "import './gone.js';"), 'no such file'],
    ['a bench used on a floor', bad('src/phy/a.ts', "import '../../bench/crc32.js';"), 'only a front door'],
    ['a room without a place', bad('src/attic/a.ts', ''), 'no room src/attic/'],
    ['a file beside the public doors', bad('src/stray.ts', ''), 'only public doors'],
  ])('%s', (_, example, expected) => {
    const others = ['src/sim/clock.ts', 'src/capture/vcd.ts', 'src/cli/main.ts', 'bench/crc32.ts'].map((p) => bad(p));
    const findings = print(importRule(house, [below, above, ...others, example]));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(expected);
  });

  it('nothing wrong where imports go down, from doors into the garden, and to the packages of a floor', () => {
    const good = [
      below,
      above,
      bad('src/sim/clock.ts', "import '../memory/machine.js';"),
      bad('src/memory/machine.ts', "import { wasmBase64 } from './wasm.js';"),
      bad('src/capture/vcd.ts', "import '../line/cable.js';"),
      bad('src/lab/lab.ts', "import { z } from 'zod';", "import '../mac/frame.js';", "// import '../cli/main.js'"),
      bad('src/cli/main.ts', "import 'node:fs';", "import '../capture/vcd.js';", "import '../../bench/crc32.js';"),
      bad('bench/crc32.ts'),
    ];
    expect(print(importRule(house, good))).toEqual([]);
  });

  it('a circle of three files, once', () => {
    const circle = ['a', 'b', 'c'].map((name, i) => bad(`src/phy/${name}.ts`, `import './${'bca'[i]}.js';`));
    expect(print(circleRule(circle))).toEqual([
      'src/phy/a.ts:1: circles: src/phy/a.ts -> src/phy/b.ts -> src/phy/c.ts -> src/phy/a.ts',
    ]);
  });

  it('an island that only imports itself', () => {
    const files = [
      bad('src/index.ts', "export * from './phy/used.js';"),
      bad('src/phy/used.ts'),
      bad('src/phy/island.ts', "import './shore.js';"),
      bad('src/phy/shore.ts'),
    ];
    expect(reachedRule(house, files).map(({ path }) => path)).toEqual(['src/phy/island.ts', 'src/phy/shore.ts']);
  });

  it.each([
    ['Date', 'const t = Date.now();'],
    ['setTimeout', 'setTimeout(() => {}, 1);'],
    ['Math.random', 'const r = `${Math.random()}`;'],
    ['performance', 'const t = performance.now();'],
    ['document', 'document.title;'],
    ['window', 'if (typeof window !== "undefined") go();'],
    ['fetch', 'await fetch("/");'],
    ['process', 'process.exit(1);'],
    ['globalThis', 'globalThis.x = 1;'],
  ])('the door word %s', (word, line) => {
    const findings = print(doorWordRule(house, [bad('src/phy/a.ts', '', line), bad('src/cli/a.ts', line)]));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toContain(`src/phy/a.ts:2: door words: ${word}`);
  });

  it('no door word in comments, strings, properties, keys, or names that the file binds', () => {
    const lines = [
      '// a Date, and setTimeout',
      "const text = 'Math.random and fetch(';",
      'const tcp = { document: 1, performance: 2 };',
      'const x = tcp.document;',
      'function slide(window: number): number { return window + 1; }',
    ];
    expect(print(doorWordRule(house, [bad('src/transport/a.ts', ...lines)]))).toEqual([]);
  });

  it('a file of 401 lines, a kernel of 81, a utils/ and a types.ts', () => {
    const findings = sizeRule(house, [
      bad('src/phy/long.ts', ...Array.from({ length: 401 }, (_, i) => `// ${i}`)),
      bad('src/phy/short.ts', ...Array.from({ length: 400 }, (_, i) => `// ${i}`)),
      bad('assembly/k.ts', 'export function k(): void {', ...Array(79).fill('  f();'), '}'),
      bad('assembly/j.ts', 'export function j(): void {', ...Array(78).fill('  f();'), '}'),
      bad('src/utils/a.ts'),
      bad('src/mac/types.ts'),
      bad('src/mac/index.ts'),
    ]);
    expect(findings.map(({ path, line }) => `${path}:${line}`)).toEqual([
      'src/phy/long.ts:401',
      'assembly/k.ts:1',
      'src/utils/a.ts:1',
      'src/mac/types.ts:1',
      'src/mac/index.ts:1',
    ]);
  });

  it('loose ends, and excuses a decorator in assembly only', () => {
    const ignore = split('// @ts-', 'ignore');
    const findings = looseEndRule([
      bad('src/phy/a.ts', split('// TO', 'DO: later'), split('x as ', 'any;'), `${ignore}: decorator`, '@inline'),
      bad('test/a.test.ts', split('it.on', 'ly("x", f);'), split('describe.sk', 'ip("x", f);')),
      bad('assembly/a.ts', `${ignore}: decorator`, '@inline function f(): void {}', `${ignore}: because`, 'g();'),
    ]);
    expect(findings.map(({ path, line }) => `${path}:${line}`).sort()).toEqual([
      'assembly/a.ts:3',
      'src/phy/a.ts:1',
      'src/phy/a.ts:2',
      'src/phy/a.ts:3',
      'test/a.test.ts:1',
      'test/a.test.ts:2',
    ]);
  });

  it('a kernel without its oracle or its bench', () => {
    const files = ['assembly/a.ts', 'test/oracle/a.ts', 'assembly/b.ts', 'bench/b.ts', 'assembly/layout.ts'];
    expect(
      print(
        kernelRule(
          house,
          files.map((path) => bad(path)),
        ),
      ),
    ).toEqual([
      'assembly/a.ts:1: kernels: bench/a.ts is missing',
      'assembly/b.ts:1: kernels: test/oracle/b.ts is missing',
    ]);
  });

  it('a link to nowhere and an anchor without a heading', () => {
    const readme = bad(
      'README.md',
      '# How fast',
      '[a](LICENSE) [b](#how-fast) [c](https://x.org)',
      '[d](gone.md) [e](#no)',
    );
    const findings = linkRule(readme, (path) => path === 'LICENSE');
    expect(print(findings)).toEqual([
      'README.md:3: links: gone.md leads nowhere',
      'README.md:3: links: #no leads nowhere',
    ]);
  });

  it('an export that no build makes', () => {
    const manifest = bad(
      'package.json',
      '{ "exports": { ".": "./dist/src/a.js",',
      '"./b": { "types": "./dist/src/b.d.ts" },',
      '"./c": "./dist/c.wasm" } }',
    );
    const findings = exportRule(manifest, [bad('src/a.ts')], () => false);
    expect(findings.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('the scanner reads', () => {
  it('code apart from comments, strings, templates and patterns', () => {
    const text = "a = 'b // c'; /* d */ e = `f ${g({ h: `i` })} j`; k = l / m / n; // o\nif (/p'[/]q/.test(r)) s();";
    expect(codeOnly(text, 'blank strings').replace(/\s+/g, ' ')).toBe(
      'a = ; e = g({ h: }) ; k = l / m / n; if ( .test(r)) s();',
    );
    expect(codeOnly(text, 'keep strings')).toHaveLength(text.length);
  });

  it('every form of import, and none that is only spoken of', () => {
    const text = [
      "import a from './a.js';",
      'import {',
      '  b,',
      "} from './b.js';",
      "export * from './c.js';",
      "const d = await import('./d.js');",
      "new Worker(new URL('./e.js', import.meta.url));",
      "new URL('../data.json', import.meta.url);",
      "// import f from './f.js';",
      'const g = "import g from \'./g.js\'";',
    ].join('\n');
    expect(importsOf(text).map(({ specifier, line }) => `${specifier}:${line}`)).toEqual([
      './a.js:1',
      './b.js:4',
      './c.js:5',
      './d.js:6',
      './e.js:7',
    ]);
  });

  it('functions with their length', () => {
    const text =
      'function one(): void {}\nexport function many(\n  a: u32,\n): u32 {\n  if (a) {\n    f();\n  }\n  return 1;\n}\n';
    expect(declaredFunctions(text)).toEqual([{ name: 'many', line: 2, lines: 8 }]);
  });
});
