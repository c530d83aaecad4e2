import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { BreakingRule } from '../../rule.js';

export const typeRedefined: BreakingRule = {
  code: machines.typeRedefined,
  purpose: 'One name would be two machines: what a released build starts under it and what the spec says of it now.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    if (!change.edited) return;
    const entries = [...change.added('entry'), ...change.removed('entry'), ...change.changed('entry', 'value')];
    for (const type of new Set(entries.flatMap(({ before, after }) => (after ?? before)?.machineType ?? []))) {
      const own = entries.filter(({ before, after }) => (after ?? before)?.machineType === type);
      const properties = own.map(({ before, after }) => `${(after ?? before)?.class}.${(after ?? before)?.property}`);
      report({
        at: own[0]?.at ?? {},
        message: `the machine type ${type} of released builds sets ${properties.join(', ')} otherwise than it did`,
        help: 'leave it as it was released: an entry for later builds alone has `added:` with the first of them',
        explains: ({ on }) => on === type,
        always: true,
      });
    }
  },
};
