import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { showType } from '../../show.js';

export const typeChanged: BreakingRule = {
  code: params.typeChanged,
  purpose: 'A param never changes its type: builds that have both cannot compare its values.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'type')) {
      if (before.type.kind === after.type.kind && (after.type.kind === 'enum' || after.type.kind === 'flags')) continue;
      report({
        at,
        message: `${after.name} is ${showType(after.type)}, and was ${showType(before.type)}`,
        help: 'leave the param as it was, and add another one with the new type',
        explains: aboutParam(change, after.id),
        always: true,
      });
    }
  },
};
