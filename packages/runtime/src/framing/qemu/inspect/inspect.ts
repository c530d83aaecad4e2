import { MigspecError } from '../../../errors.js';
import { type DescriptionSection, findDescription, type StreamDescription } from '../description.js';
import { descriptionLeaves } from '../leaves.js';
import { decodePayload, opaqueLength, SectionLengths } from '../payload.js';
import { plainReader } from '../plain.js';
import type { CommandRecord, ConfigurationRecord, ConfigurationSubsection, RamBlock, SectionHeader } from '../records.js';
import type { SectionRegistry } from '../registry.js';
import type { StreamSource } from '../source.js';
import { type StreamSettings, type StreamVisitor, walkStream } from '../walk.js';
import { Window } from '../window.js';
import { MAX_TYPED_SECTION } from '../wire.js';
import { hexPairs } from './format.js';
import type { InspectedField, InspectedRecord, InspectedSection } from './records.js';
import { variablesOf } from './variables.js';

/** Names the fields of a section's payload, instead of the stream's own description. */
export interface SectionDescriber {
  /** Undefined for a section that it does not know. `offset` counts from the payload's start. */
  describe(
    header: SectionHeader,
    payload: Uint8Array,
  ): { readonly model: string; readonly fields: readonly Omit<InspectedField, 'bytes'>[] } | undefined;
}

export interface InspectOptions {
  /** Sections with a model: their variables are shown, and their lengths need no description. */
  readonly registry?: SectionRegistry | undefined;
  readonly describer?: SectionDescriber | undefined;
  /** Whether to look into sections. */
  readonly fields?: boolean | undefined;
}

export interface InspectResult {
  readonly settings: StreamSettings;
  readonly sections: number;
  readonly typedBytes: number;
  readonly opaqueBytes: number;
}

/**
 * Reads a stream and hands over each record, in stream order, before the next is read. A section that its model cannot read
 * is shown with the problem when the stream's description says how long it is. Throws as `rewriteStream` does, after having
 * handed over everything in front of the fault.
 */
export function inspectStream(source: StreamSource, emit: (record: InspectedRecord) => void, options: InspectOptions = {}): InspectResult {
  const description = findDescription(source);
  const window = new Window(source, new Uint8Array(1 << 20));
  const inspector = new Inspector(window, description, emit, options);
  const settings = walkStream(window, inspector, { description });
  return { settings, ...inspector.counts };
}

class Inspector implements StreamVisitor {
  readonly counts = { sections: 0, typedBytes: 0, opaqueBytes: 0 };
  private readonly window: Window;
  private readonly emit: (record: InspectedRecord) => void;
  private readonly options: InspectOptions;
  private readonly lengths: SectionLengths;
  private begin = 0;
  private part: { record: 'SECTION_START' | 'SECTION_PART' | 'SECTION_END'; id: number; header?: SectionHeader } | undefined;
  private blocks: readonly RamBlock[] | undefined;
  private zeroPages = 0;
  private pages = 0;

  constructor(
    window: Window,
    description: StreamDescription | undefined,
    emit: (record: InspectedRecord) => void,
    options: InspectOptions,
  ) {
    this.window = window;
    this.emit = emit;
    this.options = options;
    this.lengths = new SectionLengths(description);
  }

  recordBegin(_type: number | undefined, offset: number): void {
    this.begin = offset;
  }

  /** The record ends here. */
  private place(): { offset: number; length: number } {
    return { offset: this.begin, length: this.window.offset - this.begin };
  }

  header(version: number): void {
    this.emit({ record: 'HEADER', ...this.place(), version });
  }

  configuration({ machineType, subsections }: ConfigurationRecord): void {
    this.emit({ record: 'CONFIGURATION', ...this.place(), machineType, subsections: subsections.map(configured) });
  }

  ramStart(header: SectionHeader): void {
    this.startPart({ record: 'SECTION_START', id: header.id, header });
  }

  ramPart(id: number, last: boolean): void {
    this.startPart({ record: last ? 'SECTION_END' : 'SECTION_PART', id });
  }

  private startPart(part: NonNullable<Inspector['part']>): void {
    this.part = part;
    this.blocks = undefined;
    this.zeroPages = 0;
    this.pages = 0;
  }

  ramBlocks(blocks: readonly RamBlock[]): void {
    this.blocks = blocks;
  }

  ramZero(): void {
    this.zeroPages += 1;
  }

  ramPage(): void {
    this.pages += 1;
  }

  ramEnd(): void {
    const { part, blocks, zeroPages, pages } = this;
    if (part !== undefined) this.emit({ ...part, ...this.place(), ...(blocks === undefined ? {} : { blocks }), zeroPages, pages });
  }

  section(header: SectionHeader, window: Window): void {
    const { counts, options } = this;
    const described = this.lengths.take(header);
    const { length, typedBytes, ...found } = this.decode(header, window, described);
    const payload = { offset: window.offset, length };
    let fields: readonly InspectedField[] = [];
    let model = found.model;
    if (options.fields === true && length <= MAX_TYPED_SECTION) {
      window.need(length, `section ${header.name}`);
      const bytes = window.u8.subarray(window.pos, window.pos + length);
      const typed = options.describer?.describe(header, bytes);
      model = typed?.model ?? model;
      if (typed !== undefined) fields = typed.fields.map((field) => placed(field, bytes, payload.offset));
      else if (described !== undefined) fields = describedFields(described, bytes, payload.offset);
    }
    const end = payload.offset + length;
    counts.sections += 1;
    counts.typedBytes += typedBytes;
    counts.opaqueBytes += length - typedBytes;
    const record = { record: 'SECTION_FULL', offset: this.begin, length: end - this.begin, header, payload, typedBytes, fields } as const;
    this.emit({ ...record, ...found, ...(model === undefined ? {} : { model }) });
    window.pass(length, `section ${header.name}`);
  }

  private decode(
    header: SectionHeader,
    window: Window,
    described: DescriptionSection | undefined,
  ): {
    length: number;
    typedBytes: number;
    variables: InspectedSection['variables'];
    model?: string;
    problem?: InspectedSection['problem'] & {};
  } {
    const codec = this.options.registry?.find(header.name, header.instance, header.version);
    if (codec === undefined) return { length: opaqueLength(window, header, described), typedBytes: 0, variables: [] };
    const model = codec.model === undefined ? {} : { model: codec.model };
    try {
      const { value, length } = decodePayload(window, header, codec, described);
      const variables = this.options.fields === true ? variablesOf(codec.variables?.(value) ?? value) : [];
      return { length, typedBytes: length - (codec.opaqueBytes?.(value) ?? 0), variables, ...model };
    } catch (error) {
      if (!(error instanceof MigspecError) || described === undefined || described.size > window.left) throw error;
      const { code, message, details } = error;
      return { length: described.size, typedBytes: 0, variables: [], ...model, problem: { code, message, details } };
    }
  }

  footer(id: number): void {
    this.emit({ record: 'SECTION_FOOTER', offset: this.window.offset - 5, length: 5, id });
  }

  command({ command, bytes }: CommandRecord): void {
    this.emit({ record: 'COMMAND', ...this.place(), command, bytes });
  }

  endOfFile(): void {
    this.emit({ record: 'EOF', ...this.place() });
  }

  descriptionBegin(length: number): void {
    this.emit({ record: 'VMDESCRIPTION', offset: this.begin, length: 5 + length, text: length });
  }
}

function configured(subsection: ConfigurationSubsection): { name: string; version: number; value: string; length: number } {
  const { kind, version } = subsection;
  const name = `configuration/${kind}`;
  const length = 6 + name.length;
  switch (subsection.kind) {
    case 'target-page-bits':
      return { name, version, value: String(subsection.bits), length: length + 4 };
    case 'capabilities':
      return {
        name,
        version,
        value: subsection.names.join(' '),
        length: length + 4 + subsection.names.reduce((sum, text) => sum + 1 + text.length, 0),
      };
    case 'uuid':
      return { name, version, value: hexPairs(subsection.uuid, ''), length: length + 16 };
  }
}

function placed(field: Omit<InspectedField, 'bytes'>, payload: Uint8Array, start: number): InspectedField {
  return { ...field, offset: start + field.offset, bytes: payload.subarray(field.offset, field.offset + field.length) };
}

function describedFields(described: DescriptionSection, payload: Uint8Array, start: number): InspectedField[] {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const fields: InspectedField[] = [];
  for (const { path, type, offset, size, count } of descriptionLeaves(described)) {
    const length = size * count;
    const read = plainReader(type, size);
    const bytes = payload.subarray(offset, offset + length);
    const place = { path, type, offset: start + offset, length, bytes };
    if (read === undefined) fields.push(count === 1 ? place : { ...place, count });
    else if (count === 1) fields.push({ ...place, value: read(view, offset) });
    else fields.push({ ...place, count, value: Array.from({ length: count }, (_, index) => read(view, offset + index * size)) });
  }
  return fields;
}
