import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { aboutObservable } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';

export const observableVolatile: BreakingRule = {
  code: guest.observableVolatile,
  purpose: 'What is volatile is not compared: a change of it on the way is let through.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { after, name, at } of change.changed('observable', 'volatile')) {
      report({
        at,
        message: after.volatile ? `${name} is called volatile, and was compared` : `${name} is compared, and was volatile`,
        help: after.volatile
          ? 'leave it compared, unless the hardware may really change it at any time'
          : 'leave it volatile, if the hardware may change it at any time',
        explains: aboutObservable(change, name),
        always: after.volatile,
      });
    }
  },
};
