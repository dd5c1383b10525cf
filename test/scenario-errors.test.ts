// One clear error for each thing that can be wrong: file, line, column, field, code, and words that help.
import { describe, expect, it } from 'vitest';
import { ScenarioError } from '../src/lab/scenario/error.js';
import { parseScenario } from '../src/lab/scenario/scenario.js';
import { excesses, good, mistakes, noScenarios } from './fixtures/scenarioMistakes.js';

function refusal(text: string): ScenarioError {
  try {
    parseScenario(text, 'bench.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(ScenarioError);
    return error as ScenarioError;
  }
  throw new Error('accepted');
}

/** `good` with the first `from` replaced; `from` must be there. */
function changed(from: string, to: string): string {
  expect(good).toContain(from);
  return good.replace(from, to);
}

describe('what is wrong in a scenario is said with its place', () => {
  it.each(mistakes)('%j as %j is %s at %s', (from, to, code, at, field, words) => {
    const error = refusal(changed(from, to));
    expect(`${error.code} ${error.line}:${error.column} ${error.field}`, error.message).toBe(`${code} ${at} ${field}`);
    expect(error.message).toContain(words);
    expect(error.message).toContain(`bench.yaml:${at}: `);
    expect(error.message).not.toMatch(/Invalid input|\[object|undefined|\n/);
  });

  it('two hosts with one address, and says whose it is', () => {
    const one = "{ kind: host, mac: '02:00:00:00:00:09' }";
    const error = refusal(changed('a: { kind: host }', `a: ${one}`).replace('b: { kind: host }', `b: ${one}`));
    expect([error.code, error.line, error.field]).toEqual(['duplicate-mac', 6, 'topology.nodes.b.mac']);
    expect(error.message).toContain("the address of 'a' already");
  });

  it.each([
    ['01:00:00:00:00:01', 'a group address'],
    ['00:00:00:00:00:00', 'belongs to nobody'],
    ['02:00:00:00:00', 'expected a MAC address'],
  ])('a host called %s, which is %s', (mac, words) => {
    const error = refusal(changed('a: { kind: host }', `a: { kind: host, mac: '${mac}' }`));
    expect(error.field).toBe('topology.nodes.a.mac');
    expect(error.message).toContain(words);
  });

  it('a loop of hubs, and names it', () => {
    const nodes = ['x', 'y', 'z'].map((name) => `    ${name}: { kind: repeater, ports: 4 }\n`).join('');
    const links = ["['x:1', 'y:1']", "['y:2', 'z:1']", "['a', 'x:3']", "['z:2', 'x:2']"];
    const list = links.map((ends) => `    - { endpoints: ${ends} }\n`).join('');
    const error = refusal(`name: loop\ntopology:\n  nodes:\n    a: { kind: host }\n${nodes}  links:\n${list}`);
    expect([error.code, error.line, error.field]).toEqual(['loop', 12, 'topology.links[3].endpoints']);
    expect(error.reason).toBe('closes a loop of repeaters: z - y - x - z');
  });

  it('a hub that taps one coax twice, or two hubs that share two coaxes', () => {
    const error = refusal(changed('at: 2.5m }', "at: 2.5m }\n    - { endpoints: ['hub:4', 'bus'], at: 10m }"));
    expect([error.code, error.line]).toEqual(['loop', 12]);
    expect(error.reason).toContain('hub - bus - hub');
  });

  it('more nodes than a lab holds', () => {
    const nodes = Array.from({ length: 4097 }, (_, index) => `    s${index}: { kind: host }\n`).join('');
    const error = refusal(`name: crowd\ntopology:\n  nodes:\n${nodes}`);
    expect([error.code, error.field]).toEqual(['too-big', 'topology.nodes']);
    expect(error.message).toContain('4097 nodes');
  });

  it('a misspelt key rather than the one that it leaves missing', () => {
    expect(refusal(changed('endpoints: [', 'endpoint: [')).field).toBe('topology.links[0].endpoint');
  });

  it('the first of several faults in the file', () => {
    expect(refusal(changed('ports: 4', 'ports: 0').replace('length: 25m', 'length: 25')).line).toBe(4);
  });
});

describe('a text that is no scenario at all is refused', { timeout: 30_000 }, () => {
  it.each(noScenarios)('%s', (_, text, code, at) => {
    const error = refusal(text);
    expect(error.code, error.message).toBe(code);
    if (at !== '') expect(`${error.line}:${error.column}`, error.message).toBe(at);
    expect(error.line).toBeGreaterThan(0);
    expect(error.message.length).toBeLessThan(400);
  });
});

describe('what goes beyond the standard is only a warning', () => {
  const warnings = (text: string) => parseScenario(text, 'bench.yaml').warnings;

  it.each(excesses)('%j as %j', (from, to, line, field, words) => {
    const found = warnings(changed(from, to));
    expect(found.map((warning) => `${warning.line} ${warning.field}`)).toEqual([`${line} ${field}`]);
    expect(found[0]?.message).toContain(words);
  });

  it('such as taps too close together on thin coax', () => {
    const taps = [0, 0.5, 0.9].map((at, index) => `    - { endpoints: [h${index}, thin], at: ${at}m }\n`).join('');
    const nodes = [0, 1, 2].map((index) => `    h${index}: { kind: host }\n`).join('');
    const text = `name: thin\ntopology:\n  nodes:\n    thin: { kind: coax, type: 10base2, length: 185m }\n${nodes}  links:\n${taps}`;
    expect(warnings(text)).toMatchObject([
      { line: 11, field: 'topology.links[2].at', message: expect.stringContaining('0.4 m') },
    ]);
  });

  it('and nothing is said of a bench in order', () => {
    expect(warnings(good)).toEqual([]);
  });
});
