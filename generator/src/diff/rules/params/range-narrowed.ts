import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showRange } from '../../show.js';

export const rangeNarrowed: BreakingRule = {
  code: params.rangeNarrowed,
  purpose: 'A guest that was started with a value which is no longer accepted cannot go to the newer build.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'range')) {
      report({
        at,
        message: `${after.name} accepts ${showRange(after.range)}, and accepted ${showRange(before.range)}`,
        help: 'go on accepting what was accepted; what shall not be started any more belongs in the range of new machine types or versions',
        explains: aboutParam(change, after.id),
      });
    }
  },
};
