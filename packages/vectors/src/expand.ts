/** Vectors as a test runs them: each complete, whatever its file leaves to another. */
import { unpackHex } from './hex.js';
import type { Change, Circumstances, Json, SuccessVector, Values, VectorFile } from './types.js';

/** One thing to try: `hex` decodes to `value` or is refused; `value` encodes to `hex` or is refused. */
export type Vector = Circumstances & { readonly name: string } & (
    | { readonly kind: 'success'; readonly hex: string; readonly value: Values; readonly decodeOnly: boolean }
    | { readonly kind: 'decode-failure'; readonly hex: string; readonly error: string }
    | { readonly kind: 'encode-failure'; readonly value: Values; readonly error: string }
  );

type Success = Vector & { readonly kind: 'success' };

/** Every vector of the file, in its order. Throws when one names another that is not before it. */
export function expandVectors(file: VectorFile): readonly Vector[] {
  const known = new Map<string, Success>();
  const base = (name: string, from: string): Success => {
    const found = known.get(from);
    if (found === undefined) throw new Error(`${name}: no success vector ${from} before it`);
    return found;
  };
  for (const vector of file.success) {
    const whole = success(vector, vector.from === undefined ? undefined : base(vector.name, vector.from));
    known.set(vector.name, whole);
  }
  return [
    ...known.values(),
    ...file.decodeFailure.map((vector): Vector => {
      const { hex, version, ...rest } = base(vector.name, vector.from);
      const changed = splice(hex, vector.at, vector.remove, unpackHex(vector.insert));
      return {
        ...circumstances(rest, vector.version ?? version),
        name: vector.name,
        kind: 'decode-failure',
        hex: changed,
        error: vector.error,
      };
    }),
    ...file.encodeFailure.map((vector): Vector => {
      const { value, version, ...rest } = base(vector.name, vector.from);
      return {
        ...circumstances(rest, version),
        name: vector.name,
        kind: 'encode-failure',
        value: withChanges(value, vector.set),
        error: vector.error,
      };
    }),
  ];
}

function success(vector: SuccessVector, from: Success | undefined): Success {
  const { version = from?.version, params = from?.params, machine = from?.machine, host = from?.host, value = from?.value } = vector;
  const state = vector.state ?? from?.state;
  if (version === undefined || params === undefined || machine === undefined || host === undefined || value === undefined)
    throw new Error(`${vector.name}: incomplete, and it names no vector that it is made from`);
  return {
    name: vector.name,
    kind: 'success',
    ...circumstances({ params, machine, host, ...(state === undefined ? {} : { state }) }, version),
    hex: unpackHex(vector.hex),
    value: withChanges(value, vector.set ?? []),
    decodeOnly: vector.decodeOnly === true,
  };
}

function circumstances({ params, machine, host, state }: Omit<Circumstances, 'version'>, version: number): Circumstances {
  return { version, params, machine, host, ...(state === undefined ? {} : { state }) };
}

function splice(hex: string, at: number, remove: number, insert: string): string {
  return hex.slice(0, 2 * at) + insert + hex.slice(2 * (at + remove));
}

/** A copy with places changed; what is not changed is shared. */
export function withChanges(value: Values, changes: readonly Change[]): Values {
  return changes.reduce<Values>((changed, [path, to]) => put(changed, path, to) as Values, value);
}

function put(value: Json, path: readonly (string | number)[], to: Json): Json {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (isList(value)) return value.map((element, index) => (index === key ? put(element, rest, to) : element));
  if (typeof value !== 'object' || value === null) throw new Error(`there is no ${key} to change`);
  return { ...value, [key]: put(value[key] ?? null, rest, to) };
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
