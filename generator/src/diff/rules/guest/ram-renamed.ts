import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const ramRenamed: BreakingRule = {
  code: guest.ramRenamed,
  purpose: 'A destination finds memory by its name.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, name, at } of change.removed('ram')) {
      const after = change.added('ram').find((other) => same(other.after.size.expr, before.size.expr));
      if (after === undefined) continue;
      report({
        at: { ...at, ...after.at },
        message: `the RAM block ${name} is called ${after.name}`,
        help: 'keep the name for guests from before: let a param that machine types set decide it',
        explains: ({ code }) => code === 'RAM_DIFFERS',
      });
    }
  },
};
