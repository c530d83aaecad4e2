import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const fieldMoved: BreakingRule = {
  code: state.fieldMoved,
  purpose: 'Both sides read fields by their turn.',
  categories: ['STATE'],
  check(change, report) {
    for (const { after, name, at } of change.changed('field', 'order')) {
      report({
        at,
        message: `the field ${name} stands at another place`,
        help: 'put it back: the order in the file is the order on the wire',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
