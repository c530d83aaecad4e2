/** Making trees. */
import type { BinaryOp, Expr } from '@migspec/capabilities';
import type { Value } from './value.js';

export const truth = (value: boolean): Expr => ({ op: 'bool', value });
export const integer = (value: bigint): Expr => ({ op: 'int', value: String(value) });
export const binary = (op: BinaryOp, left: Expr, right: Expr): Expr => ({ op, left, right });
export const not = (of: Expr): Expr => ({ op: 'not', of });

/** A value as a tree; `undefined` for what no tree can hold (bytes, arrays, structs). */
export function constantTree(value: Value | undefined): Expr | undefined {
  switch (typeof value) {
    case 'boolean':
      return truth(value);
    case 'bigint':
      return integer(value);
    case 'string':
      return { op: 'string', value };
    default:
      return undefined;
  }
}

/** The value of a constant tree; `undefined` for every other. */
export function constant(expr: Expr): boolean | bigint | string | undefined {
  switch (expr.op) {
    case 'int':
      return /^-?\d{1,256}$/.test(expr.value) ? BigInt(expr.value) : undefined;
    case 'bool':
    case 'string':
      return expr.value;
    default:
      return undefined;
  }
}

export function constantInt(expr: Expr): bigint | undefined {
  const value = constant(expr);
  return typeof value === 'bigint' ? value : undefined;
}

/** `and` or `or` of all, in order, from the left; the neutral constant of none. */
export function joined(op: 'and' | 'or', parts: readonly Expr[]): Expr {
  const [first, ...rest] = parts;
  return first ? rest.reduce((left, right) => binary(op, left, right), first) : truth(op === 'and');
}
