import { state } from '../../../diagnostics/codes/changes/state.js';
import type { BreakingRule } from '../../rule.js';
import { inside } from './inside.js';

export const subsectionRemoved: BreakingRule = {
  code: state.subsectionRemoved,
  purpose: 'A source that needs it is refused, and a destination that gets it no longer loses what it carried.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, name, at } of change.removed('subsection')) {
      report({
        at,
        message: `the subsection ${name} is gone`,
        help: 'go on taking it; a subsection that is never needed costs nothing',
        explains: inside(change, before),
      });
    }
  },
};
