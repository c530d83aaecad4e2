import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace, aboutVariable, anyOf } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { renamedFrom } from './section-renamed.js';

export const sectionRemoved: BreakingRule = {
  code: state.sectionRemoved,
  purpose: 'An old source sends what nobody takes, and an old destination waits for what does not come.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, name, at } of change.removed('section')) {
      if (change.added('section').some(({ after }) => renamedFrom(change, after)?.id === before.id)) continue;
      report({
        at,
        message: `the section ${name} is gone`,
        help: 'keep the section for guests from before; a part that has no use any more is written as a filler and ignored on load',
        explains: anyOf(
          aboutPlace(change, { of: 'section', id: before.id, subsections: [] }),
          ...before.fields.map(({ name: variable }) => aboutVariable(variable)),
        ),
      });
    }
  },
};
