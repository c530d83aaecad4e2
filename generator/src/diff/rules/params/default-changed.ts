import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';

export const defaultChanged: BreakingRule = {
  code: params.defaultChanged,
  purpose: 'A destination that makes the device from its own tables gives it another value than the source did.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'default')) {
      report({
        at,
        message: `the default of ${after.name} is ${showExpression(after.default)}, and was ${showExpression(before.default)}`,
        help: `keep the default, or add ${after.name}: ${showExpression(before.default)} to the compat set of every older machine type`,
        explains: aboutParam(change, after.id),
      });
    }
  },
};
