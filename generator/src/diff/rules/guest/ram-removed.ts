import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const ramRemoved: BreakingRule = {
  code: guest.ramRemoved,
  purpose: 'The content of the block has no place at the destination.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, name, at } of change.removed('ram')) {
      if (change.added('ram').some(({ after }) => same(before.size.expr, after.size.expr))) continue;
      report({
        at,
        message: `the RAM block ${name} is gone`,
        help: 'keep it for guests from before: let a param that machine types set decide whether it is there',
        explains: ({ code }) => code === 'RAM_DIFFERS',
      });
    }
  },
};
