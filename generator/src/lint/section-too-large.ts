import { state as codes } from '../diagnostics/codes/state.js';
import type { ArrayCount, FieldType, Layout, Section } from '../ir/layout.js';
import { alive } from '../ir/revisions.js';
import type { ModelIR } from '../ir/spec.js';
import { opaqueNames } from '../resolve/sections.js';
import type { ModelRule } from './rule.js';

/** As many as a receiver of a QEMU stream reads of one section. */
const mostBytes = 64n * 1024n * 1024n;
/** Elements of arrays, those inside of elements too: each is a value of its own in memory, however few its bytes. */
const mostElements = 1024n * 1024n;

interface Size {
  readonly bytes: bigint;
  readonly elements: bigint;
}

const nothing: Size = { bytes: 0n, elements: 0n };

/** What a section can be at capacity fits a machine: arrays of structs with arrays multiply, and no single count shows it. */
export const sectionTooLarge: ModelRule = (model, { reporter, span }) => {
  for (const section of model.sections) {
    if (isOpaque(section)) continue;
    const sizes = model.revisions.map((_, revision) => sizeOf(model, section, revision));
    const over = sizes.find(({ bytes, elements }) => bytes > mostBytes || elements > mostElements);
    if (over === undefined) continue;
    const [number, most, unit] = over.bytes > mostBytes ? [over.bytes, mostBytes, 'bytes'] : [over.elements, mostElements, 'elements'];
    const message = `the section ${section.id} can have ${number} ${unit}; ${most} are possible`;
    reporter.report(codes.sectionTooLarge, span('model', model.id, 'sections', section.id), message, {
      help: 'write smaller counts and capacities: those of arrays inside of arrays multiply',
    });
  }
};

/** A state that is not described has a bound of its own, `max-size`. */
function isOpaque({ id, fields }: Section): boolean {
  const { size, blob } = opaqueNames(id);
  return fields.length === 2 && fields[0]?.name === size && fields[1]?.name === blob && fields[1].type.kind === 'bytes';
}

/** With everything there that can be, and as many of it as possible. Struct types do not hold themselves. */
function sizeOf(model: ModelIR, section: Layout, revision: number): Size {
  const known = new Map<string, Size>();
  const ofStruct = (id: string): Size => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const struct = model.structs.find((each) => each.id === id);
    const size = struct === undefined ? nothing : ofLayout(struct);
    known.set(id, size);
    return size;
  };
  const ofType = (type: FieldType): Size => {
    switch (type.kind) {
      case 'bool':
        return { bytes: 1n, elements: 0n };
      case 'int':
        return { bytes: BigInt(type.bits / 8), elements: 0n };
      case 'enum':
      case 'flags':
        return { bytes: BigInt(type.base.bits / 8), elements: 0n };
      case 'padding':
        return { bytes: BigInt(type.length), elements: 0n };
      case 'string':
        return { bytes: BigInt(type.capacity + type.lengthBits / 8), elements: 0n };
      case 'bytes':
        return { bytes: most(type.length), elements: 0n };
      case 'struct':
        return ofStruct(type.struct);
      case 'array': {
        const { bytes, elements } = ofType(type.element);
        const count = most(type.count);
        return { bytes: count * bytes, elements: count * (1n + elements) };
      }
    }
  };
  const ofLayout = ({ fields, subsections }: Layout): Size =>
    [
      ...fields.filter((field) => alive(field, revision)).map(({ type }) => ofType(type)),
      ...subsections.filter((each) => alive(each, revision)).map(ofLayout),
    ].reduce((sum, size) => ({ bytes: sum.bytes + size.bytes, elements: sum.elements + size.elements }), nothing);
  return ofLayout(section);
}

function most(count: ArrayCount): bigint {
  return BigInt(count.kind === 'fixed' ? count.value : count.capacity);
}
