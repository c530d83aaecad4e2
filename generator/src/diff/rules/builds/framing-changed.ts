import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';

export const framingChanged: BreakingRule = {
  code: builds.framingChanged,
  purpose: 'No stream that was saved before can be read.',
  categories: ['STATE', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('framing', 'format')) {
      report({
        at,
        message: `streams of ${change.implementation.name} have the ${after} framing, and had the ${before} one`,
        help: 'leave it; builds with another framing are another implementation',
        explains: ({ class: cls }) => cls === 'state',
        always: true,
      });
    }
  },
};
