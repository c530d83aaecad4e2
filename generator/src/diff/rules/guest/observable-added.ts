import { guest } from '../../../diagnostics/codes/changes/guest.js';
import { aboutObservable } from '../../explain.js';
import type { BreakingRule } from '../../rule.js';
import { followsFromParam } from './follows-from-param.js';

export const observableAdded: BreakingRule = {
  code: guest.observableAdded,
  purpose: 'What nobody named was not compared: a new observable shows what went wrong before, or what the guest could not read.',
  categories: ['GUEST'],
  check(change, report) {
    for (const { after, name, at } of change.added('observable')) {
      if (followsFromParam(change, after.value, after.value)) continue;
      report({
        at,
        message: `the guest reads ${name}, which nothing said before, and it is another one after a migration`,
        help: 'let what it shows travel, or be the same in both builds',
        explains: aboutObservable(change, name),
      });
    }
  },
};
