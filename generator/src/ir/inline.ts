import { mapExpr } from '../expr/substitute.js';
import type { Expression } from '../expr/tree.js';

/**
 * Replaces observables inside an expression by what they mean at the revision, so that nothing downstream has to know
 * them. The text stays the author's: it is for people.
 */
export function inlineObservables(expression: Expression, observables: ReadonlyMap<string, Expression>): Expression {
  if (observables.size === 0) return expression;
  const expr = mapExpr(expression.expr, (node) => {
    if (node.op !== 'observable') return node;
    const value = observables.get(node.name);
    return value === undefined ? node : inlineObservables(value, observables).expr;
  });
  return { text: expression.text, expr };
}
