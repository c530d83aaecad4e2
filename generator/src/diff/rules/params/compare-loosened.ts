import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

/** From the strictest to what is not compared at all. */
const order = ['equal', 'subset', 'at-most', 'ignore'];

export const compareLoosened: BreakingRule = {
  code: params.compareLoosened,
  purpose: 'Ends that differ in the param were refused, and are let through now: the guest finds out.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'compare')) {
      if (order.indexOf(after.compare) <= order.indexOf(before.compare)) continue;
      report({
        at,
        message: `two ends may differ in ${after.name} (${after.compare}), and were compared (${before.compare})`,
        help: 'compare as before, unless no guest can see the param',
        explains: aboutParam(change, after.id),
        always: true,
      });
    }
  },
};
