/**
 * Schemas of the YAML, as plain JSON Schema with TypeBox's types: what an author may write is said once, and TypeScript reads
 * its type off it. TypeBox itself would make the same objects, but takes longer to load than most specs take to compile.
 */
import type Type from 'typebox';
import type { TSchema } from 'typebox';

/** Keywords of JSON Schema, and annotations of ours. */
type Keywords = Readonly<Record<string, unknown>>;

/** TypeBox's types promise marks on its schemas that only TypeBox reads, and nothing made here is handed to it. */
function typed<Make>(make: (...parts: never[]) => Keywords): Make {
  return make as Make;
}

const optionals = new WeakSet<object>();

/** A schema as it stands here, for values of a type that is said apart. */
export const unsafe = typed<typeof Type.Unsafe>((schema: Keywords) => schema);

export const string = typed<typeof Type.String>((keywords: Keywords) => ({ type: 'string', ...keywords }));

export const boolean = typed<typeof Type.Boolean>((keywords: Keywords) => ({ type: 'boolean', ...keywords }));

export const array = typed<typeof Type.Array>((items: TSchema, keywords: Keywords) => ({ type: 'array', items, ...keywords }));

export const union = typed<typeof Type.Union>((anyOf: readonly TSchema[], keywords: Keywords) => ({ anyOf, ...keywords }));

/** A map with these keys; all must be there that are not optional. */
export const objectOf = typed<typeof Type.Object>((of: Readonly<Record<string, object>>, keywords: Keywords) => {
  const required = Object.entries(of).flatMap(([key, schema]) => (optionals.has(schema) ? [] : [key]));
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties: of, ...keywords };
});

/** The same schema for a key that may be missing. */
export const optional = typed<typeof Type.Optional>((schema: Keywords) => {
  const copy = { ...schema };
  optionals.add(copy);
  return copy;
});
