import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';
import { renamedValues } from '../source/value-renamed.js';

export const enumValues: BreakingRule = {
  code: state.enumValues,
  purpose: 'A value that one side does not know is refused, and one that moved means something else.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      if (was.kind !== 'enum' || is.kind !== 'enum' || same(was.values, is.values)) continue;
      if (renamedValues(was, is).length > 0) continue;
      const list = (values: typeof was.values): string => values.map((each) => `${each.name}=${each.value}`).join(', ');
      report({
        at,
        message: `the field ${name} may be ${list(is.values)}, and could be ${list(was.values)}`,
        help: 'keep names and numbers of released values; a device that can have a new one does so only where a new param is on',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
