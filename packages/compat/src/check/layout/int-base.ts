import type { DocumentFieldType } from '@migspec/capabilities';

/** The integer that a scalar is on the wire. */
export function intBase(
  type: DocumentFieldType,
): { readonly bits: number; readonly signed: boolean; readonly order: 'big' | 'little' } | undefined {
  switch (type.kind) {
    case 'int':
      return type;
    case 'enum':
    case 'flags':
      return type.base;
    case 'bool':
      return { bits: 8, signed: false, order: 'big' };
    default:
      return undefined;
  }
}
