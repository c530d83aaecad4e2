/** What printed expressions call: the few functions of the expression language that JavaScript has no operator for. */
import type { StateValue } from './device.js';

/**
 * Whether a state variable (or a part of one) has its reset value. A scalar `reset` stands for every element of an array
 * and every byte of bytes. An element that does not exist (`undefined`) counts as reset.
 */
export function isResetValue(value: StateValue | undefined, reset: StateValue | undefined): boolean {
  if (value === undefined || value === reset) return true;
  if (typeof value !== 'object')
    return typeof value !== typeof reset && isInteger(value) && isInteger(reset) && BigInt(value) === BigInt(reset);
  if (isList(value)) {
    // The common case in predicates of subsections: bytes that nobody has written to.
    if (value instanceof Uint8Array && typeof reset === 'number') return everyByte(value, reset);
    if (!isList(reset)) return everyOf<StateValue>(value, (element) => isResetValue(element, reset));
    if (value.length !== reset.length) return false;
    const wanted: readonly StateValue[] = Array.from<StateValue>(reset);
    let index = 0;
    return everyOf<StateValue>(value, (element) => isResetValue(element, wanted[index++]));
  }
  if (typeof reset !== 'object' || isList(reset)) return false;
  return Object.entries(value).every(([name, field]) => isResetValue(field, reset[name]));
}

function everyByte(bytes: Uint8Array, wanted: number): boolean {
  for (let index = 0; index < bytes.length; index++) if (bytes[index] !== wanted) return false;
  return true;
}

/** `x.all(v, …)` over a view. */
export function everyOf<T>(values: Iterable<T>, test: (value: T) => boolean): boolean {
  for (const value of values) if (!test(value)) return false;
  return true;
}

/** `x.exists(v, …)` over a view. */
export function someOf<T>(values: Iterable<T>, test: (value: T) => boolean): boolean {
  for (const value of values) if (test(value)) return true;
  return false;
}

/** The least power of two that is at least `x`; 1 for everything up to 1. Exact up to 2^53. */
export function pow2ceil(x: number): number {
  let power = 1;
  while (power < x) power *= 2;
  return power;
}

export function pow2ceilBigint(x: bigint): bigint {
  return x <= 1n ? 1n : 1n << BigInt((x - 1n).toString(2).length);
}

/** The least multiple of `step` that is at least `x`; `x` itself when `step` is not positive. Exact below 2^53. */
export function alignUp(x: number, step: number): number {
  return step > 0 ? x + ((step - (x % step)) % step) : x;
}

export function alignUpBigint(x: bigint, step: bigint): bigint {
  return step > 0n ? x + ((step - (x % step)) % step) : x;
}

export function minBigint(first: bigint, ...rest: readonly bigint[]): bigint {
  let least = first;
  for (const each of rest) if (each < least) least = each;
  return least;
}

export function maxBigint(first: bigint, ...rest: readonly bigint[]): bigint {
  let greatest = first;
  for (const each of rest) if (each > greatest) greatest = each;
  return greatest;
}

type List = StateValue & { readonly length: number } & Iterable<StateValue>;

const isList = (value: StateValue | undefined): value is List => typeof value === 'object' && Symbol.iterator in value;

const isInteger = (value: StateValue | undefined): value is number | bigint => typeof value === 'number' || typeof value === 'bigint';
