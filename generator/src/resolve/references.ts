import type { Expr } from '../expr/tree.js';
import { walk } from '../expr/walk.js';

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
