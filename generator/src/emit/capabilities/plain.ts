import type { Json } from './canonical.js';

/** Any readonly data of the IR as JSON data; `bigint` becomes a decimal string. Throws for what the IR must not hold. */
export function plain(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, plain(item)]),
    );
  }
  throw new Error(`the IR holds a ${typeof value}`);
}

/** The same data without these keys, at any depth inside layouts; a record keyed by names of the spec is left alone. */
export function dropKeys(json: Json, keys: ReadonlySet<string>): Json {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map((item: Json) => dropKeys(item, keys));
  return Object.fromEntries(
    Object.entries(json)
      .filter(([key]) => !keys.has(key))
      .map(([key, item]) => [key, dropKeys(item ?? null, keys)]),
  );
}
