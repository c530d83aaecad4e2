/** What a reader of generated types is told: meaning, unit, range, since when. */
import type { Expression } from '../../expr/tree.js';
import type { ArrayCount, FieldType } from '../../ir/layout.js';
import type { SnapshotField, SnapshotParam } from '../../ir/snapshot.js';
import { commentLine, commentLines } from './text.js';

export function fieldDocs(field: SnapshotField): string[] {
  const facts = [
    typeText(field.type),
    ...(field.unit === undefined ? [] : [`unit: ${field.unit}`]),
    ...rangeText(field),
    ...(field.when === undefined ? [] : [`only when ${field.when.text}`]),
    ...(field.since === undefined ? [] : [`since ${field.since}`]),
  ];
  return [...(field.doc === undefined ? [] : commentLines(field.doc)), commentLine(`${facts.join('; ')}.`)];
}

export function paramDocs(param: SnapshotParam): string[] {
  const facts = [
    param.type.kind === 'int' ? `${param.type.signed ? 'i' : 'u'}${param.type.bits}` : param.type.kind,
    ...(param.unit === undefined ? [] : [`unit: ${param.unit}`]),
    ...paramRange(param),
    `default: ${param.default.text}`,
    ...(param.off === undefined ? ['cannot be disabled'] : [`off: ${String(param.off.value)}`]),
    `since ${param.since}`,
  ];
  return [...(param.doc === undefined ? [] : commentLines(param.doc)), commentLine(`${facts.join('; ')}.`)];
}

function paramRange({ range }: SnapshotParam): string[] {
  const items = range.items.map((item) => ('value' in item ? item.value : item.min === item.max ? item.min : `${item.min}..${item.max}`));
  return [
    ...(items.length === 0 ? [] : [`accepts ${items.join(', ')}`]),
    ...(range.multipleOf === undefined ? [] : [`a multiple of ${range.multipleOf}`]),
    ...(range.powerOfTwo === true ? ['a power of two'] : []),
    ...(range.mask === undefined ? [] : [`bits of ${range.mask}`]),
  ];
}

function rangeText({ bounds }: SnapshotField): string[] {
  const { min, max, own, negotiated, reserved } = bounds;
  const text = (expression: Expression): string => expression.text;
  return [
    ...(min === undefined ? [] : [`at least ${text(min)}`]),
    ...(max === undefined ? [] : [`at most ${text(max)}`]),
    ...(own === undefined
      ? []
      : [`${own.compare === 'masked' ? `under mask ${own.mask?.text}` : own.compare} to the device's own ${text(own.value)}`]),
    ...(negotiated === undefined ? [] : [`a subset of ${text(negotiated)}`]),
    ...(reserved === undefined ? [] : [`bits ${reserved} zero`]),
  ];
}

/** As the spec language writes the type. */
export function typeText(type: FieldType): string {
  switch (type.kind) {
    case 'int':
      return `${type.signed ? 'i' : 'u'}${type.bits}${type.order === 'little' ? ' little-endian' : ''}`;
    case 'bool':
      return 'bool';
    case 'enum':
      return `enum of ${typeText({ kind: 'int', ...type.base })}: ${type.values.map((value) => `${value.name} ${value.value}`).join(', ')}`;
    case 'flags':
      return `flags of ${typeText({ kind: 'int', ...type.base })}${type.names.length === 0 ? '' : `: ${type.names.map((name) => `${name.name} ${name.bit}`).join(', ')}`}`;
    case 'bytes':
      return `bytes[${countText(type.length)}]${type.opaque ? ', opaque' : ''}`;
    case 'string':
      return `string of at most ${type.capacity} bytes`;
    case 'array':
      return `${typeText(type.element)}[${countText(type.count)}]`;
    case 'struct':
      return type.struct;
    case 'padding':
      return `padding of ${type.length} bytes`;
  }
}

function countText(count: ArrayCount): string {
  if (count.kind === 'marked') return `at most ${count.capacity}, each behind a marker`;
  return count.kind === 'fixed' ? String(count.value) : `${count.by.text}, at most ${count.capacity}`;
}
