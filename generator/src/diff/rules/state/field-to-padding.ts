import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { replacementOf } from './replaced.js';

export const fieldToPadding: BreakingRule = {
  code: state.fieldToPadding,
  purpose: 'The bytes have the right length, and an old destination reads zero where it needs the value.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, name, at } of change.removed('field')) {
      if (replacementOf(change, before)?.field.type.kind !== 'padding' || before.field.type.kind === 'padding') continue;
      report({
        at,
        message: `where the field ${name} was is padding`,
        help: 'write what an old destination needs there: a filler with the value',
        explains: anyOf(aboutPlace(change, before.place), aboutVariable(before.field.name)),
      });
    }
  },
};
