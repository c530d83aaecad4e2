import Type, { type TSchema } from 'typebox';

/**
 * Annotations beside the JSON Schema keywords, read by the shape step for better messages and left out of the schemas for
 * editors.
 */
export interface Annotations {
  /** Scalars: what kind of text it is. `version` must be quoted, `expression` too, `name` has the pattern of a name. */
  readonly 'x-text'?: 'version' | 'expression' | 'name' | 'text';
  /** What the value is called in messages: `a range`. */
  readonly title?: string;
}

/** An integer; `bigint` whatever its width, so 64-bit constants are lossless. */
export function int(description: string, bounds: { minimum?: number; maximum?: number } = {}) {
  return Type.Unsafe<bigint>({ type: 'integer', title: 'an integer', description, ...bounds });
}

/** A version, revision or build: always a quoted string, since unquoted `1.10` is the number 1.1. */
export function version(description: string) {
  return Type.String({ title: 'a quoted string', description, minLength: 1, maxLength: 100, pattern: '^[^\\s,=]+$', 'x-text': 'version' });
}

/** An expression: always a quoted string. */
export function expression(description: string) {
  return Type.String({ title: 'a quoted expression', description, minLength: 1, maxLength: 4000, 'x-text': 'expression' });
}

export function text(description: string) {
  return Type.String({ title: 'a text', description, maxLength: 20_000, 'x-text': 'text' });
}

/** A name that expressions can use once `-` is written `_`. */
export function name(description: string) {
  return Type.String({
    title: 'a name',
    description,
    minLength: 1,
    maxLength: 100,
    pattern: '^[A-Za-z_][A-Za-z0-9_-]*$',
    'x-text': 'name',
  });
}

export function flag(description: string) {
  return Type.Boolean({ title: 'true or false', description });
}

export function words<const Words extends readonly string[]>(description: string, values: Words) {
  return Type.Unsafe<Words[number]>({ type: 'string', title: values.join(', '), description, enum: [...values] });
}

export function list<Item extends TSchema>(description: string, item: Item) {
  return Type.Array(item, { title: 'a list', description });
}

/** Map keys of one kind; JSON Schema's pattern for them. */
export const keys = {
  identifier: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$', title: 'letters, digits and _' },
  name: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$', title: 'letters, digits, _ and -' },
  version: { pattern: '^[^\\s,=]+$', title: 'anything without spaces, commas and =' },
  any: { pattern: '^[!-~]+$', title: 'printable ASCII without spaces' },
  template: { pattern: '^[!-~]([ -~]*[!-~])?$', title: 'printable ASCII' },
};

/** A map whose keys the author chooses. */
export function map<Item extends TSchema>(description: string, key: { pattern: string; title: string }, item: Item) {
  return Type.Unsafe<{ readonly [name: string]: Type.Static<Item> }>({
    type: 'object',
    title: 'a map',
    description,
    patternProperties: { [key.pattern]: item },
    additionalProperties: false,
    'x-keys': key.title,
  });
}

/** A map with the keys listed and no other. */
export function object<const Properties extends Type.TProperties>(title: string, description: string, properties: Properties) {
  return Type.Object(properties, { title, description, additionalProperties: false });
}

/** One value for the whole life, or a map from revisions to values; each step holds until the next one. */
export function byRevision<Item extends TSchema>(item: Item) {
  return Type.Union([item, map('Values by revision; each holds until the next one.', keys.version, item)]);
}

/** Optional, with the description repeated where editors look for it. */
export const optional = Type.Optional;

export const sources = list('Where this is known from: a file, a commit, a capture, a page.', text('A source.'));
export const doc = text('What it is, for people.');
/** An expression, or an integer as itself. */
export function intOrExpression(description: string) {
  return Type.Union([int(description), expression(description)], { title: 'an integer or a quoted expression', description });
}
/** A literal, the bare name of an enum value or bit, a list of bits, or a quoted expression. */
export function literalOrExpression(description: string) {
  return Type.Union(
    [
      int(description),
      flag(description),
      Type.String({ title: 'a name or a quoted expression', description, maxLength: 4000, 'x-text': 'text' }),
      list(description, Type.Union([int('A byte.'), name('A bit.')], { title: 'a byte or the name of a bit' })),
    ],
    { title: 'a value or a quoted expression', description },
  );
}
export const added = optional(version('The revision that brings it; default: the first.'));
export const removed = optional(version('The revision that no longer has it.'));
