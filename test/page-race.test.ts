// A race: the standard's own lines end as the standard does, greed pays for the greedy, and bad lines get a word.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { transformWithOxc } from 'vite';
import { describe, expect, it } from 'vitest';
import { Experiment } from '../src/lab/experiment.js';
import { LabError } from '../src/lab/labError.js';
import { contest, jain, lap } from '../src/web/race/race.js';
import { CodeError, compileBackoff } from '../src/web/race/sandbox.js';

const gallery = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const request = (name: string) => ({
  ...{ text: readFileSync(`${gallery}${name}.yaml`, 'utf8'), file: name, capture: undefined },
  ...{ seed: undefined, untilPs: undefined },
});
const STANDARD = `
function backoff(collisions: number, random: (below: number) => number): number {
  return random(2 ** Math.min(collisions, 10));
}`;
const nowhere = () => undefined;
const breathe = () => Promise.resolve();

async function fare(
  name: string,
  station: string,
  code: string | undefined,
  load: 'saturated' | 'scenario' = 'saturated',
) {
  const { scenario, options } = contest({ request: request(name), station, code: '', load, seeds: 1 });
  const backoffs = code === undefined ? {} : { [station]: compileBackoff(code, station) };
  return lap(await Experiment.create(scenario, { ...options, backoffs }), () => 0, breathe, nowhere);
}

describe('a race', () => {
  it("is a draw when somebody's lines are the standard's", async () => {
    expect(await fare('hub-question', 'a', STANDARD)).toEqual(await fare('hub-question', 'a', undefined));
  });

  it('is won by who never waits, at the cost of the others and of fairness', async () => {
    const fair = await fare('hub-question', 'a', undefined);
    const greedy = await fare('hub-question', 'a', 'const backoff = () => 0;');
    const of = (its: typeof fair, name: string) => its.stations.find((one) => one.name === name)!;
    expect(of(greedy, 'a').octetsSent).toBeGreaterThan(1.2 * of(fair, 'a').octetsSent);
    for (const name of ['b', 'c']) expect(of(greedy, name).octetsSent).toBeLessThan(0.1 * of(fair, name).octetsSent);
    expect(greedy.fairness).toBeLessThan(fair.fairness);
    expect(of(greedy, 'a').meanWaitPs).toBeLessThan(of(fair, 'a').meanWaitPs);
  });

  it('measures a wait from the head of the queue to the attempt that succeeds', async () => {
    const its = await fare('full-duplex', 'a', undefined, 'scenario').catch((error) => error);
    expect(its).toBeInstanceOf(LabError);
    const quiet = await fare('flipped-bit', 'a', undefined, 'scenario');
    expect(quiet.stations.find(({ name }) => name === 'a')).toMatchObject({
      framesSent: 3,
      meanWaitPs: 0,
      longestWaitPs: 0,
    });
    expect(quiet.stations.find(({ name }) => name === 'b')!.meanWaitPs).toBeNaN();
    expect(quiet.fairness).toBe(1);
  });

  it('knows what fair is', () => {
    expect(jain([5, 5, 5, 5])).toBe(1);
    expect(jain([8, 0, 0, 0])).toBe(0.25);
    expect(jain([1, 3])).toBe(0.8);
    expect(jain([])).toBe(1);
  });

  it('refuses a station that is not there, or that never backs off', () => {
    expect(() =>
      contest({ request: request('hub-question'), station: 'x', code: '', load: 'scenario', seeds: 1 }),
    ).toThrow(/no station named 'x'/);
    expect(() =>
      contest({ request: request('duplex-mismatch'), station: 'a', code: '', load: 'saturated', seeds: 1 }),
    ).toThrow(/full duplex/);
  });
});

describe("somebody's lines", () => {
  it.each<[string, string, RegExp, number | undefined]>([
    ['a slip of the pen', 'function backoff( {', /SyntaxError/, 1],
    [
      'one in the third of five lines',
      'const a = 1;\nfunction backoff(n) {\n  return n +;\n}\n// end',
      /SyntaxError/,
      3,
    ],
    ['a sign that is none', 'const a = 1;\nconst b = a # 2;\nfunction backoff() {}', /SyntaxError/, 2],
    ['a name twice', 'const a = 1;\n\nlet a = 2;\nfunction backoff() {}', /already been declared/, 3],
    ['a bracket that stays open', 'function backoff() {\n  return [1;\n}', /SyntaxError/, 2],
    ['more of TypeScript than types', '// modes\nenum Mode { A, B }\nfunction backoff() {}', /SyntaxError/, 2],
    ['no function', 'const x = 1;', /no function named 'backoff'/, undefined],
    ['another name', 'function wait() { return 1; }', /no function named 'backoff'/, undefined],
    ['a mistake at the outset', '\nnothing.here; function backoff() {}', /ReferenceError/, 2],
    ['a way out', "const backoff = () =>\n  import('https://example.org/x.js');", /'import'/, 2],
    ['a whole book', `//${'x'.repeat(30_000)}`, /20000 characters/, undefined],
  ])('with %s are refused, with the line where there is one', (_, code, word, line) => {
    let refusal: unknown;
    try {
      compileBackoff(code, 'a');
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(CodeError);
    expect((refusal as CodeError).message).toMatch(word);
    expect((refusal as CodeError).line).toBe(line);
  });

  it.each([
    ['brackets', '('.repeat(19_999)],
    ['brackets of all kinds', '([{'.repeat(6000)],
    ['closing brackets', ')'.repeat(19_999)],
    ['types of functions', `let x: ${'()=>'.repeat(4900)}number;`],
    ['texts within texts', '`${'.repeat(6600)],
    ['quotes', "'".repeat(19_999)],
    ['comments', '/*'.repeat(9999)],
    ['questions', 'a?'.repeat(9999)],
    ['angles', `let x: ${'A<'.repeat(9000)}`],
    ['a slip at the end of thousands of lines', `${'f(1);\n'.repeat(3300)}+;`],
  ])('with thousands of %s are refused within a second', (_, code) => {
    const from = performance.now();
    expect(() => compileBackoff(code, 'a')).toThrow(CodeError);
    expect(performance.now() - from).toBeLessThan(1000);
  });

  it('that fail while they run are named with the collision at which they did', async () => {
    const code = 'function backoff(n) {\n  if (n === 2) throw new Error("enough");\n  return 1;\n}';
    await expect(fare('hub-question', 'b', code)).rejects.toMatchObject({
      ...{ code: 'ERR_CODE', message: 'the backoff of b failed after collision 2: Error: enough', line: 2 },
    });
  });

  it('that answer what is no number of slots, or draw from nothing, are told so', async () => {
    await expect(fare('hub-question', 'b', 'const backoff = () => 1e6;')).rejects.toThrow(
      /the backoff of b after collision 1/,
    );
    await expect(fare('hub-question', 'b', 'const backoff = (n, random) => random(0);')).rejects.toThrow(/draws below/);
  });

  it('reach nothing but the language once the scope is locked', async () => {
    const source = readFileSync(new URL('../src/web/race/sandbox.ts', import.meta.url), 'utf8');
    const { code } = await transformWithOxc(source, 'sandbox.ts', { lang: 'ts', sourcemap: false });
    const module = code.replace(/^import .*$/gm, '').replace(/^export /gm, '');
    const world = createContext({ fetch: () => 1, WebSocket: class {}, postMessage: () => 1, setTimeout: () => 1 });
    runInContext(
      `(() => { const stripTypes = (x) => x; const tokensOf = () => [];
      ${module}
      lockDown(globalThis);
      globalThis.probe = compileBackoff(\`
        const early = typeof (() => 1).constructor;
        const names = ['fetch', 'WebSocket', 'postMessage', 'setTimeout', 'Date', 'eval', 'Function', 'console', 'WeakRef'];
        function backoff() { return names.filter((name) => typeof globalThis[name] !== 'undefined').join(); }
        const makers = [(() => 1), (async () => 1), (function* () {}), (async function* () {})];
        globalThis.makers = () => [early, ...makers.map((one) => one.constructor?.name)].join();
        globalThis.chance = () => Math.random();
      \`, 'a');
    })()`,
      world,
    );
    expect(runInContext('probe(1, () => 1)', world)).toBe('');
    // What is left of them makes objects, and no functions.
    expect(runInContext('makers()', world)).toBe('function,Object,Object,Object,Object');
    expect(() => runInContext('chance()', world)).toThrow(/draw from the random/);
  });
});
