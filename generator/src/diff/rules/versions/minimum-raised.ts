import { versions } from '../../../diagnostics/codes/changes/versions.js';
import type { BreakingRule } from '../../rule.js';

export const minimumRaised: BreakingRule = {
  code: versions.minimumRaised,
  purpose: 'States between the old minimum and the new one can no longer be loaded.',
  categories: ['STATE', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('state-versions', 'minimum')) {
      report({
        at,
        message: `the minimum state version of ${change.after.side.build.name} is ${after.minimum ?? 'the current one'}, and was ${before.minimum ?? 'the current one'}`,
        help: 'leave the minimum where it was; a build that cannot load a state says so in its list, with a declared break',
        explains: (reason) => reason.class === 'policy' || reason.class === 'state',
      });
    }
  },
};
