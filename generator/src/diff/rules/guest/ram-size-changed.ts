import { guest } from '../../../diagnostics/codes/changes/guest.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';

export const ramSizeChanged: BreakingRule = {
  code: guest.ramSizeChanged,
  purpose: 'Both ends must have the same memory, byte for byte.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('ram', 'size')) {
      report({
        at,
        message: `the RAM block ${name} has ${showExpression(after.size)} bytes, and had ${showExpression(before.size)}`,
        help: 'compute the old size for guests from before: let a param that machine types set decide it',
        explains: ({ code }) => code === 'RAM_DIFFERS',
      });
    }
  },
};
