import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';
import { collisions } from '../builds/identifier.js';

export const sectionInstance: BreakingRule = {
  code: state.sectionInstance,
  purpose: 'A section is found by its name and instance.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('section', 'instance')) {
      if (collisions(change).some(({ section }) => section.id === after.id)) continue;
      report({
        at,
        message: `the instance of the section ${name} is ${showExpression(after.instance)}, and was ${showExpression(before.instance)}`,
        help: 'keep the instance for guests from before; where it must change, let a param that machine types set decide',
        explains: aboutPlace(change, { of: 'section', id: after.id, subsections: [] }),
      });
    }
  },
};
