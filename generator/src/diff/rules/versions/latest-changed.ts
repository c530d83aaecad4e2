import { versions } from '../../../diagnostics/codes/changes/versions.js';
import type { BreakingRule } from '../../rule.js';

export const latestChanged: BreakingRule = {
  code: versions.latestChanged,
  purpose: '`latest` is what new guests are started with: the same build would give them another device.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('versions', 'latest')) {
      if (!change.edited || before.length === 0) continue;
      report({
        at,
        message: `the latest version of ${change.after.side.build.name} is ${after[0]?.name ?? 'none'}, and was ${before[0]?.name}`,
        help: 'leave the list of a released build as it is; new versions belong to a new build',
      });
    }
  },
};
