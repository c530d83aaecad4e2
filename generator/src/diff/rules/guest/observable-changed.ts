import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { aboutObservable } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';
import { followsFromParam } from './follows-from-param.js';
import { sizes } from './size-crossed.js';

export const observableChanged: BreakingRule = {
  code: guest.observableChanged,
  purpose: 'The guest reads another value for the same configuration.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('observable', 'value')) {
      if (sizes(before.value.expr) || sizes(after.value.expr) || followsFromParam(change, before.value, after.value)) continue;
      report({
        at,
        message: `the guest reads ${showExpression(after.value)} as ${name}, and read ${showExpression(before.value)}`,
        help: 'give the change a param that is off for guests from before',
        explains: aboutObservable(change, name),
      });
    }
  },
};
