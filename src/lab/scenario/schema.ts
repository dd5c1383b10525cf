// The schema of a scenario: the one source of its checks, its TypeScript type and the published JSON Schema.
import { z } from 'zod';
import { action, expectation, fault, replay, source } from './actions-schema.js';
import { bilingual, name, positiveDuration, wholeNumber } from './quantities.js';
import { topology } from './topology-schema.js';

/** A whole scenario, shape only: what its parts say about each other is checked in `resolve.ts`. */
export const scenarioSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors.'),
  name,
  title: bilingual.optional(),
  about: bilingual.optional(),
  seed: wholeNumber(0, 4_294_967_295).default(1),
  until: positiveDuration
    .optional()
    .describe('When the run ends; unless given, when everything asked for has happened and the wire is quiet.'),
  topology,
  replay: replay.optional(),
  script: z.array(action).max(100_000).default([]),
  faults: z.array(fault).max(100_000).default([]),
  traffic: z.array(source).max(4096).default([]),
  expect: z.array(expectation).max(10_000).default([]),
});

/** A scenario as the schema leaves it. */
export type CheckedScenario = z.output<typeof scenarioSchema>;

/** The JSON Schema (2020-12) of a scenario file, for editors and other programs. */
export function scenarioJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title: 'thicknet scenario', ...rest };
}
