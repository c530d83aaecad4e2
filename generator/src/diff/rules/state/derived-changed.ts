import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutVariable, aboutWhatShows, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpressionOr } from '../../show.js';

export const derivedChanged: BreakingRule = {
  code: state.derivedChanged,
  purpose: 'The state is loaded, and what the device makes of it is not what the source had.',
  categories: ['GUEST', 'STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('hidden', 'derived')) {
      report({
        at,
        message: `after a load ${name} is ${showExpressionOr(after.derived, 'as after a reset')}, and was ${showExpressionOr(before.derived, 'as after a reset')}`,
        help: 'derive it as before for states from old builds',
        explains: anyOf(aboutVariable(name), aboutWhatShows(name)),
        always: true,
      });
    }
  },
};
