import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';

export const factRemoved: BreakingRule = {
  code: builds.factRemoved,
  purpose: 'Who gives the fact is refused, and stored machines have it.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { name, at } of change.removed('fact'))
      report({ at, message: `the fact ${name} is gone`, help: 'keep it, even if nothing newer reads it' });
  },
};
