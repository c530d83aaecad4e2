import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { readingOf, widthOf } from './width.js';

export const fieldReading: BreakingRule = {
  code: state.fieldReading,
  purpose: 'The same bytes are another number.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      const [had, has] = [readingOf(was), readingOf(is)];
      if (had === undefined || has === undefined || had === has || widthOf(was) !== widthOf(is)) continue;
      report({
        at,
        message: `the field ${name} is ${has}, and was ${had}`,
        help: 'leave the field as it was released',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
