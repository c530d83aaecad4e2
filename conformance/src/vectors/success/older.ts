/** Older versions that are read: the values after reset as an older writer would have written them. They are never written so. */
import type { DocumentFieldType, DocumentLayout } from '@migspec/capabilities';
import type { StateValue } from '@migspec/runtime';
import type { Draft, Success } from '../draft.js';
import { baseOf, bigEndian, integerBytes } from '../integers.js';
import { mapSection } from '../map.js';
import { Scope, type Self } from '../scope.js';

export function olderVectors(draft: Draft): void {
  const { section, documentSection, type } = draft.reference;
  for (let version = section.version - 1; version >= section.minimum; version--) {
    for (const base of draft.success.filter(({ decodeOnly, name }) => !decodeOnly && !name.includes(', '))) {
      const values = draft.reference.values(base, base.hex);
      if (values === undefined) continue;
      const writer = new OlderWriter(draft, base, values);
      const end = type.descriptor.framing === 'native' ? '00' : '';
      draft.bytes(
        `version ${version}, ${base.name}`,
        { ...draft.circumstancesOf(base), version },
        writer.layout(documentSection, values, undefined, version) + end,
      );
    }
  }
  for (const base of draft.bases()) olderSubsections(draft, base);
}

/** A subsection whose fields are the same at its older versions. */
function olderSubsections(draft: Draft, base: Success): void {
  for (const { subsection } of mapSection(draft.reference, base, base.hex)?.places ?? []) {
    if (subsection === undefined || subsection.version === 0) continue;
    const at = 2 * subsection.versionAt;
    const hex = base.hex.slice(0, at) + bigEndian(32, subsection.version - 1) + base.hex.slice(at + 8);
    draft.bytes(`${subsection.name} version ${subsection.version - 1}, ${base.name}`, draft.circumstancesOf(base), hex);
  }
}

/** Writes a layout without subsections, at a version that its codec only reads. */
class OlderWriter {
  readonly #draft: Draft;
  readonly #scope: Scope;

  constructor(draft: Draft, base: Success, values: { readonly [name: string]: StateValue }) {
    this.#draft = draft;
    this.#scope = new Scope(draft.reference, base, values);
  }

  layout(layout: DocumentLayout, object: { readonly [name: string]: StateValue }, self: Self, version: number): string {
    return layout.fields
      .map((field) => {
        if (field.when !== undefined && this.#scope.value(field.when, self, version) !== true) return '';
        const { type } = field;
        if (type.kind === 'padding') return '00'.repeat(type.length);
        if (field.filler !== undefined) return '00'.repeat((baseOf(type)?.bits ?? 8) / 8);
        return this.#value(type, object[field.name], version);
      })
      .join('');
  }

  #value(type: DocumentFieldType, value: StateValue | undefined, version: number): string {
    switch (type.kind) {
      case 'bool':
        return value === true ? '01' : '00';
      case 'enum':
        return integerBytes(type.base, BigInt(type.values.find(({ name }) => name === value)?.value ?? 0));
      case 'bytes':
        return Buffer.from(value as Uint8Array).toString('hex');
      case 'array':
        return Array.from(value as Iterable<StateValue>, (element) => this.#value(type.element, element, version)).join('');
      case 'struct': {
        const struct = this.#draft.reference.documentModel.structs[type.struct];
        const object = value as { readonly [name: string]: StateValue };
        return struct === undefined ? '' : this.layout(struct, object, object, struct.version ?? version);
      }
      case 'string': {
        const bytes = Buffer.from(String(value));
        return bigEndian(type.lengthBits, bytes.length) + bytes.toString('hex');
      }
      case 'padding':
        return '';
      default:
        return integerBytes(baseOf(type) ?? { bits: 8, signed: false, order: 'big' }, BigInt(value as number | bigint));
    }
  }
}
