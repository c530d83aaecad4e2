import type { FieldType } from '../ir/layout.js';
import type { SnapshotStruct } from '../ir/snapshot.js';
import type { Framing } from './plan.js';

/** Bytes of types on the wire, where that is always the same. */
export class Sizes {
  readonly #structs: ReadonlyMap<string, SnapshotStruct>;
  readonly #framing: Framing;
  readonly #known = new Map<string, number | undefined>();

  constructor(structs: readonly SnapshotStruct[], framing: Framing) {
    this.#structs = new Map(structs.map((struct) => [struct.id, struct]));
    this.#framing = framing;
  }

  ofType(type: FieldType): number | undefined {
    switch (type.kind) {
      case 'int':
        return type.bits / 8;
      case 'bool':
        return 1;
      case 'enum':
      case 'flags':
        return type.base.bits / 8;
      case 'padding':
        return type.length;
      case 'string':
        return undefined;
      case 'bytes':
        return type.length.kind === 'fixed' ? type.length.value : undefined;
      case 'array': {
        const element = type.count.kind === 'fixed' ? this.ofType(type.element) : undefined;
        return element === undefined || type.count.kind !== 'fixed' ? undefined : element * type.count.value;
      }
      case 'struct':
        return this.ofStruct(type.struct);
    }
  }

  ofStruct(id: string): number | undefined {
    if (this.#known.has(id)) return this.#known.get(id);
    this.#known.set(id, undefined);
    const struct = this.#structs.get(id);
    const size = struct === undefined ? undefined : this.#sum(struct);
    this.#known.set(id, size);
    return size;
  }

  #sum(struct: SnapshotStruct): number | undefined {
    if (struct.subsections.length > 0 || (this.#framing === 'native' && struct.version !== undefined)) return undefined;
    let sum = 0;
    for (const field of struct.fields) {
      const size = field.when === undefined ? this.ofType(field.type) : undefined;
      if (size === undefined) return undefined;
      sum += size;
    }
    return sum;
  }
}
