/** Typed values of facts and params: a type byte, then the value. */
import { MigspecError } from '../../errors.js';
import { valueTypes } from './format.js';
import type { PayloadReader } from './payload-reader.js';
import type { PayloadWriter } from './payload-writer.js';
import type { NativeType, NativeValue } from './types.js';

export function readValue(reader: PayloadReader): NativeValue {
  const at = reader.offset;
  const tag = reader.u8();
  const type = valueTypes[tag];
  if (type === undefined) throw reader.invalid(`no value has type ${tag}`, at);
  return { type, value: readOf(type, reader) };
}

function readOf(type: NativeType, reader: PayloadReader): NativeValue['value'] {
  switch (type) {
    case 'bool':
      return readBool(reader);
    case 'u8':
      return reader.u8();
    case 'u16':
      return reader.u16();
    case 'u32':
    case 'flags32':
      return reader.u32();
    case 'u64':
    case 'flags64':
      return reader.u64();
    case 'i8':
      return reader.i8();
    case 'i16':
      return reader.i16();
    case 'i32':
      return reader.i32();
    case 'i64':
      return reader.i64();
    case 'string':
      return reader.text16();
    case 'enum':
      return reader.name8('name of an enum value');
  }
}

function readBool(reader: PayloadReader): boolean {
  const offset = reader.offset;
  const byte = reader.u8();
  if (byte > 1) throw new MigspecError('BOOL_INVALID', `a bool is ${byte}`, { offset, have: String(byte), want: '0 or 1' });
  return byte === 1;
}

export function writeValue(writer: PayloadWriter, { type, value }: NativeValue, what: string): void {
  const tag = valueTypes.indexOf(type);
  if (tag < 1) throw new MigspecError('STATE_INVALID', `${what} has no known type`, { have: String(type) });
  writer.u8(tag, what);
  const bits = intBits[type];
  if (bits !== undefined) {
    writer.int(bits, type.startsWith('i'), value, what);
  } else if (type === 'bool' && typeof value === 'boolean') {
    writer.u8(value ? 1 : 0, what);
  } else if (type === 'string' && typeof value === 'string') {
    writer.text16(value, what);
  } else if (type === 'enum' && typeof value === 'string') {
    writer.name8(value, what);
  } else {
    throw new MigspecError('STATE_INVALID', `${what} is no ${type}`, { have: String(value), want: type });
  }
}

const intBits: Readonly<Partial<Record<NativeType, 8 | 16 | 32 | 64>>> = {
  u8: 8,
  u16: 16,
  u32: 32,
  u64: 64,
  i8: 8,
  i16: 16,
  i32: 32,
  i64: 64,
  flags32: 32,
  flags64: 64,
};
