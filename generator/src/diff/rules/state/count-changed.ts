import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { countOf } from './count.js';

export const countChanged: BreakingRule = {
  code: state.countChanged,
  purpose: 'The sides read different numbers of elements, and everything behind them moves.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      const [had, has] = [countOf(was), countOf(is)];
      if (had === undefined || has === undefined || had === has) continue;
      report({
        at,
        message: `the field ${name} has ${has} elements, and had ${had}`,
        help: 'keep the count; more elements are sent in a subsection that is needed only where there are more',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
