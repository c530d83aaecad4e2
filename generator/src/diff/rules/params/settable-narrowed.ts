import { params } from '../../../diagnostics/codes/changes/params.js';
import type { BreakingRule } from '../../rule.js';

const order = ['create', 'stopped', 'running'];

export const settableNarrowed: BreakingRule = {
  code: params.settableNarrowed,
  purpose: 'A tool that sets the param of a guest that is there already is refused.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'settable')) {
      if (order.indexOf(after.settable) >= order.indexOf(before.settable)) continue;
      report({
        at,
        message: `${after.name} can be set at ${after.settable} only, and could be when ${before.settable}`,
        help: 'go on letting it be set; what a tool was told it could do it will do',
      });
    }
  },
};
