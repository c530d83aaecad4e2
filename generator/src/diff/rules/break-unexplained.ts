import { unexplainedCode } from '../../diagnostics/codes/changes/unexplained.js';
import type { BrokenPair } from '../breaking.js';
import type { Change } from '../change.js';
import type { Break, BreakingRule } from '../rule.js';

/** For breaks that no other rule has a word for; it looks for nothing itself. */
export const breakUnexplained: BreakingRule = {
  code: unexplainedCode,
  purpose: 'What the check refuses is reported even where no rule says which change did it.',
  categories: ['GUEST', 'STATE'],
};

export function unexplained(change: Change, [pair]: readonly BrokenPair[]): Break {
  const reason = pair?.reasons[0];
  const about = [reason?.param, reason?.section, reason?.field, reason?.observable].filter((each) => each !== undefined).join(', ');
  const path = change.model === undefined ? ['implementation', change.implementation.name] : ['model', change.model];
  return {
    at: { before: path, after: path },
    message: `migrations break with ${reason?.code}${about === '' ? '' : ` (${about})`}, and they did not before`,
    help: 'look at the pairs with `migspec compat`, and take back what changed about it',
  };
}
