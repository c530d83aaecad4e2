import { machines } from '../../../diagnostics/codes/changes/machines.js';
import { machineTables } from '../../../ir/machine-tables.js';
import type { SnapshotParam } from '../../../ir/snapshot.js';
import type { Change } from '../../change.js';
import { aboutParam, type Explains } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { reachOf, restored, setsProperty } from './restored.js';

export const classLeftOut: BreakingRule = {
  code: machines.classLeftOut,
  purpose: 'Every name that a device can be started under gets the old value, or guests that used the forgotten one change.',
  categories: ['GUEST'],
  check(change, report) {
    const { implementation } = change.after.side;
    const classes = implementation.classes.filter(({ model }) => model === change.model).map(({ name }) => name);
    for (const { after } of [...change.changed('param', 'default'), ...change.added('param')]) {
      const left = classes.filter((name) => leftOut(change, after.name, name));
      if (left.length === 0) continue;
      const path = ['implementation', implementation.name, 'classes', left[0] ?? ''];
      const about = aboutParam(change, after.id);
      report({
        at: { before: path, after: path },
        message: `entries that restore ${after.name} do not reach ${left.join(', ')}`,
        help: 'put the entry on a class that all of them inherit from, or on each of them',
        explains: (reason) => left.includes(reason.deviceClass ?? '') && about(reason),
      });
    }
  },
};

/** A machine type restores the property for another class of the model and not for this one. */
function leftOut(change: Change, property: string, name: string): boolean {
  const { spec, implementation, build } = change.after.side;
  const reach = reachOf(implementation, change.model ?? '', name);
  const { by } = restored(change, property);
  return machineTables(spec, implementation, build).some(
    (table) => by.includes(table.name) && !setsProperty(implementation, table, property, reach),
  );
}

/** Reasons that a device has under a class which no entry for the property reaches. */
export function leftOutFor(change: Change, { name }: SnapshotParam): Explains {
  return ({ deviceClass }) => deviceClass !== undefined && leftOut(change, name, deviceClass);
}
