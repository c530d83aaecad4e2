import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const paddingToField: BreakingRule = {
  code: state.paddingToField,
  purpose: 'Old sources send zero there and old destinations ignore or refuse what comes.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, at } of change.removed('field')) {
      if (before.field.type.kind !== 'padding') continue;
      const after = change.added('field').find((each) => each.after.index === before.index && same(each.after.place, before.place))?.after;
      if (after === undefined) continue;
      report({
        at: { ...at, ...change.added('field').find((each) => each.after === after)?.at },
        message: `the field ${after.label} is sent where padding was`,
        help: 'send it in a subsection; padding of a released layout stays padding',
        explains: anyOf(aboutPlace(change, before.place), aboutVariable(after.field.name)),
      });
    }
  },
};
