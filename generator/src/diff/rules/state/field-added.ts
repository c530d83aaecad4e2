import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { isPadded, replaces } from './replaced.js';

export const fieldAdded: BreakingRule = {
  code: state.fieldAdded,
  purpose: 'A field that is always sent moves everything behind it, and a destination without it reads something else.',
  categories: ['STATE'],
  check(change, report) {
    for (const { after, name, at } of change.added('field')) {
      if (replaces(change, after) || isPadded(change, after)) continue;
      report({
        at,
        message: `the field ${name} is new${after.field.when === undefined ? ' and always sent' : ''}`,
        help: 'make it a subsection that is needed only where a new param is on, with that param off for older machine types; or derive it after the load',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
