import type { CValue } from '../../expr/c-code.js';
import { truth } from '../../expr/c-code.js';
import { cLiteral } from '../../expr/print-c-int.js';
import type { FieldType } from '../../ir/layout.js';

/** A scalar's zero; of an enum the value 0, or the first. */
export function zeroOf(type: FieldType): CValue {
  switch (type.kind) {
    case 'bool':
      return truth('false');
    case 'string':
      return { kind: 'literal', value: '' };
    case 'enum':
      return { kind: 'literal', value: zeroName(type) };
    default:
      return cLiteral(0n);
  }
}

export function zeroName(type: FieldType & { readonly kind: 'enum' }): string {
  return (type.values.find((value) => BigInt(value.value) === 0n) ?? type.values[0])?.name ?? '';
}
