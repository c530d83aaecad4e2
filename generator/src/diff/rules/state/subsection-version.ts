import { state } from '../../../diagnostics/codes/changes/state.js';
import type { BreakingRule } from '../../rule.js';
import { inside } from './inside.js';

export const subsectionVersion: BreakingRule = {
  code: state.subsectionVersion,
  purpose: 'A subsection of a version that the destination does not take is refused.',
  categories: ['STATE'],
  check(change, report) {
    for (const aspect of ['version', 'minimum'] as const) {
      for (const { before, after, name, at } of change.changed('subsection', aspect)) {
        report({
          at,
          message: `the ${aspect} of the subsection ${name} is ${after.subsection[aspect]}, and was ${before.subsection[aspect]}`,
          help: 'leave the version; what is new goes into another subsection',
          explains: inside(change, after),
        });
      }
    }
  },
};
