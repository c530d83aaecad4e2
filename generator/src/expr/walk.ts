import type { Expr } from './tree.js';

/** Visits every node, parents first. */
export function walk(expr: Expr, visit: (node: Expr) => void): void {
  visit(expr);
  for (const child of childrenOf(expr)) walk(child, visit);
}

/** The direct operands. */
export function childrenOf(expr: Expr): readonly Expr[] {
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
      return [];
    case 'field':
    case 'index':
    case 'bit':
    case 'not':
    case 'neg':
    case 'size':
      return [expr.of];
    case 'if':
      return [expr.cond, expr.then, expr.else];
    case 'call':
      return expr.args;
    case 'isReset':
      return expr.of;
    case 'all':
    case 'exists':
      return [expr.in, expr.body];
    default:
      return [expr.left, expr.right];
  }
}
