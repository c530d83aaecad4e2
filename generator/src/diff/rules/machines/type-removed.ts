import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { BreakingRule } from '../../rule.js';

export const typeRemoved: BreakingRule = {
  code: machines.typeRemoved,
  purpose: 'A guest that was started under a machine type cannot go where nobody knows it.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    // Where no table is asked any more, that is what there is to say.
    if (change.changed('destination', 'mode').some(({ after }) => after === 'configured')) return;
    for (const { name, at } of change.removed('machine-type')) {
      report({
        at,
        message: `${change.after.side.build.name} has no machine type ${name}`,
        help: 'keep it as long as guests run under it; to let it go, say from which build on with `removed:`, and declare the break',
        explains: ({ code, on }) => code === 'MACHINE_TYPE_UNKNOWN' && on === name,
        always: true,
      });
    }
  },
};
