// Which keys may stand at a place of a scenario: read off its schema, for suggestions when one is misspelt.
import type * as z from 'zod/mini';
import type { Path } from './error.js';
import { scenarioSchema } from './schema.js';

type Schema = z.core.$ZodTypes;

/** The keys that the object `value` at `path` may have. */
export function knownKeys(top: unknown, path: Path): string[] {
  let value = top;
  let schemas = branches(scenarioSchema, value);
  for (const step of path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string | number, unknown>)[step] : undefined;
    schemas = schemas.flatMap((schema) => inside(schema, step)).flatMap((schema) => branches(schema, value));
  }
  return [...new Set(schemas.flatMap((schema) => Object.keys(shapeOf(schema))))].filter((key) => key !== '$schema');
}

function shapeOf(schema: Schema): z.core.$ZodShape {
  const { def } = schema._zod;
  return def.type === 'object' ? def.shape : {};
}

/** What may stand in an entry of it. */
function inside(schema: Schema, step: string | number): z.core.$ZodType[] {
  const { def } = schema._zod;
  if (typeof step === 'number') return def.type === 'array' ? [def.element] : [];
  if (def.type === 'record') return [def.valueType];
  const shape = shapeOf(schema);
  return Object.hasOwn(shape, step) ? [shape[step]!] : [];
}

/** The schema as it is written, or those of its alternatives that `value` seems to be meant for. */
function branches(schema: z.core.$ZodType, value: unknown): Schema[] {
  const written = asWritten(schema);
  const { def } = written._zod;
  if (def.type !== 'union') return [written];
  const all = def.options.flatMap((option) => branches(option, value));
  const meant = all.filter((alternative) => fits(alternative, value));
  return meant.length > 0 ? meant : all;
}

/** Without its default, without what becomes of it. */
function asWritten(schema: z.core.$ZodType): Schema {
  const { def } = (schema as Schema)._zod;
  if (def.type === 'optional' || def.type === 'default') return asWritten(def.innerType);
  return def.type === 'pipe' ? asWritten(def.in) : (schema as Schema);
}

function fits(schema: Schema, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  const given = value as Record<string, unknown>;
  return Object.entries(shapeOf(schema)).every(([key, property]) => {
    if (!Object.hasOwn(given, key)) return property._zod.optin === 'optional';
    const { def, bag } = asWritten(property)._zod;
    if (def.type === 'literal') return def.values.includes(given[key] as z.core.util.Literal);
    if (key !== 'do') return true;
    const patterns = (bag as { patterns?: Set<RegExp> }).patterns ?? [];
    return typeof given[key] === 'string' && [...patterns].every((pattern) => pattern.test(given[key] as string));
  });
}
