import type { Expr, Expression } from '../expr/tree.js';

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

/** Rebuilds a tree from the leaves up; `replace` sees every node after its operands. */
export function mapExpr(expr: Expr, replace: (node: Expr) => Expr): Expr {
  const inner = (node: Expr): Expr => mapExpr(node, replace);
  switch (expr.op) {
    case 'int':
    case 'bool':
    case 'string':
    case 'param':
    case 'machine':
    case 'host':
    case 'device':
    case 'state':
    case 'self':
    case 'arg':
    case 'var':
    case 'observable':
    case 'version':
      return replace(expr);
    case 'field':
    case 'index':
    case 'bit':
    case 'not':
    case 'neg':
    case 'size':
      return replace({ ...expr, of: inner(expr.of) });
    case 'if':
      return replace({ op: 'if', cond: inner(expr.cond), then: inner(expr.then), else: inner(expr.else) });
    case 'call':
      return replace({ ...expr, args: expr.args.map(inner) });
    case 'isReset':
      return replace({ op: 'isReset', of: expr.of.map(inner) });
    case 'all':
    case 'exists':
      return replace({ ...expr, in: inner(expr.in), body: inner(expr.body) });
    default:
      return replace({ ...expr, left: inner(expr.left), right: inner(expr.right) });
  }
}
