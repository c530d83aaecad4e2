import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { replaces } from './renamed.js';

export const addedWithoutOff: BreakingRule = {
  code: params.addedWithoutOff,
  purpose: 'A guest from a build that does not know the param needs it turned off, and there is no value for that.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { after, at } of change.added('param')) {
      if (after.off !== undefined || replaces(change, after)) continue;
      report({
        at,
        message: `the param ${after.name} is new and has no off value`,
        help: `say with off: at which value of ${after.name} the device behaves as if it did not exist`,
        explains: aboutParam(change, after.id),
      });
    }
  },
};
