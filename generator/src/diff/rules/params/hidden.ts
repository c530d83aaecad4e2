import { params } from '../../../diagnostics/codes/changes/params.js';
import type { BreakingRule } from '../../rule.js';

export const hidden: BreakingRule = {
  code: params.hidden,
  purpose: 'A param that the guest sees is one that management tools keep; when it is not, they may let it change.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'guest-visible')) {
      if (!before.guestVisible) continue;
      report({
        at,
        message: `${after.name} was visible to the guest, and is said not to be any more`,
        help: 'say guest-visible: true for as long as some observable reads it',
      });
    }
  },
};
