import { state } from '../../../diagnostics/codes/changes/state.js';
import type { BreakingRule } from '../../rule.js';

export const sectionOrder: BreakingRule = {
  code: state.sectionOrder,
  purpose: 'What is loaded later may be read by what is loaded before it.',
  categories: ['STATE'],
  check(change, report) {
    for (const { at } of change.changed('sections', 'order')) {
      report({
        at,
        message: 'the sections are sent in another order',
        help: 'keep the order; what one section needs of another is said with after:',
        explains: ({ code }) => code === 'ORDER_WRONG',
        always: true,
      });
    }
  },
};
