import { MigspecError } from '../../errors.js';
import type { StreamSource } from './source.js';
import { MAX_DESCRIPTION, MAX_PAGE_BITS, MIN_PAGE_BITS, RECORD_DESCRIPTION } from './wire.js';

/** A field as the stream's own description has it. `size` is of one element, in bytes. */
export interface DescriptionField {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  /** Absent: not an array, or one of one element. */
  readonly count?: number;
  readonly index?: number;
  /** Of `struct`, `vstruct` and `tmp`: what is inside, inline on the wire. */
  readonly struct?: DescriptionStruct;
}

export interface DescriptionStruct {
  readonly name: string;
  readonly version: number;
  readonly fields: readonly DescriptionField[];
  readonly subsections: readonly DescriptionStruct[];
  /** Bytes of all fields and subsections, the subsections' headers included. */
  readonly size: number;
  /** How many leaves `descriptionLeaves` gives for it, at most. */
  readonly leaves: number;
}

export interface DescriptionSection extends DescriptionStruct {
  /** The section's name on the wire; `name` is the description's own. */
  readonly section: string;
  readonly instance: number;
}

/** The JSON at the end of a stream: which fields each full section has, and so how long it is. */
export interface StreamDescription {
  /** Position of the record in the stream. */
  readonly offset: number;
  readonly pageSize?: number;
  /** In stream order. */
  readonly sections: readonly DescriptionSection[];
}

/** Bytes in front of a subsection's fields: type, name with its length, version. */
export function subsectionHeaderSize(name: string): number {
  return 1 + 1 + name.length + 4;
}

/**
 * Finds the description without reading the stream: it is the last record, so its text ends where the stream ends, and
 * text holds no control characters, so the last one belongs to the record's type or length.
 * Undefined without a description. RECORD_INVALID when it is no JSON or has another shape, LIMIT_EXCEEDED above 16 MiB.
 */
export function findDescription(source: StreamSource): StreamDescription | undefined {
  const control = lastControlByte(source);
  if (control === undefined) return undefined;
  const head = new Uint8Array(6);
  for (let offset = control; offset >= Math.max(0, control - 4); offset--) {
    if (source.read(head, 0, 6, offset) < 6) continue;
    const length = new DataView(head.buffer).getUint32(1);
    if (head[0] !== RECORD_DESCRIPTION || length !== source.size - offset - 5 || head[5] !== 0x7b) continue;
    const text = new Uint8Array(length);
    for (let at = 0; at < length; ) {
      const got = source.read(text, at, length - at, offset + 5 + at);
      if (got <= 0) return undefined;
      at += got;
    }
    return parseDescription(text, offset);
  }
  return undefined;
}

function lastControlByte(source: StreamSource): number | undefined {
  const chunk = new Uint8Array(1 << 16);
  const lowest = Math.max(0, source.size - MAX_DESCRIPTION - 5);
  for (let end = source.size; end > lowest; ) {
    const start = Math.max(lowest, end - chunk.length);
    const got = source.read(chunk, 0, end - start, start);
    for (let i = got - 1; i >= 0; i--) {
      const byte = chunk[i] ?? 0;
      if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return start + i;
    }
    end = start;
  }
  return undefined;
}

export function parseDescription(text: Uint8Array, offset: number): StreamDescription {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    throw new MigspecError('RECORD_INVALID', "the stream's description is not JSON", { offset });
  }
  const shape = new Shape(offset);
  const top = shape.object(json, 'the description');
  const sections = shape.array(top.devices, 'devices').map((device) => shape.section(device));
  const pageSize = top.page_size;
  if (pageSize === undefined) return { offset, sections };
  if (typeof pageSize !== 'number' || !isPageSize(pageSize)) return shape.fail('page_size');
  return { offset, pageSize, sections };
}

export function isPageSize(value: number): boolean {
  return Number.isInteger(Math.log2(value)) && value >= 2 ** MIN_PAGE_BITS && value <= 2 ** MAX_PAGE_BITS;
}

type Json = Readonly<Record<string, unknown>>;
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 1 << 24;
/** Types whose inside the description has; any other type is a run of bytes. */
const STRUCT_TYPES: ReadonlySet<string> = new Set(['struct', 'vstruct', 'tmp']);

/** Checks while it converts: nothing of the JSON is believed. */
class Shape {
  private readonly offset: number;

  constructor(offset: number) {
    this.offset = offset;
  }

  fail(what: string): never {
    throw new MigspecError('RECORD_INVALID', `the stream's description has no usable ${what}`, { offset: this.offset, field: what });
  }

  object(value: unknown, what: string): Json {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : this.fail(what);
  }

  array(value: unknown, what: string): readonly unknown[] {
    return Array.isArray(value) ? value : this.fail(what);
  }

  text(value: unknown, what: string): string {
    return typeof value === 'string' ? value : this.fail(what);
  }

  int(value: unknown, what: string, max: number = Number.MAX_SAFE_INTEGER): number {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= max ? value : this.fail(what);
  }

  section(value: unknown): DescriptionSection {
    const json = this.object(value, 'devices');
    const section = this.text(json.name, 'name');
    const instance = this.int(json.instance_id, 'instance_id', 0xffff_ffff);
    return { section, instance, ...this.struct(json, 0) };
  }

  struct(value: unknown, depth: number): DescriptionStruct {
    if (depth > MAX_DEPTH) this.fail('nesting');
    const json = this.object(value, 'struct');
    const fields = this.array(json.fields ?? [], 'fields').map((field) => this.field(field, depth));
    const subsections = this.array(json.subsections ?? [], 'subsections').map((subsection) => this.struct(subsection, depth + 1));
    let size = 0;
    let leaves = 0;
    for (const { size: bytes, count = 1, struct } of fields) {
      size += bytes * count;
      leaves += struct === undefined ? 1 : count * (struct.leaves + 1);
    }
    for (const subsection of subsections) {
      size += subsectionHeaderSize(subsection.name) + subsection.size;
      leaves += subsection.leaves + 1;
    }
    if (leaves > MAX_ELEMENTS) this.fail('number of fields');
    const name = json.vmsd_name === undefined ? '' : this.text(json.vmsd_name, 'vmsd_name');
    const version = json.version === undefined ? 0 : this.int(json.version, 'version', 0xffff_ffff);
    return { name, version, fields, subsections, size: this.int(size, 'size'), leaves };
  }

  private field(value: unknown, depth: number): DescriptionField {
    const json = this.object(value, 'fields');
    const name = this.text(json.name, 'name');
    const type = this.text(json.type, 'type');
    const size = this.int(json.size, 'size');
    const count = json.array_len === undefined ? undefined : this.int(json.array_len, 'array_len', MAX_ELEMENTS);
    const index = json.index === undefined ? undefined : this.int(json.index, 'index', MAX_ELEMENTS);
    const inside = !STRUCT_TYPES.has(type)
      ? undefined
      : json.struct !== undefined
        ? json.struct
        : json.fields !== undefined
          ? json
          : undefined;
    const struct = inside === undefined ? undefined : this.struct(inside, depth + 1);
    // The size is counted while it is written, so it is right even where the inside is not wholly described.
    if (struct !== undefined && struct.size > size) this.fail('size');
    return {
      name,
      type,
      size,
      ...(count === undefined ? {} : { count }),
      ...(index === undefined ? {} : { index }),
      ...(struct === undefined ? {} : { struct }),
    };
  }
}
