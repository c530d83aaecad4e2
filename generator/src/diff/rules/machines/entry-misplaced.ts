import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { SnapshotParam } from '../../../ir/snapshot.js';
import type { Change } from '../../change.js';
import { aboutParam, type Explains } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { restored } from './restored.js';

export const entryMisplaced: BreakingRule = {
  code: machines.entryMisplaced,
  purpose: 'A value must be restored for every machine type of the releases before it changed, the last of them included.',
  categories: ['GUEST'],
  check(change, report) {
    const params = [...change.changed('param', 'default'), ...change.added('param')];
    for (const { after, at } of params) {
      const { by, notBy } = restored(change, after.name);
      const about = aboutParam(change, after.id);
      const misplaced = misplacedFor(change, after);
      report({
        at,
        message: `${after.name} is restored for ${by.join(', ')}, and not for ${notBy.join(', ')}`,
        help: 'move the entry to the compat set of the last release that had the old value: the types before it get it from there',
        explains: (reason) => misplaced(reason) && about(reason),
      });
    }
  },
};

/** Some of the machine types that had the old value get it back, and this one does not: the entry stands in the wrong compat set. */
export function misplacedFor(change: Change, { name }: SnapshotParam): Explains {
  const { by, notBy } = restored(change, name);
  return ({ on, configuration }) => !change.edited && by.length > 0 && notBy.includes(on) && configuration === 'defaults';
}
