import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showValue } from '../../show.js';

export const removed: BreakingRule = {
  code: params.removed,
  purpose: 'A guest that has the param at another value than the one it was frozen at cannot go to the newer build.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, at } of change.removed('param')) {
      const frozen = change.after.snapshot?.retired.find(({ id }) => id === before.id);
      if (frozen === undefined) continue;
      report({
        at,
        message: `the param ${before.name} is gone, and its behaviour frozen at ${showValue(frozen.implied)}`,
        help: `keep ${before.name} until no machine type and no version sets it otherwise, or declare the break`,
        explains: aboutParam(change, before.id),
      });
    }
  },
};
