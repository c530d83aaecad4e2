import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { BreakingRule } from '../../rule.js';

export const classRemoved: BreakingRule = {
  code: machines.classRemoved,
  purpose: 'A command line or a stored machine that names the class is refused.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { name, at } of change.removed('class')) {
      report({
        at,
        message: `the device class ${name} is gone`,
        help: 'keep the class, or make its name an alias of the one that took its place',
        explains: ({ deviceClass }) => deviceClass === name,
        always: true,
      });
    }
  },
};
