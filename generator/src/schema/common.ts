import type { Static, TProperties, TSchema } from 'typebox';
import { array, boolean, objectOf, optional, string, union, unsafe } from './build.js';

/**
 * Annotations beside the JSON Schema keywords, read by the shape step for better messages and left out of the schemas for
 * editors.
 */
export interface Annotations {
  /** Scalars: what kind of text it is. `version` must be quoted, `expression` too, `name` has the pattern of a name. */
  readonly 'x-text'?: 'version' | 'expression' | 'name' | 'text';
  /** What the value is called in messages: `a range`. */
  readonly title?: string;
  /**
   * Values as an author would write them, in YAML (flow style when there is more than one word): hover shows the first, and
   * each becomes a snippet. Without any, one is made from the shape.
   */
  readonly 'x-examples'?: readonly Example[];
}

export interface Example {
  /** In the list that editors offer; default: the title of the shape. */
  readonly label?: string;
  readonly yaml: string;
}

/** The annotation, or nothing. */
function examples(yaml: string | readonly Example[] | undefined): Annotations {
  if (yaml === undefined) return {};
  return { 'x-examples': typeof yaml === 'string' ? [{ yaml }] : yaml };
}

/** An integer; `bigint` whatever its width, so 64-bit constants are lossless. */
export function int(description: string, bounds: { minimum?: number; maximum?: number } = {}, example?: string) {
  return unsafe<bigint>({ type: 'integer', title: 'an integer', description, ...bounds, ...examples(example) });
}

/** A version, revision or build: always a quoted string, since unquoted `1.10` is the number 1.1. */
export function version(description: string, example = '"1"') {
  return string({
    title: 'a quoted string',
    description,
    minLength: 1,
    maxLength: 100,
    pattern: '^[^\\s,=]+$',
    'x-text': 'version',
    ...examples(example),
  });
}

/** An expression: always a quoted string. */
export function expression(description: string, example?: string) {
  return string({
    title: 'a quoted expression',
    description,
    minLength: 1,
    maxLength: 4000,
    'x-text': 'expression',
    ...examples(example),
  });
}

export function text(description: string, example?: string) {
  return string({ title: 'a text', description, maxLength: 20_000, 'x-text': 'text', ...examples(example) });
}

/** A name that expressions can use once `-` is written `_`. */
export function name(description: string, example?: string) {
  return string({
    title: 'a name',
    description,
    minLength: 1,
    maxLength: 100,
    pattern: '^[A-Za-z_][A-Za-z0-9_-]*$',
    'x-text': 'name',
    ...examples(example),
  });
}

export function flag(description: string) {
  return boolean({ title: 'true or false', description });
}

/** One of some words; with a meaning for each where the word alone does not say it. */
export function words<const Word extends string>(description: string, values: readonly Word[] | Readonly<Record<Word, string>>) {
  const known = isList(values) ? values : (Object.keys(values) as Word[]);
  const meanings = isList(values) ? {} : { enumDescriptions: known.map((word) => values[word]) };
  return unsafe<Word>({ type: 'string', title: known.join(', '), description, enum: [...known], ...meanings });
}

function isList<Word extends string>(values: readonly Word[] | Readonly<Record<Word, string>>): values is readonly Word[] {
  return Array.isArray(values);
}

export function list<Item extends TSchema>(description: string, item: Item, example?: string) {
  return array(item, { title: 'a list', description, ...examples(example) });
}

/** Map keys of one kind; JSON Schema's pattern for them. */
export const keys = {
  identifier: { pattern: '^[A-Za-z_][A-Za-z0-9_]*$', title: 'letters, digits and _', example: 'name' },
  name: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$', title: 'letters, digits, _ and -', example: 'name' },
  version: { pattern: '^[^\\s,=]+$', title: 'anything without spaces, commas and =', example: '"1"' },
  any: { pattern: '^[!-~]+$', title: 'printable ASCII without spaces', example: 'name' },
  template: { pattern: '^[!-~]([ -~]*[!-~])?$', title: 'printable ASCII', example: 'name' },
};

interface Key {
  readonly pattern: string;
  readonly title: string;
  /** A key as an author would write it. */
  readonly example: string;
}

/** A map whose keys the author chooses; `entries` are examples of the whole map, with one entry each. */
export function map<Item extends TSchema>(description: string, key: Key, item: Item, entries?: readonly Example[] | string) {
  return unsafe<{ readonly [name: string]: Static<Item> }>({
    type: 'object',
    title: 'a map',
    description,
    patternProperties: { [key.pattern]: item },
    additionalProperties: false,
    'x-keys': key.title,
    'x-key': key.example,
    ...examples(entries),
  });
}

/** A map with the keys listed and no other. */
export function object<const Properties extends TProperties>(title: string, description: string, properties: Properties) {
  return objectOf(properties, { title, description, additionalProperties: false });
}

/** One value for the whole life, or a map from revisions to values; each step holds until the next one. */
export function byRevision<Item extends TSchema>(item: Item) {
  return union([item, map('Values by revision; each holds until the next one.', keys.version, item)]);
}

export { optional };

export const sources = list(
  'Where this is known from: a file, a commit, a capture, a page.',
  text('A source: enough for somebody else to find it.', 'data sheet 4.2'),
);
export const doc = text('What it is, for people: a sentence or two.', 'What it is.');
/** An expression, or an integer as itself. */
export function intOrExpression(description: string, example?: string) {
  return union([int(description), expression(description)], {
    title: 'an integer or a quoted expression',
    description,
    ...examples(example),
  });
}
/** A literal, the bare name of an enum value or bit, a list of bits, or a quoted expression. */
export function literalOrExpression(description: string, example?: string) {
  return union(
    [
      int(description),
      flag(description),
      string({ title: 'a name or a quoted expression', description, maxLength: 4000, 'x-text': 'text' }),
      list(description, union([int('A byte, 0 to 255.'), name('A bit, by name.')], { title: 'a byte or the name of a bit' })),
    ],
    { title: 'a value or a quoted expression', description, ...examples(example) },
  );
}
export const added = optional(version('The revision that brings it; default: the first.', 'r2'));
export const removed = optional(version('The first revision that no longer has it; default: none, it stays.', 'r3'));
