/** Values of a device's state as messages and vectors have them, and back. docs/reference/testee.md holds the table. */
import type { DocumentField, DocumentFieldType, DocumentIntType, DocumentModel, DocumentSubsection } from '@migspec/capabilities';
import {
  I8View,
  I16View,
  I32View,
  I64View,
  IntView,
  MigspecError,
  type ParamDescriptor,
  type ParamValue,
  type StateValue,
  U16View,
  U32View,
  U64View,
} from '@migspec/runtime';
import type { Json, Values } from '@migspec/vectors';

export function jsonOf(value: unknown): Json {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex');
  if (value instanceof IntView) return Array.from(value as Iterable<number | bigint>, jsonOf);
  if (Array.isArray(value)) return value.map(jsonOf);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonOf(inner)]));
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? value : null;
}

/** A param or a fact. Throws STATE_INVALID for what is none of its type. */
export function paramFromJson(type: ParamDescriptor['type'], json: Json, name: string): ParamValue {
  if (type.kind === 'int' || type.kind === 'flags') return integer(type.bits, type.kind === 'int' && type.signed, json, name);
  if (typeof json === (type.kind === 'bool' ? 'boolean' : 'string')) return json as ParamValue;
  throw invalid(name, json, type.kind);
}

/** The fields that are variables, of a layout and of all its subsections. */
export function variablesOf(layout: Pick<DocumentSubsection, 'fields' | 'subsections'>): DocumentField[] {
  const own = layout.fields.filter(({ name, filler, type }) => name !== '' && filler === undefined && type.kind !== 'padding');
  const all = [...own, ...layout.subsections.flatMap(variablesOf)];
  return [...new Map(all.map((field) => [field.name, field])).values()];
}

/** All these variables. Throws STATE_INVALID for a value of the wrong type, a missing one, and one that no variable has. */
export function valuesFromJson(
  structs: DocumentModel['structs'],
  fields: readonly DocumentField[],
  json: Values,
  path = '',
): Record<string, StateValue> {
  const values: Record<string, StateValue> = {};
  for (const { name, type } of fields) values[name] = valueFromJson(structs, type, json[name], `${path}${name}`);
  for (const name of Object.keys(json)) if (!(name in values)) throw invalid(`${path}${name}`, json[name], 'no such variable');
  return values;
}

/** Integers of up to 32 bits and enum names are passed on as they are: whether they fit, the codec says. */
function valueFromJson(structs: DocumentModel['structs'], type: DocumentFieldType, json: Json | undefined, path: string): StateValue {
  switch (type.kind) {
    case 'int':
      return integer(type.bits, type.signed, json, path);
    case 'flags':
      return integer(type.base.bits, type.base.signed, json, path);
    case 'bool':
      if (typeof json !== 'boolean') throw invalid(path, json, 'a bool');
      return json;
    case 'enum':
    case 'string':
      if (typeof json !== 'string') throw invalid(path, json, 'a string');
      return json;
    case 'bytes':
      return bytes(json, path);
    case 'struct': {
      if (!isObject(json)) throw invalid(path, json, 'an object');
      const struct = structs[type.struct];
      return struct === undefined ? {} : valuesFromJson(structs, variablesOf(struct), json, `${path}.`);
    }
    case 'array':
      return array(structs, type, json, path);
    case 'padding':
      throw invalid(path, json, 'nothing');
  }
}

function array(
  structs: DocumentModel['structs'],
  type: DocumentFieldType & { readonly kind: 'array' },
  json: Json | undefined,
  path: string,
): StateValue {
  const { element, count } = type;
  const base = element.kind === 'int' ? element : element.kind === 'flags' ? element.base : undefined;
  if (base !== undefined && base.bits === 8 && !base.signed) return bytes(json, path);
  if (!isList(json)) throw invalid(path, json, 'an array');
  const items = json.map((item, index) => valueFromJson(structs, element, item, `${path}[${index}]`));
  const capacity = count.kind === 'fixed' ? count.value : count.capacity;
  return base === undefined || capacity <= longestPlainArray ? items : view(base, items as (number | bigint)[], path);
}

/** Longer arrays of integers are views in memory. */
const longestPlainArray = 16;

const views = { i8: I8View, i16: I16View, u16: U16View, i32: I32View, u32: U32View, i64: I64View, u64: U64View };

/** A view takes the low bits of what it is given, so the values are judged here. */
function view(base: DocumentIntType, items: readonly (number | bigint)[], path: string): StateValue {
  const name = `${base.signed ? 'i' : 'u'}${base.bits}` as keyof typeof views;
  for (const item of items) if (!fits(base.bits, base.signed, BigInt(item))) throw invalid(path, String(item), name);
  const zero: IntView<number> | IntView<bigint> = views[name].zero(items.length, base.order === 'little');
  return (zero as IntView<number | bigint>).like(items) as IntView<number>;
}

function integer(bits: number, signed: boolean, json: Json | undefined, path: string): number | bigint {
  if (bits < 64) {
    if (typeof json !== 'number' || !Number.isInteger(json)) throw invalid(path, json, 'a whole number');
    return json;
  }
  if (typeof json !== 'string' || !/^(0|-?[1-9][0-9]{0,19})$/.test(json)) throw invalid(path, json, 'a decimal string');
  const value = BigInt(json);
  if (!fits(64, signed, value)) throw invalid(path, json, `${signed ? 'i' : 'u'}64`);
  return value;
}

function fits(bits: number, signed: boolean, value: bigint): boolean {
  return (signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value)) === value;
}

function bytes(json: Json | undefined, path: string): Uint8Array {
  if (typeof json !== 'string' || !/^([0-9a-f]{2})*$/.test(json)) throw invalid(path, json, 'pairs of lower-case hex digits');
  return Uint8Array.from(Buffer.from(json, 'hex'));
}

function invalid(path: string, have: Json | undefined, want: string): MigspecError {
  const text = JSON.stringify(have) ?? 'nothing';
  return new MigspecError('STATE_INVALID', `STATE_INVALID ${path}, have ${text.slice(0, 100)}, want ${want}`, { field: path, want });
}

function isObject(json: Json | undefined): json is Values {
  return typeof json === 'object' && json !== null && !isList(json);
}

function isList(json: Json | undefined): json is readonly Json[] {
  return Array.isArray(json);
}
