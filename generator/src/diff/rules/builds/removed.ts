import { builds } from '../../../diagnostics/codes/changes/builds.js';
import { removed as removedOf } from '../../difference.js';
import type { BreakingRule } from '../../rule.js';

export const removed: BreakingRule = {
  code: builds.removed,
  purpose: 'Guests run on it still, and nobody can say any more where they can go.',
  categories: ['DOCUMENT'],
  whole(differences, report) {
    const implementations = new Set(removedOf(differences, 'implementation').map(({ name }) => name));
    for (const { before, name, at } of removedOf(differences, 'build')) {
      if (implementations.has(before.implementation)) continue;
      report({ at, message: `the build ${name} is gone`, help: 'keep builds that were released: guests outlive them' });
    }
  },
};
