/**
 * Where everything of a section lies in bytes that its codec reads: each value, each subsection's header, each count. Found
 * by walking the document's layout, so that vectors can damage one thing and know which.
 */
import type { DocumentField, DocumentFieldType, DocumentLayout, DocumentSubsection } from '@migspec/capabilities';
import { Cursor, type DeviceState, type StateValue } from '@migspec/runtime';
import type { Circumstances } from '@migspec/vectors';
import type { SectionReference } from '../testee/reference.js';
import { Scope, type Self } from './scope.js';

export interface Place {
  readonly kind:
    | 'value'
    | 'string'
    | 'padding'
    | 'filler'
    | 'marker'
    | 'struct version'
    | 'subsection count'
    /** The whole of one, header included. */
    | 'subsection';
  /** From the variable on; for what is no value, where it is. */
  readonly path: readonly (string | number)[];
  readonly at: number;
  readonly bytes: number;
  /** The field that the value belongs to. An array of integers is one place; of an array of structs each field is one. */
  readonly field?: DocumentField;
  readonly type?: DocumentFieldType;
  readonly self: Self;
  /** The version in force. */
  readonly version: number;
  readonly subsection?: SubsectionPlace;
}

export interface SubsectionPlace {
  readonly name: string;
  readonly version: number;
  /** Offsets; `lengthAt` and `flagsAt` in the native framing only. */
  readonly versionAt: number;
  readonly flagsAt?: number;
  readonly lengthAt?: number;
  readonly bodyAt: number;
}

export interface Mapped {
  readonly places: readonly Place[];
  readonly scope: Scope;
  readonly values: DeviceState;
}

/** Undefined for bytes that the codec does not read. Throws when the walk and the codec disagree: then one of them is wrong. */
export function mapSection(reference: SectionReference, circumstances: Circumstances, hex: string): Mapped | undefined {
  const values = reference.values(circumstances, hex);
  if (values === undefined) return undefined;
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  const walk = new Walk(reference, new Scope(reference, circumstances, values), values, new Cursor(bytes));
  return { places: walk.section(circumstances.version), scope: walk.scope, values };
}

class Walk {
  readonly scope: Scope;
  readonly #reference: SectionReference;
  readonly #values: DeviceState;
  readonly #view: DataView;
  readonly #length: number;
  readonly #native: boolean;
  readonly #places: Place[] = [];
  #at = 0;

  constructor(reference: SectionReference, scope: Scope, values: DeviceState, { view, end }: Cursor) {
    this.#reference = reference;
    this.scope = scope;
    this.#values = values;
    this.#view = view;
    this.#length = end;
    this.#native = reference.type.descriptor.framing === 'native';
  }

  section(version: number): readonly Place[] {
    const section = this.#reference.documentSection;
    this.#layout(section, { self: undefined, object: this.#values, path: [], version });
    this.#subsections(section.subsections, { self: undefined, object: this.#values, path: [], version });
    if (this.#at !== this.#length)
      throw new Error(`${section.id}: the document's layout takes ${this.#at} bytes, the codec read ${this.#length}`);
    return this.#places;
  }

  #layout(layout: DocumentLayout, here: Here): void {
    for (const field of layout.fields) {
      if (field.when !== undefined && this.scope.value(field.when, here.self, here.version) !== true) continue;
      this.#field(field, here);
    }
  }

  #field(field: DocumentField, here: Here): void {
    const { type } = field;
    const value = here.object[field.name];
    const path = [...here.path, field.name === '' ? 'padding' : field.name];
    const rest = { field, type, path, self: here.self, version: here.version };
    if (type.kind === 'padding') this.#take({ ...rest, kind: 'padding' }, type.length);
    else if (field.filler !== undefined) this.#take({ ...rest, kind: 'filler' }, this.#width(type, here));
    else this.#value(field, type, value, path, here);
  }

  #value(field: DocumentField, type: DocumentFieldType, value: StateValue | undefined, path: Place['path'], here: Here): void {
    const rest = { field, type, path, self: here.self, version: here.version };
    if (type.kind === 'struct') this.#struct(type.struct, value as Self, path, here.version);
    else if (type.kind === 'array' && (type.element.kind === 'struct' || type.element.kind === 'array'))
      this.#elements(field, type, value, path, here);
    else if (type.kind === 'string') {
      const prefix = type.lengthBits / 8;
      this.#take({ ...rest, kind: 'string' }, prefix + new TextEncoder().encode(String(value)).length);
    } else this.#take({ ...rest, kind: 'value' }, scalarWidth(type) * lengthOf(type, value));
  }

  #elements(
    field: DocumentField,
    type: DocumentFieldType & { readonly kind: 'array' },
    value: StateValue | undefined,
    path: Place['path'],
    here: Here,
  ): void {
    const { count } = type;
    const marker = (index: number): void => {
      if (count.kind === 'marked')
        this.#take({ kind: 'marker', field, type, path: [...path, index], self: here.self, version: here.version }, 1);
    };
    const elements = value as readonly StateValue[];
    elements.forEach((element, index) => {
      marker(index);
      this.#value(field, type.element, element, [...path, index], here);
    });
    marker(elements.length);
  }

  #struct(id: string, object: Self, path: Place['path'], outer: number): void {
    const struct = this.#reference.documentModel.structs[id];
    if (struct === undefined || object === undefined) throw new Error(`no struct ${id}`);
    const version = struct.version ?? outer;
    const here = { self: object, object, path, version };
    const versioned = this.#native && struct.version !== undefined;
    if (versioned) this.#take({ kind: 'struct version', path, self: object, version }, 4);
    this.#layout(struct, here);
    if (versioned || struct.subsections.length > 0) this.#subsections(struct.subsections, here);
  }

  #subsections(known: readonly DocumentSubsection[], here: Here): void {
    const { path, self, version } = here;
    let left = Number.POSITIVE_INFINITY;
    if (this.#native) {
      left = this.#view.getUint8(this.#at);
      this.#take({ kind: 'subsection count', path, self, version }, 1);
    }
    while (left-- > 0) {
      const header = this.#header();
      const subsection = known.find(({ name }) => name === header?.name);
      if (header === undefined || (subsection === undefined && !this.#native)) return;
      const at = this.#at;
      const index = this.#places.length;
      this.#at = header.bodyAt;
      if (subsection === undefined) this.#at += header.lengthAt === undefined ? 0 : this.#view.getUint32(header.lengthAt);
      else {
        this.#layout(subsection, { ...here, version: header.version });
        this.#subsections(subsection.subsections, { ...here, version: header.version });
      }
      const place = { kind: 'subsection', path, at, bytes: this.#at - at, self, version, subsection: header } as const;
      this.#places.splice(index, 0, place);
    }
  }

  /** In the qemu framing, only where one begins. */
  #header(): SubsectionPlace | undefined {
    const begin = this.#native ? this.#at : this.#at + 1;
    if (!this.#native && (this.#at >= this.#length || this.#view.getUint8(this.#at) !== 5)) return undefined;
    const nameLength = begin < this.#length ? this.#view.getUint8(begin) : 0;
    const versionAt = begin + 1 + nameLength;
    if (versionAt + 4 > this.#length) return undefined;
    const bytes = new Uint8Array(this.#view.buffer, this.#view.byteOffset + begin + 1, nameLength);
    const head = { name: new TextDecoder().decode(bytes), version: this.#view.getUint32(versionAt), versionAt };
    if (!this.#native) return { ...head, bodyAt: versionAt + 4 };
    return { ...head, flagsAt: versionAt + 4, lengthAt: versionAt + 5, bodyAt: versionAt + 9 };
  }

  #take(place: Omit<Place, 'at' | 'bytes'>, bytes: number): void {
    this.#places.push({ ...place, at: this.#at, bytes });
    this.#at += bytes;
  }

  /** Of a filler, whose value nobody has. */
  #width(type: DocumentFieldType, here: Here): number {
    const count = type.kind === 'array' ? type.count : type.kind === 'bytes' ? type.length : undefined;
    if (count === undefined) return scalarWidth(type);
    if (count.kind === 'marked') throw new Error('a filler is no list');
    const elements = count.kind === 'fixed' ? count.value : Number(this.scope.integer(count.by, here.self, here.version));
    return elements * scalarWidth(type);
  }
}

interface Here {
  readonly self: Self;
  /** Holds the fields: the struct, or all variables. */
  readonly object: { readonly [name: string]: StateValue };
  readonly path: Place['path'];
  readonly version: number;
}

/** Bytes of a scalar, or of one element. */
function scalarWidth(type: DocumentFieldType): number {
  switch (type.kind) {
    case 'int':
      return type.bits / 8;
    case 'enum':
    case 'flags':
      return type.base.bits / 8;
    case 'array':
      return scalarWidth(type.element);
    default:
      return 1;
  }
}

function lengthOf(type: DocumentFieldType, value: StateValue | undefined): number {
  return type.kind === 'array' || type.kind === 'bytes' ? (value as { readonly length: number }).length : 1;
}
