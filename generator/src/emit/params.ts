/** Types, ranges and values of params as people read them. */
import type { ParamType, Range, Value } from '../ir/values.js';

export function paramTypeText(type: ParamType): string {
  switch (type.kind) {
    case 'int':
      return `${type.signed ? 'i' : 'u'}${type.bits}`;
    case 'enum':
      return `enum: ${type.values.join(', ')}`;
    case 'flags':
      return `flags of u${type.bits}${type.names.length === 0 ? '' : `: ${type.names.map(({ name, bit }) => `${name} ${bit}`).join(', ')}`}`;
    default:
      return type.kind;
  }
}

/** What the range asks besides the type; empty when every value of the type will do. */
export function rangeText({ items, multipleOf, powerOfTwo, mask }: Range): string {
  const values = items.map((item) => ('value' in item ? item.value : item.min === item.max ? item.min : `${item.min}..${item.max}`));
  return [
    ...(values.length === 0 ? [] : [values.join(', ')]),
    ...(multipleOf === undefined ? [] : [`a multiple of ${multipleOf}`]),
    ...(powerOfTwo === true ? ['a power of two'] : []),
    ...(mask === undefined ? [] : [`bits of 0x${BigInt(mask).toString(16)}`]),
  ].join('; ');
}

export function valueText(value: Value): string {
  return value.kind === 'string' ? value.value : String(value.value);
}
