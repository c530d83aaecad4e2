import type { DocumentExpression, DocumentLayout, Expr } from '@migspec/capabilities';
import { sameTree } from '../../expr/tree.js';
import { isFalse, isTrue, not } from '../build.js';
import { note } from '../note.js';
import type { Subject } from '../types.js';
import { foldDestination, foldSource, type Scope } from './scope.js';

/** The destination's rules across fields hold for every state that keeps the source's; what it does not enforce is told. */
export function checkInvariants(scope: Scope, source: Rules, destination: Rules): void {
  const known = source.invariants.map((rule) => foldSource(scope, rule)).filter((rule) => !isTrue(rule));
  const { asker, notes } = scope.walk;
  const context = { wrap: scope.wrap, known: [...scope.known, ...known] };
  const judge = (rules: readonly DocumentExpression[], found: (bad: Expr, subject: Subject) => void): void => {
    for (const rule of rules) {
      const folded = foldDestination(scope, rule);
      if (known.some((theirs) => sameTree(theirs, folded))) continue;
      found(not(folded), { section: scope.section, ...(scope.path === '' ? {} : { field: scope.path }), want: rule.text });
    }
  };
  judge(destination.invariants, (bad, subject) => asker.ask('INVARIANT_BROKEN', 'state', bad, subject, context));
  judge(destination.unenforced ?? [], (bad, subject) => {
    if (!isFalse(asker.predicate(bad, context))) notes.push(note('CHECK_NOT_ENFORCED', asker.pair, subject));
  });
}

type Rules = Pick<DocumentLayout, 'invariants' | 'unenforced'>;
