import type { DocumentExpression } from '@migspec/capabilities';
import { sameTree } from '../../expr/tree.js';
import { isTrue, not } from '../build.js';
import { foldDestination, foldSource, type Scope } from './scope.js';

/** The destination's rules across fields hold for every state that keeps the source's. */
export function checkInvariants(scope: Scope, source: readonly DocumentExpression[], destination: readonly DocumentExpression[]): void {
  const known = source.map((rule) => foldSource(scope, rule)).filter((rule) => !isTrue(rule));
  for (const rule of destination) {
    const folded = foldDestination(scope, rule);
    if (known.some((theirs) => sameTree(theirs, folded))) continue;
    const subject = { section: scope.section, ...(scope.path === '' ? {} : { field: scope.path }), want: rule.text };
    scope.walk.asker.ask('INVARIANT_BROKEN', 'state', not(folded), subject, { wrap: scope.wrap, known: [...scope.known, ...known] });
  }
}
