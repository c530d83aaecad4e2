import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { replacementOf } from './replaced.js';

export const fieldRenamed: BreakingRule = {
  code: state.fieldRenamed,
  purpose:
    'A variable is known by its name: under another one it is another variable to whoever compares states, reads documents or uses the generated classes.',
  categories: ['STATE', 'SOURCE'],
  check(change, report) {
    for (const { before, name, at } of change.removed('field')) {
      const after = replacementOf(change, before);
      if (after === undefined || after.field.type.kind === 'padding' || before.field.type.kind === 'padding') continue;
      report({
        at,
        message: `the field ${name} is called ${after.label}`,
        help: 'keep the name; what it says better can be said in doc:',
        explains: anyOf(aboutPlace(change, before.place), aboutVariable(before.field.name), aboutVariable(after.field.name)),
        always: true,
      });
    }
  },
};
