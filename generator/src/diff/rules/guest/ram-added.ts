import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const ramAdded: BreakingRule = {
  code: guest.ramAdded,
  purpose: 'A destination without the block cannot take its content.',
  categories: ['STATE'],
  check(change, report) {
    for (const { after, name, at } of change.added('ram')) {
      if (change.removed('ram').some(({ before }) => same(before.size.expr, after.size.expr))) continue;
      report({
        at,
        message: `the RAM block ${name} is new`,
        help: 'register it only where a new param is on, which is off for guests from before',
        explains: ({ code }) => code === 'RAM_DIFFERS',
      });
    }
  },
};
