import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';

export const modelDropped: BreakingRule = {
  code: builds.modelDropped,
  purpose: 'A guest with the device cannot go where it is not.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    const { spec, build } = change.after.side;
    for (const { name, at } of change.removed('build-model')) {
      // Then it is the model that is gone, and said once.
      if (!spec.models.some(({ id }) => id === name) && spec.composed.every(({ model }) => model !== name)) continue;
      report({
        at,
        message: `${build.name} does not have the model ${name}`,
        help: 'keep the model as long as guests have the device; where it is given up, declare the break',
      });
    }
  },
};
