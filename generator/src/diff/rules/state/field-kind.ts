import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { widthOf } from './width.js';

export const fieldKind: BreakingRule = {
  code: state.fieldKind,
  purpose: 'What one side writes the other does not read as the same thing, even where the length fits.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('field', 'type')) {
      const [was, is] = [before.field.type, after.field.type];
      if (was.kind === is.kind || (widthOf(was) !== undefined && widthOf(is) !== undefined && widthOf(was) !== widthOf(is))) continue;
      report({
        at,
        message: `the field ${name} is of kind ${is.kind}, and was of kind ${was.kind}`,
        help: 'leave the field as it was released',
        explains: anyOf(aboutPlace(change, after.place), aboutVariable(after.field.name)),
      });
    }
  },
};
