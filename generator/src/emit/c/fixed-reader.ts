/** Reads values of fixed size whose bytes are known to be there. */
import type { FieldType, IntType } from '../../ir/layout.js';
import type { Decoder } from './decode.js';

export class FixedReader {
  readonly #decoder: Decoder;

  constructor(decoder: Decoder) {
    this.#decoder = decoder;
  }

  padding(type: FieldType, at: string): void {
    if (type.kind !== 'padding' || type.read === 'ignored' || type.length === 0) return;
    const { code } = this.#decoder;
    code.line(`if (!migspec_zeros(reader->bytes + ${at}, ${type.length}u)) ${this.#decoder.refuse('RESERVED_BITS', at, '')}`);
  }

  read(type: FieldType, at: string, target: string, field: string): void {
    const { code, body } = this.#decoder;
    const { layout } = body;
    switch (type.kind) {
      case 'int':
        code.line(`${target} = ${readInt(type, at)};`);
        return;
      case 'flags':
        code.line(`${target} = ${readInt(type.base, at)};`);
        return;
      case 'bool':
        code.line(`if (reader->bytes[${at}] > 1) ${this.#decoder.refuse('BOOL_INVALID', at, field)}`);
        code.line(`${target} = reader->bytes[${at}] == 1;`);
        return;
      case 'enum':
        code.line(`${target} = ${readInt(type.base, at)};`);
        code.line(`if (!${layout.enums.known(type)}(${target})) ${this.#decoder.refuse('ENUM_UNKNOWN', at, field)}`);
        return;
      case 'bytes':
        if (type.length.kind !== 'fixed') return;
        this.#bytes(type, at, target, `${type.length.value}u`);
        return;
      case 'struct':
        code.line(`if (!${layout.structFunction('decode', type.struct)}(scope, ${at}, &${target})) return false;`);
        return;
      case 'array': {
        if (type.count.kind !== 'fixed') return;
        const width = layout.sizes.ofType(type.element) ?? 0;
        this.elements(type, type.element, `${type.count.value}u`, width, at, target, field);
        return;
      }
      default:
        throw new Error(`${field}: a ${type.kind} has no fixed size`);
    }
  }

  /** Elements of the same size, one after the other. */
  elements(type: FieldType, element: FieldType, total: string, width: number, at: string, target: string, field: string): void {
    const { code, body, place } = this.#decoder;
    const { types } = body.layout;
    if (types.isBytes(type)) {
      this.#bytes(type, at, target, total);
      return;
    }
    const inline = types.inline(type);
    if (!inline) this.#decoder.allocate(target, total, field);
    const index = place.names.take('i');
    const offset = width === 1 ? `${at} + ${index}` : `${at} + ${index} * ${width}u`;
    code.block(`for (size_t ${index} = 0; ${index} < ${inline ? total : `${target}.count`}; ${index}++)`, () =>
      this.read(element, offset, `${inline ? target : `${target}.data`}[${index}]`, field),
    );
  }

  #bytes(type: FieldType, at: string, target: string, total: string): void {
    const { code, body } = this.#decoder;
    if (body.layout.types.inline(type)) {
      code.line(`memcpy(${target}, reader->bytes + ${at}, ${total});`);
      return;
    }
    code.line(`${target}.data = reader->bytes + ${at};`);
    code.line(`${target}.count = (size_t)${total};`);
  }
}

export function readInt(type: IntType, at: string): string {
  const { bits, signed, order } = type;
  const raw = bits === 8 ? `reader->bytes[${at}]` : `migspec_get_u${bits}_${order === 'little' ? 'le' : 'be'}(reader->bytes + ${at})`;
  return signed ? `migspec_i${bits}(${raw})` : raw;
}

export function plus(base: string, bytes: number): string {
  return bytes === 0 ? base : `${base} + ${bytes}u`;
}
