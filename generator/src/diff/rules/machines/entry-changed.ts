import { machines } from '../../../diagnostics/codes/changes/machines.js';
import { aboutProperty } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showValue } from '../../show.js';
import { reachedBy } from './restored.js';

export const entryChanged: BreakingRule = {
  code: machines.entryChanged,
  purpose: 'The same machine type gives a guest another value on the newer build.',
  categories: ['GUEST'],
  check(change, report) {
    if (change.edited) return;
    for (const { before, after, at } of change.changed('entry', 'value')) {
      const { machineType, property, class: name } = after;
      const about = aboutProperty(change, property);
      report({
        at,
        message: `the machine type ${machineType} sets ${after.class}.${property} to ${showValue(after.value)}, and did to ${showValue(before.value)}`,
        help: 'keep the value: an entry says what a release did, and that does not change',
        explains: (reason) => reason.on === machineType && reachedBy(change, name, reason) && about(reason),
      });
    }
  },
};
