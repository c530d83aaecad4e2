import { machines } from '../../../diagnostics/codes/changes/machines.js';
import type { BreakingRule } from '../../rule.js';

export const aliasRemoved: BreakingRule = {
  code: machines.aliasRemoved,
  purpose: 'A command line or a stored machine that uses the other name is refused.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    const classes = change.after.side.implementation.classes;
    const names = new Set(classes.flatMap(({ name, aliases }) => [name, ...aliases]));
    for (const { before, name, at } of change.changed('class', 'aliases')) {
      const gone = before.aliases.filter((alias) => !names.has(alias));
      if (gone.length === 0) continue;
      report({
        at,
        message: `the device class ${name} is no longer called ${gone.join(', ')}`,
        help: 'keep the names under which guests were started',
      });
    }
  },
};
