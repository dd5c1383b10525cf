// The gallery: every file of it is a scenario, says what it shows in both languages, and expects something.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseScenario } from '../src/lab/scenario/scenario.js';
import { scenarioJsonSchema } from '../src/lab/scenario/schema.js';

const folder = fileURLToPath(new URL('../src/lab/gallery/', import.meta.url));
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const text = (file: string): string => readFileSync(folder + file, 'utf8');

/** What these files are there to show, so that each is warned of exactly that. */
const warned: Record<string, number> = {
  'cable-too-long.yaml': 3,
  'duplex-mismatch.yaml': 1,
  'excessive-collisions.yaml': 1,
};

describe('the gallery', () => {
  it('has at least the ten scenarios that were promised', () => {
    const promised = ['hub-collision', 'three-station-backoff', 'hub-question', 'capture-effect', 'cable-too-long'];
    promised.push('duplex-mismatch', 'excessive-collisions', 'flipped-bit', 'babbling-station', 'coax-against-hub');
    expect(files).toEqual(expect.arrayContaining(promised.map((name) => `${name}.yaml`)));
  });

  describe.each(files)('%s', (file) => {
    const scenario = parseScenario(text(file), file);

    it('is named after its file and tells in English and Korean what it shows', () => {
      expect(`${scenario.name}.yaml`).toBe(file);
      expect(scenario.about?.en.length).toBeGreaterThan(40);
      expect(scenario.about?.ko).toMatch(/[가-힣]{2}/);
      expect(scenario.title?.ko).toMatch(/[가-힣]/);
      expect(text(file)).toMatch(/^# /);
    });

    it('expects something that could fail, and sends something that could make it', () => {
      expect(scenario.expect.length).toBeGreaterThanOrEqual(3);
      expect(scenario.script.length + scenario.traffic.length + (scenario.replay ? 1 : 0)).toBeGreaterThan(0);
    });

    it('warns of what it breaks on purpose and of nothing else', () => {
      const warnings = scenario.warnings.map(({ line, field, message }) => `${line} ${field}: ${message}`);
      expect(warnings, warnings.join('\n')).toHaveLength(warned[file] ?? 0);
    });

    it('is what the published JSON Schema, judged by somebody else, calls a scenario', () => {
      const validate = new Ajv2020({ allowUnionTypes: true }).compile(scenarioJsonSchema());
      expect(validate(parse(text(file))), JSON.stringify(validate.errors)).toBe(true);
    });
  });
});
