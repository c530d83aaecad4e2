import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';

export const erratum: BreakingRule = {
  code: builds.erratum,
  purpose: 'A released build does what it does: what is known about it may change, and verdicts with it.',
  categories: ['STATE', 'DOCUMENT'],
  check(change, report) {
    if (!change.edited) return;
    const errata = [
      ...change.removed('erratum').map((each) => ({ ...each, what: 'is no longer said of' })),
      ...change.added('erratum').map((each) => ({ ...each, what: 'is said of' })),
      ...change.changed('erratum', 'deviation').map((each) => ({ ...each, what: 'says something else of' })),
    ];
    for (const { name, at, what } of errata) {
      report({
        at,
        message: `the erratum ${name} ${what} the released build ${change.after.side.build.name}`,
        help: 'cite in `evidence:` what was seen; an erratum is not removed because a later build is fixed',
        explains: ({ class: cls }) => cls === 'state',
        always: true,
      });
    }
  },
};
