import { machines } from '../../../diagnostics/codes/changes/machines.js';
import { machineTables } from '../../../ir/machine-tables.js';
import { aboutProperty } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';
import { showValue } from '../../show.js';
import { reachedBy } from './restored.js';

export const entryNotInherited: BreakingRule = {
  code: machines.entryNotInherited,
  purpose: 'What is done for one machine type alone, newer ones begin without.',
  categories: ['GUEST', 'STATE'],
  check(change, report) {
    const { spec, implementation, build } = change.before.side;
    const older = machineTables(spec, implementation, build);
    for (const { after, name, at } of change.added('machine-type')) {
      const previous = older.find(({ family }) => family === after.family);
      for (const entry of previous?.entries ?? []) {
        if (after.entries.some((each) => same(each, entry))) continue;
        const about = aboutProperty(change, entry.property);
        report({
          at,
          message: `the new machine type ${name} does not set ${entry.class}.${entry.property} to ${showValue(entry.value)}, as ${previous?.name} does`,
          help: 'make it the default, and turn it off where older machine types had it off',
          explains: (reason) => reason.on === name && reachedBy(change, entry.class, reason) && about(reason),
        });
      }
    }
  },
};
