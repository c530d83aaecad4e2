/** How fields lie in memory. */
import type { FieldType, IntType } from '../../ir/layout.js';
import type { ParamType } from '../../ir/values.js';
import type { Sizes } from '../../plan/sizes.js';
import { baseOf } from '../fields.js';
import { prefixMark } from './text.js';

/** A fixed array of at most so many bytes on the wire lies in the struct itself; everything else is a pointer and a count. */
export const largestInline = 4096;

export const intType = ({ bits, signed }: Pick<IntType, 'bits' | 'signed'>): string => `${signed ? 'int' : 'uint'}${bits}_t`;

/** `u32`, as names of lists have it. */
const shortInt = ({ bits, signed }: Pick<IntType, 'bits' | 'signed'>): string => `${signed ? 'i' : 'u'}${bits}`;

export function paramType(type: ParamType): string {
  switch (type.kind) {
    case 'bool':
      return 'bool';
    case 'int':
      return intType(type);
    case 'flags':
      return intType({ bits: type.bits, signed: false });
    case 'enum':
      return 'uint32_t';
    case 'string':
      return 'migspec_text';
  }
}

export class CTypes {
  readonly #sizes: Sizes;
  readonly #structType: (id: string) => string;
  /** Type definitions for lists and for arrays inside lists, by name; each after the struct that it needs. */
  readonly #definitions = new Map<string, { readonly text: string; readonly struct: string }>();

  constructor(sizes: Sizes, structType: (id: string) => string) {
    this.#sizes = sizes;
    this.#structType = structType;
  }

  inline(type: FieldType | ParamType): boolean {
    if (type.kind !== 'array' && type.kind !== 'bytes') return false;
    const count = type.kind === 'array' ? type.count : type.length;
    if (count.kind !== 'fixed' || count.value === 0) return false;
    const size = this.#sizes.ofType(type);
    return size !== undefined && size > 0 && size <= largestInline;
  }

  /** Unsigned bytes, however declared: a pointer into the input when they are not in the struct. */
  isBytes(type: FieldType): boolean {
    if (type.kind === 'bytes') return true;
    if (type.kind !== 'array' || (type.element.kind !== 'int' && type.element.kind !== 'flags')) return false;
    const base = baseOf(type.element);
    return base?.bits === 8 && !base.signed;
  }

  /** A member or a variable: `uint8_t key[40]`. */
  declare(type: FieldType, name: string): string {
    if (this.inline(type)) {
      if (type.kind === 'bytes' && type.length.kind === 'fixed') return `uint8_t ${name}[${type.length.value}]`;
      if (type.kind === 'array' && type.count.kind === 'fixed') return this.declare(type.element, `${name}[${type.count.value}]`);
    }
    return `${this.#plain(type)} ${name}`;
  }

  /** Definitions that stand behind a struct, or in front of all of them. */
  definitions(struct: string): readonly string[] {
    return [...this.#definitions.values()].filter((each) => each.struct === struct).map(({ text }) => text);
  }

  #plain(type: FieldType): string {
    switch (type.kind) {
      case 'int':
        return intType(type);
      case 'flags':
      case 'enum':
        return intType(type.base);
      case 'bool':
        return 'bool';
      case 'string':
        return 'migspec_text';
      case 'struct':
        return this.#structType(type.struct);
      case 'bytes':
      case 'padding':
        return 'migspec_bytes';
      case 'array':
        return this.isBytes(type) ? 'migspec_bytes' : this.#list(type.element);
    }
  }

  #list(element: FieldType): string {
    const short = this.#short(element);
    if (!this.inline(element) && /^(bool|[iu](8|16|32|64)|bytes|text)$/.test(short)) return `migspec_${short}_list`;
    const name = `${prefixMark}_${short}_list`;
    const element_ = this.inline(element) ? this.#array(element) : this.#plain(element);
    this.#define(name, `typedef struct ${name} {\n  ${element_} *data;\n  size_t count;\n} ${name};`, element);
    return name;
  }

  #array(type: FieldType): string {
    const name = `${prefixMark}_${this.#short(type)}`;
    this.#define(name, `typedef ${this.declare(type, name)};`, type);
    return name;
  }

  #define(name: string, text: string, of: FieldType): void {
    let inner = of;
    while (inner.kind === 'array') inner = inner.element;
    this.#definitions.set(name, { text, struct: inner.kind === 'struct' ? inner.struct : '' });
  }

  #short(type: FieldType): string {
    switch (type.kind) {
      case 'int':
        return shortInt(type);
      case 'flags':
      case 'enum':
        return shortInt(type.base);
      case 'bool':
        return 'bool';
      case 'string':
        return 'text';
      case 'struct':
        return this.#structType(type.struct).slice(prefixMark.length + 1);
      case 'bytes':
      case 'padding':
        return type.kind === 'bytes' && this.inline(type) && type.length.kind === 'fixed' ? `u8_${type.length.value}` : 'bytes';
      case 'array': {
        if (this.inline(type) && type.count.kind === 'fixed') return `${this.#short(type.element)}_${type.count.value}`;
        return this.isBytes(type) ? 'bytes' : `${this.#short(type.element)}_list`;
      }
    }
  }
}
