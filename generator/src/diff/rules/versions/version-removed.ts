import { versions } from '../../../diagnostics/codes/changes/versions.js';
import type { BreakingRule } from '../../rule.js';

export const versionRemoved: BreakingRule = {
  code: versions.versionRemoved,
  purpose: 'A version that somebody has stored with a guest can no longer be named.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { name, at } of change.removed('version')) {
      if (
        change.after.side.spec.models.some(({ id, versions: all }) => id === change.model && all.some((version) => version.name === name))
      )
        continue;
      report({
        at,
        message: `the version ${name} is gone`,
        help: 'keep versions that were released; a build that no longer offers one leaves it out of its own list',
      });
    }
  },
};
