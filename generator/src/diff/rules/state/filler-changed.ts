import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpressionOr } from '../../show.js';

export const fillerChanged: BreakingRule = {
  code: state.fillerChanged,
  purpose: 'Somebody reads it: that is why it is written.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'filler')) {
      report({
        at,
        message: `what is written at ${name} is ${showExpressionOr(after.field.filler, 'the variable')}, and was ${showExpressionOr(before.field.filler, 'the variable')}`,
        help: 'go on writing what old destinations need there',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
        always: true,
      });
    }
  },
};
