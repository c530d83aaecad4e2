import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';
import { leftOutFor } from '../machines/class-left-out.js';
import { misplacedFor } from '../machines/entry-misplaced.js';
import { restored } from '../machines/restored.js';

export const defaultChanged: BreakingRule = {
  code: params.defaultChanged,
  purpose: 'A destination that makes the device from its own tables gives it another value than the source did.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'default')) {
      const { by } = restored(change, after.name);
      const [about, misplaced, leftOut] = [aboutParam(change, after.id), misplacedFor(change, after), leftOutFor(change, after)];
      report({
        at,
        message: `the default of ${after.name} is ${showExpression(after.default)}, and was ${showExpression(before.default)}`,
        help: `keep the default, or add ${after.name}: ${showExpression(before.default)} to the compat set of every older machine type`,
        // What an entry sets is the entry's to answer for.
        explains: (reason) => !by.includes(reason.on) && !misplaced(reason) && !leftOut(reason) && about(reason),
      });
    }
  },
};
