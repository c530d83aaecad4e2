import type { DocumentArrayCount, DocumentFieldType, DocumentModel } from '@migspec/capabilities';

/** Bytes on the wire, where they are the same in every state; undefined where they are not. */
export function wireWidth(model: DocumentModel, type: DocumentFieldType): number | undefined {
  switch (type.kind) {
    case 'int':
      return type.bits / 8;
    case 'bool':
      return 1;
    case 'enum':
    case 'flags':
      return type.base.bits / 8;
    case 'bytes':
      return type.length.kind === 'fixed' ? type.length.value : undefined;
    case 'padding':
      return type.length;
    case 'array': {
      const element = wireWidth(model, type.element);
      return element === undefined || type.count.kind !== 'fixed' ? undefined : element * type.count.value;
    }
    case 'struct': {
      const struct = model.structs[type.struct];
      if (struct === undefined || struct.version !== undefined || struct.subsections.length > 0) return undefined;
      let sum = 0;
      for (const field of struct.fields) {
        const width = field.when === undefined ? wireWidth(model, field.type) : undefined;
        if (width === undefined) return undefined;
        sum += width;
      }
      return sum;
    }
    case 'string':
      return undefined;
  }
}

/** For messages. */
export function countText(count: DocumentArrayCount): string {
  if (count.kind === 'marked') return `a marker ${count.more} before each, ${count.end} after the last`;
  return count.kind === 'fixed' ? String(count.value) : count.by.text;
}

/** For messages. */
export function typeText(type: DocumentFieldType): string {
  switch (type.kind) {
    case 'int':
      return `${type.signed ? 'i' : 'u'}${type.bits}${type.bits === 8 ? '' : ` ${type.order}`}`;
    case 'enum':
      return `enum of u${type.base.bits}`;
    case 'flags':
      return `flags of u${type.base.bits}`;
    case 'bytes':
      return `bytes[${type.length.kind === 'fixed' ? type.length.value : type.length.by.text}]`;
    case 'array':
      return `${typeText(type.element)}[${countText(type.count)}]`;
    case 'struct':
      return type.struct;
    case 'padding':
      return `padding[${type.length}]`;
    default:
      return type.kind;
  }
}
