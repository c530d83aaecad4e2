import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { widthOf } from './width.js';

export const fieldWidth: BreakingRule = {
  code: state.fieldWidth,
  purpose: 'Everything behind it moves, and the value itself is cut or filled up.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      if (was.kind === 'array' || is.kind === 'array' || was.kind === 'bytes' || is.kind === 'bytes') continue;
      const [had, has] = [widthOf(was), widthOf(is)];
      if (had === undefined || has === undefined || had === has) continue;
      report({
        at,
        message: `the field ${name} has ${has} bits, and had ${had}`,
        help: 'keep the field, and send the wider value in a subsection that is needed only where it does not fit',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
