import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showValue } from '../../show.js';

export const frozenChanged: BreakingRule = {
  code: params.frozenChanged,
  purpose: 'What a build does without the param is what guests that had it are held against.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, after, at } of change.changed('retired', 'implied')) {
      report({
        at,
        message: `the removed param ${after.name} is frozen at ${showValue(after.implied)}, and was at ${showValue(before.implied)}`,
        help: 'say the value that the builds without the param really behave by; a change of it is a param',
        explains: aboutParam(change, after.id),
      });
    }
  },
};
