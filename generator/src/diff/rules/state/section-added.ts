import { state } from '../../../diagnostics/codes/changes/state.js';
import { aboutPlace } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { renamedFrom } from './section-renamed.js';

export const sectionAdded: BreakingRule = {
  code: state.sectionAdded,
  purpose: 'A destination that does not know the section refuses the stream.',
  categories: ['STATE'],
  check(change, report) {
    for (const { after, name, at } of change.added('section')) {
      if (renamedFrom(change, after) !== undefined) continue;
      report({
        at,
        message: `the section ${name} is new`,
        help: 'send it only where a new param is on, as a subsection; or mark it optional, when the guest does not notice the loss',
        explains: aboutPlace(change, { of: 'section', id: after.id, subsections: [] }),
      });
    }
  },
};
