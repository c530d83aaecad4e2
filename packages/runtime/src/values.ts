import type { ParamDescriptor, ParamValue } from './device.js';

/** Reads a value as an instantiation string has it: `on`, `true`, `64`, `0x40`, an enum value. `undefined`: not such a value. */
export function parseParamValue(type: ParamDescriptor['type'], text: string): ParamValue | undefined {
  switch (type.kind) {
    case 'bool':
      return text === 'on' || text === 'true' ? true : text === 'off' || text === 'false' ? false : undefined;
    case 'int':
    case 'flags': {
      if (!/^-?(0[xX][0-9a-fA-F]+|[0-9]+)$/.test(text) || text.length > 40) return undefined;
      const value = text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
      return type.bits === 64 ? value : Number(value);
    }
    case 'enum':
    case 'string':
      return text;
  }
}

/** The value as an instantiation string has it. */
export function formatParamValue(value: ParamValue): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/** Whether the value has the JavaScript type that the param's values have. */
export function hasParamType(type: ParamDescriptor['type'], value: unknown): value is ParamValue {
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
    case 'flags':
      return type.bits === 64 ? typeof value === 'bigint' : typeof value === 'number' && Number.isInteger(value);
    case 'enum':
    case 'string':
      return typeof value === 'string';
  }
}

/** Whether the param accepts the value (already of its type) in this build. */
export function inRange(param: ParamDescriptor, value: ParamValue): boolean {
  const { items, multipleOf, powerOfTwo, mask } = param.range;
  if (param.type.kind === 'enum' && !param.type.values.includes(String(value))) return false;
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    return items.length === 0 || items.some((item) => item === value);
  }
  const number = BigInt(value);
  const [low, high] = limits(param.type);
  if (number < low || number > high) return false;
  if (items.length > 0 && !items.some((item) => typeof item === 'object' && item[0] <= number && number <= item[1])) return false;
  if (multipleOf !== undefined && multipleOf > 0n && number % multipleOf !== 0n) return false;
  if (powerOfTwo === true && (number <= 0n || (number & (number - 1n)) !== 0n)) return false;
  return mask === undefined || (number & ~mask) === 0n;
}

/** The range as a person reads it: `0..32, 64`. */
export function rangeText(param: ParamDescriptor): string {
  const { items, multipleOf, powerOfTwo, mask } = param.range;
  const parts = items.map((item) =>
    typeof item === 'object' ? (item[0] === item[1] ? String(item[0]) : `${item[0]}..${item[1]}`) : formatParamValue(item),
  );
  if (parts.length === 0) parts.push(param.type.kind === 'enum' ? param.type.values.join(', ') : typeText(param.type));
  if (multipleOf !== undefined) parts.push(`a multiple of ${multipleOf}`);
  if (powerOfTwo === true) parts.push('a power of two');
  if (mask !== undefined) parts.push(`bits of 0x${mask.toString(16)}`);
  return parts.join(', ');
}

function typeText(type: ParamDescriptor['type']): string {
  if (type.kind === 'bool') return 'on, off';
  if (type.kind === 'string' || type.kind === 'enum') return 'a string';
  const [low, high] = limits(type);
  return `${low}..${high}`;
}

function limits(type: ParamDescriptor['type']): readonly [bigint, bigint] {
  if (type.kind !== 'int' && type.kind !== 'flags') return [0n, 0n];
  const bits = BigInt(type.bits);
  const signed = type.kind === 'int' && type.signed;
  return signed ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}
