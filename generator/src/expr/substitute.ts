/** Putting trees in the place of others: arguments of struct types, observables inside observables. */
import type { Expr } from './tree.js';

export interface Replacements {
  readonly args?: ReadonlyMap<string, Expr>;
  readonly observables?: ReadonlyMap<string, Expr>;
}

/** Every argument and observable that has a replacement replaced; the replacements themselves are taken as they are. */
export function substitute(expr: Expr, replacements: Replacements): Expr {
  if (expr.op === 'arg') return replacements.args?.get(expr.name) ?? expr;
  if (expr.op === 'observable') return replacements.observables?.get(expr.name) ?? expr;
  return mapChildren(expr, (child) => substitute(child, replacements));
}

/** Rebuilds a tree from the leaves up; `replace` sees every node after its operands. */
export function mapExpr(expr: Expr, replace: (node: Expr) => Expr): Expr {
  return replace(mapChildren(expr, (child) => mapExpr(child, replace)));
}

/** The tree with each direct operand mapped; the tree itself when none changes. */
export function mapChildren(expr: Expr, map: (child: Expr) => Expr): Expr {
  switch (expr.op) {
    case 'field':
    case 'index':
    case 'bit':
    case 'not':
    case 'neg':
    case 'size': {
      const of = map(expr.of);
      return of === expr.of ? expr : { ...expr, of };
    }
    case 'and':
    case 'or':
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'add':
    case 'sub':
    case 'mul': {
      const left = map(expr.left);
      const right = map(expr.right);
      return left === expr.left && right === expr.right ? expr : { ...expr, left, right };
    }
    case 'if':
      return { op: 'if', cond: map(expr.cond), then: map(expr.then), else: map(expr.else) };
    case 'call':
      return { ...expr, args: expr.args.map(map) };
    case 'isReset':
      return { op: 'isReset', of: expr.of.map(map) };
    case 'all':
    case 'exists':
      return { ...expr, in: map(expr.in), body: map(expr.body) };
    default:
      return expr;
  }
}
