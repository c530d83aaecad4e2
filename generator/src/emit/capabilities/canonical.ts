import { createHash } from 'node:crypto';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** JSON with the keys of every object in code-unit order and no white space: what digests are taken of. */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const known = canonical.get(value);
  if (known !== undefined) return known;
  const text = canonicalText(value);
  if (kept.has(value)) canonical.set(value, text);
  return text;
}

function canonicalText(value: Json & object): string {
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  return `{${entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`)
    .join(',')}}`;
}

export function digest(value: Json): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** The same order of keys, laid out for people: what fits in a line stays in one. */
export function prettyJson(value: Json, indent = ''): string {
  return layOut(value, indent).text;
}

interface LaidOut {
  readonly text: string;
  /** Spread over several lines. */
  readonly long: boolean;
}

const width = 140;

/** Large parts that are printed again and again, as long as they live. */
const kept = new WeakMap<object, Map<string, LaidOut>>();
/** Of the same parts, what digests are taken of. */
const canonical = new WeakMap<object, string>();

/** Says that the text of this part is worth keeping. */
export function keepText<T extends Json & object>(value: T): T {
  kept.set(value, new Map());
  return value;
}

function layOut(value: Json, indent: string): LaidOut {
  if (value === null || typeof value !== 'object') return { text: JSON.stringify(value), long: false };
  const texts = kept.get(value);
  const known = texts?.get(indent) ?? spread(value, indent);
  texts?.set(indent, known);
  return known;
}

function spread(value: Json & object, indent: string): LaidOut {
  const inner = `${indent} `;
  const [open, close] = isArray(value) ? '[]' : '{}';
  const items = isArray(value)
    ? value.map((item) => layOut(item, inner))
    : entries(value).map(([key, item]) => {
        const laid = layOut(item, inner);
        return { text: `${JSON.stringify(key)}: ${laid.text}`, long: laid.long };
      });
  const length = items.reduce((sum, item) => sum + item.text.length + 2, indent.length + 2);
  if (length <= width && items.every((item) => !item.long)) {
    return { text: `${open}${items.map((item) => item.text).join(', ')}${close}`, long: false };
  }
  return { text: `${open}\n${items.map((item) => inner + item.text).join(',\n')}\n${indent}${close}`, long: true };
}

/** Like JSON.stringify, a member that is undefined is no member. */
function entries(value: { readonly [key: string]: Json | undefined }): readonly (readonly [string, Json])[] {
  return Object.keys(value)
    .sort()
    .flatMap((key) => {
      const item = value[key];
      return item === undefined ? [] : [[key, item] as const];
    });
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** What is known to be an object. */
export function asObject(json: Json): { readonly [key: string]: Json | undefined } {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new Error('an object was expected in the IR');
  return json as { readonly [key: string]: Json | undefined };
}
