import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpressionOr } from '../../show.js';
import { followsFromObservable } from './follows-from-observable.js';

export const resetChanged: BreakingRule = {
  code: state.resetChanged,
  purpose:
    'A guest that resets after the migration finds another value than it would have at home, and a field that did not come is filled with it.',
  categories: ['GUEST', 'STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'reset')) {
      if (followsFromObservable(before.field.reset, after.field.reset)) continue;
      report({
        at,
        message: `${name} is ${showExpressionOr(after.field.reset, 'zero')} after a reset, and was ${showExpressionOr(before.field.reset, 'zero')}`,
        help: 'let a param decide that is off for guests from before',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
        always: true,
      });
    }
  },
};
