/**
 * Static types of expressions. There is one integer type; each integer expression carries the interval its value lies
 * in, so that printed code can choose between `number` and `bigint`.
 */
import type { ArrayCount, FieldType } from '../ir/layout.js';
import type { IntWidth, ParamType } from '../ir/values.js';
import { type Interval, unlimited, widthInterval } from './range.js';

export type ExprType =
  | { readonly kind: 'bool' }
  | IntExprType
  /** `values`: the names it can have (of an enum, or of the literals in the expression); absent for any text. */
  | { readonly kind: 'string'; readonly values?: readonly string[] }
  | { readonly kind: 'bytes'; readonly size: ElementCount }
  | { readonly kind: 'array'; readonly element: ExprType; readonly size: ElementCount }
  | { readonly kind: 'struct'; readonly struct: string }
  /** Not known here: an argument of a struct type, or an observable that is not resolved yet. Fits everywhere. */
  | { readonly kind: 'any' };

export interface IntExprType extends Interval {
  readonly kind: 'int';
  /** Width of the param or field it is read from: 64 is a `bigint` in memory, less a `number`. Absent when computed. */
  readonly bits?: IntWidth;
  /** Named bits of a flags value, by the name expressions use (`seg_max`). */
  readonly flags?: ReadonlyMap<string, number>;
}

export interface ElementCount {
  readonly capacity: number;
  /** Always `capacity` elements. */
  readonly fixed: boolean;
}

export const boolType: ExprType = { kind: 'bool' };
export const anyType: ExprType = { kind: 'any' };
export const versionType: IntExprType = { kind: 'int', ...widthInterval(32, false) };

export const intType = (range: Interval): IntExprType => ({ kind: 'int', min: range.min, max: range.max });

/** Names of the spec use `-`, expressions `_` for it. */
export const underscored = (name: string): string => name.replaceAll('-', '_');

export function typeOfParam(type: ParamType): ExprType {
  switch (type.kind) {
    case 'bool':
      return boolType;
    case 'int':
      return { kind: 'int', bits: type.bits, ...widthInterval(type.bits, type.signed) };
    case 'enum':
      return { kind: 'string', values: type.values };
    case 'string':
      return { kind: 'string' };
    case 'flags':
      return { kind: 'int', bits: type.bits, ...widthInterval(type.bits, false), flags: bitNames(type.names) };
  }
}

export function typeOfField(type: FieldType): ExprType {
  switch (type.kind) {
    case 'int':
      return { kind: 'int', bits: type.bits, ...widthInterval(type.bits, type.signed) };
    case 'bool':
      return boolType;
    case 'enum':
      return { kind: 'string', values: type.values.map((each) => each.name) };
    case 'flags':
      return { kind: 'int', bits: type.base.bits, ...widthInterval(type.base.bits, type.base.signed), flags: bitNames(type.names) };
    case 'bytes':
      return { kind: 'bytes', size: elementCount(type.length) };
    case 'string':
      return { kind: 'string' };
    case 'array':
      return { kind: 'array', element: typeOfField(type.element), size: elementCount(type.count) };
    case 'struct':
      return { kind: 'struct', struct: type.struct };
    case 'padding':
      return { kind: 'bytes', size: { capacity: type.length, fixed: true } };
  }
}

/** The interval of an integer; everything for a type that is not known. */
export const intervalOf = (type: ExprType): Interval => (type.kind === 'int' ? { min: type.min, max: type.max } : unlimited);

/** An integer array that is longer than this is a view object in memory (`get(i)`, `length`) and not a plain array. */
export const longestPlainArray = 16;

/** Whether an array of such elements and this capacity is a view object in memory; unsigned bytes are `Uint8Array`. */
export const isViewArray = (type: ExprType): boolean =>
  type.kind === 'array' &&
  type.element.kind === 'int' &&
  !(type.element.bits === 8 && type.element.min === 0n) &&
  type.size.capacity > longestPlainArray;

/** How messages name a type. */
export function describeType(type: ExprType): string {
  switch (type.kind) {
    case 'bool':
      return 'a bool';
    case 'int':
      return type.flags ? 'flags' : 'an integer';
    case 'string':
      return 'a string';
    case 'bytes':
      return 'bytes';
    case 'array':
      return 'an array';
    case 'struct':
      return `a ${type.struct}`;
    case 'any':
      return 'a value';
  }
}

const elementCount = (count: ArrayCount): ElementCount =>
  count.kind === 'fixed' ? { capacity: count.value, fixed: true } : { capacity: count.capacity, fixed: false };

const bitNames = (names: readonly { readonly name: string; readonly bit: number }[]): ReadonlyMap<string, number> =>
  new Map(names.map((each) => [underscored(each.name), each.bit]));
