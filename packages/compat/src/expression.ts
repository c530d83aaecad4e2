/** What the check needs of expressions, in its own words. */
import type { Expr } from '@migspec/capabilities';
import { mapOperands } from './expr/tree.js';

/** Rebuilds a tree from the leaves up; `replace` sees every node after its operands. */
export function mapExpr(expr: Expr, replace: (node: Expr) => Expr): Expr {
  return replace(mapOperands(expr, (operand) => mapExpr(operand, replace)));
}

/** Visits every node. */
export function visitExpr(expr: Expr, visit: (node: Expr) => void): void {
  visit(expr);
  mapOperands(expr, (operand) => {
    visitExpr(operand, visit);
    return operand;
  });
}

/** Identities of the params that an expression reads. */
export function paramsOf(expr: Expr): ReadonlySet<string> {
  const ids = new Set<string>();
  visitExpr(expr, (node) => {
    if (node.op === 'param') ids.add(node.id);
  });
  return ids;
}

/** Facts that an expression reads, sorted: host facts by name, those of the machine as `machine.cpus`. */
export function factsIn(expr: Expr): readonly string[] {
  const facts = new Set<string>();
  visitExpr(expr, (node) => {
    if (node.op === 'host') facts.add(node.name);
    if (node.op === 'machine') facts.add(`machine.${node.name}`);
  });
  return [...facts].sort();
}
