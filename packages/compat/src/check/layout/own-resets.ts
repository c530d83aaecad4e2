/** `isReset` of what has arrived: the destination compares with what it has itself after a reset, and the source may have another. */
import type { DocumentField, Expr } from '@migspec/capabilities';
import { sameTree } from '../../expr/tree.js';
import { isReset } from '../../expr/value.js';
import { mapExpr, visitExpr } from '../../expression.js';
import { and, bool, differ, not } from '../build.js';
import { resetOf } from '../reset-state.js';
import { foldDestination, foldSource, isScalar, type Scope, zeroOf } from './scope.js';

/** An expression of the destination in which `isReset` stays only for what the source can be asked about. */
export function bindResets(scope: Scope, expr: Expr): Expr {
  return mapExpr(expr, (node) => (node.op === 'isReset' ? and(...node.of.map((operand) => atReset(scope, operand))) : node));
}

function atReset(scope: Scope, operand: Expr): Expr {
  const asked: Expr = { op: 'isReset', of: [operand] };
  if (operand.op !== 'state' && operand.op !== 'self') return asked;
  const { walk } = scope;
  const { source, destination } = walk.asker.pair;
  const inside = operand.op === 'self' && scope.struct !== undefined;
  const value = (inside ? scope.received : walk.received).get(operand.name);
  const field = fieldOf(scope, operand.name, inside);
  if (value === undefined || field === undefined) return asked;
  const made = value.op === 'state' ? walk.asker.pair.made.get(value.name) : undefined;
  if (made !== undefined) {
    const same = isReset(made, resetOf(destination.model, field.type, field.reset, destination.env));
    return same === undefined ? asked : bool(same);
  }
  if (!isScalar(field)) return asked;
  const want = field.reset === undefined ? zeroOf(field) : foldDestination(scope, field.reset);
  if (readsState(value)) {
    // The source's own variable: its reset value is another, or the source can be asked.
    const theirs = value.op === 'state' ? source.model.variables.find(({ name }) => name === value.name) : undefined;
    if (theirs === undefined || !isScalar(theirs)) return asked;
    if (sameTree(theirs.reset === undefined ? zeroOf(theirs) : foldSource(scope, theirs.reset), want)) return asked;
  }
  return not(differ(value, want));
}

function fieldOf({ struct, walk }: Scope, name: string, inside: boolean): DocumentField | undefined {
  const { model } = walk.asker.pair.destination;
  const layout = inside && struct !== undefined ? model.structs[struct] : undefined;
  if (!inside) return model.variables.find((variable) => variable.name === name);
  return [layout, ...(layout?.subsections ?? [])].flatMap((each) => each?.fields ?? []).find((each) => each.name === name);
}

function readsState(expr: Expr): boolean {
  let found = false;
  visitExpr(expr, ({ op }) => {
    if (op === 'state' || op === 'var' || op === 'field') found = true;
  });
  return found;
}
