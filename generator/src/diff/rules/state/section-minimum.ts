import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const sectionMinimum: BreakingRule = {
  code: state.sectionMinimum,
  purpose: 'Guests from builds that send such a version cannot arrive.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('section', 'minimum')) {
      report({
        at,
        message: `the section ${name} is taken from version ${after.minimum} on, and was from version ${before.minimum} on`,
        help: 'take what was taken, for as long as builds that send it may be a source',
        explains: aboutPlace(change, { of: 'section', id: after.id, subsections: [] }),
      });
    }
  },
};
