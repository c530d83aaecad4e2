import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const hostFactChanged: BreakingRule = {
  code: params.hostFactChanged,
  purpose: 'A value that a host limits is refused on some hosts where the same build took it before.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'host-fact')) {
      if (after.hostFact === undefined) continue;
      report({
        at,
        message: `${after.name} is limited by the host's ${after.hostFact}, and was ${before.hostFact === undefined ? 'not limited' : `by ${before.hostFact}`}`,
        help: 'fail the start where the host lacks something, as before; or give the limit a param of its own that older machine types turn off',
        explains: aboutParam(change, after.id),
        always: true,
      });
    }
  },
};
