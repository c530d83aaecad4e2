import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const structVersion: BreakingRule = {
  code: state.structVersion,
  purpose: 'In a stream that does not carry the versions of structs, each side goes by its own: fields that depend on it shift.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('struct', 'version')) {
      report({
        at,
        message: `the version of the struct ${name} is ${after.version ?? 'none'}, and was ${before.version ?? 'none'}`,
        help: 'leave it; let a param that machine types set decide about the new fields',
        explains: aboutPlace(change, { of: 'struct', id: after.id, subsections: [] }),
      });
    }
  },
};
