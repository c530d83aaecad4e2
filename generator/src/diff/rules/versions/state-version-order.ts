import { versions } from '../../../diagnostics/codes/changes/versions.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const stateVersionOrder: BreakingRule = {
  code: versions.stateVersionOrder,
  purpose: 'The first entry of the source that the destination has is taken: another order is another choice.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('state-versions', 'list')) {
      const [was = [], is = []] = [before.stateVersions, after.stateVersions];
      const common = (list: readonly string[], other: readonly string[]): readonly string[] =>
        list.filter((version) => other.includes(version));
      if (same(common(was, is), common(is, was))) continue;
      report({
        at,
        message: `${change.after.side.build.name} prefers the state versions ${is.join(', ')}, and the order was ${was.join(', ')}`,
        help: 'keep the order of what was there; put what is new in front',
      });
    }
  },
};
