import { type DescriptionField, type DescriptionStruct, subsectionHeaderSize } from './description.js';

/** A run of bytes that the stream's description has a name for. */
export interface DescriptionLeaf {
  /** `drives[1].media_changed`; inside a subsection behind its name in angle brackets. */
  readonly path: string;
  readonly type: string;
  /** From the start of the section's payload. */
  readonly offset: number;
  /** Bytes of one element. */
  readonly size: number;
  /** Elements of an array of plain values, else 1. */
  readonly count: number;
}

/** Type of the leaf that stands for a subsection's header. */
export const SUBSECTION_HEADER = 'subsection';
/** Type of the leaf for bytes of a struct whose size is larger than what is described of it. */
export const NOT_DESCRIBED = 'not described';

/** The fields of a section in wire order. Structs are inline: fields, then subsections, then the parent goes on. */
export function descriptionLeaves(section: DescriptionStruct): Generator<DescriptionLeaf, number> {
  return structLeaves(section, '', 0);
}

function* structLeaves(struct: DescriptionStruct, prefix: string, start: number): Generator<DescriptionLeaf, number> {
  let offset = start;
  const name = indexed(struct.fields);
  for (const field of struct.fields) offset = yield* fieldLeaves(field, prefix + name(field), offset);
  for (const subsection of struct.subsections) {
    const path = `${prefix}<${subsection.name}>`;
    const size = subsectionHeaderSize(subsection.name);
    yield { path, type: SUBSECTION_HEADER, offset, size, count: 1 };
    offset = yield* structLeaves(subsection, `${path}.`, offset + size);
  }
  return offset;
}

function* fieldLeaves(field: DescriptionField, path: string, start: number): Generator<DescriptionLeaf, number> {
  const { type, size, count = 1, struct } = field;
  if (struct === undefined) {
    yield { path, type, offset: start, size, count };
    return start + size * count;
  }
  for (let i = 0; i < count; i++) {
    const element = field.count === undefined ? path : `${path}[${i}]`;
    const offset = start + i * size;
    yield* structLeaves(struct, `${element}.`, offset);
    const rest = size - struct.size;
    if (rest > 0) yield { path: element, type: NOT_DESCRIBED, offset: offset + struct.size, size: rest, count: 1 };
  }
  return start + size * count;
}

/**
 * Elements of an array come as fields of one name and kind in a row. Some builds number all of them, some all but the last,
 * some none: so the position in the row counts, and a number of the description only for a field that stands alone.
 */
function indexed(fields: readonly DescriptionField[]): (field: DescriptionField) => string {
  const names = new Map<DescriptionField, string>();
  let row: DescriptionField[] = [];
  const close = (): void => {
    for (const [position, field] of row.entries()) {
      const index = row.length > 1 ? position : field.index;
      names.set(field, index === undefined ? field.name : `${field.name}[${index}]`);
    }
    row = [];
  };
  for (const field of fields) {
    const [first] = row;
    if (first !== undefined && !sameKind(first, field)) close();
    row.push(field);
  }
  close();
  return (field) => names.get(field) ?? field.name;
}

function sameKind(one: DescriptionField, other: DescriptionField): boolean {
  return one.name === other.name && one.type === other.type && one.struct?.name === other.struct?.name;
}
