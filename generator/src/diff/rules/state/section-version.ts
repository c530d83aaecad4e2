import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const sectionVersion: BreakingRule = {
  code: state.sectionVersion,
  purpose: 'A destination refuses versions above its own: every change by version shuts the way back.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('section', 'version')) {
      report({
        at,
        message: `the section ${name} is sent as version ${after.version}, and was as version ${before.version}`,
        help: 'leave the version, and put what is new into a subsection that is needed only where a new param is on',
        explains: aboutPlace(change, { of: 'section', id: after.id, subsections: [] }),
      });
    }
  },
};
