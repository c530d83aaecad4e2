import type { SectionHeader } from '../records.js';
import { counted, plainName, quoted, sizeText, valueText } from './format.js';
import type { InspectedRam, InspectedRecord } from './records.js';

/** A run of bytes of a record and what it is. */
export interface Part {
  readonly length: number;
  readonly text: string;
  /** Not shown in full however short the limit: page content. */
  readonly hidden?: boolean;
}

/** A record cut into its parts, in order and without gaps. */
export function partsOf(record: InspectedRecord): Part[] {
  const type = { length: 1, text: record.record };
  switch (record.record) {
    case 'HEADER':
      return [
        { length: 4, text: 'magic "QEVM"' },
        { length: 4, text: `format version ${record.version}` },
      ];
    case 'CONFIGURATION': {
      const { machineType, subsections } = record;
      const rest = subsections.map(({ name, version, value, length }) => ({
        length,
        text: `subsection ${name}, version ${version}: ${value}`,
      }));
      return [
        type,
        { length: 4, text: `length ${machineType.length}` },
        { length: machineType.length, text: quoted(machineType) },
        ...rest,
      ];
    }
    case 'SECTION_START':
    case 'SECTION_PART':
    case 'SECTION_END':
      return [type, ...ramParts(record)];
    case 'SECTION_FULL': {
      const { header, payload, fields, model } = record;
      const parts = [type, ...headerParts(header)];
      let at = payload.offset;
      for (const { offset, length, path, type, count, value } of fields) {
        if (offset > at) parts.push({ length: offset - at, text: 'payload' });
        const of = plainName(type) + (count === undefined ? '' : `[${count}]`);
        parts.push({ length, text: `${plainName(path)} : ${of}${value === undefined ? '' : ` = ${valueText(value)}`}` });
        at = offset + length;
      }
      const rest = payload.offset + payload.length - at;
      if (rest > 0) parts.push({ length: rest, text: `payload${model === undefined ? '' : ` of ${model}`}, ${sizeText(rest)}` });
      return parts;
    }
    case 'SECTION_FOOTER':
      return [type, { length: 4, text: `section id ${record.id}` }];
    case 'COMMAND':
      return [
        type,
        { length: 2, text: `command ${record.command}` },
        { length: 2, text: `length ${record.bytes.length}` },
        { length: record.bytes.length, text: 'content' },
      ];
    case 'EOF':
      return [type];
    case 'VMDESCRIPTION':
      return [type, { length: 4, text: `length ${record.text}` }, { length: record.text, text: 'JSON' }];
  }
}

function headerParts({ id, name, instance, version }: SectionHeader): Part[] {
  return [
    { length: 4, text: `section id ${id}` },
    { length: 1 + name.length, text: `section ${quoted(name)}` },
    { length: 4, text: `instance ${instance}` },
    { length: 4, text: `version ${version}` },
  ];
}

function ramParts({ id, header, blocks, zeroPages, pages, length }: InspectedRam): Part[] {
  const parts: Part[] = header === undefined ? [{ length: 4, text: `section id ${id}` }] : headerParts(header);
  if (blocks !== undefined) {
    parts.push({ length: 8, text: `${sizeText(blocks.reduce((sum, { size }) => sum + size, 0))} of RAM` });
    for (const { name, size, address } of blocks) {
      parts.push({ length: 9 + name.length, text: `block ${quoted(name)}, ${sizeText(size)}` });
      if (address !== undefined) parts.push({ length: 8, text: `at guest address 0x${address.toString(16)}` });
    }
  }
  const rest = length - 1 - 8 - parts.reduce((sum, part) => sum + part.length, 0);
  if (rest > 0) parts.push({ length: rest, text: `${counted(zeroPages, 'zero page')}, ${counted(pages, 'other page')}`, hidden: true });
  return [...parts, { length: 8, text: 'end of the part' }];
}
