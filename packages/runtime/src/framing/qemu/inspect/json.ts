import { MigspecError } from '../../../errors.js';
import type { StreamSource } from '../source.js';
import { asciiJson, hexPairs, jsonValue } from './format.js';
import { type InspectOptions, type InspectResult, inspectStream } from './inspect.js';
import type { InspectedRecord } from './records.js';

/**
 * One JSON object: `records` in stream order, one on each line, then `sections`, `typedBytes`, `opaqueBytes`, `footers`.
 * Offsets and lengths are bytes; 64-bit values decimal strings; runs of bytes hex. After a fault the records in
 * front of it are there, and `failure` (`code`, `message`, details) instead of the rest; the fault is thrown on.
 */
export function inspectJson(source: StreamSource, write: (line: string) => void, options: InspectOptions = {}): InspectResult {
  write('{"framing":"qemu","records":[');
  let held: string | undefined;
  const emit = (record: InspectedRecord): void => {
    if (held !== undefined) write(`${held},`);
    held = asciiJson(recordJson(record, options.fields === true));
  };
  let result: InspectResult;
  try {
    result = inspectStream(source, emit, options);
  } catch (error) {
    if (held !== undefined) write(held);
    if (error instanceof MigspecError) write(`],"failure":${asciiJson(failureJson(error))}}`);
    throw error;
  }
  if (held !== undefined) write(held);
  const { sections, typedBytes, opaqueBytes, settings } = result;
  write(`],"sections":${sections},"typedBytes":${typedBytes},"opaqueBytes":${opaqueBytes},"footers":${settings.footers}}`);
  return result;
}

function recordJson(record: InspectedRecord, fields: boolean): unknown {
  const { offset, length } = record;
  const place = { record: record.record, offset, length };
  switch (record.record) {
    case 'HEADER':
      return { ...place, version: record.version };
    case 'CONFIGURATION':
      return {
        ...place,
        machineType: record.machineType,
        subsections: record.subsections.map(({ name, version, value }) => ({ name, version, value })),
      };
    case 'SECTION_START':
    case 'SECTION_PART':
    case 'SECTION_END': {
      const { id, header, blocks, zeroPages, pages } = record;
      const list = blocks?.map(({ name, size, address }) => ({
        name,
        size,
        ...(address === undefined ? {} : { address: address.toString() }),
      }));
      return { ...place, ...(header ?? { id, name: 'ram' }), ...(list === undefined ? {} : { blocks: list }), zeroPages, pages };
    }
    case 'SECTION_FULL': {
      const { header, payload, typedBytes, model, problem } = record;
      return {
        ...place,
        ...header,
        payload,
        typedBytes,
        opaqueBytes: payload.length - typedBytes,
        ...(model === undefined ? {} : { model }),
        ...(problem === undefined ? {} : { problem: failureJson(problem) }),
        ...(fields ? { fields: record.fields.map(fieldJson), variables: variablesJson(record.variables) } : {}),
      };
    }
    case 'SECTION_FOOTER':
      return { ...place, id: record.id };
    case 'COMMAND':
      return { ...place, command: record.command, bytes: hexPairs(record.bytes, '') };
    case 'EOF':
      return place;
    case 'VMDESCRIPTION':
      return { ...place, text: record.text };
  }
}

function failureJson({ code, message, details }: Pick<MigspecError, 'code' | 'message' | 'details'>): unknown {
  return { code, message, ...details };
}

type SectionRecord = Extract<InspectedRecord, { record: 'SECTION_FULL' }>;

function fieldJson({ offset, length, path, type, count, value, bytes }: SectionRecord['fields'][number]): unknown {
  const place = { offset, length, path, type, ...(count === undefined ? {} : { count }) };
  return { ...place, ...(value === undefined ? {} : { value: jsonValue(value) }), hex: hexPairs(bytes, '') };
}

/** An object without a prototype: a variable may have any name. */
function variablesJson(variables: SectionRecord['variables']): unknown {
  const json: Record<string, unknown> = Object.create(null);
  for (const { path, value } of variables) json[path] = jsonValue(value);
  return json;
}
