import { shape } from '../diagnostics/codes/shape.js';
import { state } from '../diagnostics/codes/state.js';
import type { Expression } from '../expr/tree.js';
import type { ByteOrder, Count, FieldType, IntType } from '../ir/layout.js';
import type { Life } from '../ir/spec.js';
import type { LongFieldData } from '../schema/types.js';
import { type Argument, type Env, type GivenArguments, type Home, substituteArguments } from './arguments.js';
import type { Context } from './context.js';
import type { At } from './expressions.js';
import { toBigInt } from './ranges.js';
import { type SharedValues, sharedValues } from './shared-values.js';
import type { Structs } from './structs.js';
import { flagNames, intLimits, intType } from './values.js';

export const builtinTypes = [
  'u8',
  'u16',
  'u32',
  'u64',
  'i8',
  'i16',
  'i32',
  'i64',
  'bool',
  'enum',
  'flags',
  'bytes',
  'string',
  'padding',
  'variant',
];

const largest = 1 << 28;
const typeText = /^([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)(?:\[\s*(0x[0-9a-fA-F]+|\d+)\s*\])?$/;

/** What a field's type needs to know of what is around it. */
export interface TypeContext {
  readonly context: Context;
  readonly structs: Structs;
  readonly env: Env;
  readonly order: ByteOrder;
  readonly life: Life;
  /** Compiles a count; in the first pass, before the names are known, a stand-in. */
  readonly count: (text: string, at: At) => Expression | undefined;
}

/** The type that a field declares. `name` is the field's, and tells a struct inside where it lies. */
export function fieldType(types: TypeContext, name: string, data: LongFieldData): FieldType | undefined {
  const at = { data, key: 'type' };
  const match = typeText.exec(data.type);
  const base = match?.[1];
  if (base === undefined) {
    types.context.reporter.report(shape.textInvalid, types.context.places.value(data, 'type'), `"${data.type}" is not a type`, {
      help: 'a type is u8 … i64, bool, enum, flags, bytes, string, padding, "u32[128]", or the name of a struct type',
    });
    return undefined;
  }
  const fixed = match?.[2] === undefined ? undefined : toBigInt(match[2]);
  const array = fixed !== undefined || data.count !== undefined || data.list !== undefined;
  const element = baseType(types, base, name, data, array, at);
  if (element === undefined) return undefined;
  if (!array) return element;
  if (fixed !== undefined && data.count !== undefined) misplaced(types, data, 'count', 'the type says how many there are');
  if (data.list !== undefined) return listType(types, data, element);
  const count = fixed === undefined ? counted(types, data, 'count', data.count) : fixedCount(types, at, fixed);
  if (count === undefined) return undefined;
  if (base === 'u8') return { kind: 'bytes', length: count, opaque: data.opaque === true };
  return { kind: 'array', element, count };
}

function baseType(types: TypeContext, base: string, name: string, data: LongFieldData, array: boolean, at: At): FieldType | undefined {
  const order = data['byte-order'] ?? types.order;
  const int = intType(base);
  if (int !== undefined) return { kind: 'int', ...int, order };
  switch (base) {
    case 'bool':
      return { kind: 'bool' };
    case 'enum':
      return enumType(types, data, order);
    case 'flags':
      return flagsType(types, data, order);
    case 'bytes':
      return bytesType(types, data);
    case 'string':
      return stringType(types, data);
    case 'padding':
      return paddingType(types, data);
    default:
      return namedType(types, base, name, data, array, at);
  }
}

function namedType(types: TypeContext, base: string, name: string, data: LongFieldData, array: boolean, at: At): FieldType | undefined {
  const { structs, env } = types;
  const given = structs.arguments(data.with, env);
  const path = array || env.path === undefined ? undefined : `${env.path}.${name}`;
  const shared = sharedValues(types.context, base, env.home.prefix);
  if (shared !== undefined) return sharedType(types, data, shared);
  if (!base.startsWith('args.')) return structType(types, base, env.home, given, path, at);
  const argument = env.args.get(base.slice(5));
  if (argument?.kind === 'type') return argumentType(types, argument, given, path, at);
  structs.reportUnknown(base, env.home, at, []);
  return undefined;
}

/** An enum or flags of a types file; what carries it may be said here. */
function sharedType(types: TypeContext, data: LongFieldData, shared: SharedValues): FieldType | undefined {
  const order = data['byte-order'] ?? types.order;
  const of = intType(data.of ?? '') === undefined ? shared.of : data.of;
  const carried = of === undefined ? {} : { of: of as NonNullable<LongFieldData['of']> };
  for (const key of ['values', 'bits'] as const) {
    if (data[key] !== undefined)
      misplaced(types, data, key, `${data.type} has its ${shared.kind === 'enum' ? 'values' : 'bits'} in its types file`);
  }
  return shared.kind === 'enum'
    ? enumType(types, { type: 'enum', values: shared.values, ...carried }, order)
    : flagsType(types, { type: 'flags', bits: shared.bits, ...carried }, order);
}

/** A type that the struct was given: a struct type, an enum or flags of a types file, or an integer or bool. */
function argumentType(
  types: TypeContext,
  argument: Argument & { kind: 'type' },
  given: GivenArguments,
  path: string | undefined,
  at: At,
): FieldType | undefined {
  const int = intType(argument.text);
  if (int !== undefined) return { kind: 'int', ...int, order: types.order };
  if (argument.text === 'bool') return { kind: 'bool' };
  const shared = sharedValues(types.context, argument.text, argument.home.prefix);
  if (shared !== undefined) return sharedType(types, { type: argument.text }, shared);
  return structType(types, argument.text, argument.home, new Map([...argument.with, ...given]), path, at);
}

function structType(
  types: TypeContext,
  text: string,
  home: Home,
  given: GivenArguments,
  path: string | undefined,
  at: At,
): FieldType | undefined {
  const declaration = types.structs.find(text, home);
  if (declaration === undefined) {
    types.structs.reportUnknown(text, home, at, builtinTypes);
    return undefined;
  }
  const instance = types.structs.instance(declaration, types.env, given, path, types.life, at);
  return instance === undefined ? undefined : { kind: 'struct', struct: instance.id };
}

function carrier(data: LongFieldData, order: ByteOrder): IntType {
  return { ...(intType(data.of ?? 'u8') ?? { bits: 8, signed: false }), order };
}

function enumType(types: TypeContext, data: LongFieldData, order: ByteOrder): FieldType | undefined {
  const base = carrier(data, order);
  const { places, reporter } = types.context;
  if (data.values === undefined) return lacks(types, data, 'enum', 'values');
  const { min, max } = intLimits(base.bits, base.signed);
  const seen = new Map<bigint, string>();
  for (const [name, value] of places.entries(data.values)) {
    const before = seen.get(value);
    if (value < min || value > max)
      reporter.report(
        state.valueDoesNotFit,
        places.value(data.values, name),
        `${value} does not fit ${data.of ?? 'u8'}, which carries the enum`,
      );
    else if (before !== undefined) {
      reporter.report(state.valueTwice, places.value(data.values, name), `${value} is already "${before}"`, {
        related: [{ message: 'there', span: places.value(data.values, before) }],
      });
    } else seen.set(value, name);
  }
  if (seen.size === 0) return Object.keys(data.values).length > 0 ? undefined : lacks(types, data, 'enum', 'values');
  return { kind: 'enum', base, values: [...seen].map(([value, name]) => ({ name, value: String(value) })) };
}

function flagsType(types: TypeContext, data: LongFieldData, order: ByteOrder): FieldType | undefined {
  const base = carrier(data, order);
  const names = flagNames(types.context, data);
  if (names === undefined) return undefined;
  for (const { name, bit } of names) {
    if (bit >= base.bits)
      types.context.reporter.report(
        state.valueDoesNotFit,
        types.context.places.value(data.bits ?? {}, name),
        `bit ${bit} does not fit ${data.of ?? 'u8'}, which carries the flags`,
      );
  }
  return { kind: 'flags', base, names: names.filter(({ bit }) => bit < base.bits) };
}

function bytesType(types: TypeContext, data: LongFieldData): FieldType | undefined {
  if (data.length === undefined) return lacks(types, data, 'bytes', 'length');
  const length = counted(types, data, 'length', data.length);
  return length === undefined ? undefined : { kind: 'bytes', length, opaque: data.opaque === true };
}

function stringType(types: TypeContext, data: LongFieldData): FieldType | undefined {
  if (data.capacity === undefined) return lacks(types, data, 'string', 'capacity');
  const carried = data.of ?? 'u8';
  const lengthBits = carried === 'u8' ? 8 : carried === 'u16' ? 16 : carried === 'u32' ? 32 : undefined;
  if (lengthBits === undefined) {
    misplaced(types, data, 'of', 'the length of a string is u8, u16 or u32');
    return undefined;
  }
  const capacity = Number(data.capacity);
  if (capacity === 0) reportZero(types, { data, key: 'capacity' }, 'the capacity');
  if (capacity >= 2 ** lengthBits) {
    types.context.reporter.report(
      state.valueDoesNotFit,
      types.context.places.value(data, 'capacity'),
      `a length of ${capacity} does not fit ${carried}, which carries it`,
    );
    return undefined;
  }
  return { kind: 'string', capacity, lengthBits };
}

function paddingType(types: TypeContext, data: LongFieldData): FieldType | undefined {
  if (data.length === undefined) return lacks(types, data, 'padding', 'length');
  const length = typeof data.length === 'bigint' ? fixedCount(types, { data, key: 'length' }, data.length) : undefined;
  if (length?.kind !== 'fixed') {
    misplaced(types, data, 'length', 'padding has a constant length');
    return undefined;
  }
  return { kind: 'padding', length: length.value, read: data.read ?? 'zero' };
}

function counted(types: TypeContext, data: LongFieldData, key: 'count' | 'length', value: bigint | string | undefined): Count | undefined {
  const at = { data, key };
  if (value === undefined) return undefined;
  if (typeof value === 'bigint') return fixedCount(types, at, value);
  const by = types.count(value, at);
  if (data.capacity === undefined) {
    const { places, reporter } = types.context;
    if (!places.dropped(data, 'capacity')) {
      reporter.report(state.capacityMissing, places.value(data, key), `what is counted needs "capacity": the most that is ever accepted`);
    }
    return undefined;
  }
  if (by === undefined) return undefined;
  checkCapacity(types, data, value, by);
  return { kind: 'counted', by, capacity: Number(data.capacity) };
}

/** A list ended by a marker: of structs, and never without a bound. */
function listType(types: TypeContext, data: LongFieldData, element: FieldType): FieldType | undefined {
  const { places, reporter } = types.context;
  const at = places.key(data, 'list');
  if (data.count !== undefined) misplaced(types, data, 'count', 'the markers say how many there are');
  if (element.kind !== 'struct') {
    reporter.report(state.listElement, places.value(data, 'type'), `a list with markers holds structs, not ${data.type}`, {
      help: `write a struct type with one field of type ${data.type.replace(/\[.*/, '')}, or give the list a count`,
    });
    return undefined;
  }
  const more = Number(data.list?.more ?? 1n);
  const end = Number(data.list?.end ?? 0n);
  if (more === end) reporter.report(state.markersEqual, at, `both markers are ${more}`);
  if (data.capacity === undefined) {
    if (!places.dropped(data, 'capacity'))
      reporter.report(state.capacityMissing, at, 'a list needs "capacity": the most that is ever accepted');
    return undefined;
  }
  if (data.capacity === 0n) reportZero(types, { data, key: 'capacity' }, 'the capacity');
  return { kind: 'array', element, count: { kind: 'marked', capacity: Number(data.capacity), more, end } };
}

function reportZero(types: TypeContext, at: At, what: string): void {
  types.context.reporter.report(
    state.lengthZero,
    types.context.places.value(at.data, at.key),
    `${what} is 0: nothing would ever be there`,
    {
      help: 'write how many there are, or leave the field out',
    },
  );
}

/** A capacity above everything that the count can be is a slip in one of the two. Arguments make counts smaller. */
function checkCapacity(types: TypeContext, data: LongFieldData, text: string, by: Expression): void {
  const { context, env } = types;
  const capacity = data.capacity ?? 0n;
  const type = context.exprTypes.get(by.expr);
  if (capacity === 0n) reportZero(types, { data, key: 'capacity' }, 'the capacity');
  if (type?.kind !== 'int' || type.max >= capacity || substituteArguments(text, env.args) !== text) return;
  context.reporter.report(state.capacityUnreachable, context.places.value(data, 'capacity'), `${text} is never above ${type.max}`, {
    help: `write capacity: ${type.max}, or correct what is counted`,
  });
}

function fixedCount(types: TypeContext, at: At, value: bigint): Count | undefined {
  if (value === 0n) reportZero(types, at, 'the number of elements');
  if (value >= 0n && value <= BigInt(largest)) return { kind: 'fixed', value: Number(value) };
  types.context.reporter.report(shape.numberOutside, types.context.places.value(at.data, at.key), `${value} lies outside 0..${largest}`);
  return undefined;
}

/** What a type needs, as it is written. */
export const examples = {
  values: 'values: { off: 0, on: 1 } with the names of its values and what they are on the wire',
  bits: 'bits: { enable: 0 } with the names of its bits; 0 is the least significant',
  length: 'length: 16, or an expression over what comes before',
  capacity: 'capacity: 64, the most bytes that are ever accepted',
};

function lacks(types: TypeContext, data: LongFieldData, type: string, key: 'values' | 'bits' | 'length' | 'capacity'): undefined {
  const { places, reporter } = types.context;
  if (!places.dropped(data, key))
    reporter.report(state.typeKeyMissing, places.value(data, 'type'), `type ${type} needs "${key}"`, { help: `add ${examples[key]}` });
}

function misplaced(types: TypeContext, data: LongFieldData, key: string, message: string): void {
  types.context.reporter.report(state.keyMisplaced, types.context.places.key(data, key), message);
}
