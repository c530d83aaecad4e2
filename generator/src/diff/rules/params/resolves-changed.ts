import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const resolvesChanged: BreakingRule = {
  code: params.resolvesChanged,
  purpose: 'When a value is worked out decides whether a guest keeps it on the next host and after a reset.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'resolves')) {
      report({
        at,
        message: `${after.name} is worked out at ${after.resolves}, and was at ${before.resolves}`,
        help: 'leave it as it was released, and give the new behaviour a param of its own',
        explains: aboutParam(change, after.id),
        always: true,
      });
    }
  },
};
