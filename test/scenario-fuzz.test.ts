// Whatever the text: a Scenario, or one ScenarioError with a place in the file. Seeded; a failure prints its seed.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ScenarioError } from '../src/lab/scenario/error.js';
import { parseScenario, type ScenarioInput, scenarioFrom } from '../src/lab/scenario/scenario.js';
import { scenarioJsonSchema } from '../src/lab/scenario/schema.js';

const folder = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const gallery = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const texts = gallery.map((file) => readFileSync(folder + file, 'utf8').replace(/^#.*\n/gm, ''));
const firstSeed = Number(process.env.THICKNET_SEED ?? 1);

/** Mulberry32: small, seeded and good enough to break things with. */
class Dice {
  constructor(private state: number) {}

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }
}

const splinters = [
  ...'{}[]:,-?&*!|>%@`\'"#\t\n\r \\~^<.0',
  '\uFEFF',
  '\u0000',
  '\uD800',
  '- ',
  ': ',
  '? ',
  '&a ',
  '*a',
  '!!binary ',
  '<<: ',
];
splinters.push(
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  'null',
  '.inf',
  '-.inf',
  '.nan',
  '1e999',
  '0x7fffffffffffffff',
  '-0',
  '1_000',
  'true',
);
splinters.push(
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'a:',
  "'hub:1'",
  '9'.repeat(400),
  '가',
  '51.2us',
  '-5m',
  '[[[[[[',
);

function splinter(text: string, dice: Dice): string {
  const at = dice.below(text.length + 1);
  const to = Math.min(text.length, at + dice.below(12));
  const lines = text.split('\n');
  switch (dice.below(7)) {
    case 0:
      return text.slice(0, at) + dice.pick(splinters) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(to);
    case 2:
      return text.slice(0, at) + dice.pick(splinters) + text.slice(to);
    case 3:
      return text.slice(0, at);
    case 4:
      return [...lines, dice.pick(lines)].join('\n');
    case 5:
      return lines.toSpliced(dice.below(lines.length), 1, dice.pick(lines)).join('\n');
    default: {
      const words = text.match(/[A-Za-z0-9.]+/g) ?? [''];
      return text.replace(dice.pick(words), dice.pick(words));
    }
  }
}

function outcome(run: () => unknown): ScenarioError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ScenarioError) return error;
    throw error;
  }
}

describe('scenarios that were damaged on their way', { timeout: 60_000 }, () => {
  it('in their text end in a scenario or in one error with file, line and column', () => {
    let refused = 0;
    const runs = 1500;
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const dice = new Dice(seed);
      let text = dice.pick(texts);
      for (let cuts = dice.below(4); cuts >= 0; cuts--) text = splinter(text, dice);
      try {
        const error = outcome(() => parseScenario(text, 'damaged.yaml'));
        if (!error) continue;
        refused++;
        const lines = text.split(/\r\n|\n|\r/);
        expect(error.message.startsWith(`damaged.yaml:${error.line}:${error.column}: `), error.message).toBe(true);
        expect(error.line).toBeGreaterThan(0);
        expect(error.line).toBeLessThanOrEqual(lines.length + 1);
        expect(error.reason.length).toBeGreaterThan(5);
        expect(error.message.length).toBeLessThan(1500);
      } catch (failure) {
        throw new Error(`THICKNET_SEED=${seed}\n${text}`, { cause: failure });
      }
    }
    expect(refused).toBeGreaterThan(runs / 4);
    expect(refused).toBeLessThan(runs);
  });

  const values = texts.map((text) => parse(text) as unknown);
  const oddities: unknown[] = [
    null,
    true,
    0,
    -1,
    1.5,
    1e21,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    'x',
    '5us',
    '3m',
    '10M',
  ];
  oddities.push(
    [],
    {},
    [[]],
    [null],
    { kind: 'host' },
    { toString: null },
    'a',
    'hub:1',
    'all',
    '\uD800',
    'ff:ff:ff:ff:ff:ff',
  );

  /** Replaces, removes or moves a random part of a value. */
  function twist(value: unknown, dice: Dice): unknown {
    if (typeof value !== 'object' || value === null || dice.below(6) === 0) return dice.pick(oddities);
    const keys = Object.keys(value);
    if (keys.length === 0) return dice.pick(oddities);
    const key = dice.pick(keys);
    const copy = structuredClone(value) as Record<string, unknown>;
    const way = dice.below(10);
    if (way === 0) delete copy[key];
    else if (way === 1) copy[dice.pick(['loss', 'at', 'name', 'extra', 'constructor'])] = dice.pick(oddities);
    else copy[key] = twist(copy[key], dice);
    return copy;
  }

  it('in their values end likewise, and the published schema accepts whatever the code accepts', () => {
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(scenarioJsonSchema());
    let refused = 0;
    let schemaRefused = 0;
    const runs = 3000;
    for (let seed = firstSeed; seed < firstSeed + runs; seed++) {
      const dice = new Dice(seed);
      let value = dice.pick(values);
      for (let twists = dice.below(2); twists >= 0; twists--) value = twist(value, dice);
      try {
        const error = outcome(() => scenarioFrom(value as ScenarioInput));
        const valid = validate(value);
        if (error) refused++;
        else expect(valid, JSON.stringify(validate.errors)).toBe(true);
        if (!valid) schemaRefused++;
        expect(error?.message ?? '').not.toMatch(/Invalid input|\[object|undefined/);
      } catch (failure) {
        throw new Error(`THICKNET_SEED=${seed}\n${JSON.stringify(value)}`, { cause: failure });
      }
    }
    expect(refused).toBeGreaterThan(runs / 2);
    expect(refused).toBeLessThan(runs);
    // The schema knows the shape and not the plan (ports, names, loops), but the shape is most of it.
    expect(schemaRefused).toBeGreaterThan(0.8 * refused);
  });
});
