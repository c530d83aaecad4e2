import { params } from '../../../diagnostics/codes/changes/params.js';
import type { BreakingRule } from '../../rule.js';

export const unitChanged: BreakingRule = {
  code: params.unitChanged,
  purpose: 'The same number means something else to everybody who stored it.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'unit')) {
      if (before.unit === undefined) continue;
      report({
        at,
        message: `${after.name} is counted in ${after.unit ?? 'nothing'}, and was in ${before.unit}`,
        help: 'leave the param as it was, and add another one that is counted otherwise',
      });
    }
  },
};
