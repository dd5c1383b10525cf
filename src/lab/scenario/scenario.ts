// A scenario: a whole experiment as data. This is the door to the room: text in, a checked and resolved Scenario out.
//
//   text --text.ts--> value --schema.ts--> shape --resolve-*.ts--> names, ports --topology-rules.ts--> Scenario
//
// Whatever the text, the answer is a Scenario or one ScenarioError that names file, line and field.
import type * as z from 'zod/mini';
import { refuseFor } from './complaint.js';
import { type Path, type Place, ScenarioError, type ScenarioWarning } from './error.js';
import { Findings } from './findings.js';
import { knownKeys } from './known-keys.js';
import { refuseLater } from './later.js';
import {
  ActionResolver,
  type Expectation,
  type ScenarioAction,
  type ScenarioFault,
  type TrafficSource,
} from './resolve-actions.js';
import { refuseCrowd, resolveLinks, resolveNodes, type ScenarioLink, type ScenarioNode } from './resolve-topology.js';
import { type CheckedScenario, scenarioSchema } from './schema.js';
import { readText } from './text.js';
import { checkTopology } from './topology-rules.js';

/** A text in the two languages of the page. */
export type Bilingual = NonNullable<CheckedScenario['title']>;
/** A conversation to carry: `pace` is how much faster than captured it goes, 'saturate' as fast as the wire takes it. */
export type Replay = NonNullable<CheckedScenario['replay']>;

/** An experiment, checked: every name in it exists, every default is filled in, every quantity carries its unit. */
export interface Scenario {
  name: string;
  title: Bilingual | undefined;
  about: Bilingual | undefined;
  /** 0 to 2^32 - 1. */
  seed: number;
  /** When the run ends; undefined: when everything asked for has happened and the wire is quiet. */
  untilPs: number | undefined;
  /** In the order of the file. */
  nodes: ScenarioNode[];
  links: ScenarioLink[];
  replay: Replay | undefined;
  script: ScenarioAction[];
  faults: ScenarioFault[];
  traffic: TrafficSource[];
  expect: Expectation[];
  /** What a real installation would not do. */
  warnings: ScenarioWarning[];
}

/** A scenario as a program writes it: the same keys and unit strings as in a file. */
export type ScenarioInput = z.input<typeof scenarioSchema>;

/**
 * Reads a scenario from YAML 1.2 or JSON; at most 1 Mi characters, 4096 nodes.
 * @param fileName stands in error messages; nothing is opened
 * @throws ScenarioError, and nothing else, for every text that is not a scenario
 */
export function parseScenario(text: string, fileName: string): Scenario {
  const { value, locate } = readText(text, fileName);
  return check(value, fileName, locate);
}

/**
 * Checks a scenario that a program composed.
 * @throws ScenarioError with line 0
 */
export function scenarioFrom(value: ScenarioInput, fileName = 'scenario'): Scenario {
  return check(value, fileName, () => ({ line: 0, column: 0 }));
}

function check(value: unknown, file: string, locate: (path: Path, at?: 'key' | 'value') => Place): Scenario {
  const findings = new Findings(file, locate);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return findings.fail([], 'bad-value', 'expected a map with a name and a topology');
  }
  refuseCrowd(value, findings);
  refuseLater(value, findings);
  const checked = scenarioSchema.safeParse(value);
  if (!checked.success) return refuseFor(checked.error, value, findings, (path) => knownKeys(value, path));
  return resolve(checked.data, findings);
}

function resolve(checked: CheckedScenario, findings: Findings): Scenario {
  const nodes = resolveNodes(checked.topology.nodes, findings);
  const links = resolveLinks(checked.topology.links, nodes, findings);
  checkTopology(nodes, links, findings);
  const actions = new ActionResolver(nodes, links, findings);
  const untilPs = checked.until;
  for (const key of ['script', 'faults'] as const) {
    for (const [index, { atPs }] of checked[key].entries()) {
      if (untilPs !== undefined && atPs >= untilPs)
        findings.warn([key, index, 'at'], 'never happens: the run ends before');
    }
  }
  const traffic = checked.traffic.map((source, index) => actions.source(source, ['traffic', index]));
  const endless = traffic.findIndex(({ stopPs }) => stopPs === undefined);
  if (untilPs === undefined && endless >= 0) {
    findings.fail(['traffic', endless], 'missing', 'has no stop, and the scenario no until: the run would never end');
  }
  return {
    name: checked.name,
    title: checked.title,
    about: checked.about,
    seed: checked.seed,
    untilPs,
    nodes: [...nodes.values()],
    links,
    replay: checked.replay,
    script: checked.script.map((action, index) => actions.action(action, ['script', index])),
    faults: checked.faults.map((fault, index) => actions.fault(fault, ['faults', index])),
    traffic,
    expect: checked.expect.map((expectation, index) => actions.expectation(expectation, ['expect', index])),
    warnings: findings.warnings,
  };
}

export { ScenarioError };
