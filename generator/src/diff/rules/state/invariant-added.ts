import { state } from '../../../diagnostics/codes/changes/state.js';
import type { BreakingRule } from '../../rule.js';

export const invariantAdded: BreakingRule = {
  code: state.invariantAdded,
  purpose: 'A source that is in such a state is refused after everything has been sent.',
  categories: ['STATE'],
  check(change, report) {
    for (const { name, at } of change.removed('invariant')) {
      report({
        at,
        message: `a state need not satisfy ${name} any more`,
        help: 'a build that asks for it refuses what is sent now: go on satisfying it where such a build may be at the other end',
        explains: ({ code }) => code === 'INVARIANT_BROKEN',
      });
    }
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
