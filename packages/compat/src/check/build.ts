/** Small constructors of expression trees. They fold what is plain, so that most questions are decided as they are asked. */
import type { BinaryOp, Expr } from '@migspec/capabilities';

export const bool = (value: boolean): Expr => ({ op: 'bool', value });
export const int = (value: bigint | number): Expr => ({ op: 'int', value: String(value) });
export const text = (value: string): Expr => ({ op: 'string', value });
export const always = bool(true);
export const never = bool(false);

export const isTrue = (expr: Expr): boolean => expr.op === 'bool' && expr.value;
export const isFalse = (expr: Expr): boolean => expr.op === 'bool' && !expr.value;

export function not(of: Expr): Expr {
  if (of.op === 'bool') return bool(!of.value);
  return of.op === 'not' ? of.of : { op: 'not', of };
}

export function and(...items: readonly Expr[]): Expr {
  return items.reduce((left, right) => {
    if (isFalse(left) || isTrue(right)) return left;
    return isFalse(right) || isTrue(left) ? right : { op: 'and', left, right };
  }, always);
}

export function or(...items: readonly Expr[]): Expr {
  return items.reduce((left, right) => {
    if (isTrue(left) || isFalse(right)) return left;
    return isTrue(right) || isFalse(left) ? right : { op: 'or', left, right };
  }, never);
}

export function binary(op: BinaryOp, left: Expr, right: Expr): Expr {
  return { op, left, right };
}

/** Whether two values differ: never where both are written alike. */
export function differ(left: Expr, right: Expr): Expr {
  return sameExpr(left, right) ? never : binary('ne', left, right);
}

export function bitAnd(left: Expr, right: Expr): Expr {
  return { op: 'call', name: 'bitAnd', args: [left, right] };
}

export function choose(cond: Expr, then: Expr, otherwise: Expr): Expr {
  if (cond.op === 'bool') return cond.value ? then : otherwise;
  return sameExpr(then, otherwise) ? then : { op: 'if', cond, then, else: otherwise };
}

/** Structural equality. */
export function sameExpr(left: Expr, right: Expr): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

export function intOf(expr: Expr | undefined): bigint | undefined {
  return expr?.op === 'int' ? BigInt(expr.value) : undefined;
}
