import { source } from '../../../diagnostics/codes/changes/source.js';
import type { FieldType } from '../../../ir/layout.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const valueRenamed: BreakingRule = {
  code: source.valueRenamed,
  purpose: 'Names of values are what generated code, situations and documents say; numbers are what travels.',
  categories: ['SOURCE', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const names = renamedValues(before.field.type, after.field.type);
      if (names.length === 0) continue;
      report({
        at,
        message: `values of the field ${name} have other names: ${names.join(', ')}`,
        help: 'keep the name of a number that was released',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
        always: true,
      });
    }
  },
};

/** `fast → quick`; nothing where numbers changed, too. */
export function renamedValues(before: FieldType, after: FieldType): readonly string[] {
  if (before.kind !== 'enum' || after.kind !== 'enum' || before.values.length !== after.values.length) return [];
  const old = new Map(before.values.map(({ name, value }) => [value, name]));
  if (!after.values.every(({ value }) => old.has(value))) return [];
  return after.values.flatMap(({ name, value }) => (old.get(value) === name ? [] : [`${old.get(value)} → ${name}`]));
}
