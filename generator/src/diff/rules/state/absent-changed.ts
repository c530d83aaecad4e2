import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpressionOr } from '../../show.js';

export const absentChanged: BreakingRule = {
  code: state.absentChanged,
  purpose: 'The source left it out because its value was the old one.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'absent')) {
      report({
        at,
        message: `${name} is ${showExpressionOr(after.field.absent, 'as after a reset')} when it does not come, and was ${showExpressionOr(before.field.absent, 'as after a reset')}`,
        help: 'keep the value: it is what every source that leaves the field out means',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
