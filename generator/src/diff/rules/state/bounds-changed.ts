import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';
import { showBounds } from '../../show.js';
import { followsFromObservable } from './follows-from-observable.js';

export const boundsChanged: BreakingRule = {
  code: state.boundsChanged,
  purpose: 'A source that is in such a state cannot leave, or leaves and is refused at the last moment.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'bounds')) {
      const [was, is] = [before.field.bounds, after.field.bounds];
      if (
        same([was.min, was.max, was.reserved, was.negotiated], [is.min, is.max, is.reserved, is.negotiated]) ||
        followsFromObservable(was, is)
      )
        continue;
      report({
        at,
        message: `${name} is bounded otherwise: ${showBounds(is)}, and was ${showBounds(was)}`,
        help: 'take what was taken; where a value is harmful, repair it after the load',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
