// Which keys may stand at a place of a scenario: read off the JSON Schema, for suggestions when one is misspelt.
import type { Path } from './error.js';
import { scenarioJsonSchema } from './schema.js';

interface Schema {
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  const?: unknown;
  pattern?: string;
}

let published: Schema | undefined;

/** The keys that the object `value` at `path` may have. */
export function knownKeys(top: unknown, path: Path): string[] {
  published ??= scenarioJsonSchema() as Schema;
  let value = top;
  let schemas = branches(published, value);
  for (const step of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
    schemas = schemas.flatMap((schema) => inside(schema, step)).flatMap((schema) => branches(schema, value));
  }
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))].filter(
    (key) => key !== '$schema',
  );
}

function inside(schema: Schema, step: string | number): Schema[] {
  if (typeof step === 'number') return schema.items ? [schema.items] : [];
  if (schema.properties && Object.hasOwn(schema.properties, step)) return [schema.properties[step]!];
  return typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
}

/** The schema, or those of its alternatives that `value` seems to be meant for. */
function branches(schema: Schema, value: unknown): Schema[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (!alternatives) return [schema];
  const all = alternatives.flatMap((alternative) => branches(alternative, value));
  const meant = all.filter((alternative) => fits(alternative, value));
  return meant.length > 0 ? meant : all;
}

function fits(schema: Schema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const given = value as Record<string, unknown>;
  return Object.entries(schema.properties ?? {}).every(([key, property]) => {
    if (!Object.hasOwn(given, key)) return !(schema.required?.includes(key) ?? false);
    if (property.const !== undefined) return given[key] === property.const;
    return (
      key !== 'do' ||
      property.pattern === undefined ||
      (typeof given[key] === 'string' && new RegExp(property.pattern, 'u').test(given[key]))
    );
  });
}
