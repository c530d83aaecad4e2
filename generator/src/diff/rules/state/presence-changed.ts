import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpressionOr } from '../../show.js';
import { followsFromObservable } from './follows-from-observable.js';

export const presenceChanged: BreakingRule = {
  code: state.presenceChanged,
  purpose: 'Each side decides by its own predicate whether the field is there; a difference shifts everything behind it.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'when')) {
      if (followsFromObservable(before.field.when, after.field.when)) continue;
      report({
        at,
        message: `the field ${name} is there when ${showExpressionOr(after.field.when, 'always')}, and was when ${showExpressionOr(before.field.when, 'always')}`,
        help: 'keep the condition for states that old builds send and read: add a param or a section version that old ones do not have',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
