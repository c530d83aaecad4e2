import { versions } from '../../../diagnostics/codes/changes/versions.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const versionChanged: BreakingRule = {
  code: versions.versionChanged,
  purpose: 'A version is a name for one assignment for ever: guests that were started with it have the old one.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('version', 'values')) {
      if (!change.edited) continue;
      const params = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].filter(
        (param) => !same(before.values[param], after.values[param]),
      );
      report({
        at,
        message: `the version ${name} says something else of ${params.join(', ')}`,
        help: 'leave the version as it was released, and add another one',
      });
    }
  },
};
