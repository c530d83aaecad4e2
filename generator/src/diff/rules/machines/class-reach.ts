import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { BreakingRule } from '../../rule.js';

export const classReach: BreakingRule = {
  code: machines.classReach,
  purpose: 'Entries of machine types reach a class through its parent and into the device inside: other ones hold now.',
  categories: ['GUEST'],
  check(change, report) {
    for (const aspect of ['parent', 'child'] as const) {
      for (const { before, after, name, at } of change.changed('class', aspect)) {
        report({
          at,
          message: `the ${aspect} of the device class ${name} is ${after[aspect] ?? 'none'}, and was ${before[aspect] ?? 'none'}`,
          help: 'leave it, or repeat on the class the entries that no longer reach it',
          explains: ({ class: cls }) => cls === 'guest' || cls === 'create',
          always: true,
        });
      }
    }
  },
};
