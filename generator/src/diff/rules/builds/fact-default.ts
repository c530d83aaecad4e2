import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';
import { showValue } from '../../show.js';

export const factDefault: BreakingRule = {
  code: builds.factDefault,
  purpose: 'Where nobody gives the fact, whatever is computed from it is another.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('fact', 'default')) {
      report({
        at,
        message: `the fact ${name} is ${showValue(after.default)} where nothing is said, and was ${showValue(before.default)}`,
        help: 'leave the default: machines that were started without the fact had the old one',
        explains: ({ class: cls }) => cls !== 'policy',
        always: true,
      });
    }
  },
};
