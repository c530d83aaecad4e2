/** Fields as attributes: type, count, presence, and the bounds that lie in the type itself. */
import type { Expr } from '../../expr/tree.js';
import type { ArrayCount, FieldType, IntType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import type { Marks } from '../../plan/plan.js';
import { isVariable } from '../../plan/plan-layout.js';
import { BodyType } from './body-type.js';
import type { KsyAttribute } from './description.js';
import { printTest, printValue } from './expression.js';
import { Ids } from './ids.js';
import { compare } from './integers.js';
import { addRule } from './rules.js';
import { bare, type KnownEnum, literal, Unprintable, whole } from './values.js';

type Of<K extends FieldType['kind']> = FieldType & { readonly kind: K };
type Shape = Omit<KsyAttribute, 'id' | 'doc' | '-orig-id'>;

export function addField(body: BodyType, field: SnapshotField, when: Expr | undefined): void {
  const { type } = field;
  const present = when === undefined ? {} : { if: printTest(when, body.view) };
  if (type.kind === 'padding') {
    if (type.length === 0) return;
    body.add('padding', {
      ...(type.read === 'zero' ? { contents: new Array<number>(type.length).fill(0) } : { size: type.length }),
      ...present,
    });
    return;
  }
  if (!isVariable(field)) {
    body.add(field.name === '' ? 'filler' : `filler_${field.name}`, { ...arrayOrOne(body, field, type, when, false), ...present });
    return;
  }
  const known = enumOf(body, field.name, type);
  const bytes = isBytes(field);
  const marks = type.kind === 'array' && type.count.kind === 'marked' ? type.count : undefined;
  const text = type.kind === 'string' ? textShape(body, field.name, type, present) : undefined;
  const shape = text ?? arrayOrOne(body, field, type, when, !bytes);
  const attribute = body.add(field.name, { ...shape, ...present }).named(field.name, docOf(field));
  if (marks !== undefined) {
    // Languages count `_index` differently here.
    attribute.stopAt(`${attribute.id}.size > ${marks.capacity}`);
    addRule(body, `end_of_${field.name}`, `${attribute.id}.last.more == ${marks.end}`, when, `At most ${marks.capacity} elements.`);
  }
  body.own({ attribute, field, bytes, ...(when === undefined ? {} : { when }), ...(known === undefined ? {} : { enum: known }) });
}

/** Whether the value is bytes and not a list of numbers: each of them has no bound of its own. */
function isBytes({ type, bounds }: SnapshotField): boolean {
  const raw = type.kind === 'bytes' || (type.kind === 'array' && isOctet(type.element));
  return raw && bounds.min === undefined && bounds.max === undefined && bounds.reserved === undefined;
}

function isOctet(type: FieldType): boolean {
  return type.kind === 'int' && type.bits === 8 && !type.signed;
}

/** Each element behind a marker that says that it comes; a marker without one ends the list, at the latest behind the capacity. */
function listShape(body: BodyType, field: SnapshotField, struct: string, marks: Marks, when: Expr | undefined): Shape {
  const { file, scope } = body;
  const id = file.typeIds.take(`${field.name}_entry`);
  const entry = new BodyType(file, { id, ids: new Ids('field'), scope, enclosing: body });
  const more = entry.add('more', { type: 'u1', valid: { expr: `_ == ${marks.more} or _ == ${marks.end}` } });
  const element = one(entry, field.name, { kind: 'struct', struct }, undefined);
  entry.add('element', { ...element, if: `${more.id} == ${marks.more}` }).named('element');
  file.types[id] = entry.finish();
  return { '-migspec': 'list', type: entry.reference(body, when), repeat: 'until', 'repeat-until': `_.${more.id} == ${marks.end}` };
}

function arrayOrOne(body: BodyType, field: SnapshotField, type: FieldType, when: Expr | undefined, listed: boolean): Shape {
  if (type.kind === 'array' && type.count.kind === 'marked') {
    if (type.element.kind !== 'struct') throw new Unprintable('a list of what is no struct');
    return listShape(body, field, type.element.struct, type.count, when);
  }
  if (type.kind !== 'array' && type.kind !== 'bytes') return one(body, field.name, type, when);
  const count = type.kind === 'array' ? type.count : type.length;
  const element: FieldType = type.kind === 'array' ? type.element : { kind: 'int', bits: 8, signed: false, order: 'big' };
  const number = countText(body, field, count, when);
  if (isOctet(element) && !listed) return { size: number };
  const { valid, ...shape } = one(body, field.name, element, when);
  return { ...shape, repeat: 'expr', 'repeat-expr': number, ...(valid === undefined ? {} : { valid }) };
}

function one(body: BodyType, name: string, type: FieldType, when: Expr | undefined): Shape {
  switch (type.kind) {
    case 'int':
      return intShape(body, type);
    case 'flags':
      return intShape(body, type.base);
    case 'bool':
      return { type: 'u1', valid: { max: 1 } };
    case 'enum': {
      const known = enumOf(body, name, type);
      if (known !== undefined) return { ...intShape(body, type.base), enum: known.id, valid: { 'in-enum': true } };
      const tests = type.values.map(({ value }) => compare('eq', whole(type.base.signed), literal(BigInt(value))));
      return {
        ...intShape(body, type.base),
        '-values': Object.fromEntries(type.values.map((value) => [value.value, value.name])),
        valid: { expr: tests.map((test) => ('text' in test ? test.text : '')).join(' or ') },
      };
    }
    case 'bytes':
      if (type.length.kind !== 'fixed') throw new Unprintable('elements of varying size that are no structs');
      return { size: type.length.value };
    case 'struct': {
      const struct = body.file.structs.get(type.struct);
      if (struct === undefined) throw new Unprintable(`no struct ${type.struct}`);
      return { type: struct.reference(body, when) };
    }
    case 'array':
      return rowShape(body, name, type);
    case 'string':
    case 'padding':
      throw new Unprintable(`a ${type.kind} as an element`);
  }
}

function intShape(body: BodyType, type: IntType): Shape {
  if (type.bits === 64) return { type: body.file.exact(type), size: 8 };
  const order = type.bits === 8 ? '' : type.order === 'little' ? 'le' : 'be';
  return { type: `${type.signed ? 's' : 'u'}${type.bits / 8}${order}` };
}

/** Kaitai has no arrays of arrays: a row is a type of its own. */
function rowShape(body: BodyType, name: string, type: Of<'array'>): Shape {
  const { count, element } = type;
  if (count.kind !== 'fixed' || element.kind === 'struct') throw new Unprintable('rows of varying size, or of structs');
  const id = body.file.shared(JSON.stringify(type), `${name}_row`, () => {
    const shape: Shape = isOctet(element)
      ? { size: count.value }
      : { ...one(body, name, element, undefined), repeat: 'expr', 'repeat-expr': count.value };
    return { seq: [{ id: 'items', '-migspec': 'row', ...shape }] };
  });
  return { type: id };
}

function textShape(body: BodyType, name: string, type: Of<'string'>, present: { readonly if?: string }): Shape {
  const length = body.add(`len_${name}`, { ...intShape(body, { bits: type.lengthBits, signed: false, order: 'big' }), ...present });
  length.atMost(BigInt(type.capacity));
  return { type: 'str', size: length.id, encoding: 'UTF-8' };
}

/** How many; what counts them is held to the capacity before. */
function countText(body: BodyType, field: SnapshotField, count: ArrayCount, when: Expr | undefined): number | string {
  if (count.kind === 'marked') throw new Unprintable('a list inside another');
  if (count.kind === 'fixed') return count.value;
  const value = printValue(count.by.expr, body.viewWhen(when));
  if (value.kind !== 'int') throw new Unprintable(`count of ${field.name}: ${value.kind}`);
  const counter = counterOf(body, count.by.expr, when);
  if (counter !== undefined) {
    counter.atMost(BigInt(count.capacity));
    if (value.range.min < 0n) counter.atLeast(0n);
  } else {
    const least = value.range.min < 0n ? [`${value.text} >= 0`] : [];
    const text = [...least, `${value.text} <= ${count.capacity}`].join(' and ');
    addRule(body, `count_of_${field.name}`, text, when, `At most ${count.capacity}.`);
  }
  return value.literal === undefined ? bare(value.text) : Number(value.literal);
}

/** The attribute that is the count itself, if it is there exactly when what it counts is. */
function counterOf(body: BodyType, by: Expr, when: Expr | undefined) {
  if (by.op !== body.scope) return undefined;
  const [reading, ...others] = body.owned.get(by.name) ?? [];
  if (reading === undefined || others.length > 0 || JSON.stringify(reading.when) !== JSON.stringify(when)) return undefined;
  const { type } = reading.field;
  return type.kind === 'int' && type.bits < 64 ? reading.attribute : undefined;
}

function enumOf(body: BodyType, name: string, type: FieldType): KnownEnum | undefined {
  const inner = type.kind === 'array' ? type.element : type;
  return inner.kind === 'enum' && inner.base.bits < 64 ? body.file.enumOf(name, inner) : undefined;
}

function docOf({ doc, unit, type }: SnapshotField): string {
  const bits = type.kind === 'flags' ? type.names.map(({ name, bit }) => `${name} ${bit}`) : [];
  const what = type.kind === 'bool' ? ['A bool: 0 or 1.'] : [];
  return [
    ...(doc === undefined ? [] : [doc]),
    ...(unit === undefined ? [] : [`Unit: ${unit}.`]),
    ...what,
    ...(bits.length === 0 ? [] : [`Bits: ${bits.join(', ')}.`]),
  ].join(' ');
}
