import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { isLooser } from './own.js';

export const ownLoosened: BreakingRule = {
  code: state.ownLoosened,
  purpose: 'A difference that was refused is let through.',
  categories: ['GUEST', 'STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'bounds')) {
      const [was, is] = [before.field.bounds, after.field.bounds];
      if (!isLooser(was.own, is.own)) continue;
      report({
        at,
        message: `${name} is compared with the destination's own as ${is.own?.compare ?? 'nothing'}, and was as ${was.own?.compare ?? 'nothing'}`,
        help: 'compare as before, unless the guest cannot tell the difference',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
        always: true,
      });
    }
  },
};
