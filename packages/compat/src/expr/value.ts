/** Values that expressions compute with, and where names get theirs. */
import type { Expr } from '@migspec/capabilities';
import type { StateValue } from '@migspec/runtime';

/** Integers are `bigint` whatever their width; enum values are their name; arrays, bytes and structs are as states have them. */
export type Value = bigint | boolean | string | Composite;

/** Bytes, arrays and views, structs. Integers inside may be `number`. */
export type Composite = Exclude<StateValue, boolean | number | bigint | string>;

/** The value of a name; `undefined` when it is not known. Numbers are taken for integers. */
export type Lookup = (name: string) => StateValue | undefined;

/** What is known. Everything may be left out; what is left out is unknown. */
export interface ExprEnv {
  /** By identity. */
  readonly params?: Lookup;
  readonly machine?: Lookup;
  readonly host?: Lookup;
  /** State variables of the device. */
  readonly state?: Lookup;
  /** Fields of the struct that the expression belongs to. */
  readonly self?: Lookup;
  /** Observables, where they are not inlined. */
  readonly observables?: Lookup;
  /** Variables of an enclosing `all` or `exists` that was taken apart. */
  readonly variables?: Lookup;
  readonly device?: { readonly path?: string; readonly instance?: number | bigint };
  /** The version in force. */
  readonly version?: number | bigint;
  /**
   * The reset value of a state variable or a part of one, for `isReset`. A scalar stands for every element of an array
   * and every byte of bytes.
   */
  readonly reset?: (of: Expr) => StateValue | undefined;
}

/** Names out of a plain object; only its own properties count. */
export const lookup =
  (values: Readonly<Record<string, StateValue>>): Lookup =>
  (name) =>
    Object.hasOwn(values, name) ? values[name] : undefined;

export const toValue = (value: StateValue | undefined): Value | undefined =>
  typeof value === 'number' ? (Number.isSafeInteger(value) ? BigInt(value) : undefined) : value;

export const isComposite = (value: Value | undefined): value is Composite => typeof value === 'object';

/** Elements of bytes, an array or a view; `undefined` for everything else. */
export function elementsOf(value: Value | undefined): Elements | undefined {
  if (!isComposite(value)) return undefined;
  if (Array.isArray(value) || value instanceof Uint8Array) return { length: value.length, get: (index) => value[index] };
  if (isView(value)) return { length: value.length, get: (index) => value.get(index) };
  return undefined;
}

export interface Elements {
  readonly length: number;
  /** `undefined` outside; for views only call it inside. */
  readonly get: (index: number) => StateValue | undefined;
}

export function fieldOf(value: Value | undefined, name: string): StateValue | undefined {
  if (!isComposite(value) || elementsOf(value)) return undefined;
  const fields = value as { readonly [name: string]: StateValue };
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

interface View {
  readonly length: number;
  get(index: number): number | bigint;
}

const isView = (value: Composite): value is Composite & View =>
  'get' in value && typeof value.get === 'function' && 'length' in value && typeof value.length === 'number';

/** Whether a value is the reset value; `undefined` when a part of either is unknown and no other part differs. */
export function isReset(value: StateValue | undefined, reset: StateValue | undefined): boolean | undefined {
  const have = toValue(value);
  const want = toValue(reset);
  if (have === undefined || want === undefined) return undefined;
  if (!isComposite(have)) return isComposite(want) ? undefined : have === want;
  const elements = elementsOf(have);
  const wanted = elementsOf(want);
  if (elements) {
    if (wanted && wanted.length !== elements.length) return false;
    if (isComposite(want) && !wanted) return undefined;
    return every(range(elements.length), (index) => isReset(elements.get(index), wanted ? wanted.get(index) : want));
  }
  if (!isComposite(want) || wanted) return undefined;
  return every(Object.keys(have), (name) => isReset(fieldOf(have, name), fieldOf(want, name)));
}

/** Kleene's conjunction: one false decides, else one unknown. */
export function every<T>(items: Iterable<T>, test: (item: T) => boolean | undefined): boolean | undefined {
  let known = true;
  for (const item of items) {
    const result = test(item);
    if (result === false) return false;
    if (result === undefined) known = false;
  }
  return known ? true : undefined;
}

export function* range(length: number): Iterable<number> {
  for (let index = 0; index < length; index++) yield index;
}
