import type { FieldType } from '../../../ir/layout.js';

/** Bits on the wire of a plain value; nothing for what has a length of its own. */
export function widthOf(type: FieldType): number | undefined {
  switch (type.kind) {
    case 'int':
      return type.bits;
    case 'bool':
      return 8;
    case 'enum':
    case 'flags':
      return type.base.bits;
    case 'padding':
      return type.length * 8;
    default:
      return undefined;
  }
}

/** How the bytes of a plain value are read. */
export function readingOf(type: FieldType): string | undefined {
  const of = (base: { readonly signed: boolean; readonly order: string }): string =>
    `${base.signed ? 'signed' : 'unsigned'}, ${base.order}-endian`;
  if (type.kind === 'int') return of(type);
  return type.kind === 'enum' || type.kind === 'flags' ? of(type.base) : undefined;
}
