import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const elementChanged: BreakingRule = {
  code: state.elementChanged,
  purpose: 'Each element is read as something else.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      if (was.kind !== 'array' || is.kind !== 'array' || same(was.element, is.element)) continue;
      report({
        at,
        message: `the elements of ${name} have another type`,
        help: 'leave the elements as they were released; what is new about each goes into an array of its own, in a subsection',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
