/** What printers of every language ask of fields. */
import type { Expression } from '../expr/tree.js';
import type { ArrayCount, FieldType, IntType } from '../ir/layout.js';
import type { SnapshotField, SnapshotStruct } from '../ir/snapshot.js';

/** The integer that an int, a flags or an enum field is on the wire. */
export function baseOf(type: FieldType): IntType | undefined {
  if (type.kind === 'int') return type;
  return type.kind === 'flags' || type.kind === 'enum' ? type.base : undefined;
}

/** Every field of a struct, those of its subsections included. */
export function structFields(struct: SnapshotStruct | undefined): ReadonlyMap<string, SnapshotField> {
  const fields = new Map<string, SnapshotField>();
  const visit = (layout: Pick<SnapshotStruct, 'fields' | 'subsections'>): void => {
    for (const field of layout.fields) if (field.name !== '' && !fields.has(field.name)) fields.set(field.name, field);
    for (const subsection of layout.subsections) visit(subsection);
  };
  if (struct !== undefined) visit(struct);
  return fields;
}

export type Moment = 'reset' | 'absent';

/** The expression for a field at that moment, if its author wrote one. */
export function initialExpression(field: SnapshotField, moment: Moment) {
  return moment === 'absent' ? (field.absent ?? field.reset) : field.reset;
}

/** The bytes that an expression for a `bytes` field stands for, in hex; what is not covered is zero. */
export function hexOf(given: Expression | undefined): string {
  return given?.expr.op === 'string' ? given.expr.value.replace(/(00)+$/, '') : '';
}

/** What a reader is told of a field besides its doc: type, unit, range, presence, since when. */
export function fieldFacts(field: SnapshotField): string {
  const facts = [
    typeText(field.type),
    ...(field.unit === undefined ? [] : [`unit: ${field.unit}`]),
    ...boundsText(field),
    ...(field.when === undefined ? [] : [`only when ${field.when.text}`]),
    ...(field.since === undefined ? [] : [`since ${field.since}`]),
  ];
  return `${facts.join('; ')}.`;
}

/** What a value must satisfy besides its type. */
export function boundsText({ bounds }: SnapshotField): string[] {
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
