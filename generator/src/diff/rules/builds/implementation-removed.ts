import { builds } from '../../../diagnostics/codes/changes/builds.js';
import { removed } from '../../difference.js';
import type { BreakingRule } from '../../rule.js';

export const implementationRemoved: BreakingRule = {
  code: builds.implementationRemoved,
  purpose: 'All its builds lose their documents at once.',
  categories: ['DOCUMENT', 'SOURCE'],
  whole(differences, report) {
    for (const { name, at } of removed(differences, 'implementation'))
      report({ at, message: `the implementation ${name} is gone`, help: 'keep it with the builds that were released' });
  },
};
