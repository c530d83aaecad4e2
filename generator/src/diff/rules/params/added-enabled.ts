import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression, showValue } from '../../show.js';
import { leftOutFor } from '../machines/class-left-out.js';
import { misplacedFor } from '../machines/entry-misplaced.js';
import { enabledByDefault } from './enabled.js';
import { replaces } from './renamed.js';

export const addedEnabled: BreakingRule = {
  code: params.addedEnabled,
  purpose: 'A new param that older machine types do not turn off shows the guest something that the source did not have.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { after, at } of change.added('param')) {
      if (after.off === undefined || !enabledByDefault(after) || replaces(change, after)) continue;
      const [about, misplaced, leftOut] = [aboutParam(change, after.id), misplacedFor(change, after), leftOutFor(change, after)];
      report({
        at,
        message: `the param ${after.name} is new, and ${showExpression(after.default)} where nothing is said`,
        help: `add ${after.name}: ${showValue(after.off)} to the compat set of every older machine type`,
        explains: (reason) => !misplaced(reason) && !leftOut(reason) && about(reason),
      });
    }
  },
};
