import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { capacityOf } from './count.js';

export const capacityShrunk: BreakingRule = {
  code: state.capacityShrunk,
  purpose: 'A source that has more than the destination takes is refused, whichever of the two is older.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      const [had, has] = [capacityOf(was), capacityOf(is)];
      if (had === undefined || has === undefined || has === had) continue;
      report({
        at,
        message: `the field ${name} takes up to ${has} elements, and took ${had}`,
        help:
          has < had
            ? 'take what was taken: a capacity only grows'
            : 'let a param, off for guests from before, decide whether there may be more than older builds take',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
