import { versions } from '../../../diagnostics/codes/changes/versions.js';
import type { BreakingRule } from '../../rule.js';

export const versionDropped: BreakingRule = {
  code: versions.versionDropped,
  purpose: 'A guest that names the version cannot be started on the build any more.',
  categories: ['DOCUMENT'],
  check(change, report) {
    for (const { name, at } of change.removed('version')) {
      const model = change.after.side.spec.models.find(({ id }) => id === change.model);
      if (model?.versions.some((version) => version.name === name) !== true) continue;
      report({
        at,
        message: `${change.after.side.build.name} no longer lists the version ${name}`,
        help: 'let the build list it, at the end of its order if need be; when the loss is meant, declare the break',
      });
    }
  },
};
