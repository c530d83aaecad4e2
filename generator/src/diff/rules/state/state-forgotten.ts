import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const stateForgotten: BreakingRule = {
  code: state.stateForgotten,
  purpose: 'What a guest did is lost on the way, and nobody is refused.',
  categories: ['STATE'],
  check(change, report) {
    for (const { after, name, at } of change.added('hidden')) {
      report({
        at,
        message: `${name} is state that no section carries${after.derived === undefined ? '' : ', and is derived'}`,
        help: 'send it in a subsection that is needed where it is not at its reset value, or derive it from what is sent',
        explains: anyOf(aboutVariable(name), ({ code }) => code === 'GUEST_INTERFACE_DIFFERS'),
      });
    }
  },
};
