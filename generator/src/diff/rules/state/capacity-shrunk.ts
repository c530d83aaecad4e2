import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { capacityOf } from './count.js';

export const capacityShrunk: BreakingRule = {
  code: state.capacityShrunk,
  purpose: 'A source that has more is refused.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      const [had, has] = [capacityOf(was), capacityOf(is)];
      if (had === undefined || has === undefined || has >= had) continue;
      report({
        at,
        message: `the field ${name} takes up to ${has} elements, and took ${had}`,
        help: 'take what was taken: a capacity only grows',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
