import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';
import { followsFromObservable } from './follows-from-observable.js';
import { isLooser } from './own.js';

export const ownTightened: BreakingRule = {
  code: state.ownTightened,
  purpose: 'Ends that worked together are refused.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'bounds')) {
      const [was, is] = [before.field.bounds, after.field.bounds];
      if (same(was.own, is.own) || followsFromObservable(was, is) || isLooser(was.own, is.own)) continue;
      report({
        at,
        message: `${name} is compared with the destination's own as ${is.own?.compare ?? 'nothing'}, and was as ${was.own?.compare ?? 'nothing'}`,
        help: 'compare as before: what the configuration says already need not be compared in the state',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
