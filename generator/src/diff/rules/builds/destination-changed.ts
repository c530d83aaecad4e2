import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';

export const destinationChanged: BreakingRule = {
  code: builds.destinationChanged,
  purpose: 'Whether a destination takes the configuration of the source or makes its own decides which changes break.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('destination', 'mode')) {
      report({
        at,
        message: `destinations of ${change.implementation.name} are ${after}, and were ${before}`,
        help: 'leave it; builds whose destinations are made otherwise are another implementation',
        explains: () => true,
        always: true,
      });
    }
  },
};
