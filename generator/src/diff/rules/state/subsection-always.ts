import { state } from '../../../diagnostics/codes/changes/state.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';
import { inside } from './inside.js';

export const subsectionAlways: BreakingRule = {
  code: state.subsectionAlways,
  purpose: 'A destination that does not know it refuses the whole stream, whatever the guest does with the device.',
  categories: ['STATE'],
  check(change, report) {
    for (const { after, name, at } of change.added('subsection')) {
      report({
        at,
        message: `the subsection ${name} is new, and needed when ${showExpression(after.subsection.needed)}`,
        help: 'let it be needed only where a new param is on, which older machine types turn off, and where its variables are not at their reset values',
        explains: inside(change, after),
      });
    }
  },
};
