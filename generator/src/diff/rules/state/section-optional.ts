import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const sectionOptional: BreakingRule = {
  code: state.sectionOptional,
  purpose: 'A section that may be left out and may not, or the other way round: guests are refused, or lose what they need.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('section', 'optional')) {
      report({
        at,
        message: `the section ${name} is ${after.optional === false ? 'needed' : 'optional'}, and was ${before.optional === false ? 'needed' : 'optional'}`,
        help: 'leave it as it was released',
        explains: aboutPlace(change, { of: 'section', id: after.id, subsections: [] }),
        always: after.optional !== false,
      });
    }
  },
};
