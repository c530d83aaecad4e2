import { versions } from '../../../diagnostics/codes/changes/versions.js';
import type { BreakingRule } from '../../rule.js';

export const stateVersionDropped: BreakingRule = {
  code: versions.stateVersionDropped,
  purpose: 'A state of that version can no longer be loaded, and guests that have it are stranded.',
  categories: ['STATE', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('state-versions', 'list')) {
      const gone = (before.stateVersions ?? []).filter((version) => after.stateVersions?.includes(version) !== true);
      if (gone.length === 0) continue;
      report({
        at,
        message: `${change.after.side.build.name} no longer loads the state ${gone.length === 1 ? 'version' : 'versions'} ${gone.join(', ')}`,
        help: 'keep it in the list, at the end if it is not preferred; when the loss is meant, declare the break with whom it strands',
        explains: (reason) => reason.class === 'policy' || reason.class === 'state',
        always: true,
      });
    }
  },
};
