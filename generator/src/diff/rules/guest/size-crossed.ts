import { guest } from '../../../diagnostics/codes/changes/guest.js';
import type { Expr } from '../../../expr/tree.js';
import { walk } from '../../../expr/walk.js';
import { aboutObservable } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';
import { followsFromParam } from './follows-from-param.js';

export const sizeCrossed: BreakingRule = {
  code: guest.sizeCrossed,
  purpose: 'A region is as large as the next power of two: some bytes more may double it, and the guest has mapped the old one.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('observable', 'value')) {
      if ((!sizes(before.value.expr) && !sizes(after.value.expr)) || followsFromParam(change, before.value, after.value)) continue;
      report({
        at,
        message: `the size ${name} is ${showExpression(after.value)}, and was ${showExpression(before.value)}`,
        help: 'keep the size of what guests have: let the additional bytes depend on a param that is off for them',
        explains: aboutObservable(change, name),
      });
    }
  },
};

/** Whether the value is rounded up to a power of two or to a boundary. */
export function sizes(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.op === 'call' && (node.name === 'pow2ceil' || node.name === 'align')) found = true;
  });
  return found;
}
