/** How fields look in TypeScript and how integers are read and written. */
import { isViewArray, typeOfField } from '../../expr/types.js';
import type { FieldType, IntType } from '../../ir/layout.js';
import type { ParamType, Range, Value } from '../../ir/values.js';
import { baseOf } from '../fields.js';
import { fixedNames, identifierOf, quote } from './text.js';

type Of<K extends FieldType['kind']> = FieldType & { readonly kind: K };

/** Struct ids become type names. */
export function structName(id: string): string {
  const name = identifierOf(id);
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return fixedNames.has(capital) ? `${capital}Struct` : capital;
}

export function fieldType(type: FieldType): string {
  switch (type.kind) {
    case 'int':
      return intType(type);
    case 'flags':
      return intType(type.base);
    case 'bool':
      return 'boolean';
    case 'enum':
      return type.values.length === 0 ? 'never' : type.values.map((value) => quote(value.name)).join(' | ');
    case 'bytes':
    case 'padding':
      return 'Uint8Array';
    case 'string':
      return 'string';
    case 'struct':
      return structName(type.struct);
    case 'array': {
      if (isByteArray(type)) return 'Uint8Array';
      const view = viewClass(type);
      if (view !== undefined) return view;
      const element = fieldType(type.element);
      return /^[A-Za-z0-9_]+$/.test(element) ? `${element}[]` : `Array<${element}>`;
    }
  }
}

function intType(type: IntType): string {
  return type.bits === 64 ? 'bigint' : 'number';
}

/** Unsigned bytes are `Uint8Array`, however many. */
export function isByteArray(type: Of<'array'>): boolean {
  const base = type.element.kind === 'int' || type.element.kind === 'flags' ? baseOf(type.element) : undefined;
  return base !== undefined && base.bits === 8 && !base.signed;
}

/** The view class of an array that is one in memory. */
export function viewClass(type: Of<'array'>): string | undefined {
  if (isByteArray(type) || !isViewArray(typeOfField(type))) return undefined;
  const base = baseOf(type.element);
  return base === undefined ? undefined : `${base.signed ? 'I' : 'U'}${base.bits}View`;
}

export function littleEndian(type: FieldType): boolean {
  return baseOf(type)?.order === 'little';
}

export function readInt(type: IntType, at: string): string {
  const sign = type.signed ? 'Int' : 'Uint';
  if (type.bits === 8) return `view.get${sign}8(${at})`;
  return `view.get${type.bits === 64 ? 'Big' : ''}${sign}${type.bits}(${at}${type.order === 'little' ? ', true' : ''})`;
}

export function writeInt(type: IntType, at: string, value: string): string {
  if (type.bits === 8) return `u8[${at}] = ${value};`;
  const sign = type.signed ? 'Int' : 'Uint';
  return `view.set${type.bits === 64 ? 'Big' : ''}${sign}${type.bits}(${at}, ${value}${type.order === 'little' ? ', true' : ''});`;
}

/** A scalar's zero; of an enum the value 0, or the first. */
export function scalarZero(type: FieldType): string | undefined {
  switch (type.kind) {
    case 'int':
      return type.bits === 64 ? '0n' : '0';
    case 'flags':
      return type.base.bits === 64 ? '0n' : '0';
    case 'bool':
      return 'false';
    case 'enum':
      return quote((type.values.find((value) => BigInt(value.value) === 0n) ?? type.values[0])?.name ?? '');
    case 'string':
      return "''";
    default:
      return undefined;
  }
}

/** What printExpression shall give for a field of this type. */
export function wantOf(type: FieldType): 'number' | 'bigint' | undefined {
  const base = type.kind === 'int' || type.kind === 'flags' ? baseOf(type) : undefined;
  return base === undefined ? undefined : base.bits === 64 ? 'bigint' : 'number';
}

export function paramType(type: ParamType, range?: Range): string {
  switch (type.kind) {
    case 'bool':
      return 'boolean';
    case 'int':
    case 'flags':
      return type.bits === 64 ? 'bigint' : 'number';
    case 'string':
      return 'string';
    case 'enum': {
      const allowed = (range?.items ?? []).flatMap((item) => ('value' in item ? [item.value] : []));
      const values = allowed.length > 0 ? allowed : type.values;
      return values.length === 0 ? 'string' : values.map(quote).join(' | ');
    }
  }
}

/** A value as it is in memory: 64-bit integers are `bigint`. */
export function paramValue(type: ParamType, value: Value): boolean | number | bigint | string {
  if (value.kind !== 'int') return value.value;
  const wide = (type.kind === 'int' || type.kind === 'flags') && type.bits === 64;
  return wide ? BigInt(value.value) : Number(value.value);
}
