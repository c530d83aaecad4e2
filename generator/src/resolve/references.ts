import type { Expr } from '../expr/tree.js';

export interface Reference {
  readonly kind: 'params' | 'observables' | 'state';
  readonly name: string;
}

/** What an expression mentions of its model, each once. */
export function references(expr: Expr): readonly Reference[] {
  const found = new Map<string, Reference>();
  walk(expr, (node) => {
    if (node.op === 'param') found.set(`params ${node.id}`, { kind: 'params', name: node.id });
    else if (node.op === 'observable') found.set(`observables ${node.name}`, { kind: 'observables', name: node.name });
    else if (node.op === 'state') found.set(`state ${node.name}`, { kind: 'state', name: node.name });
  });
  return [...found.values()];
}

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
