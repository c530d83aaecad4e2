import { params } from '../../../diagnostics/codes/changes/params.js';
import { aboutParam } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const flagsChanged: BreakingRule = {
  code: params.flagsChanged,
  purpose: 'A bit with another name is another feature to whoever reads the document.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { before, after, at } of change.changed('param', 'type')) {
      if (before.type.kind !== 'flags' || after.type.kind !== 'flags') continue;
      const now = after.type.names;
      const names = (bits: typeof before.type.names): string => bits.map(({ name, bit }) => `${name}=${bit}`).join(', ');
      const lost = before.type.names.filter(({ name, bit }) => !now.some((each) => each.name === name && each.bit === bit));
      if (lost.length === 0) continue;
      report({
        at,
        message: `the bits of ${after.name} are ${names(after.type.names)}, and were ${names(before.type.names)}`,
        help: 'keep the bits of a released param; a new bit is a new param, or one that the first release already had a name for',
        explains: aboutParam(change, after.id),
        always: true,
      });
    }
  },
};
