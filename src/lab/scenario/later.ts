// What scenarios will know in later versions, so that a file ahead of its time is told so, and not that it is misspelt.
import type { Path } from './error.js';
import type { Findings } from './findings.js';

const laterKinds = new Set(['router', 'switch', 'uplink']);
const laterHostKeys = new Set(['ip', 'gateway', 'dns', 'serves']);
const laterLinkKeys = new Set(['duplicate', 'reorder', 'speed']);
const laterVerbs = new Set(['ping', 'dns', 'udp', 'tcp', 'http', 'http.get', 'http.put']);

const notYet = 'not in this version, which ends at the MAC';

/** Refuses, on the raw value, what only a later version can run. */
export function refuseLater(value: unknown, findings: Findings): void {
  const scenario = asRecord(value);
  const topology = asRecord(scenario.topology);
  for (const [name, node] of Object.entries(asRecord(topology.nodes))) {
    const path: Path = ['topology', 'nodes', name];
    const { kind } = asRecord(node);
    if (typeof kind === 'string' && laterKinds.has(kind))
      findings.fail([...path, 'kind'], 'not-yet', `the kind ${kind} is ${notYet}`);
    if (kind === 'host') refuseKeys(node, path, laterHostKeys, findings);
  }
  for (const [index, link] of asList(topology.links).entries()) {
    const path: Path = ['topology', 'links', index];
    refuseKeys(link, path, laterLinkKeys, findings);
    if (Object.hasOwn(asRecord(link), 'duplex')) {
      findings.fail(
        [...path, 'duplex'],
        'unknown-key',
        'duplex is said of a host, since the two ends may disagree',
        'key',
      );
    }
  }
  for (const [index, action] of asList(scenario.script).entries()) {
    const doing = asRecord(action).do;
    const verb = typeof doing === 'string' ? doing.slice(doing.indexOf('.') + 1) : '';
    if (laterVerbs.has(verb)) findings.fail(['script', index, 'do'], 'not-yet', `the verb ${verb} is ${notYet}`);
  }
}

function refuseKeys(value: unknown, path: Path, later: Set<string>, findings: Findings): void {
  for (const key of Object.keys(asRecord(value))) {
    if (later.has(key)) findings.fail([...path, key], 'not-yet', `the key ${key} is ${notYet}`, 'key');
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
