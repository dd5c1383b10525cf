// The schema of a scenario: the one source of its checks, its TypeScript type and the published JSON Schema.
import * as z from 'zod/mini';
import { action, expectation, fault, replay, source } from './actions-schema.js';
import { bilingual, name, positiveDuration, wholeNumber } from './quantities.js';
import { topology } from './topology-schema.js';

/** A list that may be left out. */
function atMost<Item extends z.core.SomeType>(most: number, item: Item) {
  return z._default(z.array(item).check(z.maxLength(most)), []);
}

/** A whole scenario, shape only: what its parts say about each other is checked in `resolve.ts`. */
export const scenarioSchema = z.strictObject({
  $schema: z.optional(z.string()).check(z.describe('For editors.')),
  name,
  title: z.optional(bilingual),
  about: z.optional(bilingual),
  seed: z._default(wholeNumber(0, 4_294_967_295), 1),
  until: z
    .optional(positiveDuration)
    .check(
      z.describe('When the run ends; unless given, when everything asked for has happened and the wire is quiet.'),
    ),
  topology,
  replay: z.optional(replay),
  script: atMost(100_000, action),
  faults: atMost(100_000, fault),
  traffic: atMost(4096, source),
  expect: atMost(10_000, expectation),
});

/** A scenario as the schema leaves it. */
export type CheckedScenario = z.output<typeof scenarioSchema>;

/** The JSON Schema (2020-12) of a scenario file, for editors and other programs. */
export function scenarioJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-2020-12' });
  return { $schema, title: 'thicknet scenario', ...rest };
}
