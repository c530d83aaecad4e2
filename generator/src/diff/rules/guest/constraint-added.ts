import { guest } from '../../../diagnostics/codes/changes/guest.js';
import type { BreakingRule } from '../../rule.js';

export const constraintAdded: BreakingRule = {
  code: guest.constraintAdded,
  purpose: 'A configuration that could be started before is refused.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { name, at } of change.added('constraint')) {
      report({
        at,
        message: `a configuration must satisfy ${name}`,
        help: 'accept what was accepted, and keep new guests from it by versions and machine types',
        explains: ({ code }) => code === 'CONSTRAINT_BROKEN',
      });
    }
  },
};
