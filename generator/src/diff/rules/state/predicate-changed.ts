import { state } from '../../../diagnostics/codes/changes/state.js';
import type { Place, PlacedSubsection } from '../../difference.js';
import { same } from '../../list.js';
import type { BreakingRule } from '../../rule.js';
import { showExpression } from '../../show.js';
import { followsFromObservable } from './follows-from-observable.js';
import { inside } from './inside.js';

export const predicateChanged: BreakingRule = {
  code: state.predicateChanged,
  purpose: 'What is left out that was sent is lost; what is sent that was not is refused by those who do not know it.',
  categories: ['STATE'],
  check(change, report) {
    for (const { before, after, name, at } of change.changed('subsection', 'needed')) {
      if (followsFromObservable(before.subsection.needed, after.subsection.needed)) continue;
      // A predicate follows the values that absence means.
      if (change.changed('field', 'absent').some(({ after: { place } }) => same(place, inner(after)))) continue;
      report({
        at,
        message: `the subsection ${name} is needed when ${showExpression(after.subsection.needed)}, and was when ${showExpression(before.subsection.needed)}`,
        help: 'send it whenever a variable of it is not at the value that its absence means, and no more often than before',
        explains: inside(change, after),
        always: true,
      });
    }
  },
};

function inner({ place, subsection }: PlacedSubsection): Place {
  return { ...place, subsections: [...place.subsections, subsection.name] };
}
