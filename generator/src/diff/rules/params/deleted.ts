import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { replacedBy } from './renamed.js';

export const deleted: BreakingRule = {
  code: params.deleted,
  purpose: 'A param that is taken out of the file has no history: nobody knows any more what a guest that has it sees.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, at } of change.removed('param')) {
      const frozen = change.after.snapshot?.retired.some(({ id }) => id === before.id) ?? false;
      if (frozen || replacedBy(change, before) !== undefined) continue;
      report({
        at,
        message: `the param ${before.name} was taken out of the model`,
        help: `put it back; when builds no longer know it, say removed: and the value that its behaviour is frozen at`,
        explains: aboutParam(change, before.id),
        always: true,
      });
    }
  },
};
