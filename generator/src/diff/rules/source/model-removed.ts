import { source } from '../../../diagnostics/codes/changes/source.js';
import { removed } from '../../difference.js';
import type { BreakingRule } from '../../rule.js';
import { renamedTo } from './model-renamed.js';

export const modelRemoved: BreakingRule = {
  code: source.modelRemoved,
  purpose: 'Its module and its part of every document are gone: guests with the device can go nowhere.',
  categories: ['SOURCE', 'DOCUMENT'],
  whole(differences, report) {
    for (const { before, name, at } of removed(differences, 'model-file'))
      if (renamedTo(differences, before) === undefined)
        report({ at, message: `the model ${name} is gone`, help: 'keep it; builds that no longer have it leave it out of their own list' });
  },
};
