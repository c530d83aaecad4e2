import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showOptional } from '../../show.js';

export const offChanged: BreakingRule = {
  code: params.offChanged,
  purpose: 'What a build without the param does is its off value; two of them make two devices of one stored configuration.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'off')) {
      report({
        at,
        message: `the off value of ${after.name} is ${showOptional(after.off)}, and was ${showOptional(before.off)}`,
        help: 'leave the off value as it was released; another one is another param',
        explains: aboutParam(change, after.id),
        always: true,
      });
    }
  },
};
