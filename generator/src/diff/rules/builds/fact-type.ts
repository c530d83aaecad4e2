import { builds } from '../../../diagnostics/codes/changes/builds.js';
import type { BreakingRule } from '../../rule.js';
import { showType } from '../../show.js';

export const factType: BreakingRule = {
  code: builds.factType,
  purpose: 'A value that was given for the fact may be refused or read otherwise.',
  categories: ['DOCUMENT', 'SOURCE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('fact', 'type')) {
      report({
        at,
        message: `the fact ${name} is ${showType(after.type)}, and was ${showType(before.type)}`,
        help: 'leave the type, and declare another fact',
      });
    }
  },
};
