/** Values that fields have without being read: after reset, and when they are absent. */
import type { Expr } from '../../expr/tree.js';
import type { Count, FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import { refsOf } from '../../plan/refs.js';
import { Code } from '../code.js';
import { hexOf, initialExpression, type Moment } from '../fields.js';
import { fieldType, isByteArray, littleEndian, scalarZero, viewClass } from './field-types.js';
import type { Module, Place } from './module.js';
import { access, Names, propertyKey, quote } from './text.js';

/** Code of a field's value at that moment. */
export function initialValue(module: Module, field: SnapshotField, moment: Moment, place: Place): string {
  return makeValue(module, field.type, initialExpression(field, moment), place);
}

type Given = ReturnType<typeof initialExpression>;

function makeValue(module: Module, type: FieldType, given: Given, place: Place): string {
  switch (type.kind) {
    case 'struct':
      return module.structReset(type.struct, place);
    case 'bytes': {
      const length = countCode(module, type.length, place);
      const hex = hexOf(given);
      return hex === '' ? `new Uint8Array(${length})` : `${module.runtime('hexBytes')}(${quote(hex)}, ${length})`;
    }
    case 'array': {
      if (type.count.kind === 'marked') return '[]';
      const count = countCode(module, type.count, place);
      const element = makeValue(module, type.element, given, place);
      if (isByteArray(type)) return `new Uint8Array(${count})${given === undefined ? '' : `.fill(${element})`}`;
      const view = viewClass(type);
      if (view !== undefined) {
        const zero = `${module.runtime(view)}.zero(${count}, ${littleEndian(type.element)})`;
        return given === undefined ? zero : `${zero}.like(new Array<${fieldType(type.element)}>(${count}).fill(${element}))`;
      }
      if (count === '0') return '[]';
      return `Array.from({ length: ${count} }, (): ${module.type(type.element)} => ${element.startsWith('{') ? `(${element})` : element})`;
    }
    default:
      if (given !== undefined) return module.printFor(type, given, place);
      return scalarZero(type) ?? '0';
  }
}

/** A count outside 0 … capacity is the nearest one inside: what is not read is not refused, and what is made stays small. */
export function countCode(module: Module, count: Count, place: Place): string {
  if (count.kind === 'fixed') return String(count.value);
  const code = module.print(count.by, place, 'number');
  return module.staysWithin(count, place) ? code : `${module.runtime('countWithin')}(${code}, ${count.capacity})`;
}

/** The body of a function that makes an object of the fields at that moment; fields that others mention become locals. */
export function initialBody(
  module: Module,
  fields: readonly SnapshotField[],
  moment: Moment,
  place: Place,
  scope: 'state' | 'self',
): string {
  const mentioned = new Set<string>();
  for (const field of fields) for (const name of mentionedBy(module, field, moment, scope)) mentioned.add(name);
  const code = new Code();
  const names = new Names();
  const locals = new Map<string, string>();
  const here: Place = {
    ...place,
    [scope]: (name: string) => locals.get(name) ?? place[scope](name),
  };
  const entries = fields.map((field) => {
    const value = initialValue(module, field, moment, here);
    if (!mentioned.has(field.name)) return `${propertyKey(field.name)}: ${value},`;
    const local = names.take(field.name);
    // The type keeps an enum's literal from widening and an empty list from having no element type.
    code.line(`const ${local}: ${module.type(field.type)} = ${value};`);
    locals.set(field.name, local);
    return propertyKey(field.name) === local ? `${local},` : `${propertyKey(field.name)}: ${local},`;
  });
  code.block('return', () => code.lines(entries), ';');
  return code.text;
}

function mentionedBy(module: Module, field: SnapshotField, moment: Moment, scope: 'state' | 'self'): ReadonlySet<string> {
  const trees: Expr[] = [];
  const given = initialExpression(field, moment);
  if (given !== undefined) trees.push(given.expr);
  for (let { type } = field; ; type = type.element) {
    if (type.kind === 'bytes' && type.length.kind === 'counted') trees.push(type.length.by.expr);
    if (type.kind === 'struct') for (const ref of module.structOuter(type.struct)) trees.push({ op: ref.scope, name: ref.name });
    if (type.kind !== 'array') break;
    if (type.count.kind === 'counted') trees.push(type.count.by.expr);
  }
  return refsOf(...trees)[scope];
}

/** `place` where every name is a property of an object in scope. */
export function objectPlace(state: string, self: string, version: string): Place {
  return { state: (name) => access(state, name), self: (name) => access(self, name), version };
}
