import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { BreakingRule } from '../../rule.js';

export const typeAdded: BreakingRule = {
  code: machines.typeAdded,
  purpose: 'Other builds have the machine type, too, and start other devices under it; or they are newer and do not have it.',
  categories: ['GUEST'],
  check(change, report) {
    // A new build's new machine type is nobody else's yet.
    if (!change.edited) return;
    for (const { name, at } of change.added('machine-type')) {
      report({
        at,
        message: `${change.after.side.build.name} has the machine type ${name}, and a guest under it fares otherwise elsewhere`,
        help: 'let every build that has it set what the first one started, and every newer build have it',
        explains: ({ on }) => on === name,
      });
    }
  },
};
