/**
 * Folding: what is constant becomes a constant, and the booleans around it go away. Struct arguments leave such trees
 * behind (`4 > 1 && …`), and TypeScript refuses to compare two literals.
 */
import { compute } from './constants.js';
import { mapChildren } from './substitute.js';
import type { BinaryOp, Expr } from './tree.js';

export function fold(expr: Expr): Expr {
  return simplify(mapChildren(expr, fold));
}

const truth = (value: boolean): Expr => ({ op: 'bool', value });
const integer = (value: bigint): Expr => ({ op: 'int', value: String(value) });

function simplify(expr: Expr): Expr {
  switch (expr.op) {
    case 'not':
      return negated(expr.of) ?? expr;
    case 'neg':
      return expr.of.op === 'int' ? integer(-BigInt(expr.of.value)) : expr;
    case 'and':
    case 'or':
      return connective(expr.op, expr.left, expr.right) ?? expr;
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
    case 'add':
    case 'sub':
    case 'mul':
      return binary(expr.op, expr.left, expr.right) ?? expr;
    case 'if':
      if (expr.cond.op === 'bool') return expr.cond.value ? expr.then : expr.else;
      if (expr.then.op === 'bool' && expr.else.op === 'bool') {
        if (expr.then.value === expr.else.value) return expr.then;
        return expr.then.value ? expr.cond : simplify({ op: 'not', of: expr.cond });
      }
      return expr;
    case 'call': {
      const args = expr.args.flatMap((arg) => (arg.op === 'int' ? [BigInt(arg.value)] : []));
      const value = args.length === expr.args.length ? compute(expr.name, args) : undefined;
      return value === undefined ? expr : integer(value);
    }
    case 'bit':
      return expr.of.op === 'int' ? truth(((BigInt(expr.of.value) >> BigInt(expr.bit)) & 1n) === 1n) : expr;
    case 'all':
    case 'exists':
      // Over an empty array `all` is true and `exists` false whatever the body says, so only those constants decide.
      return expr.body.op === 'bool' && expr.body.value === (expr.op === 'all') ? expr.body : expr;
    default:
      return expr;
  }
}

const opposites: Readonly<Partial<Record<Expr['op'], BinaryOp>>> = { eq: 'ne', ne: 'eq', lt: 'ge', ge: 'lt', le: 'gt', gt: 'le' };

function negated(of: Expr): Expr | undefined {
  if (of.op === 'bool') return truth(!of.value);
  if (of.op === 'not') return of.of;
  const opposite = opposites[of.op];
  return opposite && 'left' in of ? { op: opposite, left: of.left, right: of.right } : undefined;
}

function connective(op: 'and' | 'or', left: Expr, right: Expr): Expr | undefined {
  const neutral = op === 'and';
  if (left.op === 'bool') return left.value === neutral ? right : left;
  if (right.op === 'bool') return right.value === neutral ? left : right;
  return undefined;
}

function binary(op: BinaryOp, left: Expr, right: Expr): Expr | undefined {
  if (left.op === 'int' && right.op === 'int') return onIntegers(op, BigInt(left.value), BigInt(right.value));
  if (op !== 'eq' && op !== 'ne') return undefined;
  if (left.op === 'string' && right.op === 'string') return truth((left.value === right.value) === (op === 'eq'));
  if (left.op === 'bool')
    return right.op === 'bool' ? truth((left.value === right.value) === (op === 'eq')) : sameAs(right, left.value === (op === 'eq'));
  if (right.op === 'bool') return sameAs(left, right.value === (op === 'eq'));
  return undefined;
}

const sameAs = (expr: Expr, positive: boolean): Expr => (positive ? expr : (negated(expr) ?? { op: 'not', of: expr }));

function onIntegers(op: BinaryOp, a: bigint, b: bigint): Expr | undefined {
  switch (op) {
    case 'eq':
      return truth(a === b);
    case 'ne':
      return truth(a !== b);
    case 'lt':
      return truth(a < b);
    case 'le':
      return truth(a <= b);
    case 'gt':
      return truth(a > b);
    case 'ge':
      return truth(a >= b);
    case 'add':
      return integer(a + b);
    case 'sub':
      return integer(a - b);
    case 'mul':
      return integer(a * b);
    default:
      return undefined;
  }
}
