import { machines } from '../../../diagnostics/codes/changes/machines.js';
import { aboutProperty } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showValue } from '../../show.js';
import { reachedBy } from './restored.js';

export const entryRemoved: BreakingRule = {
  code: machines.entryRemoved,
  purpose: 'A value that a machine type restored is another again, and guests that were started with it notice.',
  categories: ['GUEST'],
  check(change, report) {
    if (change.edited) return;
    for (const { before, at } of change.removed('entry')) {
      const { machineType, property, class: name } = before;
      const about = aboutProperty(change, property);
      report({
        at,
        message: `the machine type ${machineType} no longer sets ${before.class}.${property} to ${showValue(before.value)}`,
        help: 'keep the entry as long as the machine type is there',
        explains: (reason) => reason.on === machineType && reachedBy(change, name, reason) && about(reason),
      });
    }
  },
};
