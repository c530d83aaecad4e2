/** Values of fields and params as a device has them in memory, drawn from a small seeded generator; edges are frequent. */

import { U32View, U64View } from '../../../packages/runtime/src/arrays.js';
import type { StateValue } from '../../../packages/runtime/src/device.js';
import { isViewArray, typeOfField } from '../../src/expr/types.js';
import type { Count, FieldType, IntType } from '../../src/ir/layout.js';
import type { ParamType } from '../../src/ir/values.js';

export type Random = () => number;

/** Integers below 2^32 (mulberry32). */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

const pick = <T>(next: Random, list: readonly T[]): T => {
  const item = list[next() % list.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

function integer(next: Random, bits: number, signed: boolean): bigint {
  const wide = (BigInt(next()) << 32n) | BigInt(next());
  const min = signed ? -(1n << BigInt(bits - 1)) : 0n;
  const max = signed ? (1n << BigInt(bits - 1)) - 1n : (1n << BigInt(bits)) - 1n;
  const candidates = [
    0n,
    1n,
    min,
    max,
    BigInt(next() % 10),
    BigInt(next() % 300),
    signed ? BigInt.asIntN(bits, wide) : BigInt.asUintN(bits, wide),
  ];
  const value = pick(next, candidates);
  return value > max ? max : value;
}

const inMemory = (value: bigint, bits: number): number | bigint => (bits === 64 ? value : Number(value));

export function paramValue(next: Random, type: ParamType): StateValue {
  switch (type.kind) {
    case 'bool':
      return next() % 2 === 0;
    case 'int':
      return inMemory(integer(next, type.bits, type.signed), type.bits);
    case 'flags':
      return inMemory(integer(next, type.bits, false), type.bits);
    case 'enum':
      return pick(next, type.values);
    case 'string':
      return pick(next, ['', 'a', 'disk0']);
  }
}

export type Fields = (struct: string) => ReadonlyMap<string, FieldType>;

/** `zero`: the value after reset, as far as this test cares. */
export function fieldValue(next: Random, type: FieldType, fields: Fields, zero = false): StateValue {
  const number = (base: IntType): number | bigint => inMemory(zero ? 0n : integer(next, base.bits, base.signed), base.bits);
  switch (type.kind) {
    case 'int':
      return number(type);
    case 'flags':
      return number(type.base);
    case 'bool':
      return !zero && next() % 2 === 0;
    case 'enum': {
      const names = type.values.map((each) => each.name);
      return zero ? (names[0] ?? '') : pick(next, names);
    }
    case 'string':
      return zero ? '' : pick(next, ['', 'text']);
    case 'bytes':
      return Uint8Array.from({ length: elements(next, type.length) }, () => (zero || next() % 3 > 0 ? 0 : next()));
    case 'padding':
      return new Uint8Array(type.length);
    case 'struct':
      return Object.fromEntries([...fields(type.struct)].map(([name, field]) => [name, fieldValue(next, field, fields, zero)]));
    case 'array': {
      const list = Array.from({ length: elements(next, type.count) }, () => fieldValue(next, type.element, fields, zero));
      const { element } = type;
      if (element.kind === 'int' && element.bits === 8 && !element.signed) return Uint8Array.from(list, Number);
      if (!isViewArray(typeOfField(type))) return list;
      const wide = element.kind === 'int' && element.bits === 64;
      return wide ? U64View.zero(0, false).like(list.map(asBigint)) : U32View.zero(0, false).like(list.map(Number));
    }
  }
}

const asBigint = (value: StateValue): bigint => (typeof value === 'bigint' ? value : 0n);

const elements = (next: Random, count: Count): number =>
  count.kind === 'fixed' ? count.value : Math.min(count.capacity, 1 + (next() % 6));
