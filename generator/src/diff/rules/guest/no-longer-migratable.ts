import { guest } from '../../../diagnostics/codes/changes/guest.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';

export const noLongerMigratable: BreakingRule = {
  code: guest.noLongerMigratable,
  purpose: 'Guests that could leave have to stay.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, at } of change.changed('migratable', 'when')) {
      report({
        at,
        message: `the device can be migrated when ${showExpression(after.when)}, and could be when ${showExpression(before.when)}`,
        help: 'migrate what could be migrated; what is new and cannot be stays off for guests from before',
        explains: ({ code }) => code === 'NOT_MIGRATABLE',
      });
    }
  },
};
