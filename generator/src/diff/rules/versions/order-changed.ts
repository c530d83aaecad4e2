import { versions } from '../../../diagnostics/codes/changes/versions.js';
import type { BreakingRule } from '../../rule.js';

export const orderChanged: BreakingRule = {
  code: versions.orderChanged,
  purpose: 'A manager takes the first entry that both ends have: another order is another choice for the same two hosts.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { at } of change.changed('versions', 'order')) {
      if (!change.edited) continue;
      report({
        at,
        message: `${change.after.side.build.name} prefers the versions in another order`,
        help: 'leave the order of a released build; a newer build puts its own versions in front',
      });
    }
  },
};
