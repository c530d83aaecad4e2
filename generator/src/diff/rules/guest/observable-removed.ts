import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { aboutObservable } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const observableRemoved: BreakingRule = {
  code: guest.observableRemoved,
  purpose: 'What no observable names is not compared: a difference is let through.',
  categories: ['GUEST', 'DOCUMENT'],
  check(change, report) {
    for (const { name, at } of change.removed('observable')) {
      report({
        at,
        message: `nothing says any more that the guest reads ${name}`,
        help: 'keep it, and let what the guest reads instead be its value',
        explains: aboutObservable(change, name),
        always: true,
      });
    }
  },
};
