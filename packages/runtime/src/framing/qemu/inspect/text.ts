import type { StreamSource } from '../source.js';
import { counted, hexOffset, hexStart, plainName, sizeText, valueText } from './format.js';
import { type InspectOptions, type InspectResult, inspectStream } from './inspect.js';
import type { InspectedField, InspectedRam, InspectedRecord, InspectedSection, InspectedVariable } from './records.js';

/**
 * A line for each record but footers, which stand in the last line; with `fields`, below each section a line for each field
 * and, where a model knows the section, for each variable.
 */
export function inspectText(source: StreamSource, write: (line: string) => void, options: InspectOptions = {}): InspectResult {
  write(columns('offset', 'length', 'record', 'section', 'inst', 'ver', 'content'));
  const result = inspectStream(source, (record) => printRecord(record, write), options);
  const { settings, sections, typedBytes, opaqueBytes } = result;
  const payload = `${counted(sections, 'full section')}: ${sizeText(typedBytes)} typed, ${sizeText(opaqueBytes)} opaque`;
  write(`${payload}; ${settings.footers ? 'a footer behind every section' : 'no footers'}`);
  return result;
}

function printRecord(record: InspectedRecord, write: (line: string) => void): void {
  if (record.record === 'SECTION_FOOTER') return;
  const header = 'header' in record ? record.header : undefined;
  const section = header?.name ?? ('zeroPages' in record ? 'ram' : '');
  const instance = header === undefined ? '' : String(header.instance);
  const version = header === undefined ? '' : String(header.version);
  write(columns(hexOffset(record.offset), String(record.length), record.record, section, instance, version, content(record)));
  if (record.record !== 'SECTION_FULL') return;
  if (record.problem !== undefined) write(`            ! ${record.problem.code}: ${plainName(record.problem.message)}`);
  for (const line of fieldLines(record.fields)) write(line);
  for (const line of variableLines(record.variables)) write(line);
}

function columns(offset: string, length: string, record: string, section: string, instance: string, version: string, rest: string): string {
  const start = `${offset.padEnd(10)} ${length.padStart(9)}  ${record.padEnd(13)}  ${section.padEnd(28)}`;
  return `${start} ${instance.padStart(4)} ${version.padStart(4)}  ${rest}`.trimEnd();
}

function content(record: InspectedRecord): string {
  switch (record.record) {
    case 'HEADER':
      return `format version ${record.version}`;
    case 'CONFIGURATION':
      return [`machine type ${record.machineType}`, ...record.subsections.map(({ name, value }) => `${name} = ${value}`)].join('; ');
    case 'SECTION_START':
    case 'SECTION_PART':
    case 'SECTION_END':
      return ramContent(record);
    case 'SECTION_FULL':
      return sectionContent(record);
    case 'SECTION_FOOTER':
      return `section id ${record.id}`;
    case 'COMMAND':
      return `command ${record.command}: ${hexStart(record.bytes)}`;
    case 'EOF':
      return '';
    case 'VMDESCRIPTION':
      return `${sizeText(record.text)} of JSON`;
  }
}

function ramContent({ blocks, zeroPages, pages }: InspectedRam): string {
  const parts: string[] = [];
  if (blocks !== undefined) parts.push(`${counted(blocks.length, 'block')}, ${sizeText(blocks.reduce((sum, { size }) => sum + size, 0))}`);
  if (blocks === undefined || zeroPages + pages > 0) parts.push(`${counted(zeroPages, 'zero page')}, ${counted(pages, 'other page')}`);
  return parts.join('; ');
}

function sectionContent({ payload, typedBytes, model, problem }: InspectedSection): string {
  const size = sizeText(payload.length);
  if (problem !== undefined) return `${size}, not what ${model ?? 'its model'} describes`;
  if (model === undefined) return size;
  const opaque = payload.length - typedBytes;
  return opaque === 0 ? `${size}, ${model}` : `${size}, ${model}, ${opaque} opaque`;
}

/** Wider names push their line out, they do not widen all the others. */
const WIDEST = 44;

function fieldLines(fields: readonly InspectedField[]): string[] {
  const rows = fields.map(({ offset, path, type, count, bytes, value }) => ({
    offset: hexOffset(offset),
    path: plainName(path),
    type: plainName(type) + (count === undefined ? '' : `[${count}]`),
    hex: hexStart(bytes, 8),
    value: value === undefined ? (bytes.length > 8 ? sizeText(bytes.length) : '') : valueText(value),
  }));
  const path = widest(rows.map((row) => row.path));
  const type = widest(rows.map((row) => row.type));
  return rows.map((row) =>
    `  ${row.offset}  ${row.path.padEnd(path)}  ${row.type.padEnd(type)}  ${row.hex.padEnd(25)}  ${row.value}`.trimEnd(),
  );
}

function variableLines(variables: readonly InspectedVariable[]): string[] {
  const path = widest(variables.map((variable) => variable.path));
  return variables.map((variable) => `  ${'='.padStart(10)}  ${variable.path.padEnd(path)}  ${valueText(variable.value)}`);
}

function widest(texts: readonly string[]): number {
  return Math.min(
    WIDEST,
    texts.reduce((width, text) => Math.max(width, text.length), 0),
  );
}
