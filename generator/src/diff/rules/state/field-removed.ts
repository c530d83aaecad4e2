import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { becomesField, replacementOf } from './replaced.js';

export const fieldRemoved: BreakingRule = {
  code: state.fieldRemoved,
  purpose: 'A destination that has the field reads what follows in its place, or is left without its value.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, name, at } of change.removed('field')) {
      if (replacementOf(change, before) !== undefined || becomesField(change, before)) continue;
      report({
        at,
        message: `the field ${name} is no longer sent`,
        help: 'go on sending it: as a filler with the value that old destinations need, if the device itself has no use for it',
        explains: anyOf(aboutPlace(change, before.place), aboutVariable(before.field.name)),
      });
    }
  },
};
