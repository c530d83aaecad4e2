import type { Expr } from './tree.js';

/** Visits every node, parents first. */
export function walk(expr: Expr, visit: (node: Expr) => void): void {
  visit(expr);
  if ('left' in expr) {
    walk(expr.left, visit);
    walk(expr.right, visit);
  } else if (expr.op === 'if') {
    for (const part of [expr.cond, expr.then, expr.else]) walk(part, visit);
  } else if (expr.op === 'call') {
    for (const argument of expr.args) walk(argument, visit);
  } else if (expr.op === 'isReset') {
    for (const operand of expr.of) walk(operand, visit);
  } else if (expr.op === 'all' || expr.op === 'exists') {
    walk(expr.in, visit);
    walk(expr.body, visit);
  } else if ('of' in expr) walk(expr.of, visit);
}
