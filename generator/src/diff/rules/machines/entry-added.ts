import { machines } from '../../../diagnostics/codes/changes/machines.js';
import { aboutProperty } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showValue } from '../../show.js';
import { reachedBy } from './restored.js';

export const entryAdded: BreakingRule = {
  code: machines.entryAdded,
  purpose: 'An entry brings back what a release did; anything else is a change of its own.',
  categories: ['GUEST'],
  check(change, report) {
    if (change.edited) return;
    for (const { after, at } of change.added('entry')) {
      const { machineType, property, class: className } = after;
      // An entry for a new param belongs to that.
      if (!change.before.side.snapshots.some(({ params }) => params.some(({ name }) => name === property))) continue;
      const about = aboutProperty(change, property);
      report({
        at,
        message: `the machine type ${machineType} sets ${after.class}.${property} to ${showValue(after.value)}, which was not its value`,
        help: 'give the value that the last build with the machine type has; where nothing changed, remove the entry',
        explains: (reason) => reason.on === machineType && reachedBy(change, className, reason) && about(reason),
      });
    }
  },
};
