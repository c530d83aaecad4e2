/** Small builders for the document's schema: named definitions refer to each other, so the schema stays flat and readable. */
import { type TProperties, type TSchema, Type } from 'typebox';

/** A reference to another definition of the schema. */
export function ref(definition: string): TSchema {
  return Type.Unsafe<unknown>({ $ref: `#/$defs/${definition}` });
}

export function list(item: TSchema): TSchema {
  return Type.Array(item);
}

export function record(value: TSchema, description?: string): TSchema {
  return Type.Unsafe<unknown>({ type: 'object', ...(description === undefined ? {} : { description }), additionalProperties: value });
}

export function choice(items: readonly TSchema[], description?: string): TSchema {
  return Type.Union([...items], description === undefined ? {} : { description });
}

export function object(properties: TProperties, description?: string): TSchema {
  return Type.Object(properties, { ...(description === undefined ? {} : { description }), additionalProperties: false });
}

/** An object told apart by its `kind`. */
export function kind(value: string | readonly string[], properties: TProperties, description?: string): TSchema {
  return object({ kind: literal(value), ...properties }, description);
}

/** A node of the expression tree, told apart by its `op`. */
export function node(op: string | readonly string[] | TSchema, properties: TProperties, description?: string): TSchema {
  const value = typeof op === 'string' || isList(op) ? literal(op) : op;
  return object({ op: value, ...properties }, description);
}

function literal(value: string | readonly string[]): TSchema {
  return typeof value === 'string' ? Type.Literal(value) : choice(value.map((item) => Type.Literal(item)));
}

function isList(value: readonly string[] | TSchema): value is readonly string[] {
  return Array.isArray(value);
}
