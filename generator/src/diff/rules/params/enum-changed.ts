import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const enumChanged: BreakingRule = {
  code: params.enumChanged,
  purpose: 'A stored configuration names a value that nobody knows any more.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'type')) {
      if (before.type.kind !== 'enum' || after.type.kind !== 'enum') continue;
      const gone = before.type.values.filter((value) => after.type.kind === 'enum' && !after.type.values.includes(value));
      if (gone.length === 0) continue;
      report({
        at,
        message: `${after.name} no longer has ${gone.length === 1 ? 'the value' : 'the values'} ${gone.join(', ')}`,
        help: 'keep the values of a released param; what some revisions do not accept goes into range:',
        explains: aboutParam(change, after.id),
        always: true,
      });
    }
  },
};
