import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { fold } from '../../../expr/fold.js';
import type { Expr, Expression } from '../../../expr/tree.js';
import { walk } from '../../../expr/walk.js';
import { aboutObservable } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
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
        message: `the size ${name} is ${shown(after.value)}, and was ${shown(before.value)}`,
        help: 'keep the size of what guests have: let the additional bytes depend on a param that is off for them',
        explains: aboutObservable(change, name),
      });
    }
  },
};

/** What it is written as, and what it comes to where nothing decides it. */
function shown({ text, expr }: Expression): string {
  const folded = fold(expr);
  return folded.op === 'int' && folded.value !== text ? `${folded.value} (${text})` : text;
}

/** Whether the value is rounded up to a power of two or to a boundary. */
export function sizes(expr: Expr): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.op === 'call' && (node.name === 'pow2ceil' || node.name === 'align')) found = true;
  });
  return found;
}
