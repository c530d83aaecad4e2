import { source } from '../../../diagnostics/codes/changes/source.js';
import { aboutPlace } from '../../explain.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';

export const structRenamed: BreakingRule = {
  code: source.structRenamed,
  purpose: 'The type that generated code imports is no longer there.',
  categories: ['SOURCE'],
  check(change, report) {
    for (const { after, at } of change.added('struct')) {
      const before = change
        .removed('struct')
        .find((each) => same([each.before.fields, each.before.subsections], [after.fields, after.subsections]))?.before;
      if (before === undefined) continue;
      report({
        at,
        message: `the struct type ${before.origin} is called ${after.origin}`,
        help: 'keep the name; where it must change, tell who uses the generated type',
        explains: aboutPlace(change, { of: 'struct', id: after.id, subsections: [] }),
        always: true,
      });
    }
  },
};
