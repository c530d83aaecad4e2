import { state } from '../../../diagnostics/codes/changes/state.js';
import type { BreakingRule } from '../../rule.js';

export const invariantAdded: BreakingRule = {
  code: state.invariantAdded,
  purpose: 'A source that is in such a state is refused after everything has been sent.',
  categories: ['STATE'],
  check(change, report) {
    for (const { name, at } of change.added('invariant')) {
      report({
        at,
        message: `a state must satisfy ${name}`,
        help: 'take every state that a released build can be in; repair after the load what is harmful',
        explains: ({ code }) => code === 'INVARIANT_BROKEN',
      });
    }
  },
};
