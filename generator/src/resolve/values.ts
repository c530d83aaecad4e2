import { revisions as codes } from '../diagnostics/codes/revisions.js';
import { state } from '../diagnostics/codes/state.js';
import type { IntWidth, ParamType, Value } from '../ir/values.js';
import { didYouMean } from '../text/suggest.js';
import type { Context } from './context.js';
import { reportUnknownValues, sharedValues } from './shared-values.js';
import { reportCollisions, reportTwice } from './twice.js';

export type Literal = bigint | boolean | string | readonly (string | bigint)[];

/** Inclusive limits of an integer type. */
export function intLimits(bits: number, signed: boolean): { readonly min: bigint; readonly max: bigint } {
  const span = 1n << BigInt(signed ? bits - 1 : bits);
  return { min: signed ? -span : 0n, max: span - 1n };
}

const intName = /^([ui])(8|16|32|64)$/;

export function intType(name: string): { readonly bits: IntWidth; readonly signed: boolean } | undefined {
  const match = intName.exec(name);
  if (match === null) return undefined;
  const bits = Number(match[2]);
  return bits === 8 || bits === 16 || bits === 32 || bits === 64 ? { bits, signed: match[1] === 'i' } : undefined;
}

export function describeParamType(type: ParamType): string {
  switch (type.kind) {
    case 'bool':
      return 'true or false';
    case 'int':
      return `an integer of ${type.bits} bits${type.signed ? ' with a sign' : ''}`;
    case 'enum':
      return type.values.length === 1 ? String(type.values[0]) : `one of ${type.values.join(', ')}`;
    case 'string':
      return 'a text';
    case 'flags':
      return 'an integer, or a list of bits';
  }
}

/** The literal as a value of the type; nothing when it is none, without a report. */
export function asValue(type: ParamType, literal: Literal): Value | undefined {
  switch (type.kind) {
    case 'bool':
      return typeof literal === 'boolean' ? { kind: 'bool', value: literal } : undefined;
    case 'int': {
      if (typeof literal !== 'bigint') return undefined;
      const { min, max } = intLimits(type.bits, type.signed);
      return literal >= min && literal <= max ? { kind: 'int', value: String(literal) } : undefined;
    }
    case 'enum':
      return typeof literal === 'string' && type.values.includes(literal) ? { kind: 'string', value: literal } : undefined;
    case 'string':
      return typeof literal === 'string' ? { kind: 'string', value: literal } : undefined;
    case 'flags': {
      const bits = flagBits(type.names, literal);
      return bits !== undefined && bits < 1n << BigInt(type.bits) ? { kind: 'int', value: String(bits) } : undefined;
    }
  }
}

/** An integer, or a list of names of bits, as the bits. */
export function flagBits(names: readonly { readonly name: string; readonly bit: number }[], literal: Literal): bigint | undefined {
  if (typeof literal === 'bigint') return literal >= 0n ? literal : undefined;
  if (typeof literal === 'string' || typeof literal === 'boolean') return undefined;
  let bits = 0n;
  for (const item of literal) {
    const bit = names.find((each) => each.name === item);
    if (bit === undefined) return undefined;
    bits |= 1n << BigInt(bit.bit);
  }
  return bits;
}

/** How a value of each type is written. */
const examples: Readonly<Record<ParamType['kind'], string>> = {
  bool: 'write true or false, without quotes',
  int: 'write an integer, decimal or hexadecimal: 64, 0x40',
  enum: 'write one of the values that the type lists',
  string: 'write a text in quotes',
  flags: 'write names of bits in a list, [csum, tso], or an integer',
};

/** The literal at `data[key]` as a value of the type; a finding when it is none. */
export function paramValue(
  context: Context,
  type: ParamType,
  literal: Literal,
  data: object,
  key: string | number,
  what: string,
): Value | undefined {
  const value = asValue(type, literal);
  if (value !== undefined) return value;
  const hint = type.kind === 'enum' && typeof literal === 'string' ? didYouMean(literal, type.values) : '';
  const shown = Array.isArray(literal) ? `[${literal.join(', ')}]` : String(literal);
  context.reporter.report(
    codes.valueWrong,
    context.places.value(data, key),
    `${shown} is no value of ${what}: ${describeParamType(type)} is needed${hint}`,
    { help: examples[type.kind] },
  );
  return undefined;
}

interface TypeData {
  readonly type: string;
  readonly values?: readonly string[];
  readonly bits?: { readonly [name: string]: bigint };
  readonly of?: string;
}

/** The type that a param or a fact declares; an enum or flags of a types file count as if they stood here. */
export function paramType(context: Context, data: TypeData): ParamType | undefined {
  if (!data.type.includes('.')) return ownParamType(context, data);
  const shared = sharedValues(context, data.type);
  if (shared === undefined) {
    reportUnknownValues(context, data, data.type, []);
    return undefined;
  }
  if (shared.kind === 'enum') return { kind: 'enum', values: context.places.entries(shared.values).map(([name]) => name) };
  const bits = flagNames(context, shared);
  if (bits === undefined) return undefined;
  return { kind: 'flags', bits: shared.of === 'u64' || shared.of === 'i64' || bits.some(({ bit }) => bit >= 32) ? 64 : 32, names: bits };
}

function ownParamType(context: Context, data: TypeData): ParamType | undefined {
  const { places, reporter } = context;
  const wrong = (key: string, message: string): void => reporter.report(state.keyMisplaced, places.key(data, key), message);
  if (data.values !== undefined && data.type !== 'enum') wrong('values', `"values" belongs to type enum, not to ${data.type}`);
  if (data.bits !== undefined && data.type !== 'flags') wrong('bits', `"bits" belongs to type flags, not to ${data.type}`);
  if (data.of !== undefined && data.type !== 'flags') wrong('of', `"of" belongs to type flags, not to ${data.type}`);
  switch (data.type) {
    case 'bool':
      return { kind: 'bool' };
    case 'string':
      return { kind: 'string' };
    case 'enum':
      if (data.values === undefined || data.values.length === 0) {
        if (!places.dropped(data, 'values'))
          reporter.report(state.typeKeyMissing, places.key(data, 'type'), 'type enum needs "values"', {
            help: 'add values: [first, second] with the names of its values',
          });
        return undefined;
      }
      reportTwice(context, data.values);
      return { kind: 'enum', values: data.values };
    case 'flags': {
      const names = flagNames(context, data);
      if (names === undefined) return undefined;
      const over = data.of === 'u32' ? names.find(({ bit }) => bit >= 32) : undefined;
      if (over !== undefined) {
        const place = places.value(data.bits ?? {}, over.name);
        reporter.report(state.valueDoesNotFit, place, `bit ${over.bit} does not fit u32, which carries the flags`);
      }
      return { kind: 'flags', bits: data.of === 'u64' || names.some((name) => name.bit >= 32) ? 64 : 32, names };
    }
    default: {
      const int = intType(data.type);
      return int === undefined ? undefined : { kind: 'int', ...int };
    }
  }
}

/** The bits of flags in ascending order; two names of one bit are a finding. */
export function flagNames(
  context: Context,
  data: { readonly bits?: { readonly [name: string]: bigint } },
): readonly { name: string; bit: number }[] | undefined {
  const { places, reporter } = context;
  if (data.bits === undefined) {
    if (!places.dropped(data, 'bits')) {
      reporter.report(state.typeKeyMissing, places.key(data, 'type'), 'type flags needs "bits"', {
        help: 'add bits: { enable: 0 } with the names of its bits; 0 is the least significant',
      });
    }
    return undefined;
  }
  const seen = new Map<number, string>();
  reportCollisions(context, data.bits, (name) => `bit ${name}`);
  for (const [name, value] of places.entries(data.bits)) {
    const bit = Number(value);
    const before = seen.get(bit);
    if (before !== undefined) {
      reporter.report(state.valueTwice, places.value(data.bits, name), `bit ${bit} is already "${before}"`, {
        related: [{ message: 'there', span: places.value(data.bits, before) }],
      });
    } else seen.set(bit, name);
  }
  return [...seen].sort(([a], [b]) => a - b).map(([bit, name]) => ({ name, bit }));
}
