import { builds } from '../../../diagnostics/codes/changes/builds.js';
import { changed } from '../../difference.js';
import type { BreakingRule } from '../../rule.js';

export const alias: BreakingRule = {
  code: builds.alias,
  purpose: 'Who asks for a build by its other name gets another build, or none.',
  categories: ['DOCUMENT'],
  whole(differences, report) {
    for (const { before, after, name, at } of changed(differences, 'build', 'alias')) {
      if (before.alias === undefined) continue;
      report({
        at,
        message: `${before.alias} no longer means the build ${name}${after.alias === undefined ? '' : `, which is called ${after.alias} now`}`,
        help: 'keep the alias with the build that had it first',
      });
    }
  },
};
