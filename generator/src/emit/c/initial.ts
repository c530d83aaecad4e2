/** Values that variables have without being read: after reset, and when they are absent. */

import type { Statements } from '../../expr/print-c.js';
import { cLiteral, compareInts } from '../../expr/print-c-int.js';
import type { Expression } from '../../expr/tree.js';
import type { Count, FieldType } from '../../ir/layout.js';
import type { SnapshotField } from '../../ir/snapshot.js';
import { hexOf, initialExpression, type Moment } from '../fields.js';
import { assign } from './assign.js';
import type { Layout, Place } from './layout.js';
import { quoted } from './quoted.js';
import { zeroOf } from './zero.js';

/** Statements that give a variable of the object its value at that moment. */
export function initialize(layout: Layout, field: SnapshotField, moment: Moment, place: Place, statements: Statements): void {
  const given = initialExpression(field, moment);
  fill(layout, field.type, layout.member(place, field.name), given, { layout, place, statements, field: field.name });
}

interface Around {
  readonly layout: Layout;
  readonly place: Place;
  readonly statements: Statements;
  readonly field: string;
}

function fill(layout: Layout, type: FieldType, target: string, given: Expression | undefined, around: Around): void {
  const { place, statements, field } = around;
  const { types } = layout;
  switch (type.kind) {
    case 'struct':
      statements.line(`if (!${layout.structFunction('reset', type.struct)}(scope, &${target})) return false;`);
      return;
    case 'bytes': {
      const hex = hexOf(given);
      if (types.inline(type)) statements.line(`memset(${target}, 0, sizeof ${target});`);
      else allocateBytes(type.length, target, around);
      if (hex === '') return;
      const { name, count } = layout.bytes(hex);
      if (types.inline(type) && type.length.kind === 'fixed') {
        statements.line(`memcpy(${target}, ${name}, ${Math.min(count, type.length.value)}u);`);
      } else {
        const memory = place.names.take('memory');
        statements.block(`if (${target}.count > 0u)`, () => {
          statements.line(`uint8_t *${memory} = migspec_take(reader, ${target}.count, 1u, ${quoted(field)});`);
          statements.line(`if (${memory} == NULL) return false;`);
          statements.line(`memcpy(${memory}, ${name}, ${target}.count < ${count}u ? ${target}.count : ${count}u);`);
          statements.line(`${target}.data = ${memory};`);
        });
      }
      return;
    }
    case 'array':
      fillArray(layout, type, target, given, around);
      return;
    default: {
      const value = given === undefined ? zeroOf(type) : layout.value(given, place, statements);
      const refuse = `return migspec_refuse(scope->reader, MIGSPEC_OUT_OF_RANGE, scope->reader->offset, ${quoted(field)});`;
      assign(layout, type, target, value, statements, refuse);
    }
  }
}

function fillArray(
  layout: Layout,
  type: FieldType & { readonly kind: 'array' },
  target: string,
  given: Expression | undefined,
  around: Around,
): void {
  const { place, statements, field } = around;
  const { types } = layout;
  if (type.count.kind === 'marked') {
    statements.line(`${target}.data = NULL;`);
    statements.line(`${target}.count = 0u;`);
    return;
  }
  const inline = types.inline(type);
  const zero = given === undefined && isZero(layout, type.element);
  if (inline && zero) {
    statements.line(`memset(${target}, 0, sizeof ${target});`);
    return;
  }
  let elements = `${target}.data`;
  let count = `${target}.count`;
  if (inline && type.count.kind === 'fixed') {
    elements = target;
    count = `${type.count.value}u`;
  } else if (type.count.kind !== 'fixed' || !inline) {
    if (types.isBytes(type)) {
      allocateBytes(type.count, target, around, zero);
      if (zero) return;
      elements = place.names.take('memory');
      statements.line(`uint8_t *${elements} = migspec_take(reader, ${target}.count, 1u, ${quoted(field)});`);
      statements.line(`if (${elements} == NULL) return false;`);
      statements.line(`${target}.data = ${elements};`);
    } else {
      statements.line(`${target}.count = ${boundedCount(type.count, around)};`);
      statements.line(`${target}.data = migspec_take(reader, ${target}.count, sizeof *${target}.data, ${quoted(field)});`);
      statements.line(`if (${target}.data == NULL) return false;`);
      if (zero) return;
    }
  }
  const index = place.names.take('i');
  statements.block(`for (size_t ${index} = 0; ${index} < ${count}; ${index}++)`, () =>
    fill(layout, type.element, `${elements}[${index}]`, given, around),
  );
}

/** Bytes of zeros, in the arena. */
function allocateBytes(length: Count, target: string, around: Around, zeros = true): void {
  const { statements, field } = around;
  statements.line(`${target}.count = ${boundedCount(length, around)};`);
  if (!zeros) return;
  statements.line(`${target}.data = migspec_take(reader, ${target}.count, 1u, ${quoted(field)});`);
  statements.line(`if (${target}.data == NULL) return false;`);
}

/** A count outside 0 … capacity is the nearest one inside: what is not read is not refused. */
function boundedCount(count: Count, { layout, place, statements }: Around): string {
  if (count.kind === 'fixed') return `${count.value}u`;
  const value = layout.int(count.by, place, statements);
  const [low, high] = [compareInts('lt', value, cLiteral(0n)), compareInts('gt', value, cLiteral(BigInt(count.capacity)))];
  const number = value.rep === 'wide' ? `migspec_wide_to_u64(${value.text})` : value.text;
  const inside = value.leaf?.text ?? (/^[\w.>-]+$/.test(number) ? `(size_t)${number}` : `(size_t)(${number})`);
  const most = high.text === 'false' ? inside : `${high.text} ? ${count.capacity}u : ${inside}`;
  return low.text === 'false' ? most : `${low.text} ? 0u : ${most}`;
}

/** Whether zeroed memory is what the elements are without a value of their own. */
function isZero(layout: Layout, type: FieldType): boolean {
  switch (type.kind) {
    case 'int':
    case 'flags':
    case 'bool':
      return true;
    case 'bytes':
      return layout.types.inline(type);
    case 'array':
      return layout.types.inline(type) && isZero(layout, type.element);
    default:
      return false;
  }
}
