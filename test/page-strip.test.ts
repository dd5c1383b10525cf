// Types are taken out of the few lines that people race; what is left is the same JavaScript, line by line.
import { readFileSync } from 'node:fs';
import { transformWithOxc } from 'vite';
import { describe, expect, it } from 'vitest';
import { stripTypes } from '../src/web/race/strip.js';

/** As a compiler of TypeScript prints it. */
const printed = async (code: string, lang: 'ts' | 'js'): Promise<string> =>
  (await transformWithOxc(code, `lines.${lang}`, { lang, sourcemap: false })).code;

const TYPED = [
  'function backoff(collisions: number, random: (below: number) => number): number { return random(2); }',
  'const backoff = (collisions: number, random: (below: number) => number): number => random(8);',
  'const f = (n: number) => n;',
  'const f = async (n: number): Promise<number> => n;',
  'let seen: Map<string, number[]> = new Map();',
  'let x: number;\nx = 3;',
  'const a: { r: number; s?: string } = { r: 1 };',
  'function f(a?: number, ...rest: readonly number[]): void {}',
  'function f({ a, b }: { a: number; b: number }, [c]: [number] = [1]): number | undefined { return a ? b : c; }',
  'type Slots = 0 | 1 | "many";\nconst s: Slots = 1;',
  'interface Memory { last: number }\nconst memory: Memory = { last: 0 };',
  'const n = (random(3) as number) + 1;',
  'const list = [1, 2] as const;',
  'for (let i: number = 0; i < 3; i++) {}',
  'const is = (x: unknown): x is string => typeof x === "string";',
  'const half = (n: number, by = (m: number): number => m / 2): number => by(n);',
  'function f(g: (a: number, b: string[]) => { c: number }): (x: number) => number { return (x: number): number => x; }',
];

const PLAIN = [
  'const f = (a) => a ? (b) : c;',
  'const f = c ? (a) : (b) => b;',
  'const f = c ? x + (a) : b => c;',
  'const o = { a: 1, b: (c), d: [e], f() { return { g: 1 }; } };',
  'switch (n) { case f(1): { break; } case (2): g(); default: h(); }',
  'label: for (;;) { break label; }',
  'const r = /[/:(]number/.test("a: number") ? `x: ${y ? (z) : w}: number` : a / b / c;',
  'const t = { type: 1, as: 2, interface: 3 }; t.type = 4; const as = 3; f(as);',
  'if (a) { b(); } else { c(); }',
  'const x = a ? b ? (c) : (d) : (e);',
  'function f(a = { b: 1 }, c = d ? 1 : 2) { return a.b ? c : -1; }',
  'const n = 1_000 + 0xff + .5e3 + 1n ** 2n; n?.a ?? b; a ??= 3;',
];

describe('taking types out', () => {
  it.each(TYPED)('leaves what a compiler of TypeScript leaves: %s', async (code) => {
    const mine = stripTypes(code);
    expect(mine).not.toBe(code);
    expect(await printed(mine, 'js')).toBe(await printed(code, 'ts'));
    expect(mine.length).toBe(code.length);
  });

  it.each(PLAIN)('leaves JavaScript alone: %s', (code) => {
    expect(stripTypes(code)).toBe(code);
  });

  it('keeps every line where it was', () => {
    const code = 'function f(\n  a: {\n    b: number;\n  },\n): number {\n  return a.b;\n}\n';
    expect(
      stripTypes(code)
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual(['function f(', '  a', '', '   ,', ')         {', '  return a.b;', '}', '']);
  });

  it('neither throws nor hangs on anything', () => {
    const source = readFileSync(new URL('../src/web/race/strip.ts', import.meta.url), 'utf8');
    for (let i = 0; i < source.length; i += 37) stripTypes(source.slice(i, i + 300));
    for (const code of ['', '((((', '`${`${', "'", '/', 'function f(a: ', 'let x: <', 'const', ')]}', 'type A = '])
      stripTypes(code);
  });
});
